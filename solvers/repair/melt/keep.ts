/**
 * The plan that runs with the fewest moves: heats stay where they can; those that cannot go, in the order of their
 * starts, to the place that costs the fewest points; those without a place are given up and their pieces poured anew.
 */
import type { MeltContent } from '../../../models/melt.ts';
import type { AmendedMelt } from './amend.ts';
import { Board } from './board.ts';
import { Pourable } from './pour.ts';

/** A heat of the new plan that is not fixed; epoch seconds. */
export interface PlacedHeat {
  readonly id: string;
  readonly furnace: string;
  readonly grade: string;
  readonly contents: readonly MeltContent[];
  readonly start: number;
  readonly end: number;
}

/** A heat of the plan that runs, still open, with what it can still hold. */
interface OpenHeat {
  readonly id: string;
  readonly furnace: string;
  readonly grade: string;
  readonly contents: readonly MeltContent[];
  readonly planned: { readonly start: number; readonly end: number };
}

/** Open heats in order of planned start; where a line asks for fewer pieces, the last heats lose theirs. */
export function openHeats({ problem, heats }: AmendedMelt): OpenHeat[] {
  const left = new Map(problem.lines.map(({ id, quantity }) => [id, quantity]));
  const take = (contents: readonly MeltContent[]) =>
    contents.flatMap(({ line, pieces }) => {
      const taken = Math.min(pieces, left.get(line) ?? 0);
      left.set(line, (left.get(line) ?? 0) - taken);
      return taken > 0 ? [{ line, pieces: taken }] : [];
    });
  for (const { contents } of problem.fixedHeats) take(contents);
  return heats
    .filter(({ state }) => state === 'open')
    .sort((a, b) => a.planned!.start - b.planned!.start)
    .map(({ given, planned }) => ({
      id: given.id,
      furnace: given.furnace,
      grade: given.grade,
      contents: take(given.contents),
      planned: planned!,
    }));
}

/** @returns heats with their places; pieces of all others are free. */
export function keepHeats(amended: AmendedMelt): PlacedHeat[] {
  const { problem, now } = amended;
  const { prices, movedMinutes } = amended.request;
  const board = new Board(problem);
  const pourable = new Pourable(problem);
  const caps = new Caps(amended);
  const placed: PlacedHeat[] = [];
  const put = (heat: OpenHeat, furnace: string, start: number) => {
    const end = start + board.secondsOf(furnace);
    board.add(furnace, { start, end });
    caps.take(furnace, heat.grade);
    placed.push({ id: heat.id, furnace, grade: heat.grade, contents: heat.contents, start, end });
  };
  const displaced: OpenHeat[] = [];
  for (const heat of openHeats(amended)) {
    const { furnace, grade, contents, planned } = heat;
    const stays = planned.start >= now && caps.has(furnace, grade) && pourable.holds(furnace, grade, contents);
    if (stays && board.fits(furnace, planned.start)) put(heat, furnace, planned.start);
    else displaced.push(heat);
  }
  for (const heat of displaced) {
    let best: { furnace: string; start: number; price: number } | undefined;
    for (const { id: furnace } of problem.furnaces) {
      if (!caps.has(furnace, heat.grade) || !pourable.holds(furnace, heat.grade, heat.contents)) continue;
      const start = board.earliest(furnace, Math.max(now, heat.planned.start));
      if (start === undefined) continue;
      const off = (start - heat.planned.start) / 60;
      const isSameDay = dayOf(start) === dayOf(heat.planned.start);
      const move = off <= movedMinutes ? 0 : isSameDay ? prices.moved : prices.day;
      // Of places alike the earlier one: an hour weighs less than any difference of points that people would set.
      const price = move + (furnace === heat.furnace ? 0 : prices.furnace) + off * 1e-6;
      if (!best || price < best.price) best = { furnace, start, price };
    }
    if (best) put(heat, best.furnace, best.start);
  }
  return placed;
}

function dayOf(moment: number): number {
  return Math.floor(moment / 86_400);
}

/** Heats that furnaces and grades still have. */
export class Caps {
  readonly #furnaces: Map<string, number>;
  readonly #grades: Map<string, number>;

  constructor({ problem }: Pick<AmendedMelt, 'problem'>) {
    this.#furnaces = new Map(problem.furnaces.map(({ id, mostHeats }) => [id, mostHeats ?? Infinity]));
    this.#grades = new Map(problem.grades.map(({ id, mostHeats }) => [id, mostHeats ?? Infinity]));
    for (const { furnace, grade } of problem.fixedHeats) this.take(furnace, grade);
  }

  has(furnace: string, grade: string): boolean {
    return this.#furnaces.get(furnace)! > 0 && this.#grades.get(grade)! > 0;
  }

  take(furnace: string, grade: string): void {
    this.#furnaces.set(furnace, this.#furnaces.get(furnace)! - 1);
    this.#grades.set(grade, this.#grades.get(grade)! - 1);
  }
}
