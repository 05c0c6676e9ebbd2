/** Furnaces in time: where a heat may stand beside those that stand already. */
import type { MeltProblem } from '../../../models/melt.ts';
import { type FurnaceWindow, furnaceWindows, type ShiftSpan } from '../../melt/shifts.ts';
import { relativeTolerance } from './tolerance.ts';

/** Epoch seconds, `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Group {
  /** Draw by furnace, 0 outside the group. */
  readonly draw: readonly number[];
  readonly limit: number;
}

export class Board {
  readonly #index: ReadonlyMap<string, number>;
  readonly #seconds: readonly number[];
  readonly #windows: readonly (readonly FurnaceWindow[])[];
  readonly #groups: readonly Group[];
  /** By furnace, in order of start. */
  readonly #busy: Span[][];

  constructor(problem: MeltProblem) {
    this.#index = new Map(problem.furnaces.map(({ id }, at) => [id, at]));
    this.#seconds = problem.furnaces.map(({ heatMinutes }) => Math.round(heatMinutes! * 60));
    this.#windows = furnaceWindows(problem);
    this.#groups = problem.powerGroups.map(({ furnaces, limitKw, mostAtOnce }) => ({
      draw: problem.furnaces.map(({ id, powerKw }) =>
        furnaces.includes(id) ? (limitKw === undefined ? 1 : powerKw) : 0,
      ),
      limit: (limitKw ?? mostAtOnce!) * (1 + relativeTolerance),
    }));
    this.#busy = problem.furnaces.map(() => []);
    for (const { furnace, start, end } of problem.fixedHeats)
      if (start !== undefined && end !== undefined)
        this.add(furnace, { start: Date.parse(start) / 1000, end: Date.parse(end) / 1000 });
  }

  /** Seconds of a heat. */
  secondsOf(furnace: string): number {
    return this.#seconds[this.#index.get(furnace)!];
  }

  add(furnace: string, span: Span): void {
    const busy = this.#busy[this.#index.get(furnace)!];
    let at = busy.length;
    while (at > 0 && busy[at - 1].start > span.start) at--;
    busy.splice(at, 0, span);
  }

  remove(furnace: string, span: Span): void {
    const busy = this.#busy[this.#index.get(furnace)!];
    busy.splice(
      busy.findIndex(({ start, end }) => start === span.start && end === span.end),
      1,
    );
  }

  /** The shift in which a heat starts; undefined where none is at work then. */
  shiftAt(furnace: string, start: number): ShiftSpan | undefined {
    for (const { shifts } of this.#windows[this.#index.get(furnace)!])
      for (const shift of shifts) if (shift.start <= start && start < shift.end) return shift;
    return undefined;
  }

  isOpen(furnace: string, start: number): boolean {
    const end = start + this.secondsOf(furnace);
    return this.#windows[this.#index.get(furnace)!].some((window) => window.start <= start && end <= window.end);
  }

  fits(furnace: string, start: number): boolean {
    const index = this.#index.get(furnace)!;
    const end = start + this.#seconds[index];
    if (!this.isOpen(furnace, start)) return false;
    if (this.#busy[index].some((span) => span.start < end && start < span.end)) return false;
    return this.#groups.every((group) => this.#carries(group, index, start, end));
  }

  /** The earliest start at `from` or later; undefined where there is none. */
  earliest(furnace: string, from: number): number | undefined {
    const index = this.#index.get(furnace)!;
    const mates = new Set([index]);
    for (const { draw } of this.#groups)
      if (draw[index] > 0) for (let other = 0; other < draw.length; other++) if (draw[other] > 0) mates.add(other);
    const moments = [from];
    for (const { start } of this.#windows[index]) if (start > from) moments.push(start);
    for (const mate of mates) for (const { end } of this.#busy[mate]) if (end > from) moments.push(end);
    return moments.sort((a, b) => a - b).find((moment) => this.fits(furnace, moment));
  }

  /** Whether the group has room at the start and wherever another heat begins before the end. */
  #carries({ draw, limit }: Group, index: number, start: number, end: number): boolean {
    if (draw[index] === 0) return true;
    const moments = [start];
    for (let other = 0; other < draw.length; other++)
      if (draw[other] > 0 && other !== index)
        for (const span of this.#busy[other]) if (span.start > start && span.start < end) moments.push(span.start);
    return moments.every((moment) => {
      let sum = draw[index];
      for (let other = 0; other < draw.length; other++)
        if (draw[other] > 0 && other !== index)
          for (const span of this.#busy[other]) if (span.start <= moment && moment < span.end) sum += draw[other];
      return sum <= limit;
    });
  }
}
