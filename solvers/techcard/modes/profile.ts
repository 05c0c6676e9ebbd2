/**
 * What is free of the renewable resources over time, in packed words (instance.ts). Two forms with one interface: an
 * entry per unit of time for short horizons, an ordered list of the times at which something changes for long ones.
 */
import type { Instance } from './instance.ts';

/** An entry per unit of time beyond this horizon costs more than the list does. */
const longestUnitHorizon = 200_000;
/** So does it where activities are this long on average, as every unit of their time is looked at. */
const longestUnitDuration = 64;

export interface Profile {
  clear(): void;
  /** Earliest start >= `from` at which the mode fits. */
  earliest(mode: number, from: number): number;
  occupy(mode: number, start: number): void;
}

export function buildProfile(instance: Instance): Profile {
  const mean = instance.durations.reduce((sum, time) => sum + time, 0) / Math.max(1, instance.durations.length);
  return instance.horizon > longestUnitHorizon || mean > longestUnitDuration
    ? new ListProfile(instance)
    : new UnitProfile(instance);
}

export class UnitProfile implements Profile {
  readonly #words: number;
  readonly #guards: Int32Array;
  readonly #empty: Int32Array;
  readonly #packed: Int32Array;
  readonly #durations: Int32Array;
  readonly #free: Int32Array;
  readonly #firstEmpty: number;
  readonly #firstGuard: number;
  /** End of the last entry in use. */
  #end = 0;

  constructor(instance: Instance) {
    this.#words = instance.words;
    this.#guards = instance.guards;
    this.#empty = instance.freeWords;
    this.#packed = instance.packed;
    this.#durations = instance.durations;
    this.#firstEmpty = instance.words > 0 ? instance.freeWords[0] : 0;
    this.#firstGuard = instance.words > 0 ? instance.guards[0] : 0;
    this.#free = new Int32Array(Math.max(1, instance.words) * (instance.horizon + 1));
    this.#end = instance.horizon;
    this.clear();
  }

  clear(): void {
    const words = this.#words;
    if (words === 1) this.#free.fill(this.#firstEmpty, 0, this.#end);
    else for (let at = 0; at < this.#end * words; at++) this.#free[at] = this.#empty[at % words];
    this.#end = 0;
  }

  earliest(mode: number, from: number): number {
    const duration = this.#durations[mode];
    if (this.#words !== 1) return this.#earliestInWords(mode, duration, from);
    const free = this.#free;
    const guard = this.#firstGuard;
    const demand = this.#packed[mode];
    let start = from;
    // Backward through the window: its last conflict moves the start furthest. Units below `checked` are known to fit.
    let checked = from;
    let time = from + duration - 1;
    while (time >= checked) {
      if (((free[time] - demand) & guard) === guard) {
        time--;
        continue;
      }
      checked = start + duration;
      start = time + 1;
      if (checked < start) checked = start;
      time = start + duration - 1;
    }
    return start;
  }

  #earliestInWords(mode: number, duration: number, from: number): number {
    const words = this.#words;
    const base = mode * words;
    let start = from;
    for (let time = from + duration - 1; time >= start; time--) {
      for (let word = 0; word < words; word++) {
        const guard = this.#guards[word];
        if (((this.#free[time * words + word] - this.#packed[base + word]) & guard) === guard) continue;
        start = time + 1;
        time = start + duration;
        break;
      }
    }
    return start;
  }

  occupy(mode: number, start: number): void {
    const end = start + this.#durations[mode];
    if (end > this.#end) this.#end = end;
    const free = this.#free;
    if (this.#words === 1) {
      const demand = this.#packed[mode];
      for (let time = start; time < end; time++) free[time] -= demand;
      return;
    }
    const words = this.#words;
    for (let time = start; time < end; time++)
      for (let word = 0; word < words; word++) free[time * words + word] -= this.#packed[mode * words + word];
  }
}

/** Piece p holds from `times[p]` to `times[p + 1]`, the last one for ever. */
export class ListProfile implements Profile {
  readonly #words: number;
  readonly #guards: Int32Array;
  readonly #empty: Int32Array;
  readonly #packed: Int32Array;
  readonly #durations: Int32Array;
  readonly #times: Float64Array;
  readonly #free: Int32Array;
  #pieces = 1;

  constructor(instance: Instance) {
    this.#words = instance.words;
    this.#guards = instance.guards;
    this.#empty = instance.freeWords;
    this.#packed = instance.packed;
    this.#durations = instance.durations;
    this.#times = new Float64Array(2 * instance.activities + 2);
    this.#free = new Int32Array((2 * instance.activities + 2) * Math.max(1, instance.words));
    this.clear();
  }

  clear(): void {
    this.#pieces = 1;
    this.#times[0] = 0;
    this.#free.set(this.#empty, 0);
  }

  earliest(mode: number, from: number): number {
    const duration = this.#durations[mode];
    if (duration === 0) return from;
    let start = from;
    for (let piece = this.#pieceAt(from); piece < this.#pieces && this.#times[piece] < start + duration; piece++)
      if (!this.#fits(mode, piece)) start = this.#times[piece + 1];
    return start;
  }

  occupy(mode: number, start: number): void {
    const duration = this.#durations[mode];
    if (duration === 0) return;
    const words = this.#words;
    const first = this.#split(start);
    const last = this.#split(start + duration);
    for (let piece = first; piece < last; piece++)
      for (let word = 0; word < words; word++) this.#free[piece * words + word] -= this.#packed[mode * words + word];
  }

  #fits(mode: number, piece: number): boolean {
    const words = this.#words;
    for (let word = 0; word < words; word++) {
      const guard = this.#guards[word];
      if (((this.#free[piece * words + word] - this.#packed[mode * words + word]) & guard) !== guard) return false;
    }
    return true;
  }

  #pieceAt(time: number): number {
    let low = 0;
    let high = this.#pieces - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#times[middle] <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @returns the piece that begins at `time`, made if there is none. */
  #split(time: number): number {
    const piece = this.#pieceAt(time);
    if (this.#times[piece] === time) return piece;
    const words = this.#words;
    this.#times.copyWithin(piece + 2, piece + 1, this.#pieces);
    this.#times[piece + 1] = time;
    this.#free.copyWithin((piece + 1) * words, piece * words, this.#pieces * words);
    this.#pieces++;
    return piece + 1;
  }
}
