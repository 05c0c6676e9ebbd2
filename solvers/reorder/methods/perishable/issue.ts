/**
 * One period of issuing and ageing: expectation over demand of a function of the stock that survives.
 *
 * Demand takes units one by one, so the stock after a demand of d is the d-th step of a chain y -> pred(y) that removes the
 * next unit to be issued. The expectations of all stocks then share their sums, and a demand of d costs one addition
 * for each stock (last in, first out) or for each stock without its oldest class (first in, first out).
 */
import type { Issuing, PeriodDemand, StateSpace } from './model.ts';

/**
 * out[y] = E[values[offset + survivors(y, D)]] for all stocks y before demand, where survivors drops the units issued
 * and those with one period left. A demand's last entry holds all greater ones, which must leave nothing of any stock.
 */
export type IssueExpectation = (values: Float64Array, offset: number, out: Float64Array) => void;

export function issueExpectation(
  space: StateSpace,
  demand: PeriodDemand,
  issuing: Issuing,
  scratch?: Float64Array,
): IssueExpectation {
  return issuing === 'fifo'
    ? oldestFirst(space, demand.probability, scratch)
    : youngestFirst(space, demand.probability);
}

/** Numbers that an expectation needs for itself; periods of a cycle can share them. */
export function scratchLength(space: StateSpace, demand: PeriodDemand, issuing: Issuing): number {
  return issuing === 'fifo' ? space.survivors * demand.probability.length : 0;
}

/** Pr{D >= d} for d = 0, 1, ... */
function tailsOf(probability: Float64Array): Float64Array {
  const tails = new Float64Array(probability.length + 1);
  for (let d = probability.length - 1; d >= 0; d--) tails[d] = tails[d + 1] + probability[d];
  return tails;
}

/**
 * While units of the last class remain, the survivors are the other classes untouched. Beyond them, with w the other
 * classes and s units already issued, T(w, s) = sum over d > s of p(d) f(w after d - s more)
 * = p(s + 1) f(pred w) + T(pred w, s + 1).
 */
function oldestFirst(
  space: StateSpace,
  probability: Float64Array,
  beyond: Float64Array = new Float64Array(space.survivors * probability.length),
): IssueExpectation {
  const { base, survivors } = space;
  const row = probability.length;
  const tails = tailsOf(probability);
  const next = new Int32Array(survivors);
  for (let w = 1; w < survivors; w++) {
    let unit = 1;
    while (Math.floor(w / unit) % base === 0) unit *= base;
    next[w] = w - unit;
  }
  return (values, offset, out) => {
    for (let s = 0; s < row; s++) beyond[s] = tails[s + 1] * values[offset];
    for (let w = 1; w < survivors; w++) {
      const from = next[w] * row;
      const at = w * row;
      const value = values[offset + next[w]];
      for (let s = 0; s < row - 1; s++) beyond[at + s] = probability[s + 1] * value + beyond[from + s + 1];
      // Another period with a longer demand may have left something here.
      beyond[at + row - 1] = 0;
    }
    for (let w = 0, y = 0; w < survivors; w++) {
      const value = values[offset + w];
      for (let last = 0; last < base; last++, y++)
        out[y] = last < row ? (1 - tails[last + 1]) * value + beyond[w * row + last] : value;
    }
  };
}

/** With s units already issued, G(y, s) = p(s) f(y) + G(pred y, s + 1); the level s is kept in place, as pred y < y. */
function youngestFirst(space: StateSpace, probability: Float64Array): IssueExpectation {
  const { base, survivors, stocks } = space;
  const tails = tailsOf(probability);
  const unitOf = new Int32Array(survivors);
  for (let w = 1; w < survivors; w++) {
    let unit = 1;
    while (w >= unit * base) unit *= base;
    unitOf[w] = unit * base;
  }
  return (values, offset, out) => {
    out.fill(0, 0, stocks);
    for (let s = probability.length - 1; s >= 0; s--) {
      const here = probability[s];
      for (let w = survivors - 1, y = stocks - 1; w >= 0; w--) {
        const value = here * values[offset + w];
        const unit = w > 0 ? unitOf[w] : 1;
        for (let last = base - 1; last >= 0; last--, y--) out[y] = y > 0 ? value + out[y - unit] : 0;
      }
      out[0] = tails[s] * values[offset];
    }
  };
}

/** Expected figures of one period for each stock y before demand. */
export interface PeriodFigures {
  readonly units: Int32Array;
  /** E[units left after issuing], those about to be wasted included. */
  readonly left: Float64Array;
  readonly wasted: Float64Array;
  readonly short: Float64Array;
}

/**
 * With H(x) = E[(x - D)+] and t units in all: left H(t), short E[D] - t + H(t), and wasted H(units of the oldest class)
 * when they are issued first, H(t) - H(t - units of the oldest class) when they are issued last.
 */
export function periodFigures(space: StateSpace, demand: PeriodDemand, issuing: Issuing): PeriodFigures {
  const { base, stocks, shelfLife } = space;
  const most = shelfLife * (base - 1);
  const leftAt = new Float64Array(most + 1);
  let cumulative = 0;
  for (let x = 0; x < most; x++) {
    cumulative += x < demand.probability.length ? demand.probability[x] : 0;
    leftAt[x + 1] = leftAt[x] + cumulative;
  }
  const units = new Int32Array(stocks);
  const left = new Float64Array(stocks);
  const wasted = new Float64Array(stocks);
  const short = new Float64Array(stocks);
  for (let y = 0; y < stocks; y++) {
    const oldest = y % base;
    const total = oldest + units[Math.floor(y / base)];
    units[y] = total;
    left[y] = leftAt[total];
    wasted[y] = issuing === 'fifo' ? leftAt[oldest] : leftAt[total] - leftAt[total - oldest];
    short[y] = Math.max(0, demand.mean - total + leftAt[total]);
  }
  return { units, left, wasted, short };
}
