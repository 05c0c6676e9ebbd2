/** Checks of several items at constant demand: costs item by item from the quantities, and neighbours of the plan. */
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type {
  EoqBudgetQuestion,
  EoqStorageQuestion,
  JointReplenishmentQuestion,
  PowerOfTwoQuestion,
} from '../../../../models/reorder-questions/steady.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';
import { close, differs, figure, figureList } from './steady-findings.ts';

interface Limited {
  readonly fixedCosts: readonly number[];
  readonly demandRates: readonly number[];
  readonly holding: readonly number[];
  readonly use: readonly number[];
  readonly limit: number;
  readonly packSizes?: readonly number[];
  readonly given: boolean;
}

export const checkStorage: AnswerCheck<EoqStorageQuestion> = (question, answer) =>
  checkLimit(
    {
      ...question,
      holding: question.holdingCosts,
      use: question.unitSpace,
      limit: question.storageLimit,
      given: question.orderQuantities !== undefined,
    },
    answer,
  );

export const checkBudget: AnswerCheck<EoqBudgetQuestion> = (question, answer) => {
  const { unitCosts, holdingCostRate = 0, basis, budgetLimit } = question;
  return checkLimit(
    {
      ...question,
      holding: unitCosts.map((price, item) => question.holdingCosts?.[item] ?? holdingCostRate * price),
      use: unitCosts.map((price) => (basis === 'average-stock' ? price / 2 : price)),
      limit: budgetLimit,
      given: question.orderQuantities !== undefined,
    },
    answer,
  );
};

function checkLimit(problem: Limited, answer: MethodAnswer): string[] {
  const { demandRates, use, limit, packSizes } = problem;
  const quantities = figureList(answer.values['orderQuantities']);
  if (answer.cost === undefined && problem.given) return [];
  if (answer.values['feasible'] === false && !problem.given) {
    const least = demandRates.reduce(
      (sum, rate, item) => sum + (rate > 0 ? use[item] * (packSizes?.[item] ?? 0) : 0),
      0,
    );
    return least > limit ? [] : [`one pack of each item uses ${least} of ${limit}, and no plan is said to fit`];
  }
  const used = quantities.reduce((sum, quantity, item) => sum + use[item] * quantity, 0);
  const cost = figure(answer, 'costPerTime');
  const findings = differs('costPerTime', cost, costOf(problem, quantities));
  if (problem.given) return findings;
  if (used > limit * (1 + 1e-9)) findings.push(`the orders use ${used} of ${limit}`);
  if (figure(answer, 'lowerBound') > cost * (1 + 1e-9)) findings.push('the lower bound is above the cost');
  return [
    ...findings,
    ...(packSizes === undefined
      ? stationary(problem, answer, quantities)
      : oneMorePack(problem, packSizes, quantities, cost)),
  ];
}

function costOf({ fixedCosts, demandRates, holding }: Limited, quantities: readonly number[]): number {
  return quantities.reduce(
    (sum, quantity, item) =>
      sum +
      (quantity === 0 || demandRates[item] === 0
        ? 0
        : fixedCosts[item] / (quantity / demandRates[item]) + holding[item] * (quantity / 2)),
    0,
  );
}

/** What a unit of the limit saves is the same for every item that uses it: K D / Q^2 - h / 2 = u w. */
function stationary(
  { fixedCosts, demandRates, holding, use }: Limited,
  answer: MethodAnswer,
  quantities: readonly number[],
): string[] {
  const price = figure(answer, 'shadowPrice');
  return quantities.flatMap((quantity, item) => {
    if (quantity === 0)
      return fixedCosts[item] * demandRates[item] === 0 ? [] : [`item ${item} is demanded and not ordered`];
    const saving = (fixedCosts[item] * demandRates[item]) / quantity ** 2;
    return differs(`marginal saving of item ${item}`, saving, holding[item] / 2 + price * use[item], 1e-5);
  });
}

/** No pack more or less, and no pack of one item for one of another, fits and costs less. */
function oneMorePack(
  problem: Limited,
  packSizes: readonly number[],
  quantities: readonly number[],
  cost: number,
): string[] {
  const { use, limit, demandRates } = problem;
  const fits = (trial: readonly number[]) =>
    trial.every((quantity, item) => quantity > 0 || demandRates[item] === 0) &&
    trial.reduce((sum, quantity, item) => sum + use[item] * quantity, 0) <= limit;
  const better = (trial: readonly number[]) => fits(trial) && costOf(problem, trial) < cost * (1 - 1e-9);
  const moved = (start: readonly number[], item: number, packs: number) =>
    start.map((quantity, at) =>
      at === item ? packSizes[at] * Math.max(0, Math.round(quantity / packSizes[at]) + packs) : quantity,
    );
  const items = quantities.flatMap((_, item) => (demandRates[item] > 0 ? [item] : [])).slice(0, 60);
  for (const item of items)
    for (const packs of [-1, 1]) {
      const one = moved(quantities, item, packs);
      if (better(one)) return [`${packs} pack of item ${item} would fit and cost less`];
      for (const other of items)
        if (other !== item && better(moved(one, other, -packs)))
          return [`a pack of item ${item} against one of item ${other} would fit and cost less`];
    }
  return [];
}

interface Joint {
  readonly sharedFixedCost: number;
  readonly itemFixedCosts: readonly number[];
  readonly holdingCosts: readonly number[];
  readonly demandRates: readonly number[];
}

interface JointPlan {
  readonly baseCycle: number;
  readonly multiples: readonly number[];
  readonly orderQuantities: readonly number[];
  readonly costPerTime: number;
}

export const checkJointReplenishment: AnswerCheck<JointReplenishmentQuestion> = (question, answer) => {
  if (question.demandRates.every((rate) => rate === 0)) return differs('costPerTime', answer.cost ?? Number.NaN, 0);
  if (question.multiples !== undefined) return planHolds(question, answer.values as unknown as JointPlan);
  const optimum = answer.values['exactOptimum'] as unknown as JointPlan;
  const heuristic = answer.values['silverHeuristic'] as unknown as JointPlan;
  const findings = [...planHolds(question, optimum), ...planHolds(question, heuristic)];
  if (optimum.costPerTime > heuristic.costPerTime * (1 + 1e-9))
    findings.push('the heuristic costs less than the optimum');
  if (figure(answer, 'anyPolicyBound') > optimum.costPerTime * (1 + 1e-9)) findings.push('the bound is above the cost');
  if (question.policy === 'strict' && !optimum.multiples.includes(1))
    findings.push('no item is due in every base cycle');
  const least = leastOnGrid(question, optimum.baseCycle, question.policy === 'strict');
  if (answer.exact && least < optimum.costPerTime * (1 - 1e-9))
    findings.push(`a base cycle costs ${least}, less than the ${optimum.costPerTime} of the optimum`);
  return findings;
};

export const checkPowerOfTwo: AnswerCheck<PowerOfTwoQuestion> = (question, answer) => {
  if (question.demandRates.every((rate) => rate === 0)) return differs('costPerTime', answer.cost ?? Number.NaN, 0);
  const plan = answer.values as unknown as JointPlan;
  const findings = planHolds(question, plan);
  const { baseCycle, multiples } = plan;
  for (const m of multiples) if (m !== 0 && !Number.isInteger(Math.log2(m))) findings.push(`${m} is no power of two`);
  const periods = question.basePeriodsPerTime === undefined ? undefined : baseCycle * question.basePeriodsPerTime;
  if (periods !== undefined && !Number.isInteger(Math.log2(Math.round(periods))))
    findings.push('the base cycle is off the calendar');
  if ((answer.lowerBound ?? Number.NaN) > plan.costPerTime * (1 + 1e-9)) findings.push('the bound is above the cost');
  const trials = multiples.flatMap((m, item) =>
    [2 * m, ...(m > 1 ? [m / 2] : [])].map((other) => multiples.with(item, other)),
  );
  const cycles = [baseCycle, 2 * baseCycle, ...(periods !== undefined && periods < 1.5 ? [] : [baseCycle / 2])];
  for (const cycle of cycles)
    for (const trial of [multiples, ...trials])
      if (jointCost(question, cycle, trial) < plan.costPerTime * (1 - 1e-9))
        return [...findings, `base cycle ${cycle} with multiples ${trial} costs less`];
  return findings;
};

/** Cost of orders every m T by the share of time units that each order stands for. */
function jointCost(question: Joint, baseCycle: number, multiples: readonly number[]): number {
  let cost = question.sharedFixedCost / baseCycle;
  multiples.forEach((m, item) => {
    if (m === 0) return;
    const quantity = m * baseCycle * question.demandRates[item];
    cost += question.itemFixedCosts[item] / (m * baseCycle) + question.holdingCosts[item] * (quantity / 2);
  });
  return cost;
}

function planHolds(question: Joint, { baseCycle, multiples, orderQuantities, costPerTime }: JointPlan): string[] {
  const findings = differs('costPerTime', costPerTime, jointCost(question, baseCycle, multiples));
  multiples.forEach((m, item) => {
    if ((m === 0) !== (question.demandRates[item] === 0)) findings.push(`item ${item} has multiple ${m}`);
    if (!close(orderQuantities[item], m * baseCycle * question.demandRates[item]))
      findings.push(`item ${item}: ${orderQuantities[item]} is not the demand of ${m} base cycles`);
  });
  return findings;
}

/** Least cost over 400 base cycles around a known one, each with multiples next to the real ones that would be best. */
function leastOnGrid(question: Joint, centre: number, strict: boolean): number {
  let least = Infinity;
  for (let point = 0; point <= 400; point++) {
    const baseCycle = centre * 8 ** ((point - 200) / 200);
    let cost = question.sharedFixedCost / baseCycle;
    let paceCost = Infinity;
    question.demandRates.forEach((rate, item) => {
      if (rate === 0) return;
      const at = (m: number) =>
        question.itemFixedCosts[item] / (m * baseCycle) + (question.holdingCosts[item] * rate * m * baseCycle) / 2;
      const real = Math.sqrt((2 * question.itemFixedCosts[item]) / (question.holdingCosts[item] * rate)) / baseCycle;
      const below = Math.max(1, Math.floor(real));
      const best = Math.min(at(below), at(below + 1));
      cost += best;
      paceCost = Math.min(paceCost, at(1) - best);
    });
    least = Math.min(least, strict ? cost + paceCost : cost);
  }
  return least;
}
