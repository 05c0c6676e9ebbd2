/** Answers about reorder point and order-up-to level under periodic review, and about safety stock. */
import type { z } from 'zod';
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type * as questions from '../../../models/reorder-questions/random.ts';
import { demandOver } from '../distributions/demand-over.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { coveredDemand, levelForService, serviceOf } from '../methods/safety-stock.ts';
import { optimalSs, type SsCost, type SsInputs, type SsPolicy, ssCost } from '../methods/ss-exact.ts';
import { powerApproximation } from '../methods/ss-power-approximation.ts';
import { figures } from './steady-figures.ts';

const zhengFedergruen =
  'Zheng and Federgruen (1991), Finding optimal (s, S) policies is about as simple as evaluating a single policy, Operations Research 39(4):654-665';

type Ss = Pick<
  z.infer<typeof questions.SsOptimalQuestion>,
  'holdingCost' | 'stockoutCost' | 'fixedCost' | 'leadTime' | 'distribution'
>;

export function ssInputs({ holdingCost, stockoutCost, fixedCost, leadTime, distribution }: Ss): SsInputs {
  const periodDemand = distributionOf(distribution);
  const covered = leadTime === 0 ? periodDemand : demandOver(distribution, leadTime + 1);
  return { holdingCost, stockoutCost, fixedCost, periodDemand, coveredDemand: covered };
}

function answer(at: SsCost, method: string): MethodAnswer {
  return {
    method,
    reference: zhengFedergruen,
    exact: true,
    values: figures({ ...at, leastOrder: at.orderUpTo - at.reorderPoint }),
    cost: at.costPerPeriod,
  };
}

export function answerSsPoissonOptimal(question: z.infer<typeof questions.SsPoissonOptimalQuestion>): MethodAnswer {
  const distribution = { type: 'poisson' as const, mean: question.demandMean };
  return answer(optimalSs(ssInputs({ ...question, distribution })), 'Optimal (s, S), Poisson demand');
}

export function answerSsPoissonCost(question: z.infer<typeof questions.SsPoissonCostQuestion>): MethodAnswer {
  const distribution = { type: 'poisson' as const, mean: question.demandMean };
  return answer(ssCost(ssInputs({ ...question, distribution }), question), 'Cost of an (s, S) policy, Poisson demand');
}

export function answerSsOptimal(question: z.infer<typeof questions.SsOptimalQuestion>): MethodAnswer {
  const inputs = ssInputs(question);
  const policy = givenPolicy(question);
  if (policy) return answer(ssCost(inputs, policy), 'Cost of an (s, S) policy');
  return answer(optimalSs(inputs), 'Optimal (s, S)');
}

function givenPolicy({ reorderPoint, orderUpTo }: Partial<SsPolicy>): SsPolicy | undefined {
  return reorderPoint === undefined || orderUpTo === undefined ? undefined : { reorderPoint, orderUpTo };
}

export function answerPowerApproximation(
  question: z.infer<typeof questions.SsPowerApproximationQuestion>,
): MethodAnswer {
  const { reorderPoint, orderUpTo, orderQuantity, capped } = powerApproximation(question);
  return {
    method: 'Revised power approximation of (s, S)',
    reference: 'Ehrhardt and Mosier (1984), A revision of the power approximation, Management Science 30(5):618-622',
    exact: false,
    values: figures({
      reorderPoint,
      orderUpTo,
      orderQuantity,
      cappedReorderPoint: capped.reorderPoint,
      cappedOrderUpTo: capped.orderUpTo,
    }),
  };
}

export function answerSafetyStock(question: z.infer<typeof questions.SafetyStockQuestion>): MethodAnswer {
  const periodic = question.policy === 'periodic-review';
  const reviewPeriod = question.reviewPeriod ?? 0;
  const demand = coveredDemand({
    demandMean: question.demandMean,
    demandSd: question.demandSd ?? 0,
    leadTime: question.leadTime,
    leadTimeSd: question.leadTimeSd ?? 0,
    leadTimeDemandSd: question.leadTimeDemandSd,
    reviewPeriod,
  });
  const perReview = question.demandMean * reviewPeriod;
  const quantityPerCycle = question.orderQuantity ?? (perReview > 0 ? perReview : undefined);
  const targets = { cycleServiceLevel: question.targetCycleServiceLevel, fillRate: question.targetFillRate };
  const given =
    question.reorderPoint ??
    question.orderUpTo ??
    (question.safetyStock === undefined ? undefined : demand.mean + question.safetyStock);
  const level = given ?? levelForService(demand, targets, quantityPerCycle);
  const { safetyStock, cycleServiceLevel, expectedShortagePerCycle, fillRate } = serviceOf(
    demand,
    level,
    quantityPerCycle,
  );
  return {
    method: periodic ? 'Safety stock, periodic review' : 'Safety stock, continuous review',
    reference:
      'Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains, 4th ed., chapter 6',
    exact: true,
    values: figures({
      safetyStock,
      ...(periodic ? { orderUpTo: level } : { reorderPoint: level }),
      cycleServiceLevel,
      expectedShortagePerCycle,
      fillRate,
      leadTimeDemandSd: demand.leadTimeDemandSd,
      ...(periodic ? { protectionDemandSd: demand.sd } : {}),
      meanDemandCovered: demand.mean,
    }),
  };
}
