/** Answers about one level against random demand: loss functions and newsvendor. */
import type { z } from 'zod';
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type * as questions from '../../../models/reorder-questions/random.ts';
import { demandOver } from '../distributions/demand-over.ts';
import type { Distribution } from '../distributions/distribution.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { criticalRatio, newsvendorAt, optimalNewsvendor } from '../methods/newsvendor.ts';
import { myopicLevel, myopicRatio } from '../methods/newsvendor-myopic.ts';
import { mismatchCosts, newsvendorProfit } from '../methods/newsvendor-profit.ts';
import { curveOfLevels } from './random-figures.ts';
import { figures } from './steady-figures.ts';

const textbook = 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed.';

export function answerLossFunction({ distribution, x }: z.infer<typeof questions.LossFunctionQuestion>): MethodAnswer {
  const demand = distributionOf(distribution);
  return {
    method: 'Loss function',
    reference: `${textbook}, appendix C.3`,
    exact: true,
    values: {
      loss: demand.loss(x),
      complementaryLoss: demand.complementaryLoss(x),
      mean: demand.mean,
      sd: demand.sd,
      cdf: demand.cdf(x),
    },
  };
}

export function answerSecondLossFunction({
  distribution,
  x,
}: z.infer<typeof questions.SecondLossFunctionQuestion>): MethodAnswer {
  const demand = distributionOf(distribution);
  return {
    method: 'Second-order loss function',
    reference: `${textbook}, appendix C.3`,
    exact: true,
    values: {
      loss: demand.secondLoss(x),
      complementaryLoss: demand.complementarySecondLoss(x),
      mean: demand.mean,
      sd: demand.sd,
    },
  };
}

export function answerNewsvendor(question: z.infer<typeof questions.NewsvendorQuestion>): MethodAnswer {
  const { holdingCost, stockoutCost, leadTime, baseStockLevel } = question;
  const demand = demandOver(question.distribution, leadTime + 1);
  const inputs = { demand, holdingCost, stockoutCost };
  const best = optimalNewsvendor(inputs);
  const at = baseStockLevel === undefined ? best : newsvendorAt(inputs, baseStockLevel);
  // Sums of these over several periods have no closed form and are computed on a grid.
  const onGrid = leadTime > 0 && ['lognormal', 'uniform'].includes(question.distribution.type);
  return {
    method: leadTime > 0 ? 'Base-stock level by the newsvendor quantile of lead time and period' : 'Newsvendor',
    reference: `${textbook}, sections 4.3 and 4.4`,
    exact: !onGrid,
    values: figures({
      ...at,
      criticalRatio: criticalRatio(inputs),
      fillRate: fillRate(demand, leadTime + 1, at.expectedShortage),
      meanDemand: demand.mean,
      safetyStock: at.baseStockLevel - demand.mean,
      optimalCostPerPeriod: best.costPerPeriod,
    }),
    cost: at.costPerPeriod,
    curve: curveOfLevels(demand, at.baseStockLevel, (level) => newsvendorAt(inputs, level).costPerPeriod),
  };
}

/** Share of a period's demand met from stock; of several periods only what is short at the end is known. */
function fillRate(demand: Distribution, periods: number, expectedShortage: number): number | undefined {
  return periods === 1 && demand.mean > 0 ? 1 - expectedShortage / demand.mean : undefined;
}

export function answerNewsvendorProfit(question: z.infer<typeof questions.NewsvendorProfitQuestion>): MethodAnswer {
  const demand = distributionOf(question.distribution);
  const inputs = { ...question, demand };
  const at = newsvendorProfit(inputs, question.baseStockLevel);
  const costs = mismatchCosts(inputs);
  const bothCost = costs.holdingCost > 0 && costs.stockoutCost > 0;
  return {
    method: 'Newsvendor, profit form',
    reference: `${textbook}, section 4.3.2`,
    exact: true,
    values: figures({
      ...at,
      fillRate: fillRate(demand, 1, at.expectedShortage),
      criticalRatio: bothCost ? criticalRatio(costs) : undefined,
    }),
    cost: at.expectedMismatchCost,
    curve: curveOfLevels(demand, at.baseStockLevel, (level) => newsvendorProfit(inputs, level).expectedMismatchCost),
  };
}

export function answerNewsvendorMyopic(question: z.infer<typeof questions.NewsvendorMyopicQuestion>): MethodAnswer {
  const demand = distributionOf(question.distribution);
  const inputs = { ...question, demand };
  const at = myopicLevel(inputs, question.baseStockLevel);
  return {
    method: 'Myopic base-stock level',
    reference: `${textbook}, section 4.5.1; Veinott (1965), Management Science 12(3)`,
    exact: true,
    values: figures({ ...at, criticalRatio: myopicRatio(inputs) }),
    cost: at.costPerPeriod,
    curve: curveOfLevels(demand, at.baseStockLevel, (level) => myopicLevel(inputs, level).costPerPeriod),
  };
}
