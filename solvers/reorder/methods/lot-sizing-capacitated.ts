import {
  cumulative,
  type LotPlan,
  type LotSizingProblem,
  lotPlan,
  type NetLots,
  netLots,
  type PerPeriod,
  perPeriod,
} from './lot-sizing.ts';
import { leastOf, type SteppedCost, type Strand, thin, valueAt } from './stepped-cost.ts';

export interface CapacitatedProblem extends LotSizingProblem {
  /** Most units of one order, by its period. */
  readonly capacity: PerPeriod;
}

/**
 * Pieces of all costs to go together that are kept, some 60 MB of them. Ordinary problems of 500 periods have up to
 * 480,000; a knapsack problem in the guise of one can have a piece per unit, and this keeps it within some seconds.
 */
const mostPieces = 2_500_000;

export type CapacitatedAnswer =
  | {
      readonly feasible: true;
      readonly plan: LotPlan;
      /** False where the cost to go had more pieces than are kept, and some were left out. */
      readonly exact: boolean;
      /** Proved least cost of any plan: that of the plan itself where exact. */
      readonly lowerBound: number;
    }
  | {
      readonly feasible: false;
      /** First period, from 0, by whose end demand exceeds stock and all orders that could have come; by how much. */
      readonly shortPeriod: number;
      readonly shortBy: number;
    };

/**
 * Lot sizing with a greatest order in each period, exactly, for costs and capacities of each period.
 *
 * Backwards over the periods, the least cost to go V_t(I) over the stock I before ordering:
 *   V_t(I) = min( W(I - d_t),  K_t + min over 0 < x <= C_t of p_t x + W(I + x - d_t) ),   W(z) = h_t z + V_(t+1)(z).
 * V_t is piecewise linear and only drops at its jumps. So the best order is none, a full one, or one that brings the
 * stock to a local minimum of p_t z + W(z), which stands at a jump: V_t is the least of W, of W shifted by C_t, and of a
 * step function over the local minima within reach, kept by a sliding minimum. No grid is laid; jumps stand at sums of
 * demands and capacities. With equal capacities these are D_t..k - m C, a polynomial number, which makes the method
 * polynomial as Florian and Klein's; with unequal ones, where the problem is NP-hard, at most as many as there are units.
 * Where these are too many, jumps are moved to the right while the cost rises by less than a tolerance; what the
 * tolerances sum to lies between the plan and the bound.
 * @see Florian and Klein (1971), Management Science 18(1):12-20; Chen, Hearn and Lee (1994), Management Science
 *   40(8):1035-1048; Shaw and Wagelmans (1998), Management Science 44(6):831-838.
 */
export function lotSizingWithCapacity(problem: CapacitatedProblem, keptPieces: number = mostPieces): CapacitatedAnswer {
  const net = netLots(problem);
  const capacity = perPeriod(problem.capacity, net.periods);
  const short = firstShortage(net, capacity);
  if (short) return { feasible: false, ...short };
  const units = wholeUnits(net, capacity, problem.initialInventory ?? 0);
  const { costToGo, given } = costsToGo(units, keptPieces);
  const orders = cheapestOrders(units, costToGo);
  const quantities = orders.map((order, t) => Math.min(capacity[t], order / units.scale));
  const plan = lotPlan(problem, quantities);
  if (given === 0) return { feasible: true, plan, exact: true, lowerBound: plan.totalCost };
  const ofStartingStock = plan.totalCost - lotPlan(net, quantities).totalCost;
  const lowerBound = Math.min(plan.totalCost, ofStartingStock + valueAt(costToGo[0], 0) - given);
  return { feasible: true, plan, exact: false, lowerBound };
}

function firstShortage({ periods, demand }: NetLots, capacity: Float64Array) {
  let supply = 0;
  let needed = 0;
  for (let t = 0; t < periods; t++) {
    supply += capacity[t];
    needed += demand[t];
    if (needed - supply > 1e-9 * needed) return { shortPeriod: t, shortBy: needed - supply };
  }
  return undefined;
}

/** Demands, capacities and unit costs in units of 1 / scale, so that sums of quantities are exact whole numbers. */
interface WholeUnits extends NetLots {
  readonly capacity: Float64Array;
  readonly scale: number;
}

function wholeUnits(net: NetLots, capacity: Float64Array, startingStock: number): WholeUnits {
  const { periods, demand } = net;
  const total = cumulative(demand)[periods];
  let scale = 1;
  const capped = capacity.map((most) => Math.min(most, total));
  // Decimals differ from whole numbers by what the doubles of the largest quantity cannot tell.
  const rounding = 8 * Number.EPSILON * Math.max(total, startingStock);
  const isWhole = (quantity: number) => Math.abs(quantity * scale - Math.round(quantity * scale)) <= scale * rounding;
  while (scale <= 1e6 && !(demand.every(isWhole) && capped.every(isWhole))) scale *= 10;
  // Quantities without common decimals: a binary grid far finer than they are meant, with its rounding allowed for.
  const slack = scale > 1e6 ? periods : 0;
  if (slack > 0) scale = 2 ** (46 - Math.ceil(Math.log2(total)));
  const perUnit = (costs: Float64Array) => costs.map((cost) => cost / scale);
  return {
    periods,
    demand: demand.map((units) => Math.round(units * scale)),
    capacity: capped.map((units) => Math.round(units * scale) + slack),
    fixedCost: net.fixedCost,
    holdingCost: perUnit(net.holdingCost),
    purchaseCost: perUnit(net.purchaseCost),
    scale,
  };
}

function cheapestOrders(units: WholeUnits, costToGo: readonly SteppedCost[]): Float64Array {
  const { periods, demand, capacity } = units;
  const orders = new Float64Array(periods);
  let stock = 0;
  for (let t = 0; t < periods; t++) {
    orders[t] = bestOrder(units, t, costToGo[t + 1], stock - demand[t]);
    stock += Math.min(orders[t], capacity[t]) - demand[t];
  }
  return orders;
}

/** @returns the cost to go before each period, and by how much all of them together may be too high. */
function costsToGo(units: WholeUnits, keptPieces: number): { costToGo: SteppedCost[]; given: number } {
  const { periods, demand, capacity, fixedCost, holdingCost, purchaseCost } = units;
  const most = mostStock(demand, capacity);
  const costToGo: SteppedCost[] = new Array(periods + 1);
  let next: SteppedCost = { starts: [0], values: [0], slopes: [0], pieces: 1, end: 0 };
  costToGo[periods] = next;
  let given = 0;
  for (let t = periods - 1; t >= 0; t--) {
    const price = purchaseCost[t];
    const holding = holdingCost[t];
    const least = Math.max(0, next.starts[0] + demand[t] - capacity[t]);
    const from = least - demand[t];
    const to = Math.min(next.end, most[t] - demand[t]);
    const full = capacity[t];
    const none: Strand = { cost: next, shift: 0, raise: 0, tilt: holding, until: Infinity };
    const whole: Strand = {
      cost: next,
      shift: -full,
      raise: fixedCost[t] + (price + holding) * full,
      tilt: holding,
      until: next.end - full,
    };
    const reach = withinReach(localMinima(next, holding + price), full);
    const part: Strand = { cost: reach, shift: 0, raise: fixedCost[t], tilt: -price, until: reach.end };
    next = leastOf([none, whole, part], from, to, demand[t]);
    if (next.pieces > keptPieces) {
      const { thinned, tolerance } = thin(next, keptPieces / 2);
      next = thinned;
      given += tolerance;
    }
    costToGo[t] = next;
  }
  return { costToGo, given };
}

/** Most stock that can stand before each period: what all orders so far could leave, and all that is still asked for. */
function mostStock(demand: Float64Array, capacity: Float64Array): Float64Array {
  const most = new Float64Array(demand.length + 1);
  const after = cumulative(demand);
  for (let t = 0; t < demand.length; t++)
    most[t + 1] = Math.min(Math.max(0, most[t] + capacity[t] - demand[t]), after[demand.length] - after[t + 1]);
  return most;
}

interface Minima {
  readonly places: number[];
  readonly values: number[];
}

/** Local minima of cost(z) + tilt z: ends of the domain, jumps, and whole places where a slope turns upward. */
function localMinima(cost: SteppedCost, tilt: number): Minima {
  const { starts, values, slopes, pieces, end } = cost;
  const places: number[] = [];
  const found: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const place = starts[piece];
    // Lines cross anywhere, but only in peaks; all other breaks are sums of whole quantities.
    if (place !== Math.round(place)) continue;
    if (piece > 0) {
      const reached = values[piece - 1] + slopes[piece - 1] * (place - starts[piece - 1]);
      const drops = reached > values[piece] + 1e-12 * Math.abs(reached);
      if (!drops && slopes[piece - 1] + tilt > 0) continue;
    }
    places.push(place);
    found.push(values[piece] + tilt * place);
  }
  if (places[places.length - 1] !== end) {
    places.push(end);
    found.push(values[pieces - 1] + slopes[pieces - 1] * (end - starts[pieces - 1]) + tilt * end);
  }
  return { places, values: found };
}

/** The least of the minima in (z, z + reach] as a step function of z, from the first that comes into reach. */
function withinReach({ places, values }: Minima, reach: number): SteppedCost {
  const starts: number[] = [];
  const steps: number[] = [];
  const queue = new Int32Array(places.length);
  let head = 0;
  let tail = 0;
  let entering = 0;
  for (let z = places[0] - reach; ; ) {
    for (; entering < places.length && places[entering] - reach <= z; entering++) {
      while (tail > head && values[queue[tail - 1]] >= values[entering]) tail--;
      queue[tail++] = entering;
    }
    while (head < tail && places[queue[head]] <= z) head++;
    const least = head < tail ? values[queue[head]] : Infinity;
    if (steps[steps.length - 1] !== least) {
      starts.push(z);
      steps.push(least);
    }
    const leaves = head < tail ? places[queue[head]] : Infinity;
    const enters = entering < places.length ? places[entering] - reach : Infinity;
    z = Math.min(leaves, enters);
    if (z === Infinity) break;
  }
  const end = places[places.length - 1];
  return { starts, values: steps, slopes: new Float64Array(starts.length), pieces: starts.length, end };
}

/** The order that reaches the cost to go from stock `z` after demand; of equally good ones the least. */
function bestOrder(units: WholeUnits, t: number, next: SteppedCost, z: number): number {
  const price = units.purchaseCost[t];
  const holding = units.holdingCost[t];
  const capacity = units.capacity[t];
  const options: { order: number; cost: number }[] = [];
  if (z >= next.starts[0]) options.push({ order: 0, cost: valueAt(next, z) + holding * z });
  const minima = localMinima(next, holding + price);
  for (let at = 0; at < minima.places.length; at++) {
    const order = minima.places[at] - z;
    if (order > 0 && order <= capacity)
      options.push({ order, cost: units.fixedCost[t] - price * z + minima.values[at] });
  }
  const full = z + capacity;
  if (capacity > 0 && full >= next.starts[0] && full <= next.end)
    options.push({
      order: capacity,
      cost: units.fixedCost[t] + price * capacity + valueAt(next, full) + holding * full,
    });
  const least = options.reduce((cost, option) => Math.min(cost, option.cost), Infinity);
  const tolerance = 1e-11 * Math.abs(least);
  return options.find(({ cost }) => cost <= least + tolerance)?.order ?? 0;
}
