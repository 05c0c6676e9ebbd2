/**
 * Checks of answers on orders over periods with known demand: a plan's cost is added up from question and plan, and its
 * optimality is looked at by the textbook recursions in O(T^2), by a grid of stock levels, or from plans nearby.
 */
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type * as Lots from '../../../../models/reorder-questions/lots.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';

const relative = 1e-6;

type KnownQuestion =
  | Lots.DynamicLotSizingQuestion
  | Lots.BackorderLotSizingQuestion
  | Lots.CapacitatedLotSizingQuestion
  | Lots.SilverMealQuestion
  | Lots.PartPeriodQuestion;

/** Every figure of a period under one letter. */
interface Period {
  readonly demand: number;
  readonly fixed: number;
  readonly price: number;
  readonly hold: number;
  readonly owe: number;
  readonly capacity: number;
}

function periodsOf(question: KnownQuestion): Period[] {
  const lists = Object.values(question).filter((value) => Array.isArray(value));
  const count = question.numPeriods ?? (Array.isArray(question.demand) ? question.demand : (lists[0] ?? [0])).length;
  const at = (value: number | readonly number[] | undefined, t: number, absent: number) =>
    value === undefined ? absent : typeof value === 'number' ? value : value[t];
  return Array.from({ length: count }, (_, t) => ({
    demand: at(question.demand, t, 0),
    fixed: at(question.fixedCost, t, 0),
    price: at(question.purchaseCost, t, 0),
    hold: at(question.holdingCost, t, 0),
    owe: at('backorderCost' in question ? question.backorderCost : undefined, t, Infinity),
    capacity: at('capacity' in question ? question.capacity : undefined, t, Infinity),
  }));
}

/** Cost of a plan, and what in it cannot be carried out. */
function addUp(periods: readonly Period[], start: number, orders: readonly number[], mayEndOwing: boolean) {
  const faults: string[] = [];
  let turnover = Math.abs(start);
  let stock = start;
  let cost = 0;
  periods.forEach(({ demand, fixed, price, hold, owe, capacity }, t) => {
    const order = orders[t];
    turnover += order + demand;
    if (!(order >= 0)) faults.push(`the order of period ${t} is ${order}`);
    if (order > capacity * (1 + 1e-9)) faults.push(`the order of period ${t} is above its capacity`);
    stock += order - demand;
    const dust = 1e-9 * turnover;
    const isLast = t === periods.length - 1;
    if (stock < -dust && (owe === Infinity || (isLast && !mayEndOwing)))
      faults.push(`demand of period ${t} is not met`);
    cost += (order > 0 ? fixed : 0) + price * order;
    if (stock > 0) cost += hold * stock;
    else if (stock < -dust) cost -= owe * stock;
  });
  return { faults, cost };
}

function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > relative * Math.max(1e-3, Math.abs(one), Math.abs(other));
}

function planFaults(question: KnownQuestion, answer: MethodAnswer): string[] {
  const { values } = answer;
  const periods = periodsOf(question);
  const orders = values['orderQuantities'] as readonly number[];
  if (!Array.isArray(orders) || orders.length !== periods.length) return ['there is no order quantity for each period'];
  const mayEndOwing = 'terminalBackordersAllowed' in question && question.terminalBackordersAllowed === true;
  const { faults, cost } = addUp(periods, question.initialInventory ?? 0, orders, mayEndOwing);
  if (differ(cost, values['totalCost'] as number))
    faults.push(`the plan costs ${cost}, and the answer says ${values['totalCost']}`);
  if (answer.lowerBound !== undefined && answer.lowerBound > cost * (1 + relative) + 1e-9)
    faults.push(`the lower bound ${answer.lowerBound} is above the cost ${cost}`);
  return faults;
}

function claimsOptimal(answer: MethodAnswer): number | undefined {
  return answer.exact ? answer.cost : undefined;
}

/** What stock at the start costs, and the demand that is left for orders. */
function withoutStart(periods: readonly Period[], start: number): { given: number; rest: Period[] } {
  let stock = start;
  let given = 0;
  const rest = periods.map((period, t) => {
    const owed = t === 0 && start < 0 ? -start : 0;
    const left = Math.max(0, stock - period.demand);
    const unmet = period.demand - (Math.max(0, stock) - left);
    stock = left;
    given += period.hold * left;
    return { ...period, demand: owed + (unmet > 1e-12 * Math.abs(start) ? unmet : 0) };
  });
  return { given, rest };
}

/** Textbook recursion with late deliveries where `owe` is finite: one order in j serves the periods [i, k). */
export function leastCost(all: readonly Period[], start: number, mayEndOwing: boolean): number {
  const { given, rest } = withoutStart(all, start);
  const count = rest.length;
  const least = new Float64Array(count + 1).fill(Infinity);
  least[0] = 0;
  for (let j = 0; j < count; j++) {
    if (rest[j].demand === 0) least[j + 1] = Math.min(least[j + 1], least[j]);
    let late = 0;
    let owed = 0;
    let reached = least[j];
    for (let i = j - 1; i >= 0 && rest[i].owe < Infinity; i--) {
      owed += rest[i].owe;
      // Unit cost of period i's demand: the price now and what it costs to owe it from i to j.
      late += rest[i].demand * (rest[j].price + owed);
      reached = Math.min(reached, least[i] + late);
    }
    let cost = reached + rest[j].fixed;
    let held = 0;
    for (let k = j + 1; k <= count; k++) {
      cost += rest[k - 1].demand * (rest[j].price + held);
      held += rest[k - 1].hold;
      least[k] = Math.min(least[k], cost);
    }
  }
  let best = least[count];
  let owing = 0;
  let unserved = 0;
  for (let i = count - 1; mayEndOwing && i >= 0; i--) {
    owing += rest[i].owe;
    unserved += rest[i].demand * owing;
    best = Math.min(best, least[i] + unserved);
  }
  return given + best;
}

/** The recursion answers for so many periods at once. */
const mostRecursion = 2000;

function optimumFaults(question: KnownQuestion, claimed: number): string[] {
  const periods = periodsOf(question);
  if (periods.length > mostRecursion) return [];
  const mayEndOwing = 'terminalBackordersAllowed' in question && question.terminalBackordersAllowed === true;
  const least = leastCost(periods, question.initialInventory ?? 0, mayEndOwing);
  return differ(least, claimed) ? [`the least cost is ${least}, and the answer says ${claimed}`] : [];
}

/** Merging neighbouring orders, or moving one by a period, must not pay; for horizons too long for the recursion. */
function nearbyFaults(question: KnownQuestion, answer: MethodAnswer): string[] {
  const periods = periodsOf(question);
  const orders = answer.values['orderQuantities'] as readonly number[];
  if (periods.length <= mostRecursion || !answer.exact || 'backorderCost' in question) return [];
  let previous = -1;
  for (let t = 0; t < periods.length; t++) {
    if (!(orders[t] > 0)) continue;
    if (previous >= 0) {
      let held = 0;
      for (let u = previous; u < t; u++) held += periods[u].hold;
      const saved = periods[t].fixed + (periods[t].price - periods[previous].price - held) * orders[t];
      if (saved > relative * Math.abs(answer.cost ?? 1))
        return [`the order of period ${t} would cost less at ${previous}`];
    }
    previous = t;
  }
  return [];
}

function isRefusal(answer: MethodAnswer): boolean {
  return answer.values['feasible'] === false;
}

/** A plan that was given and does not work: the period named must be one where it fails. */
function refusalFaults(question: KnownQuestion, answer: MethodAnswer): string[] {
  const periods = periodsOf(question);
  const given = 'orderQuantities' in question ? question.orderQuantities : undefined;
  if (given) {
    const mayEndOwing = 'terminalBackordersAllowed' in question && question.terminalBackordersAllowed === true;
    const { faults } = addUp(periods, question.initialInventory ?? 0, given, mayEndOwing);
    if (faults.length > 0) return [];
  }
  let supply = question.initialInventory ?? 0;
  for (const { capacity, demand } of periods) {
    supply += capacity - demand;
    if (supply < 0) return [];
  }
  return [`a plan is refused that can be carried out: ${answer.values['reason']}`];
}

export const checkDynamicLotSizing: AnswerCheck<Lots.DynamicLotSizingQuestion> = (question, answer) => {
  if (isRefusal(answer)) return refusalFaults(question, answer);
  const claimed = claimsOptimal(answer) ?? answer.lowerBound;
  const optimum = claimed === undefined ? [] : optimumFaults(question, claimed);
  return [...planFaults(question, answer), ...optimum, ...nearbyFaults(question, answer)];
};

export const checkBackorders: AnswerCheck<Lots.BackorderLotSizingQuestion> = (question, answer) => {
  if (isRefusal(answer)) return refusalFaults(question, answer);
  const claimed = claimsOptimal(answer) ?? answer.lowerBound;
  return [...planFaults(question, answer), ...(claimed === undefined ? [] : optimumFaults(question, claimed))];
};

export const checkHeuristic: AnswerCheck<Lots.SilverMealQuestion | Lots.PartPeriodQuestion> = (question, answer) => [
  ...planFaults(question, answer),
  ...optimumFaults(question, answer.values['optimalTotalCost'] as number),
];

export const checkCapacitated: AnswerCheck<Lots.CapacitatedLotSizingQuestion> = (question, answer) => {
  if (isRefusal(answer)) return refusalFaults(question, answer);
  const periods = periodsOf(question);
  const start = question.initialInventory ?? 0;
  const faults = planFaults(question, answer);
  const cost = answer.values['totalCost'] as number;
  const unlimited = leastCost(periods, start, false);
  if (cost < unlimited * (1 - relative) - 1e-9)
    faults.push(`the cost ${cost} is below ${unlimited}, the least without capacities`);
  const claimed = claimsOptimal(answer) ?? answer.lowerBound;
  const least = leastOnGrid(periods, start) ?? leastOfSetups(periods, start);
  if (claimed === undefined || least === undefined) return faults;
  if (answer.exact ? differ(least, claimed) : claimed > least * (1 + relative))
    faults.push(`the least cost is ${least}, and the answer says ${claimed}`);
  return faults;
};

/** Least cost over whole stock levels and orders; undefined where quantities are not whole or too many. */
function leastOnGrid(all: readonly Period[], start: number): number | undefined {
  const { given, rest } = withoutStart(all, start);
  const total = rest.reduce((sum, { demand }) => sum + demand, 0);
  const isWhole = rest.every(({ demand, capacity }) => Number.isInteger(demand) && Number.isInteger(capacity));
  const work = rest.reduce((sum, { capacity }) => sum + (total + 1) * (Math.min(total, capacity) + 1), 0);
  if (!isWhole || work > 2e7) return undefined;
  let next = new Float64Array(total + 1).fill(Infinity);
  next[0] = 0;
  for (const { demand, fixed, price, hold, capacity } of [...rest].reverse()) {
    const here = new Float64Array(total + 1).fill(Infinity);
    for (let stock = 0; stock <= total; stock++)
      for (let order = Math.max(0, demand - stock); order <= capacity && stock + order - demand <= total; order++) {
        const left = stock + order - demand;
        here[stock] = Math.min(here[stock], (order > 0 ? fixed : 0) + price * order + hold * left + next[left]);
      }
    next = here;
  }
  return given + next[0];
}

/** Least cost over all sets of periods with orders, each demand taken from the cheapest open one; for few periods. */
function leastOfSetups(all: readonly Period[], start: number): number | undefined {
  const { given, rest } = withoutStart(all, start);
  if (rest.length > 12) return undefined;
  let best = Infinity;
  for (let open = 0; open < 1 << rest.length; open++) {
    const left = rest.map(({ capacity }, t) => (open & (1 << t) ? capacity : 0));
    // What a unit costs from its order on, were it kept for ever: the order of cheapness is the same for every use.
    let passed = 0;
    const unit = rest.map(({ price, hold }) => {
      const cost = price - passed;
      passed += hold;
      return cost;
    });
    let cost = 0;
    let held = 0;
    rest.forEach(({ demand, hold }, t) => {
      if (open & (1 << t)) cost += rest[t].fixed;
      let needed = demand;
      while (needed > 1e-12 * demand && cost < Infinity) {
        let from = -1;
        for (let u = 0; u <= t; u++) if (left[u] > 0 && (from < 0 || unit[u] < unit[from])) from = u;
        if (from < 0) cost = Infinity;
        else {
          const taken = Math.min(needed, left[from]);
          left[from] -= taken;
          needed -= taken;
          cost += taken * (unit[from] + held);
        }
      }
      held += hold;
    });
    best = Math.min(best, cost);
  }
  return best < Infinity ? given + best : undefined;
}
