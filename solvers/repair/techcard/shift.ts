/**
 * Right shift: every operation keeps its mode, its resources and its turn on each of them, and starts at the earliest
 * moment that these and the lags allow, never before a moment that is given for it.
 */
import { type Instance, never, type Schedule } from '../../techcard/instance.ts';
import { type Arc, buildNetwork, usesByResource } from '../../techcard/network.ts';
import type { Opening } from '../../techcard/opening.ts';
import { calendarsOf, type Openings } from '../../techcard/openings.ts';

/** Chains go from early to late, so that few passes do; circles of lags that never settle are given up. */
const mostPasses = 200;

export interface ShiftInput {
  readonly instance: Instance;
  readonly openings: Openings;
  /** Whose order of work is kept; operations that it does not hold start at `never` and stay out. */
  readonly order: Schedule;
  /** By operation; what is given stands whatever this says. */
  readonly notBefore: ArrayLike<number>;
}

/** All lags and turns as arcs, greatest lags backwards. */
export function turnsOf(instance: Instance, order: Schedule): Arc[] {
  const { arcs } = buildNetwork(instance, order, usesByResource(instance, order));
  const { lags } = instance;
  const greatest = Array.from(lags.from.keys()).flatMap((lag): Arc[] =>
    lags.greatest[lag] === 0
      ? []
      : [
          {
            from: lags.from[lag],
            fromEnd: lags.fromEnd[lag] === 1,
            to: lags.to[lag],
            toEnd: lags.toEnd[lag] === 1,
            gap: lags.least[lag],
            resource: -1,
          },
        ],
  );
  return [...arcs, ...greatest];
}

/** @returns undefined where it does not settle. Rules that an order of work does not keep are not looked at. */
export function shiftRight(input: ShiftInput): Schedule | undefined {
  const { instance, order } = input;
  const shift = new Shift(input);
  const moment = ({ from, fromEnd }: Arc) => (fromEnd ? order.ends[from] : order.starts[from]);
  const arcs = turnsOf(instance, order)
    .filter(({ from, to }) => order.starts[from] !== never && order.starts[to] !== never)
    .sort((a, b) => moment(a) - moment(b) || a.from - b.from);
  for (let pass = 0; pass < mostPasses; pass++) {
    let moved = false;
    for (const arc of arcs) if (shift.keep(arc)) moved = true;
    if (!moved) return shift.result();
    if (shift.isLost) return undefined;
  }
  return undefined;
}

class Shift {
  readonly #instance: Instance;
  readonly #openings: Openings;
  readonly #order: Schedule;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  isLost = false;

  constructor({ instance, openings, order, notBefore }: ShiftInput) {
    this.#instance = instance;
    this.#openings = openings;
    this.#order = order;
    this.#starts = order.starts.slice();
    this.#ends = order.ends.slice();
    for (let operation = 0; operation < instance.operations; operation++) {
      if (order.starts[operation] === never) continue;
      if (instance.givenMode[operation] >= 0) this.#stand(operation);
      else this.#place(operation, Math.max(notBefore[operation], instance.releases[operation]));
    }
  }

  result(): Schedule {
    return { ...this.#order, starts: this.#starts, ends: this.#ends };
  }

  /** @returns whether what the arc ends at had to move. */
  keep({ from, fromEnd, to, toEnd, gap, resource }: Arc): boolean {
    if (this.#instance.givenMode[to] >= 0) return false;
    const moment = fromEnd ? this.#ends[from] : this.#starts[from];
    const limit =
      gap > 0 && resource >= 0
        ? this.#openings.of(this.#instance.resources[resource].calendars).endOf(moment, gap)
        : moment + gap;
    if ((toEnd ? this.#ends : this.#starts)[to] >= limit) return false;
    const start = toEnd ? this.#starts[to] + limit - this.#ends[to] : limit;
    return this.#place(to, start);
  }

  #stand(operation: number): void {
    const { givenStart, givenEnd, modeFrom, durations, pausable } = this.#instance;
    const start = givenStart[operation];
    this.#starts[operation] = start;
    const duration = durations[modeFrom[operation] + this.#order.modes[operation]];
    const pauses = pausable[operation] === 1 && duration > 0;
    const end = pauses ? this.#openingOf(operation).endOf(start, duration) : start + duration;
    this.#ends[operation] = givenEnd[operation] === never ? Math.min(never, end) : givenEnd[operation];
  }

  #openingOf(operation: number): Opening {
    return this.#openings.of(calendarsOf(this.#instance, this.#order, operation));
  }

  /** At the first moment from `from` on at which what it uses is open for it. */
  #place(operation: number, from: number): boolean {
    const { modeFrom, durations, pausable } = this.#instance;
    const duration = durations[modeFrom[operation] + this.#order.modes[operation]];
    const before = this.#starts[operation];
    let [start, end] = [from, from + duration];
    if (duration > 0) {
      const opening = this.#openingOf(operation);
      start = pausable[operation] === 1 ? opening.nextOpen(from) : opening.fit(from, duration);
      end = pausable[operation] === 1 ? opening.endOf(start, duration) : start + duration;
    }
    if (!(end < never)) {
      this.isLost = true;
      return false;
    }
    this.#starts[operation] = start;
    this.#ends[operation] = end;
    return start !== before;
  }
}
