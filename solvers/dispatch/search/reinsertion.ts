/** Which orders a step tries to put in, in what order, and with what taste. */
import type { Rng } from '../../shared/rng.ts';
import type { Schedule } from '../schedule.ts';
import type { Taste } from './insertion.ts';
import type { SearchParameters } from './parameters.ts';
import type { Removal } from './removal.ts';

/** One step in so many leaves out some of the orders that it could try. */
const leftOutOnce = 12;

export class Reinsertion {
  /** Orders to be tried, in turn. */
  readonly list: number[] = [];
  readonly #others: number[] = [];
  #from = 0;
  #to = 0;
  readonly #s: Schedule;
  readonly #rng: Rng;

  constructor(schedule: Schedule, rng: Rng) {
    this.#s = schedule;
    this.#rng = rng;
  }

  /** Notes the time that the orders to be taken out fill; to be called while they are still in. */
  noteTimes({ picked, wanted }: Removal): void {
    const s = this.#s;
    this.#from = wanted >= 0 ? s.instance.windowFrom[wanted] : Infinity;
    this.#to = wanted >= 0 ? s.instance.windowTo[wanted] : -Infinity;
    for (const order of picked) {
      const last = s.lastOfOrder[order];
      this.#from = Math.min(this.#from, s.unloadStart[s.firstOfOrder[order]]);
      this.#to = Math.max(this.#to, s.unloadStart[last] + s.unloading[last]);
    }
  }

  /** Those taken out, and some that are not served and could use the time set free; the wanted one first. */
  draw({ picked, wanted }: Removal, others: number): void {
    const { instance, servedL } = this.#s;
    const rng = this.#rng;
    this.#others.length = 0;
    for (let order = 0; order < instance.orders; order++) {
      if (order === wanted || servedL[order] >= instance.volumeL[order] || picked.includes(order)) continue;
      if (instance.windowFrom[order] < this.#to && instance.windowTo[order] > this.#from) this.#others.push(order);
    }
    rng.shuffle(this.#others);
    const { list } = this;
    list.length = 0;
    for (const order of picked) if (order !== wanted) list.push(order);
    const count = Math.min(this.#others.length, Math.floor((others + 1) ** rng.float()));
    for (let at = 0; at < count; at++) list.push(this.#others[at]);
    rng.shuffle(list);
    const way = rng.below(4);
    if (way === 1) list.sort((a, b) => instance.volumeL[b] - instance.volumeL[a]);
    else if (way === 2) list.sort((a, b) => instance.windowFrom[a] - instance.windowFrom[b]);
    if (wanted >= 0) list.unshift(wanted);
    // Some orders are worth less than what serving them costs, or than the room they take.
    if (rng.below(leftOutOnce) === 0) list.length = rng.below(Math.max(1, list.length));
  }
}

export function drawTaste(taste: Taste, parameters: SearchParameters, rng: Rng): void {
  taste.time = 10 ** (-2 * rng.float());
  taste.noise = rng.below(3) === 0 ? 0 : parameters.noise * rng.float() ** 2;
  taste.push = rng.float();
  taste.wait = rng.float() * 0.3;
  taste.waste = rng.float() * 3;
  taste.breadth = 1 + rng.below(parameters.breadth);
  taste.allPlants = rng.below(4) === 0;
}
