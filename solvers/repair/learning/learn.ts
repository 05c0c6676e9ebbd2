/** What the outcomes of past repairs teach, and what that says of a new option. */
import type {
  RepairCalibration,
  RepairFeatures,
  RepairOptionName,
  RepairOutcome,
  RepairPrediction,
} from '../../../models/repair-learning.ts';
import { calibrate, leastOutcomes, tooLittle } from './calibration.ts';
import { columnCount, linear, rowsOf, type Scale, scaleOf, writeRow } from './columns.ts';
import { figures, rangeOf, within } from './figures.ts';
import { foldCount, foldsOf } from './folds.ts';
import { probability } from './likelihood.ts';
import { fitLogistic } from './logistic.ts';
import { fitRidge } from './ridge.ts';
import { type Strangeness, squaredDistance, strangenessOf } from './strangeness.ts';

interface Model {
  readonly scale: Scale;
  readonly logOdds: Float64Array;
  /** By figure: coefficients, and the least and greatest value of the history. */
  readonly figures: readonly { readonly coefficients: Float64Array; readonly least: number; readonly most: number }[];
  readonly strangeness: Strangeness;
  readonly options: ReadonlySet<RepairOptionName>;
}

export interface Learned {
  readonly calibration: RepairCalibration;
  /** Share of the outcomes of an option that were successes; an option without outcomes is not in it. */
  readonly reliability: ReadonlyMap<RepairOptionName, number>;
  /** Absent where there is too little to learn from; the note of the calibration says so. */
  readonly model?: Model;
}

/**
 * Fits a logistic regression for success and ridge regressions for recovery, loss and quality on the twelve features and
 * the option. A network of three layers, as the method has it, has 300 weights; a plant that breaks down daily has as many
 * outcomes after a year. These models have 17 and say how sure they are.
 * @param history - oldest first; the order matters only for which outcomes judge which.
 */
export function learn(history: readonly RepairOutcome[]): Learned {
  const reliability = reliabilities(history);
  const folds = foldsOf(history);
  if (history.length < leastOutcomes || folds.situations < foldCount)
    return { reliability, calibration: tooLittle(history, folds.situations) };
  const scale = scaleOf(history);
  const rows = rowsOf(scale, history);
  const success = Uint8Array.from(history, (outcome) => Number(outcome.success));
  const logistic = fitLogistic(rows, success, folds);
  const targets = figures.map(({ name, inward }) => Float64Array.from(history, (outcome) => inward(outcome[name])));
  const ridge = fitRidge(rows, targets, folds);
  const model = {
    scale,
    logOdds: logistic.coefficients,
    figures: ridge.coefficients.map((coefficients, index) => ({ coefficients, ...rangeOf(targets[index]) })),
    strangeness: strangenessOf(rows),
    options: new Set(reliability.keys()),
  };
  return { reliability, model, calibration: calibrate({ rows, success, targets, folds, logistic, ridge }) };
}

/** What is told of one option apart from the others. */
export type PredictionParts = Omit<RepairPrediction, 'score' | 'rank'>;

/**
 * @returns undefined where there was too little to learn from. Figures stay within what the history has seen: a straight
 *   line says nothing beyond its ends.
 */
export function predict(
  { model }: Learned,
  option: RepairOptionName,
  features: RepairFeatures,
): PredictionParts | undefined {
  if (!model) return undefined;
  const row = new Float64Array(columnCount);
  writeRow(model.scale, option, features, row, 0);
  const [recoveryMinutes, loss, quality] = model.figures.map(({ coefficients, least, most }, index) =>
    figures[index].outward(within(linear(coefficients, row, 0), least, most)),
  );
  const isFarOut = squaredDistance(model.strangeness.inverse, row, 0) > model.strangeness.limit;
  return {
    successProbability: probability(linear(model.logOdds, row, 0)),
    recoveryMinutes,
    loss,
    quality,
    unusual: isFarOut || !model.options.has(option),
  };
}

function reliabilities(history: readonly RepairOutcome[]): Map<RepairOptionName, number> {
  const byOption = Map.groupBy(history, ({ option }) => option);
  return new Map(
    [...byOption].map(([option, outcomes]) => [
      option,
      outcomes.filter(({ success }) => success).length / outcomes.length,
    ]),
  );
}
