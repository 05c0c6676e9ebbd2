/** Probabilities and losses of demand on a grid, integrated from densities alone: the check's own route to them. */
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';

export interface Chances {
  /** probabilities[i] is that of first + i steps; demand is rounded to steps and never below 0. */
  readonly first: number;
  readonly probabilities: Float64Array<ArrayBuffer>;
  /** Expected units left and owed at a level of so many steps, of demand as given. */
  readonly losses: (level: number) => { left: number; short: number };
}

/** Undefined for distributions whose density the rule below cannot follow, and listed values off the grid. */
export function chancesOf(demand: DemandDistribution, step: number): Chances | undefined {
  if (demand.type === 'normal')
    return demand.sd > 0 ? normalChances(demand.mean, demand.sd, step) : certain(demand.mean, step);
  if (step !== 1) return undefined;
  const points = pointsOf(demand);
  return points && wholeChances(points);
}

function certain(value: number, step: number): Chances {
  const losses = (level: number) => ({
    left: Math.max(0, level * step - value),
    short: Math.max(0, value - level * step),
  });
  return { first: Math.max(0, Math.floor(value / step + 0.5)), probabilities: Float64Array.of(1), losses };
}

/** Whole values with their probabilities. */
function pointsOf(demand: DemandDistribution): Map<number, number> | undefined {
  const points = new Map<number, number>();
  const add = (value: number, probability: number) => points.set(value, (points.get(value) ?? 0) + probability);
  if (demand.type === 'discrete') for (const [value, probability] of demand.pmf) add(value, probability);
  else if (demand.type === 'empirical') for (const value of demand.samples) add(value, 1 / demand.samples.length);
  else if (demand.type === 'poisson' || demand.type === 'geometric' || demand.type === 'negative-binomial') {
    const distribution = distributionOf(demand);
    const reach = 12 * distribution.sd + 40;
    const last = Math.ceil(distribution.mean + (demand.type === 'poisson' ? 1 : 3) * reach);
    if (last > 100_000) return undefined;
    for (let value = Math.max(0, Math.floor(distribution.mean - reach)); value <= last; value++)
      add(value, distribution.pdf(value));
  } else return undefined;
  return [...points.keys()].every((value) => Number.isInteger(value) && value >= 0 && value <= 100_000)
    ? points
    : undefined;
}

function wholeChances(points: ReadonlyMap<number, number>): Chances {
  const values = [...points.keys()].sort((one, other) => one - other);
  const first = values[0];
  const probabilities = new Float64Array(values[values.length - 1] - first + 1);
  const total = [...points.values()].reduce((sum, probability) => sum + probability, 0);
  for (const [value, probability] of points) probabilities[value - first] = probability / total;
  const last = first + probabilities.length - 1;
  // left[i] = sum over values below first + i of what is left: each level adds the probability up to it.
  const left = new Float64Array(probabilities.length);
  let upTo = 0;
  let mean = first * probabilities[0];
  for (let i = 1; i < probabilities.length; i++) {
    upTo += probabilities[i - 1];
    left[i] = left[i - 1] + upTo;
    mean += (first + i) * probabilities[i];
  }
  const losses = (level: number) => {
    if (level >= last) return { left: level - mean, short: 0 };
    if (level <= first) return { left: 0, short: mean - level };
    return { left: left[level - first], short: left[level - first] - (level - mean) };
  };
  return { first, probabilities, losses };
}

/** Deviations from the mean that are integrated. */
const reach = 9;

/** Mass and first moment of a normal density between two points, by Simpson's rule in pieces of a fortieth deviation. */
function normalPiece(mean: number, sd: number, from: number, to: number): { mass: number; moment: number } {
  const low = Math.max(from, mean - reach * sd);
  const high = Math.min(to, mean + reach * sd);
  if (high <= low) return { mass: 0, moment: 0 };
  const pieces = 2 * Math.max(1, Math.ceil((high - low) / (sd / 20)));
  const width = (high - low) / pieces;
  let mass = 0;
  let moment = 0;
  for (let i = 0; i <= pieces; i++) {
    const x = low + i * width;
    const z = (x - mean) / sd;
    const weight = (i === 0 || i === pieces ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp((-z * z) / 2);
    mass += weight;
    moment += weight * x;
  }
  const factor = width / (3 * sd * Math.sqrt(2 * Math.PI));
  return { mass: mass * factor, moment: moment * factor };
}

function normalChances(mean: number, sd: number, step: number): Chances {
  const from = Math.floor((mean - reach * sd) / step) - 1;
  const to = Math.ceil((mean + reach * sd) / step) + 1;
  const first = Math.max(0, from);
  const last = Math.max(first, to);
  const probabilities = new Float64Array(last - first + 1);
  const left = new Float64Array(to - from + 1);
  let massBelow = 0;
  for (let cell = from; cell < to; cell++) {
    const lower = normalPiece(mean, sd, cell * step, (cell + 0.5) * step);
    const upper = normalPiece(mean, sd, (cell + 0.5) * step, (cell + 1) * step);
    probabilities[Math.max(cell, 0) - first] += lower.mass;
    probabilities[Math.max(cell + 1, 0) - first] += upper.mass;
    const mass = lower.mass + upper.mass;
    const missed = (cell + 1) * step * mass - lower.moment - upper.moment;
    left[cell - from + 1] = left[cell - from] + step * massBelow + missed;
    massBelow += mass;
  }
  const losses = (level: number) => {
    const units = level * step;
    if (level >= to) return { left: units - mean, short: 0 };
    if (level <= from) return { left: 0, short: mean - units };
    return { left: left[level - from], short: left[level - from] - (units - mean) };
  };
  return { first, probabilities, losses };
}

/** Expected units left and owed at any level under normal demand. */
export function lossesAt(demand: DemandDistribution, level: number): { left: number; short: number } {
  if (demand.type !== 'normal') throw new Error('normal demand is asked for');
  const { mean, sd } = demand;
  if (sd === 0) return { left: Math.max(0, level - mean), short: Math.max(0, mean - level) };
  const { mass, moment } = normalPiece(mean, sd, -Infinity, level);
  const left = level * mass - moment;
  return { left, short: left - (level - mean) };
}

export function convolution(
  one: Pick<Chances, 'first' | 'probabilities'>,
  other: Pick<Chances, 'first' | 'probabilities'>,
): { first: number; probabilities: Float64Array<ArrayBuffer> } {
  const probabilities = new Float64Array(one.probabilities.length + other.probabilities.length - 1);
  one.probabilities.forEach((weight, i) => {
    other.probabilities.forEach((chance, j) => {
      probabilities[i + j] += weight * chance;
    });
  });
  return { first: one.first + other.first, probabilities };
}
