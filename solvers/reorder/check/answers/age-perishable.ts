/**
 * Checks of answers about perishable items: small ones are solved again with every outcome of every order listed; of
 * large ones the tables and the order of the figures are looked at.
 */
import type {
  PerishableAverageProfitQuestion,
  PerishableDemand,
  PerishableOptimalPolicyQuestion,
  PerishableQuestion,
  PerishableWeekdayPolicyQuestion,
} from '../../../../models/reorder-questions/age.ts';
import type { Figure, MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { type PlainItem, plainSize, plainSolution } from './age-plain.ts';

/** Outcomes that are listed at most: some tenths of a second. */
const mostOutcomes = 300_000;
const tolerance = 1e-6;

export const checkPerishablePolicy: AnswerCheck<PerishableOptimalPolicyQuestion> = (question, answer) => [
  ...checkTable(question, answer.values.policy, 'policy'),
  ...(numberOf(answer, 'bestBaseStockValue') < numberOf(answer, 'valueAtEmpty') * (1 - tolerance) - 1e-9
    ? ['a base-stock rule costs less than the optimal policy']
    : []),
  ...checkAgainstPlain(question, answer, 'valueAtEmpty', [answer.values.policy], 1),
];

export const checkPerishableProfit: AnswerCheck<PerishableAverageProfitQuestion> = (question, answer) => [
  ...checkTable(question, answer.values.policy, 'policy'),
  ...(numberOf(answer, 'wasteAwareBaseStockProfit') >
  numberOf(answer, 'averageProfitPerPeriod') + tolerance * (1 + Math.abs(numberOf(answer, 'averageProfitPerPeriod')))
    ? ['a base-stock rule earns more than the optimal policy']
    : []),
  ...checkAgainstPlain(question, answer, 'averageProfitPerPeriod', [answer.values.policy], -1),
];

export const checkPerishableWeekday: AnswerCheck<PerishableWeekdayPolicyQuestion> = (question, answer) => {
  const { mondayPolicy, policyByDay } = answer.values;
  const tables = Array.isArray(policyByDay) ? policyByDay : [mondayPolicy];
  return [
    ...tables.flatMap((table: Figure, day: number) => checkTable(question, table, `policy of day ${day}`)),
    ...checkAgainstPlain(question, answer, 'valueMondayEmpty', tables, 1),
  ];
};

function numberOf(answer: MethodAnswer, name: string): number {
  const value = answer.values[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/** Entries of a table with the state that each stands for. */
function* entriesOf(
  table: Figure | undefined,
  prefix: readonly number[] = [],
): Generator<[readonly number[], Figure | undefined]> {
  if (!Array.isArray(table)) yield [prefix, table];
  else for (let units = 0; units < table.length; units++) yield* entriesOf(table[units], [...prefix, units]);
}

function checkTable(question: PerishableQuestion, table: Figure | undefined, name: string): string[] {
  const digits = question.shelfLife + question.leadTime - 1;
  for (const [state, order] of entriesOf(table)) {
    if (state.length !== digits) return [`${name} has ${state.length} levels where a state has ${digits} places`];
    if (typeof order !== 'number' || !Number.isInteger(order) || order < 0 || order > question.maxOrder)
      return [`${name} at ${state.join(', ')} is ${order}, no order from 0 to ${question.maxOrder}`];
  }
  return [];
}

/** @param sign - 1 where the named figure is a cost, -1 where it is a profit. */
function checkAgainstPlain(
  question: PerishableQuestion,
  answer: MethodAnswer,
  name: string,
  tables: readonly (Figure | undefined)[],
  sign: 1 | -1,
): string[] {
  const got = numberOf(answer, name);
  if (!Number.isFinite(got)) return [`${name} is no number`];
  if (tables.some((table) => checkTable(question, table, name).length > 0)) return [];
  const item = plainItem(question);
  if (plainSize(item) > mostOutcomes) return [];
  const { value, error, regret } = plainSolution(item);
  const allowed = tolerance * (1 + Math.abs(value)) + error;
  const findings =
    Math.abs(got - sign * value) > allowed ? [`${name} is ${got}, by listing all outcomes ${sign * value}`] : [];
  tables.forEach((table, period) => {
    for (const [state, order] of entriesOf(table)) {
      if (findings.length > 3 || typeof order !== 'number') return;
      const dearer = regret(period, state, order);
      if (dearer > allowed)
        findings.push(`ordering ${order} at ${state.join(', ')} costs ${dearer} more than the best order`);
    }
  });
  return findings;
}

export function plainItem(question: PerishableQuestion): PlainItem {
  const { shelfLife, leadTime, maxOrder, issuing } = question;
  const most = shelfLife * maxOrder;
  const weekday = question.model === 'perishable-weekday-policy';
  const periods = weekday
    ? question.demand.n.map((n, day) =>
        unitsOf(
          distributionOf({ type: 'negative-binomial', r: n, p: n / (n + question.demand.mean[day]) }),
          question.demand.max,
        ),
      )
    : [demandUnits(question.demand)];
  const life = weekday ? question.arrivalShelfLife : undefined;
  return {
    shelfLife,
    leadTime,
    maxOrder,
    oldestFirst: issuing === 'fifo' || issuing === 'oldest-first',
    orderCost: question.orderCost ?? 0,
    fixedOrderCost: question.fixedOrderCost ?? 0,
    shortageCost: question.shortageCost ?? 0,
    wasteCost: question.wasteCost ?? 0,
    holdingCost: question.holdingCost ?? 0,
    holdingOnWaste: weekday,
    salesPrice: question.model === 'perishable-average-profit' ? question.salesPrice : 0,
    discountFactor: question.model === 'perishable-average-profit' ? 1 : question.discountFactor,
    demand: periods.map(({ probabilities }) => upTo(most, probabilities)),
    mean: periods.map(({ probabilities }) => probabilities.reduce((sum, probability, k) => sum + k * probability, 0)),
    arrivalLife:
      life && ((quantity) => softmax([0, ...life.c0.map((constant, k) => constant + life.c1[k] * quantity)])),
  };
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return logits.map((logit) => Math.exp(logit - largest) / total);
}

/** All demand of `most` or more as `most`. */
function upTo(most: number, probabilities: readonly number[]): number[] {
  const tail = probabilities.slice(most).reduce((sum, probability) => sum + probability, 0);
  return [...probabilities.slice(0, most), tail];
}

function demandUnits(demand: PerishableDemand): { probabilities: number[] } {
  if (demand.type !== 'gamma-rounded') return unitsOf(distributionOf(demand));
  const shape = 1 / demand.cv ** 2;
  return unitsOf(distributionOf({ type: 'gamma', shape, scale: demand.mean / shape }), demand.max);
}

/** Probabilities of whole units; a continuous distribution is rounded to the nearest. */
function unitsOf(distribution: Distribution, max = Infinity): { probabilities: number[] } {
  const last = Math.min(max, Math.ceil(distribution.quantile(1 - 1e-13)) + 1);
  const shift = distribution.discrete ? 0 : 0.5;
  const probabilities: number[] = [];
  for (let k = 0; k <= last; k++) {
    const upper = k === max ? 1 : distribution.cdf(k + shift);
    probabilities.push(upper - (k === 0 ? 0 : distribution.cdf(k - 1 + shift)));
  }
  return { probabilities };
}
