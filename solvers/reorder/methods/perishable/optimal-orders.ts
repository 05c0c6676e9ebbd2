/** Optimal orders of a perishable item for every stock by age, every order under way and every period of the cycle. */
import { lumped } from './demand.ts';
import { type IssueExpectation, issueExpectation, periodFigures, scratchLength } from './issue.ts';
import { type PerishableModel, type StateSpace, stateSpaceOf } from './model.ts';
import { type OrderSplit, splitsOf } from './splits.ts';
import { iterateValues } from './value-iteration.ts';

export interface OptimalOrders {
  readonly space: StateSpace;
  /** Order quantity of each period of the cycle and each state: the least among the best. */
  readonly orders: readonly Int32Array[];
  /** Expected discounted cost from each period and state; relative to the first state of period 0 for the average. */
  readonly values: readonly Float64Array[];
  /** Average cost per period (discount factor 1), else the gain per cycle at the last sweep. */
  readonly averageCost: number;
  /** Proved: how far a value (or, undiscounted, the average cost) can be from the truth. */
  readonly error: number;
  readonly converged: boolean;
  readonly sweeps: number;
}

/** Elementary steps (some two nanoseconds each) of one sweep over the cycle: what limits on sizes count. */
export function sweepWork(model: PerishableModel): number {
  const space = stateSpaceOf(model);
  const slices = space.base ** model.leadTime;
  const demands = longestDemand(model);
  const issuing = model.issuing === 'fifo' ? space.survivors * demands + space.stocks : space.stocks * demands;
  const choosing = model.arrivalLife ? space.survivors * splitCount(model) : slices * space.stocks;
  return model.cycle.length * ((model.leadTime === 0 ? 1 : slices) * issuing + choosing);
}

/** Bytes that the tables of `optimalOrders` take. */
export function memoryNeeded(model: PerishableModel): number {
  const space = stateSpaceOf(model);
  const perPeriod = 2 * space.states + space.stocks;
  const shared = 5 * space.stocks + (model.issuing === 'fifo' ? space.survivors * longestDemand(model) : 0);
  const wide = model.arrivalLife ? 2 * space.base * (2 * space.base - 1) ** (model.shelfLife - 1) : 0;
  return 8 * (model.cycle.length * perPeriod + shared + wide);
}

/** Demands that differ for some stock: no stock is above m maxOrder. */
function longestDemand(model: PerishableModel): number {
  const longest = Math.max(...model.cycle.map(({ probability }) => probability.length));
  return Math.min(longest, model.shelfLife * model.maxOrder + 1);
}

/** Ways to split all orders 0..maxOrder by life on arrival: C(maxOrder + m, m). */
function splitCount({ maxOrder, shelfLife }: PerishableModel): number {
  let ways = 1;
  for (let k = 1; k <= shelfLife; k++) ways = (ways * (maxOrder + k)) / k;
  return ways;
}

type Stage = (values: Float64Array, out: Float64Array, orders?: Int32Array) => void;

/**
 * Solves V_t(x) = min over q of E[c(x, q, D_t) + discount V_{t+1}(x')] by value iteration over whole cycles.
 * Steps of a sweep that depend on stock and demand only are done once for all states that share them.
 */
export function optimalOrders(model: PerishableModel): OptimalOrders {
  const space = stateSpaceOf(model);
  const periods = model.cycle.length;
  const stages = stagesOf(model, space);
  const values = stages.map(() => new Float64Array(space.states));
  const backward = (last: Float64Array, first: Float64Array, orders?: readonly Int32Array[]) => {
    for (let period = periods - 1; period >= 0; period--)
      stages[period](
        period === periods - 1 ? last : values[period + 1],
        period ? values[period] : first,
        orders?.[period],
      );
  };
  const work = sweepWork(model);
  const fixedPoint = iterateValues({
    size: space.states,
    discount: model.discountFactor ** periods,
    apply: (last, first) => backward(last, first),
    mostSweeps: Math.max(60, Math.min(20_000, Math.floor(3e9 / work))),
  });
  const orders = stages.map(() => new Int32Array(space.states));
  const last = fixedPoint.values;
  backward(last, values[0], orders);
  return {
    space,
    orders,
    values: [fixedPoint.values, ...values.slice(1)],
    averageCost: fixedPoint.gain / periods,
    error: model.discountFactor < 1 ? fixedPoint.error : fixedPoint.error / periods,
    converged: fixedPoint.converged,
    sweeps: fixedPoint.sweeps,
  };
}

/** Costs of one period for each stock before demand, orders apart. */
export function stockCosts(model: PerishableModel, space: StateSpace, period: number): Float64Array {
  const { shortageCost = 0, wasteCost = 0, holdingCost = 0, holdingOnWaste = false, salesPrice = 0 } = model.costs;
  const { units, left, wasted, short } = periodFigures(space, model.cycle[period], model.issuing);
  return left.map(
    (leftUnits, y) =>
      shortageCost * short[y] +
      wasteCost * wasted[y] +
      holdingCost * (leftUnits - (holdingOnWaste ? 0 : wasted[y])) -
      salesPrice * (units[y] - leftUnits),
  );
}

function stagesOf(model: PerishableModel, space: StateSpace): Stage[] {
  const { issuing, arrivalLife } = model;
  const orderCosts = Float64Array.from({ length: space.base }, (_, q) => orderCostOf(model, q));
  const splits = arrivalLife && Array.from({ length: space.base }, (_, q) => splitsOf(q, arrivalLife(q), space.base));
  const demands = model.cycle.map((demand) => lumped(demand, model.shelfLife * model.maxOrder));
  const scratch = new Float64Array(Math.max(...demands.map((demand) => scratchLength(space, demand, issuing))));
  const expected = new Float64Array(space.stocks);
  return demands.map((demand, period) => {
    const issue = issueExpectation(space, demand, issuing, scratch);
    const costs = stockCosts(model, space, period);
    const parts: StageParts = { space, issue, costs, orderCosts, expected, discount: model.discountFactor };
    if (model.leadTime > 0) return orderedAhead(parts);
    return splits ? orderedWithRandomLife(parts, splits) : orderedFresh(parts);
  });
}

export function orderCostOf({ costs }: PerishableModel, quantity: number): number {
  return quantity === 0 ? 0 : (costs.fixedOrderCost ?? 0) + (costs.orderCost ?? 0) * quantity;
}

interface StageParts {
  readonly space: StateSpace;
  readonly issue: IssueExpectation;
  readonly costs: Float64Array;
  readonly orderCosts: Float64Array;
  /** Room for one expectation; the periods of a cycle share it. */
  readonly expected: Float64Array;
  readonly discount: number;
}

/** Keeps the lesser cost; among equals (to rounding) the lesser order, which is tried first. */
function keepBetter(out: Float64Array, orders: Int32Array | undefined, state: number, cost: number, q: number): void {
  if (q === 0) {
    out[state] = cost;
    if (orders) orders[state] = 0;
  } else if (orders) {
    if (cost < out[state] - tieTolerance * Math.abs(out[state])) {
      out[state] = cost;
      orders[state] = q;
    }
  } else if (cost < out[state]) out[state] = cost;
}

/** Orders whose values differ by less are alike: values are known to some 1e-11 of their size. */
const tieTolerance = 1e-10;

/** Lead time of one period or more: the order is the first digit of the next state, the last under way its freshest stock. */
function orderedAhead({ space, issue, costs, orderCosts, expected, discount }: StageParts): Stage {
  const { base, stocks, survivors } = space;
  const underWay = base ** (space.leadTime - 1);
  return (values, out, orders) => {
    for (let pipeline = 0; pipeline < underWay; pipeline++)
      for (let q = 0; q < base; q++) {
        issue(values, (q * underWay + pipeline) * survivors, expected);
        const at = pipeline * stocks;
        for (let y = 0; y < stocks; y++)
          keepBetter(out, orders, at + y, orderCosts[q] + costs[y] + discount * expected[y], q);
      }
  };
}

/** Lead time 0, fresh arrivals: with survivors x of the period before, an order of q makes the stock (q, x). */
function orderedFresh({ space, issue, costs, orderCosts, expected, discount }: StageParts): Stage {
  const { base, survivors } = space;
  return (values, out, orders) => {
    issue(values, 0, expected);
    for (let q = 0, y = 0; q < base; q++)
      for (let x = 0; x < survivors; x++, y++)
        keepBetter(out, orders, x, orderCosts[q] + costs[y] + discount * expected[y], q);
  };
}

/**
 * Lead time 0, life on arrival at random: the cost of each stock is first copied to a grid where every class but the
 * freshest reaches 2 maxOrder, held at maxOrder, so that adding an arrival is adding an index.
 */
function orderedWithRandomLife(parts: StageParts, splits: readonly OrderSplit[]): Stage {
  const { space, issue, costs, orderCosts, expected, discount } = parts;
  const { base, survivors, shelfLife } = space;
  const wide = 2 * base - 1;
  const clipped = clippedIndices(base, wide, shelfLife);
  const origin = Int32Array.from({ length: survivors }, (_, x) => respell(x, base, wide));
  const cost = new Float64Array(clipped.length);
  const total = new Float64Array(survivors);
  return (values, out, orders) => {
    issue(values, 0, expected);
    for (let at = 0; at < cost.length; at++) cost[at] = costs[clipped[at]] + discount * expected[clipped[at]];
    for (let q = 0; q < base; q++) {
      const { offsets, probabilities } = splits[q];
      for (let x = 0; x < survivors; x++) {
        const from = origin[x];
        let sum = 0;
        for (let k = 0; k < offsets.length; k++) sum += probabilities[k] * cost[from + offsets[k]];
        total[x] = sum;
      }
      for (let x = 0; x < survivors; x++) keepBetter(out, orders, x, orderCosts[q] + total[x], q);
    }
  };
}

/** The same digits read in another base. */
export function respell(index: number, from: number, to: number): number {
  let spelled = 0;
  for (let rest = index, unit = 1; rest > 0; rest = Math.floor(rest / from), unit *= to)
    spelled += (rest % from) * unit;
  return spelled;
}

/** For each index of the wide grid, the stock with every class held at base - 1. */
function clippedIndices(base: number, wide: number, shelfLife: number): Int32Array {
  const clipped = new Int32Array(base * wide ** (shelfLife - 1));
  for (let at = 0; at < clipped.length; at++) {
    let stock = 0;
    for (let rest = at, unit = 1; rest > 0; rest = Math.floor(rest / wide), unit *= base)
      stock += Math.min(base - 1, rest % wide) * unit;
    clipped[at] = stock;
  }
  return clipped;
}
