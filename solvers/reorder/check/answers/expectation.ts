/** Expected values from probabilities or densities alone: the other route by which answers are looked at. */
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { ListedDistribution } from '../../distributions/listed.ts';

/** Probabilities (or density times a cell) below this, relative to the greatest, count for nothing. */
const negligible = 1e-20;
const panels = 2000;

/** E[f(D)] for f that is smooth but at `kinks`; `type` is that of the demand of one period. */
export function expectation(
  demand: Distribution,
  type: DemandDistribution['type'],
  f: (x: number) => number,
  kinks: readonly number[] = [],
): number {
  if (demand instanceof ListedDistribution)
    return demand.values.reduce((sum, value) => sum + demand.pdf(value) * f(value), 0);
  if (demand.discrete) return overWholeNumbers(demand, f);
  if (['lognormal', 'gamma', 'exponential'].includes(type)) return overLogarithms(demand, f, kinks);
  if (type === 'uniform') {
    // Its density is a step at either end, and flat in cells where it is a sum.
    const reach = Math.sqrt(3) * demand.sd;
    const single = demand.pdf(demand.mean + 0.999 * reach) > 0 && demand.pdf(demand.mean + 1.001 * reach) === 0;
    return pieces(
      (x) => demand.pdf(x) * f(x),
      demand.mean - (single ? reach : 12 * demand.sd),
      demand.mean + (single ? reach : 12 * demand.sd),
      kinks,
      single,
    );
  }
  const low = demand.mean - 12 * demand.sd;
  return pieces((x) => demand.pdf(x) * f(x), low, demand.mean + 12 * demand.sd, kinks);
}

/** Pr{D <= x}, by the same route. */
export function probabilityUpTo(demand: Distribution, type: DemandDistribution['type'], x: number): number {
  return expectation(demand, type, (value) => (value <= x ? 1 : 0), [x]);
}

function overWholeNumbers(demand: Distribution, f: (x: number) => number): number {
  const middle = Math.max(0, Math.round(demand.mean));
  const peak = Math.max(
    demand.pdf(middle),
    demand.pdf(Math.max(0, Math.round(demand.mean - demand.sd))),
    demand.pdf(0),
  );
  let sum = 0;
  for (let k = middle; k >= 0; k--) {
    const p = demand.pdf(k);
    sum += p * f(k);
    if (p < negligible * peak && k < demand.mean - 3 * demand.sd) break;
  }
  for (let k = middle + 1; ; k++) {
    const p = demand.pdf(k);
    sum += p * f(k);
    if (p < negligible * peak && k > demand.mean + 3 * demand.sd) return sum;
  }
}

/** Positive demand, however long its tail or steep its density near 0: in u = ln x both fade smoothly. */
function overLogarithms(demand: Distribution, f: (x: number) => number, kinks: readonly number[]): number {
  const weight = (u: number) => demand.pdf(Math.exp(u)) * Math.exp(u);
  const middle = Math.log(demand.mean);
  // Means and squares weigh the upper tail with x and x^2.
  let high = middle;
  while (weight(high) * Math.exp(2 * (high - middle)) > negligible && high < middle + 700) high += 0.25;
  let low = middle;
  while (weight(low) > negligible && low > -700) low -= 0.25;
  const inside = kinks.filter((kink) => kink > 0).map(Math.log);
  return pieces((u) => weight(u) * f(Math.exp(u)), low, high, inside);
}

/** Simpson's rule between the kinks, a little inside where the ends are steps. */
function pieces(f: (x: number) => number, low: number, high: number, kinks: readonly number[], steps = false): number {
  const cuts = [low, ...kinks.filter((kink) => kink > low && kink < high).sort((a, b) => a - b), high];
  let sum = 0;
  for (let i = 1; i < cuts.length; i++) {
    const inset = steps ? 1e-9 * (cuts[i] - cuts[i - 1]) : 1e-15 * (cuts[i] - cuts[i - 1]);
    sum += simpson(f, cuts[i - 1] + inset, cuts[i] - inset);
  }
  return sum;
}

function simpson(f: (x: number) => number, from: number, to: number): number {
  const h = (to - from) / panels;
  let sum = f(from) + f(to);
  for (let i = 1; i < panels; i++) sum += f(from + i * h) * (i % 2 === 1 ? 4 : 2);
  return (sum * h) / 3;
}

/** What does not hold of two figures that ought to agree. */
export function compare(name: string, stated: unknown, found: number, scale = 0, relative = 1e-6): string[] {
  if (typeof stated !== 'number') return [`${name} is missing`];
  const tolerance = relative * Math.max(Math.abs(found), Math.abs(stated)) + 1e-8 * scale;
  return Math.abs(stated - found) <= tolerance ? [] : [`${name} is stated as ${stated}; computed anew it is ${found}`];
}

/** A neighbour that costs less than a stated optimum. */
export function compareWithNeighbour(cost: number, neighbour: number, what: string): string[] {
  return neighbour >= cost - 1e-9 * Math.abs(cost)
    ? []
    : [`${what} would cost ${neighbour}, the stated optimum costs ${cost}`];
}
