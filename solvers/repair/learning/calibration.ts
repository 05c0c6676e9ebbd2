/** How far predictions can be relied on: each outcome is compared with what the others would have said of it. */
import type { RepairCalibration, RepairOutcome } from '../../../models/repair-learning.ts';
import { columnCount, linear, type Rows } from './columns.ts';
import { figures, rangeOf, within } from './figures.ts';
import { type Folds, foldCount } from './folds.ts';
import { probability } from './likelihood.ts';
import type { Logistic } from './logistic.ts';
import type { Ridge } from './ridge.ts';

/** Fewer outcomes give no predictions: a guess with decimals would be believed. */
export const leastOutcomes = 20;

const binCount = 10;

interface Fitted {
  readonly rows: Rows;
  readonly success: Uint8Array;
  /** By figure, on the scale on which it is regressed. */
  readonly targets: readonly Float64Array[];
  readonly folds: Folds;
  readonly logistic: Logistic;
  readonly ridge: Ridge;
}

export function tooLittle(history: readonly RepairOutcome[], situations: number): RepairCalibration {
  const outcomes = history.length;
  const note =
    outcomes < leastOutcomes
      ? `${counted(outcomes, 'outcome')} so far; predictions begin with ${leastOutcomes}`
      : `the ${outcomes} outcomes are of ${counted(situations, 'situation')} only; predictions begin with ${foldCount}`;
  return { outcomes, bins: [], note };
}

export function calibrate(fitted: Fitted): RepairCalibration {
  const { success } = fitted;
  const predicted = crossValidated(fitted);
  const base = baseRates(fitted);
  const brier = meanSquares(predicted, success);
  const baseBrier = meanSquares(base, success);
  const bins = binsOf(predicted, success);
  const meanErrors = meanErrorsOf(fitted);
  return { outcomes: success.length, brier, baseBrier, meanErrors, bins, note: noteOf(predicted, base, success) };
}

/** What the model of the other folds says of each outcome. */
function crossValidated({ rows, success, folds, logistic }: Fitted): Float64Array {
  return Float64Array.from(success, (_, index) =>
    probability(linear(logistic.withoutFold[folds.of[index]], rows, index * columnCount)),
  );
}

/** Share of successes in the other folds, one success and one failure added as in the model. */
function baseRates({ success, folds }: Fitted): Float64Array {
  const rates = Float64Array.from({ length: foldCount }, (_, fold) => {
    const others = success.filter((_, index) => folds.of[index] !== fold);
    return (others.reduce((sum, value) => sum + value, 0) + 1) / (others.length + 2);
  });
  return Float64Array.from(success, (_, index) => rates[folds.of[index]]);
}

const square = (predicted: Float64Array, success: Uint8Array, index: number): number =>
  (predicted[index] - success[index]) ** 2;

function meanSquares(predicted: Float64Array, success: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < success.length; index++) sum += square(predicted, success, index);
  return sum / success.length;
}

/** Tenths of probability, those without outcomes left out; the last one holds 1 as well. */
function binsOf(predicted: Float64Array, success: Uint8Array): RepairCalibration['bins'] {
  const sums = Array.from({ length: binCount }, () => ({ count: 0, predicted: 0, observed: 0 }));
  predicted.forEach((value, index) => {
    const bin = sums[Math.min(binCount - 1, Math.floor(value * binCount))];
    bin.count++;
    bin.predicted += value;
    bin.observed += success[index];
  });
  return sums
    .map(({ count, predicted, observed }, index) => ({
      from: index / binCount,
      to: (index + 1) / binCount,
      count,
      predicted: predicted / count,
      observed: observed / count,
    }))
    .filter(({ count }) => count > 0);
}

function meanErrorsOf({ rows, targets, folds, ridge }: Fitted): NonNullable<RepairCalibration['meanErrors']> {
  const means = figures.map(({ outward }, figure) => {
    const target = targets[figure];
    const { least, most } = rangeOf(target);
    let sum = 0;
    for (let index = 0; index < target.length; index++) {
      const coefficients = ridge.withoutFold[folds.of[index]][figure];
      const predicted = within(linear(coefficients, rows, index * columnCount), least, most);
      sum += Math.abs(outward(predicted) - outward(target[index]));
    }
    return sum / target.length;
  });
  return { recoveryMinutes: means[0], loss: means[1], quality: means[2] };
}

/** Standard errors beyond which a difference is not taken for chance. */
const clearErrors = 2;

/** Says whether the model knows more than the share of successes, by the difference outcome by outcome. */
function noteOf(predicted: Float64Array, base: Float64Array, success: Uint8Array): string {
  const count = success.length;
  const successes = success.reduce((sum, value) => sum + value, 0);
  const beginning = `${count} outcomes, ${successes} of them successes`;
  if (successes === count) return `${beginning}: what makes a repair fail cannot be told from them`;
  if (successes === 0) return `${beginning}: what makes a repair succeed cannot be told from them`;
  let gain = 0;
  let squares = 0;
  for (let index = 0; index < count; index++) {
    const difference = square(base, success, index) - square(predicted, success, index);
    gain += difference / count;
    squares += difference ** 2 / count;
  }
  const error = clearErrors * Math.sqrt(Math.max(0, squares - gain ** 2) / count);
  if (gain > error) return `${beginning}; the probabilities say more than that share alone`;
  if (gain < -error) return `${beginning}; that share alone says more than the probabilities: do not rely on them`;
  return `${beginning}; the probabilities say no more than that share alone, as far as can be told`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
