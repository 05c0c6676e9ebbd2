/** Options judged by what the history says of them. It changes no plan, and the recommendation neither. */
import type { RepairOption } from '../../../models/repair.ts';
import type { RepairCalibration, RepairPrediction } from '../../../models/repair-learning.ts';
import { type Learned, type PredictionParts, predict } from './learn.ts';

/** Reliability of an option that has no outcomes. */
const unknownReliability = 0.5;

interface Criterion {
  readonly name: 'successProbability' | 'recoveryMinutes' | 'loss' | 'quality';
  readonly weight: number;
  /** 1: the greatest is best, -1: the least. */
  readonly sign: 1 | -1;
  /** Difference among the options that is worth the whole weight at the least: less is not made a matter of life and death. */
  readonly leastRange: number;
}

/** Of the greatest figure among the options: a smaller difference does not get the whole weight either. */
const leastRelativeRange = 0.05;

/** Weights of the method: 0.35, 0.25, 0.20, 0.20. Ranges: what a dispatcher would still call the same. */
const criteria: readonly Criterion[] = [
  { name: 'successProbability', weight: 0.35, sign: 1, leastRange: 0.05 },
  { name: 'recoveryMinutes', weight: 0.25, sign: -1, leastRange: 5 },
  { name: 'loss', weight: 0.2, sign: -1, leastRange: 1 },
  { name: 'quality', weight: 0.2, sign: 1, leastRange: 2 },
];

interface Scored {
  /** The same options in the same order, with `features.reliability` and, where there was enough to learn from, `prediction`. */
  readonly options: RepairOption[];
  readonly calibration: RepairCalibration;
}

/** @param learned - of the history: a search that scores options again and again learns once. */
export function scoreWith(learned: Learned, options: readonly RepairOption[]): Scored {
  const reliable = options.map(({ prediction: _, ...option }) => ({
    ...option,
    features: { ...option.features, reliability: learned.reliability.get(option.name) ?? unknownReliability },
  }));
  const parts = reliable.map(({ name, features }) => predict(learned, name, features));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return { options: reliable, calibration: learned.calibration };
  const predictions = ranked(known);
  return {
    options: reliable.map((option, index) => ({ ...option, prediction: predictions[index] })),
    calibration: learned.calibration,
  };
}

/** Adds score and rank. Each figure counts by its distance from the best one, in units of the range among the options. */
export function ranked(parts: readonly PredictionParts[]): RepairPrediction[] {
  const scores = parts.map(() => 0);
  for (const { name, weight, sign, leastRange } of criteria) {
    const worths = parts.map((part) => sign * part[name]);
    const best = Math.max(...worths);
    const greatest = Math.max(...worths.map(Math.abs));
    const range = Math.max(best - Math.min(...worths), leastRange, leastRelativeRange * greatest);
    worths.forEach((worth, index) => {
      scores[index] += weight * (1 - (best - worth) / range);
    });
  }
  const order = parts.map((_, index) => index).sort((a, b) => scores[b] - scores[a] || a - b);
  const [first, second] = order;
  if (second !== undefined && parts[first].unusual && !parts[second].unusual) order.splice(0, 2, second, first);
  return parts.map((part, index) => ({
    ...part,
    score: Math.min(1, scores[index]),
    rank: order.indexOf(index) + 1,
  }));
}
