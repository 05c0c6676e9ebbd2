/** Answers to questions about several items at constant demand: a shared store or budget, a shared order. */
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type {
  EoqBudgetQuestion,
  EoqStorageQuestion,
  JointReplenishmentQuestion,
  PowerOfTwoQuestion,
} from '../../../models/reorder-questions/steady.ts';
import { eoqCost } from '../methods/eoq.ts';
import {
  type JointReplenishmentPlan,
  jointReplenishment,
  jointReplenishmentBound,
  jointReplenishmentCost,
  silverHeuristic,
} from '../methods/joint-replenishment.ts';
import { powerOfTwoReplenishment } from '../methods/power-of-two.ts';
import { type SharedLimitProblem, sharedLimit } from '../methods/shared-limit.ts';
import { sharedLimitPacks } from '../methods/shared-limit-packs.ts';
import { usedCycleShare } from '../methods/used-cycles.ts';
import type { Answerer } from './answerer.ts';
import { curveAround, figures } from './steady-figures.ts';

export const answerStorage: Answerer<EoqStorageQuestion> = (question) =>
  limitAnswer(
    {
      items: itemsOf(question, question.holdingCosts),
      unitUse: question.unitSpace,
      limit: question.storageLimit,
    },
    question,
  );

export const answerBudget: Answerer<EoqBudgetQuestion> = (question) => {
  const rate = question.holdingCostRate ?? 0;
  const share = question.basis === 'average-stock' ? 0.5 : 1;
  return limitAnswer(
    {
      items: itemsOf(question, question.holdingCosts ?? question.unitCosts.map((price) => rate * price)),
      unitUse: question.unitCosts.map((price) => share * price),
      limit: question.budgetLimit,
    },
    question,
  );
};

function itemsOf(
  { fixedCosts, demandRates }: { readonly fixedCosts: readonly number[]; readonly demandRates: readonly number[] },
  holdingCosts: readonly number[],
) {
  return fixedCosts.map((fixedCost, item) => ({
    fixedCost,
    demandRate: demandRates[item],
    holdingCost: holdingCosts[item],
  }));
}

const relaxation = 'Hadley and Whitin (1963), 2-14; Ziegler (1982), European Journal of Operational Research 9:357-364';

function limitAnswer(
  problem: SharedLimitProblem,
  {
    packSizes,
    orderQuantities: given,
  }: { readonly packSizes?: readonly number[]; readonly orderQuantities?: readonly number[] },
): MethodAnswer {
  if (given !== undefined) return givenQuantities(problem, given);
  const smooth = sharedLimit(problem);
  if (packSizes === undefined)
    return {
      method: 'Order quantities under a shared limit by Lagrange multiplier',
      reference: relaxation,
      exact: true,
      values: figures({ feasible: true, ...smooth, ...limitFigures(problem, smooth) }),
      cost: smooth.costPerTime,
      lowerBound: smooth.lowerBound,
    };
  const packed = sharedLimitPacks({ ...problem, packSizes });
  const named = {
    method: 'Whole packs under a shared limit by branch and bound on the Lagrangian dual',
    reference: 'Bretthauer and Shetty (1995), Operations Research 43(4):670-677',
  };
  if (packed.found === 'infeasible')
    return {
      ...named,
      exact: true,
      values: {
        feasible: false,
        reason: 'one pack of each item exceeds the limit',
        leastUse: packed.leastUse,
        limit: problem.limit,
      },
    };
  const { found, packs, orderQuantities, costPerTime, lowerBound, used, shadowPrice } = packed;
  return {
    ...named,
    exact: found === 'optimal',
    values: figures({
      feasible: true,
      orderQuantities,
      packs,
      shadowPrice,
      costPerTime,
      lowerBound,
      used,
      ...limitFigures(problem, packed),
      costPerTimeWithoutPacks: smooth.costPerTime,
    }),
    cost: costPerTime,
    lowerBound,
  };
}

function limitFigures(
  { limit }: SharedLimitProblem,
  { costPerTime, lowerBound, shadowPrice }: { costPerTime: number; lowerBound: number; shadowPrice: number },
) {
  return {
    limit,
    binding: shadowPrice > 0,
    dualityGap: costPerTime === 0 ? 0 : (costPerTime - lowerBound) / costPerTime,
  };
}

function givenQuantities(
  { items, unitUse, limit }: SharedLimitProblem,
  orderQuantities: readonly number[],
): MethodAnswer {
  // Without an order there is no cost only where there is no demand either.
  const missing = items.findIndex((item, at) => item.demandRate > 0 && orderQuantities[at] === 0);
  const used = orderQuantities.reduce((sum, quantity, at) => sum + quantity * unitUse[at], 0);
  const costPerTime =
    missing >= 0
      ? undefined
      : items.reduce((sum, item, at) => sum + (orderQuantities[at] === 0 ? 0 : eoqCost(item, orderQuantities[at])), 0);
  return {
    method: 'Cost of given order quantities under a shared limit',
    reference: relaxation,
    exact: true,
    values: figures({
      feasible: missing < 0 && used <= limit * (1 + 1e-9),
      reason: missing < 0 ? undefined : `item ${missing} is demanded and not ordered`,
      orderQuantities,
      costPerTime,
      used,
      limit,
    }),
    cost: costPerTime,
  };
}

export const answerJointReplenishment: Answerer<JointReplenishmentQuestion> = (question) => {
  if (question.multiples !== undefined) return givenMultiples(question, question.multiples);
  const exact = jointReplenishment(question, { policy: question.policy });
  const { lowerBound, ...plan } = exact;
  const proved = lowerBound >= exact.costPerTime;
  return {
    method: 'Joint replenishment: all intervals of the base cycle',
    reference:
      'Goyal (1974), Management Science 21(4):436-443; Viswanathan (1996), 42(6):936-944; heuristic: Silver (1976), 22(12):1351-1361',
    exact: proved,
    values: figures({
      silverHeuristic: planFigures(silverHeuristic(question)),
      exactOptimum: planFigures(plan),
      costPerTime: plan.costPerTime,
      anyPolicyBound: jointReplenishmentBound(question),
      costPerTimeSkippingEmptyCycles: skipping(question, plan),
    }),
    cost: plan.costPerTime,
    lowerBound,
    curve: curveAround(plan.baseCycle, (cycle) => jointReplenishmentCost(question, cycle, plan.multiples)),
  };
};

function planFigures({ orderQuantities, baseCycle, multiples, cycles, costPerTime }: JointReplenishmentPlan) {
  return { orderQuantities, baseCycle, multiples, cycles, costPerTime };
}

/** What a plan costs when a base cycle with no item due is not paid for; absent where every one has some. */
function skipping(question: JointReplenishmentQuestion, { baseCycle, multiples, costPerTime }: JointReplenishmentPlan) {
  const share = usedCycleShare(multiples);
  if (share === undefined || share === 1 || baseCycle === 0) return undefined;
  return costPerTime - ((1 - share) * question.sharedFixedCost) / baseCycle;
}

function givenMultiples(question: JointReplenishmentQuestion, multiples: readonly number[]): MethodAnswer {
  const ofItems = multiples.map((m, item) => (question.demandRates[item] > 0 ? m : 0));
  let [ordering, holding] = [question.sharedFixedCost, 0];
  ofItems.forEach((m, item) => {
    if (m === 0) return;
    ordering += question.itemFixedCosts[item] / m;
    holding += (question.holdingCosts[item] * question.demandRates[item] * m) / 2;
  });
  const named = {
    method: 'Joint replenishment with given multiples',
    reference: 'Silver (1976), Management Science 22(12):1351-1361',
    exact: true,
  };
  // Nothing is demanded: nothing is ordered.
  if (holding === 0) return { ...named, values: { costPerTime: 0 }, cost: 0 };
  const baseCycle = question.baseCycle ?? Math.sqrt(ordering / holding);
  const costPerTime = jointReplenishmentCost(question, baseCycle, ofItems);
  const cycles = ofItems.map((m) => m * baseCycle);
  return {
    ...named,
    values: figures({
      baseCycle,
      multiples: ofItems,
      cycles,
      orderQuantities: cycles.map((cycle, item) => cycle * question.demandRates[item]),
      costPerTime,
    }),
    cost: costPerTime,
    curve: curveAround(baseCycle, (cycle) => jointReplenishmentCost(question, cycle, ofItems)),
  };
}

export const answerPowerOfTwo: Answerer<PowerOfTwoQuestion> = (question) => {
  const { lowerBound, ...plan } = powerOfTwoReplenishment(question);
  return {
    method: 'Joint replenishment with power-of-two cycles (the best of them)',
    reference:
      'Jackson, Maxwell and Muckstadt (1985), IIE Transactions 17(1):25-32; Roundy (1985), Management Science 31(11):1416-1430',
    // Best of its kind, and within the bound of any policy.
    exact: false,
    values: figures({
      ...planFigures(plan),
      anyPolicyBound: lowerBound,
      gap: plan.costPerTime === 0 ? 0 : (plan.costPerTime - lowerBound) / plan.costPerTime,
      basePeriods:
        question.basePeriodsPerTime === undefined
          ? undefined
          : plan.cycles.map((cycle) => Math.round(cycle * (question.basePeriodsPerTime ?? 1))),
    }),
    cost: plan.costPerTime,
    lowerBound,
    curve: curveAround(plan.baseCycle, (cycle) => jointReplenishmentCost(question, cycle, plan.multiples)),
  };
};
