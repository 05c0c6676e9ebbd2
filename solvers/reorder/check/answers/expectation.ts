/** Expected values from probabilities or densities alone: the other route by which answers are looked at. */
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { ListedDistribution } from '../../distributions/listed.ts';
import { UniformDistribution } from '../../distributions/uniform.ts';

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
  if (demand instanceof UniformDistribution) {
    const reach = Math.sqrt(3) * demand.sd;
    return pieces(f, demand.mean - reach, demand.mean + reach, kinks) / (2 * reach);
  }
  const low = demand.mean - 12 * demand.sd;
  return pieces((x) => demand.pdf(x) * f(x), low, demand.mean + 12 * demand.sd, kinks);
}

/** Pr{D <= x} of normal demand, which may be certain. */
export function probabilityUpTo(demand: Distribution, x: number): number {
  if (demand instanceof ListedDistribution) return x >= demand.mean ? 1 : 0;
  const low = demand.mean - 12 * demand.sd;
  return x <= low ? 0 : simpson((value) => demand.pdf(value), low, Math.min(x, demand.mean + 12 * demand.sd));
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
  // Small shapes reach far down: fine steps near the mean, coarse ones where nothing happens.
  const inside = [...kinks.filter((kink) => kink > 0).map(Math.log), middle - 6, middle - 60];
  return pieces((u) => weight(u) * f(Math.exp(u)), low, high, inside);
}

/** Simpson's rule between the kinks. */
function pieces(f: (x: number) => number, low: number, high: number, kinks: readonly number[]): number {
  const cuts = [low, ...kinks.filter((kink) => kink > low && kink < high).sort((a, b) => a - b), high];
  return cuts.slice(1).reduce((sum, cut, i) => sum + simpson(f, cuts[i], cut), 0);
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
