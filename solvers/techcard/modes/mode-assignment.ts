/**
 * Modes within the stocks: a multiple-choice knapsack in several dimensions. Repair moves to the modes that take off
 * most of the excess, with chance among equals and a few steps uphill; the exact search assigns one activity after
 * another and remembers what amounts left could not be finished, so it is a dynamic programme where stocks are small.
 *
 * @see Kolisch and Drexl (1997), IIE Transactions 29:987-999: with two stocks or more, feasibility is NP-complete.
 */
import type { Rng } from '../../shared/rng.ts';
import { type Candidate, countUse } from './generation.ts';
import type { Instance } from './instance.ts';

/** Steps of repair that may leave the excess as it is or raise it. */
const mostSideways = 8;
/** Added to an excess before it is weighed, so that changes that mend all of it are told apart by their shares. */
const excessFloor = 0.005;
/** Of the loss of share in the choice of a change; more than 1 pays, from 4 to 12 it makes no difference. */
const shareWeight = 6;
/** Random choices that are mended before the exact search. */
const firstTries = 20;
/** Remembered dead ends; the exact search gives up at this many. */
const mostDeadEnds = 400_000;
/** The clock is asked about once in this many nodes. */
const nodesPerLook = 256;

/** Sum over the stocks of what is taken too much, each as a share of its stock. */
export function excessOf(instance: Instance, used: Float64Array): number {
  let excess = 0;
  for (let k = 0; k < used.length; k++)
    if (used[k] > instance.stock[k]) excess += (used[k] - instance.stock[k]) / Math.max(1, instance.stock[k]);
  return excess;
}

export class Repair {
  readonly #instance: Instance;
  readonly #rng: Rng;
  readonly #changed: Int32Array;
  #stamp = 0;

  readonly #shares: Float64Array | undefined;

  /** @param shares - by mode: how much it is wanted, from 0 to 1. */
  constructor(instance: Instance, rng: Rng, shares?: Float64Array) {
    this.#instance = instance;
    this.#rng = rng;
    this.#shares = shares;
    this.#changed = new Int32Array(instance.activities);
  }

  /** @returns whether the modes keep the stocks now; if not, they are some near miss. */
  mend(candidate: Candidate): boolean {
    let excess = excessOf(this.#instance, candidate.used);
    let sideways = 0;
    this.#stamp++;
    while (excess > 0) {
      const next = this.#step(candidate);
      if (next < 0) return false;
      if (next >= excess && ++sideways > mostSideways) return false;
      excess = next;
    }
    return true;
  }

  /** One change of mode, of an activity not changed before. @returns the excess after it, -1 where none is left. */
  #step({ modes, used }: Candidate): number {
    const { activities, modeFrom, consumption, stock } = this.#instance;
    const rng = this.#rng;
    const kinds = stock.length;
    let bestExcess = Infinity;
    let best = -1;
    let bestActivity = -1;
    let ties = 0;
    for (let i = 0; i < activities; i++) {
      if (this.#changed[i] === this.#stamp) continue;
      const present = modes[i];
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) {
        if (mode === present) continue;
        let excess = 0;
        for (let k = 0; k < kinds; k++) {
          const over = used[k] - consumption[present * kinds + k] + consumption[mode * kinds + k] - stock[k];
          if (over > 0) excess += over / Math.max(1, stock[k]);
        }
        // Chance weighs in so that the repairs of like candidates differ.
        excess = (excess + excessFloor) * (0.7 + 0.6 * rng.float());
        if (this.#shares !== undefined) excess *= 1 + shareWeight * (1 - this.#shares[mode] + this.#shares[present]);
        if (excess > bestExcess) continue;
        ties = excess < bestExcess ? 1 : ties + 1;
        if (ties > 1 && rng.below(ties) > 0) continue;
        bestExcess = excess;
        best = mode;
        bestActivity = i;
      }
    }
    if (best < 0) return -1;
    for (let k = 0; k < kinds; k++)
      used[k] += consumption[best * kinds + k] - consumption[modes[bestActivity] * kinds + k];
    modes[bestActivity] = best;
    this.#changed[bestActivity] = this.#stamp;
    return excessOf(this.#instance, used);
  }
}

/**
 * Modes within the stocks, into `candidate`: by chance and repair, by the exact search where that fails, and where the
 * exact search gives up by repair again, up to `tries` times.
 * @returns `infeasible` as a proof.
 */
export function findModes(
  instance: Instance,
  candidate: Candidate,
  rng: Rng,
  tries: number,
  shouldStop: () => boolean,
): 'feasible' | 'infeasible' | 'unknown' {
  const repair = new Repair(instance, rng);
  const attempt = (): boolean => {
    randomModes(instance, candidate, rng);
    return repair.mend(candidate);
  };
  for (let k = 0; k < firstTries; k++) if (attempt()) return 'feasible';
  const exact = assignModes(instance, candidate, shouldStop);
  if (exact !== 'unknown') return exact;
  for (let k = 0; k < tries && !shouldStop(); k++) if (attempt()) return 'feasible';
  return 'unknown';
}

export function randomModes(instance: Instance, candidate: Candidate, rng: Rng): void {
  const { activities, modeFrom } = instance;
  for (let i = 0; i < activities; i++) candidate.modes[i] = modeFrom[i] + rng.below(modeFrom[i + 1] - modeFrom[i]);
  countUse(instance, candidate);
}

/**
 * The exact search for modes within the stocks, quicker modes first.
 * @returns `infeasible` as a proof, `unknown` where it gave up or was stopped.
 */
export function assignModes(
  instance: Instance,
  candidate: Candidate,
  shouldStop: () => boolean,
): 'feasible' | 'infeasible' | 'unknown' {
  const kinds = instance.stock.length;
  const { modeFrom, consumption, durations } = instance;
  const choices = Array.from({ length: instance.activities }, (_, i) => {
    const own = Array.from({ length: modeFrom[i + 1] - modeFrom[i] }, (_, j) => modeFrom[i] + j);
    return own.sort((a, b) => share(instance, a) - share(instance, b) || durations[a] - durations[b] || a - b);
  });
  // Wide spreads first: the small choices at the end then fill what is left.
  const order = Array.from({ length: instance.activities }, (_, i) => i).sort(
    (a, b) => spread(instance, choices[b]) - spread(instance, choices[a]) || a - b,
  );
  const least = new Float64Array((order.length + 1) * kinds);
  for (let place = order.length - 1; place >= 0; place--)
    for (let k = 0; k < kinds; k++)
      least[place * kinds + k] =
        least[(place + 1) * kinds + k] + Math.min(...choices[order[place]].map((m) => consumption[m * kinds + k]));
  const dead = Array.from(order, () => new Set<string>());
  const left = Float64Array.from(instance.stock);
  let deadEnds = 0;
  let nodes = 0;
  let gaveUp = false;

  const descend = (place: number): boolean => {
    for (let k = 0; k < kinds; k++) if (least[place * kinds + k] > left[k]) return false;
    if (place === order.length) return true;
    if (++nodes % nodesPerLook === 0 && shouldStop()) gaveUp = true;
    const state = left.join(' ');
    if (gaveUp || dead[place].has(state)) return false;
    const i = order[place];
    for (const mode of choices[i]) {
      for (let k = 0; k < kinds; k++) left[k] -= consumption[mode * kinds + k];
      const done = descend(place + 1);
      for (let k = 0; k < kinds; k++) left[k] += consumption[mode * kinds + k];
      if (done) {
        candidate.modes[i] = mode;
        return true;
      }
      if (gaveUp) return false;
    }
    dead[place].add(state);
    if (++deadEnds >= mostDeadEnds) gaveUp = true;
    return false;
  };

  if (descend(0)) {
    countUse(instance, candidate);
    return 'feasible';
  }
  return gaveUp ? 'unknown' : 'infeasible';
}

/** What a mode takes of all stocks, each as a share of it. */
function share(instance: Instance, mode: number): number {
  const kinds = instance.stock.length;
  let sum = 0;
  for (let k = 0; k < kinds; k++) sum += instance.consumption[mode * kinds + k] / Math.max(1, instance.stock[k]);
  return sum;
}

function spread(instance: Instance, modes: readonly number[]): number {
  const shares = modes.map((m) => share(instance, m));
  return Math.max(...shares) - Math.min(...shares);
}
