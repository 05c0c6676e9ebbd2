/** Answers about reorder point and order quantity under continuous review. */
import type { z } from 'zod';
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type * as questions from '../../../models/reorder-questions/random.ts';
import { distributionOf, normal } from '../distributions/distribution-of.ts';
import {
  eilApproximation,
  eilCost,
  eoqbApproximation,
  eoqssApproximation,
  lossFunctionApproximation,
} from '../methods/rq-approximations.ts';
import { bestDiscreteReorderPoint, discreteRqCost, optimalDiscreteRq } from '../methods/rq-discrete.ts';
import {
  bestReorderPoint,
  optimalRq,
  type RqCost,
  type RqInputs,
  type RqPolicy,
  rqCost,
} from '../methods/rq-normal.ts';
import { curveAround, figures } from './steady-figures.ts';

const textbook = 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed.';
const zheng = 'Zheng (1992), On properties of stochastic inventory systems, Management Science 38(1):87-103';
const federgruenZheng =
  'Federgruen and Zheng (1992), An efficient algorithm for computing an optimal (r, Q) policy, Operations Research 40(4):808-813';

type Normal = Pick<
  z.infer<typeof questions.RqNormalOptimalQuestion>,
  'holdingCost' | 'stockoutCost' | 'fixedCost' | 'demandMean' | 'demandSd' | 'leadTime'
>;

/** Lead-time demand is normal with mean mu L and deviation sigma sqrt(L). */
export function normalInputs(question: Normal): RqInputs {
  const { holdingCost, stockoutCost, fixedCost, demandMean, demandSd, leadTime } = question;
  const leadTimeDemand = normal(demandMean * leadTime, demandSd * Math.sqrt(leadTime));
  return { holdingCost, stockoutCost, fixedCost, demandMean, leadTimeDemand };
}

type Poisson = Pick<
  z.infer<typeof questions.RqPoissonOptimalQuestion>,
  'holdingCost' | 'stockoutCost' | 'fixedCost' | 'demandMean' | 'leadTime'
>;

/** Lead-time demand is Poisson with mean mu L. */
export function poissonInputs(question: Poisson): RqInputs {
  const { holdingCost, stockoutCost, fixedCost, demandMean, leadTime } = question;
  const leadTimeDemand = distributionOf({ type: 'poisson', mean: demandMean * leadTime });
  return { holdingCost, stockoutCost, fixedCost, demandMean, leadTimeDemand };
}

function values(inputs: RqInputs, at: RqCost) {
  return figures({
    ...at,
    leadTimeDemandMean: inputs.leadTimeDemand.mean,
    leadTimeDemandSd: inputs.leadTimeDemand.sd,
    safetyStock: at.reorderPoint - inputs.leadTimeDemand.mean,
    ordersPerTime: inputs.demandMean / at.orderQuantity,
  });
}

/** Cost of order quantities with the best reorder point for each. */
function curve(inputs: RqInputs, orderQuantity: number): MethodAnswer['curve'] {
  return curveAround(orderQuantity, (quantity) => {
    const reorderPoint = bestReorderPoint(inputs, quantity);
    return rqCost(inputs, { reorderPoint, orderQuantity: quantity }).costPerTime;
  });
}

export function answerRqNormalCost(question: z.infer<typeof questions.RqNormalCostQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  const at = rqCost(inputs, question);
  return {
    method: 'Cost of an (r, Q) policy, normal demand',
    reference: zheng,
    exact: true,
    values: values(inputs, at),
    cost: at.costPerTime,
  };
}

export function answerRqNormalOptimal(question: z.infer<typeof questions.RqNormalOptimalQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  const at = optimalRq(inputs);
  return {
    method: 'Optimal (r, Q), normal demand',
    reference: zheng,
    exact: true,
    values: values(inputs, at),
    cost: at.costPerTime,
    curve: curve(inputs, at.orderQuantity),
  };
}

export function answerRqNormalRForQ(question: z.infer<typeof questions.RqNormalRForQQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  const { orderQuantity } = question;
  const at = rqCost(inputs, { orderQuantity, reorderPoint: bestReorderPoint(inputs, orderQuantity) });
  return {
    method: 'Optimal reorder point for an order quantity, normal demand',
    reference: zheng,
    exact: true,
    values: values(inputs, at),
    cost: at.costPerTime,
    curve: rangeOfReorderPoints(inputs, at),
  };
}

/** Cost of reorder points within half an order quantity. */
function rangeOfReorderPoints(inputs: RqInputs, { reorderPoint, orderQuantity }: RqPolicy): MethodAnswer['curve'] {
  return Array.from({ length: 31 }, (_, i) => {
    const quantity = reorderPoint + ((i - 15) / 30) * orderQuantity;
    return { quantity, cost: rqCost(inputs, { reorderPoint: quantity, orderQuantity }).costPerTime };
  });
}

/** A policy of an approximation, with its true cost and the least cost that there is. */
function approximated(inputs: RqInputs, policy: RqPolicy, method: string, section: string): MethodAnswer {
  const at = rqCost(inputs, policy);
  return {
    method,
    reference: `${textbook}, section ${section}`,
    exact: false,
    values: values(inputs, at),
    cost: at.costPerTime,
    lowerBound: Math.min(at.costPerTime, optimalRq(inputs).costPerTime),
    curve: curve(inputs, at.orderQuantity),
  };
}

export function answerEoqb(question: z.infer<typeof questions.RqApproxEoqbQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  return approximated(inputs, eoqbApproximation(inputs), '(r, Q) by the EOQ with back orders', '5.3.2');
}

export function answerEoqss(question: z.infer<typeof questions.RqApproxEoqssQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  return approximated(inputs, eoqssApproximation(inputs), '(r, Q) by the EOQ and safety stock', '5.3.3');
}

export function answerLossApproximation(question: z.infer<typeof questions.RqApproxLossQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  const policy = lossFunctionApproximation(inputs);
  return approximated(inputs, policy, '(r, Q) by the loss-function approximation', '5.3.4');
}

export function answerEil(question: z.infer<typeof questions.RqApproxEilQuestion>): MethodAnswer {
  const inputs = normalInputs(question);
  const at = eilApproximation(inputs);
  const stated = {
    method: '(r, Q) by the expected-inventory-level approximation',
    reference: `Hadley and Whitin (1963), Analysis of Inventory Systems, section 4-2; ${textbook}, section 5.3.1`,
    exact: false,
  };
  if (!at)
    return {
      ...stated,
      values: { note: 'shortages are so cheap that the approximation would never order: no optimum' },
    };
  const demand = inputs.leadTimeDemand;
  return {
    ...stated,
    values: figures({
      ...at,
      safetyStock: at.reorderPoint - demand.mean,
      cycleServiceLevel: demand.cdf(at.reorderPoint),
      expectedShortagePerCycle: demand.loss(at.reorderPoint),
      fillRate: 1 - demand.loss(at.reorderPoint) / at.orderQuantity,
    }),
    cost: at.costPerTime,
    curve: curveAround(at.orderQuantity, (orderQuantity) =>
      eilCost(inputs, { reorderPoint: at.reorderPoint, orderQuantity }),
    ),
  };
}

/** Cost of whole order quantities with the best reorder point for each. */
function discreteCurve(inputs: RqInputs, orderQuantity: number): MethodAnswer['curve'] {
  const around = curveAround(orderQuantity, () => 0) ?? [];
  const quantities = [...new Set(around.map(({ quantity }) => Math.max(1, Math.round(quantity))))];
  return quantities.map((quantity) => {
    const reorderPoint = bestDiscreteReorderPoint(inputs, quantity);
    return { quantity, cost: discreteRqCost(inputs, { reorderPoint, orderQuantity: quantity }).costPerTime };
  });
}

export function answerRqPoissonOptimal(question: z.infer<typeof questions.RqPoissonOptimalQuestion>): MethodAnswer {
  return discreteOptimum(poissonInputs(question), 'Optimal (r, Q), Poisson demand');
}

function discreteOptimum(inputs: RqInputs, method: string): MethodAnswer {
  const at = optimalDiscreteRq(inputs);
  return {
    method,
    reference: federgruenZheng,
    exact: true,
    values: values(inputs, at),
    cost: at.costPerTime,
    curve: discreteCurve(inputs, at.orderQuantity),
  };
}

export function answerRqPoissonCost(question: z.infer<typeof questions.RqPoissonCostQuestion>): MethodAnswer {
  const inputs = poissonInputs(question);
  const at = discreteRqCost(inputs, question);
  return {
    method: 'Cost of an (r, Q) policy, Poisson demand',
    reference: federgruenZheng,
    exact: true,
    values: values(inputs, at),
    cost: at.costPerTime,
  };
}

export function generalInputs(question: z.infer<typeof questions.RqOptimalQuestion>): RqInputs {
  const { holdingCost, stockoutCost, fixedCost, demandMean, distribution } = question;
  return { holdingCost, stockoutCost, fixedCost, demandMean, leadTimeDemand: distributionOf(distribution) };
}

export function answerRqOptimal(question: z.infer<typeof questions.RqOptimalQuestion>): MethodAnswer {
  const inputs = generalInputs(question);
  const { discrete } = inputs.leadTimeDemand;
  const { orderQuantity } = question;
  if (orderQuantity === undefined) {
    if (discrete) return discreteOptimum(inputs, 'Optimal (r, Q), whole units');
    const at = optimalRq(inputs);
    return {
      method: 'Optimal (r, Q), continuous demand',
      reference: zheng,
      exact: true,
      values: values(inputs, at),
      cost: at.costPerTime,
      curve: curve(inputs, at.orderQuantity),
    };
  }
  const best = discrete ? bestDiscreteReorderPoint : bestReorderPoint;
  const reorderPoint = question.reorderPoint ?? best(inputs, orderQuantity);
  const at = (discrete ? discreteRqCost : rqCost)(inputs, { reorderPoint, orderQuantity });
  return {
    method:
      question.reorderPoint === undefined ? 'Optimal reorder point for an order quantity' : 'Cost of an (r, Q) policy',
    reference: discrete ? federgruenZheng : zheng,
    exact: true,
    values: values(inputs, at),
    cost: at.costPerTime,
  };
}
