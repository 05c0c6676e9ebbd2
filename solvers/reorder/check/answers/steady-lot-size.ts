/**
 * Checks of the order quantity of one item at constant demand: costs are counted over one cycle, from the stock at its
 * start and end and the bill of one order, and divided by its length.
 */
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type {
  EoqAllUnitsQuestion,
  EoqBackordersQuestion,
  EoqIncrementalQuestion,
  EoqPracticalQuestion,
  EoqQuestion,
  EpqQuestion,
} from '../../../../models/reorder-questions/steady.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';
import { around, beaten, close, differs, figure } from './steady-findings.ts';

export const checkEoq: AnswerCheck<EoqQuestion> = (question, answer) => {
  const { fixedCost, holdingCost, demandRate, orderQuantity } = question;
  return againstCycle(question, answer, orderQuantity === undefined, (quantity) => {
    const length = quantity / demandRate;
    return (fixedCost + (holdingCost * quantity * length) / 2) / length;
  });
};

export const checkEoqBackorders: AnswerCheck<EoqBackordersQuestion> = (question, answer) => {
  const { fixedCost, holdingCost, stockoutCost, demandRate } = question;
  const cycle = (quantity: number, fraction: number) => {
    const waiting = (quantity * fraction) / demandRate;
    const stocked = (quantity * (1 - fraction)) / demandRate;
    const areas = (holdingCost * stocked ** 2 + stockoutCost * waiting ** 2) * (demandRate / 2);
    return (fixedCost + areas) / (waiting + stocked);
  };
  const fraction = figure(answer, 'stockoutFraction');
  const findings = againstCycle(question, answer, question.orderQuantity === undefined, (quantity) =>
    cycle(quantity, fraction),
  );
  const quantity = figure(answer, 'orderQuantity');
  if (question.stockoutFraction !== undefined || demandRate === 0 || quantity === 0) return findings;
  const others = [0, fraction * 0.99, fraction + 0.01 * (1 - fraction), 1];
  return [...findings, ...beaten((other) => cycle(quantity, other), figure(answer, 'costPerTime'), others)];
};

export const checkEpq: AnswerCheck<EpqQuestion> = (question, answer) => {
  const { fixedCost, holdingCost, demandRate, productionRate, orderQuantity } = question;
  return againstCycle(question, answer, orderQuantity === undefined, (quantity) => {
    const run = quantity / productionRate;
    const peak = run * (productionRate - demandRate);
    const drain = peak / demandRate;
    return (fixedCost + (holdingCost * peak * (run + drain)) / 2) / (run + drain);
  });
};

/** Cost of the quantity, and, where it was to be found, that no other near or far costs less. */
function againstCycle(
  { demandRate, fixedCost }: { readonly demandRate: number; readonly fixedCost: number },
  answer: MethodAnswer,
  optimised: boolean,
  cost: (quantity: number) => number,
): string[] {
  const quantity = figure(answer, 'orderQuantity');
  const claimed = figure(answer, 'costPerTime');
  if (demandRate === 0) return differs('costPerTime', claimed, 0);
  if (quantity === 0)
    return fixedCost === 0 ? differs('costPerTime', claimed, 0) : ['nothing is ordered against demand'];
  const findings = differs('costPerTime', claimed, cost(quantity));
  return optimised ? [...findings, ...beaten(cost, claimed, around(quantity))] : findings;
}

type Priced = EoqAllUnitsQuestion | EoqIncrementalQuestion | EoqPracticalQuestion;

/** Cost per time unit of ordering `quantity` each time, from the bill of one order. */
function pricedCost(question: Priced, quantity: number): number {
  const breakpoints = question.breakpoints ?? [0];
  const { unitCosts, fixedCost, demandRate } = question;
  const incremental =
    question.model === 'eoq-discount-incremental' ||
    (question.model === 'eoq-practical-constraints' && question.discount === 'incremental');
  // A break counts as reached by what falls short of it by rounding only.
  const reached = breakpoints.filter((from) => from <= quantity * (1 + 1e-13)).length;
  let bill = quantity * unitCosts[reached - 1];
  if (incremental) {
    bill = 0;
    for (let region = 0; region < reached; region++)
      bill +=
        unitCosts[region] * Math.max(0, Math.min(quantity, breakpoints[region + 1] ?? Infinity) - breakpoints[region]);
  }
  const byRate = (question.holdingCostRate ?? 0) * (bill / quantity);
  const absolute = question.model === 'eoq-practical-constraints' ? (question.holdingCost ?? 0) : 0;
  const length = quantity / demandRate;
  return (fixedCost + bill + ((byRate + absolute) * quantity * length) / 2) / length;
}

export const checkPriceBreaks: AnswerCheck<EoqAllUnitsQuestion | EoqIncrementalQuestion> = (question, answer) => {
  const quantity = figure(answer, 'orderQuantity');
  const claimed = figure(answer, 'costPerTime');
  const cost = (other: number) => pricedCost(question, other);
  if (quantity === 0)
    return question.fixedCost === 0
      ? differs('costPerTime', claimed, question.demandRate * question.unitCosts[0])
      : ['nothing is ordered against demand'];
  const findings = differs('costPerTime', claimed, cost(quantity));
  if (question.orderQuantity !== undefined) return findings;
  const breaks = question.breakpoints.filter((from) => from > 0).flatMap((from) => [0.999 * from, from, 1.001 * from]);
  return [...findings, ...beaten(cost, claimed, [...around(quantity), ...breaks])];
};

/** Most multiples that are all tried; of more, those next to the answer and to the breaks, and a thousand spread out. */
const mostMultiples = 20_000;

export const checkPractical: AnswerCheck<EoqPracticalQuestion> = (question, answer) => {
  if (question.demandRate === 0) return differs('costPerTime', figure(answer, 'costPerTime'), 0);
  const least = question.minOrder ?? 0;
  const lasts = ((question.shelfLifeDays ?? Infinity) / (question.daysPerYear ?? 365)) * question.demandRate;
  const greatest = Math.min(question.maxOrder ?? Infinity, lasts);
  const pack = question.packSize ?? undefined;
  const allowed = (quantity: number) =>
    quantity > 0 && quantity >= least * (1 - 1e-12) && quantity <= greatest * (1 + 1e-12);
  if (answer.values['feasible'] === false && question.orderQuantity === undefined) {
    const first =
      pack === undefined
        ? Math.max(least, Math.min(greatest, 1e-12))
        : pack * Math.max(1, Math.ceil((least / pack) * (1 - 1e-12)));
    return allowed(first) ? [`no quantity is said to be allowed, but ${first} is`] : [];
  }
  if (answer.cost === undefined) return unboundedHolds(question, greatest);
  const quantity = figure(answer, 'orderQuantity');
  const claimed = figure(answer, 'costPerTime');
  const cost = (other: number) => pricedCost(question, other);
  if (quantity === 0)
    return question.fixedCost === 0 && least === 0 && pack === undefined ? [] : ['nothing is ordered against demand'];
  const findings = differs('costPerTime', claimed, cost(quantity));
  if (question.orderQuantity !== undefined) return findings;
  if (!allowed(quantity)) findings.push(`order quantity ${quantity} is outside ${least} to ${greatest}`);
  if (pack !== undefined && !close(quantity, Math.round(quantity / pack) * pack, 1e-9))
    findings.push(`order quantity ${quantity} is no whole number of packs of ${pack}`);
  return [...findings, ...beaten(cost, claimed, otherQuantities(question, quantity, greatest).filter(allowed))];
};

function unboundedHolds({ holdingCost = 0, holdingCostRate = 0 }: EoqPracticalQuestion, greatest: number): string[] {
  return holdingCost + holdingCostRate === 0 && greatest === Infinity
    ? []
    : ['there is a best quantity, and none is given'];
}

function otherQuantities(
  { packSize, breakpoints = [0] }: EoqPracticalQuestion,
  quantity: number,
  greatest: number,
): number[] {
  if (packSize == null) return [...around(quantity), ...breakpoints, ...breakpoints.map((from) => from * 0.999)];
  const far = Math.min(greatest, 20 * Math.max(quantity, ...breakpoints)) / packSize;
  if (far <= mostMultiples)
    return Array.from({ length: Math.floor(far * (1 + 1e-12)) }, (_, at) => (at + 1) * packSize);
  const centres = [quantity, ...breakpoints].map((centre) => Math.round(centre / packSize));
  const near = centres.flatMap((count) => [-2, -1, 0, 1, 2].map((step) => Math.max(1, count + step)));
  const spread = Array.from({ length: 1000 }, (_, at) => Math.max(1, Math.round(far ** ((at + 1) / 1000))));
  return [...near, ...spread].map((count) => count * packSize);
}
