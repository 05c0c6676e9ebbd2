/** Features of an option as a row of numbers: the twelve inputs in spreads of the history, then which option it is. */
import {
  type RepairFeatures,
  type RepairOptionName,
  type RepairOutcome,
  repairOptionNames,
} from '../../../models/repair-learning.ts';

/**
 * The inputs in their order, each with the least spread (standard deviation) that is believed, in its own unit. What has
 * hardly ever varied would else be blown up: with 10 trucks in every past repair, 11 are no other world.
 */
const leastSpreads: { readonly [Name in keyof RepairFeatures]: number } = {
  affectedLoads: 1,
  meanPriority: 0.25,
  riskM3: 5,
  horizonMinutes: 15,
  trucksAvailable: 1,
  meanKm: 1,
  fill: 0.05,
  lifetimeSlackMinutes: 5,
  logistics: 0.5,
  weather: 0.1,
  traffic: 0.1,
  reliability: 0.1,
};
const inputs = Object.keys(leastSpreads) as (keyof RepairFeatures)[];

/** Columns of the inputs; those of the options come behind them, and then one that is always 1, for the intercept. */
export const inputCount = inputs.length;
export const columnCount = inputCount + repairOptionNames.length + 1;
export const interceptColumn = columnCount - 1;

/** No input of a real shift is greater; beyond it squares of absurd ones could overflow. */
const greatestInput = 1e9;

const inputOf = (features: RepairFeatures, index: number): number =>
  Math.min(greatestInput, Math.max(-greatestInput, features[inputs[index]]));

/** Rows one behind the other, `columnCount` numbers each. */
export type Rows = Float64Array;

/** How a row is centred and scaled; from the inputs of a history alone, never from what became of it. */
export interface Scale {
  /** Of each column, in its own unit. */
  readonly centre: Float64Array;
  /** Of each column; 1 for the options, so that a coefficient there is the difference that an option makes. */
  readonly spread: Float64Array;
}

/** @param history - at least one outcome. */
export function scaleOf(history: readonly RepairOutcome[]): Scale {
  const centre = new Float64Array(columnCount);
  const spread = new Float64Array(columnCount).fill(1);
  for (const { option, features } of history) {
    for (let index = 0; index < inputCount; index++) centre[index] += inputOf(features, index) / history.length;
    centre[inputCount + repairOptionNames.indexOf(option)] += 1 / history.length;
  }
  for (let index = 0; index < inputCount; index++) {
    let squares = 0;
    for (const { features } of history) squares += (inputOf(features, index) - centre[index]) ** 2;
    spread[index] = Math.max(Math.sqrt(squares / history.length), leastSpreads[inputs[index]]);
  }
  return { centre, spread };
}

/** Writes the row of an option into `rows` from `offset` on. */
export function writeRow(
  scale: Scale,
  option: RepairOptionName,
  features: RepairFeatures,
  rows: Rows,
  offset: number,
): void {
  for (let index = 0; index < inputCount; index++)
    rows[offset + index] = (inputOf(features, index) - scale.centre[index]) / scale.spread[index];
  repairOptionNames.forEach((name, index) => {
    rows[offset + inputCount + index] = Number(name === option) - scale.centre[inputCount + index];
  });
  rows[offset + interceptColumn] = 1;
}

export function rowsOf(scale: Scale, history: readonly RepairOutcome[]): Rows {
  const rows = new Float64Array(history.length * columnCount);
  history.forEach(({ option, features }, index) => {
    writeRow(scale, option, features, rows, index * columnCount);
  });
  return rows;
}

/** Coefficients x row: what a linear model says of it. */
export function linear(coefficients: Float64Array, rows: Rows, offset: number): number {
  let sum = 0;
  for (let column = 0; column < columnCount; column++) sum += coefficients[column] * rows[offset + column];
  return sum;
}
