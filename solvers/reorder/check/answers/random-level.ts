/** Looks at answers about one level by sums over probabilities and integrals over densities. */
import type { z } from 'zod';
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type * as questions from '../../../../models/reorder-questions/random.ts';
import { demandOver } from '../../distributions/demand-over.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { compare, compareWithNeighbour, expectation } from './expectation.ts';

const above = (x: number) => (d: number) => Math.max(0, d - x);
const below = (x: number) => (d: number) => Math.max(0, x - d);

export function checkLossFunction(
  { distribution, x }: z.infer<typeof questions.LossFunctionQuestion>,
  { values }: MethodAnswer,
): string[] {
  const demand = distributionOf(distribution);
  const expected = (f: (d: number) => number) => expectation(demand, distribution.type, f, [x]);
  return [
    ...compare('loss', values.loss, expected(above(x)), demand.sd),
    ...compare('complementaryLoss', values.complementaryLoss, expected(below(x)), demand.sd),
  ];
}

export function checkSecondLossFunction(
  { distribution, x }: z.infer<typeof questions.SecondLossFunctionQuestion>,
  { values }: MethodAnswer,
): string[] {
  const demand = distributionOf(distribution);
  const unit = demand.discrete ? 1 : 0;
  const expected = (f: (d: number) => number) => expectation(demand, distribution.type, f, [x]);
  const loss = expected((d) => (above(x)(d) * Math.max(0, d - x - unit)) / 2);
  const complementary = expected((d) => (below(x)(d) * Math.max(0, x - d + unit)) / 2);
  return [
    ...compare('loss', values.loss, loss, demand.sd ** 2),
    ...compare('complementaryLoss', values.complementaryLoss, complementary, demand.sd ** 2),
  ];
}

/** Cost of a level, and that neither neighbour costs less where the level was found rather than given. */
function checkLevel(
  demand: Distribution,
  type: DemandDistribution['type'],
  cost: (d: number, level: number) => number,
  answer: MethodAnswer,
  given: number | undefined,
  name: string,
  relative = 1e-6,
): string[] {
  const level = answer.values.baseStockLevel;
  if (typeof level !== 'number') return ['baseStockLevel is missing'];
  if (given !== undefined && given !== level) return [`baseStockLevel is ${level}; ${given} was to be evaluated`];
  const at = (y: number) => expectation(demand, type, (d) => cost(d, y), [y]);
  const found = at(level);
  // Costs of a unit times units: where they cancel (certain demand) rounding errors of these remain.
  const size = Math.abs(cost(level + 1, level)) + Math.abs(cost(level - 1, level));
  const findings = compare(name, answer.values[name], found, 1e-3 * size * (Math.abs(level) + demand.mean), relative);
  if (given !== undefined) return findings;
  const step = demand.discrete ? 1 : 0.05 * demand.sd;
  for (const neighbour of [level - step, level + step])
    findings.push(...compareWithNeighbour(found, at(neighbour), `baseStockLevel ${neighbour}`));
  return findings;
}

export function checkNewsvendor(
  question: z.infer<typeof questions.NewsvendorQuestion>,
  answer: MethodAnswer,
): string[] {
  const { holdingCost, stockoutCost, distribution } = question;
  const demand = demandOver(distribution, question.leadTime + 1);
  const cost = (d: number, y: number) => holdingCost * below(y)(d) + stockoutCost * above(y)(d);
  const relative = answer.exact ? 1e-6 : 1e-3;
  return checkLevel(demand, distribution.type, cost, answer, question.baseStockLevel, 'costPerPeriod', relative);
}

export function checkNewsvendorProfit(
  question: z.infer<typeof questions.NewsvendorProfitQuestion>,
  answer: MethodAnswer,
): string[] {
  const { revenue, purchaseCost, salvageValue, holdingCost, stockoutCost, distribution } = question;
  const demand = distributionOf(distribution);
  const profit = (d: number, y: number) =>
    revenue * Math.min(d, y) -
    purchaseCost * y +
    (salvageValue - holdingCost) * below(y)(d) -
    stockoutCost * above(y)(d);
  const lossOfProfit = (d: number, y: number) => (revenue - purchaseCost) * d - profit(d, y);
  const name = 'expectedMismatchCost';
  const findings = checkLevel(demand, distribution.type, lossOfProfit, answer, question.baseStockLevel, name);
  const level = answer.values.baseStockLevel;
  if (typeof level !== 'number') return findings;
  const expected = expectation(demand, distribution.type, (d) => profit(d, level), [level]);
  return [...findings, ...compare('expectedProfit', answer.values.expectedProfit, expected, revenue * demand.sd)];
}

export function checkNewsvendorMyopic(
  question: z.infer<typeof questions.NewsvendorMyopicQuestion>,
  answer: MethodAnswer,
): string[] {
  const { holdingCost, stockoutCost, purchaseCost, purchaseCostNextPeriod, discountFactor, distribution } = question;
  const cost = (d: number, y: number) =>
    purchaseCost * y +
    holdingCost * below(y)(d) +
    stockoutCost * above(y)(d) -
    discountFactor * purchaseCostNextPeriod * (y - d);
  return checkLevel(
    distributionOf(distribution),
    distribution.type,
    cost,
    answer,
    question.baseStockLevel,
    'costPerPeriod',
  );
}
