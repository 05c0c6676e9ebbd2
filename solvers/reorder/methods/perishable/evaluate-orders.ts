/** What a given ordering rule costs in the long run, over the states that it can reach from an empty stock. */
import { lumped } from './demand.ts';
import { type Issuing, type PerishableModel, type StateSpace, stateSpaceOf, unitsIn } from './model.ts';
import { orderCostOf, stockCosts } from './optimal-orders.ts';
import { iterateValues } from './value-iteration.ts';

export interface RuleCost {
  /** Expected discounted cost from an empty stock with nothing on order, or the average per period (discount factor 1). */
  readonly cost: number;
  readonly error: number;
  readonly reachableStates: number;
}

/** The stock after one more unit is issued. */
function issueOne(stock: number, base: number, issuing: Issuing): number {
  let unit = 1;
  if (issuing === 'fifo') while (Math.floor(stock / unit) % base === 0) unit *= base;
  else while (stock >= unit * base) unit *= base;
  return stock - unit;
}

interface Chain {
  readonly costs: number[];
  /** Transitions of state i: from[i] to from[i + 1] in `to` and `probability`. */
  readonly from: number[];
  readonly to: number[];
  readonly probability: number[];
}

/**
 * Evaluates `rule` for a model with one period per cycle and fresh arrivals: the chain of its reachable states is built
 * once and its values are iterated with bounds.
 * @param rule - order quantity for a state index (see StateSpace); more than maxOrder is cut to it.
 * @param cutoff - a rule proved to cost more is given up: its cost is then a guess above this.
 */
export function ruleCost(model: PerishableModel, rule: (state: number) => number, cutoff = Infinity): RuleCost {
  const space = stateSpaceOf(model);
  const { costs, from, to, probability } = chainOf(model, space, rule);
  const { discountFactor } = model;
  const fixedPoint = iterateValues({
    size: costs.length,
    discount: discountFactor,
    mostSweeps: 3000,
    tolerance: 1e-10,
    cutoff,
    apply: (values, out) => {
      for (let state = 0; state < costs.length; state++) {
        let expected = 0;
        for (let k = from[state]; k < from[state + 1]; k++) expected += probability[k] * values[to[k]];
        out[state] = costs[state] + discountFactor * expected;
      }
    },
  });
  const cost = discountFactor < 1 ? fixedPoint.values[0] : fixedPoint.gain;
  return { cost, error: fixedPoint.error, reachableStates: costs.length };
}

function chainOf(model: PerishableModel, space: StateSpace, rule: (state: number) => number): Chain {
  const { base, stocks, survivors } = space;
  const demand = lumped(model.cycle[0], model.shelfLife * model.maxOrder).probability;
  const costOfStock = stockCosts(model, space, 0);
  const underWay = base ** Math.max(0, space.leadTime - 1);
  const indexOf = new Map<number, number>([[0, 0]]);
  const reached = [0];
  const chain: Chain = { costs: [], from: [0], to: [], probability: [] };
  for (let at = 0; at < reached.length; at++) {
    const state = reached[at];
    const quantity = Math.max(0, Math.min(model.maxOrder, rule(state)));
    const pipeline = space.leadTime === 0 ? 0 : Math.floor(state / stocks);
    const stock = space.leadTime === 0 ? quantity * survivors + state : state % stocks;
    const arriving = space.leadTime === 0 ? 0 : (quantity * underWay + pipeline) * survivors;
    chain.costs.push(orderCostOf(model, quantity) + costOfStock[stock]);
    let rest = 1;
    let left = stock;
    for (let d = 0; rest > 0; d++) {
      // Once nothing is left, all greater demands end alike; so does a demand beyond the last listed.
      const chance = left === 0 || d >= demand.length - 1 ? rest : demand[d];
      rest = left === 0 ? 0 : rest - chance;
      if (chance > 0) {
        const next = arriving + Math.floor(left / base);
        let index = indexOf.get(next);
        if (index === undefined) {
          index = reached.push(next) - 1;
          indexOf.set(next, index);
        }
        const last = chain.to.length - 1;
        if (last >= chain.from[at] && chain.to[last] === index) chain.probability[last] += chance;
        else {
          chain.to.push(index);
          chain.probability.push(chance);
        }
      }
      if (d >= demand.length - 1) break;
      if (left > 0) left = issueOne(left, base, model.issuing);
    }
    chain.from.push(chain.to.length);
  }
  return chain;
}

/** Orders up to `level`, counting all units in stock and under way. */
export function baseStockRule(space: StateSpace, level: number): (state: number) => number {
  return (state) => Math.max(0, level - unitsIn(state, space.base));
}

/**
 * Orders up to `level` and adds the units that will probably be wasted in this period: those with one period left beyond
 * the mean demand, rounded; nothing once the level is reached.
 * @see Hendrix, Ortega, Haijema, Buisman and Garcia (2019), On computing optimal policies in perishable inventory control
 *   using value iteration, Computational and Mathematical Methods 1(4), equation 10.
 */
export function wasteAwareBaseStockRule(
  space: StateSpace,
  level: number,
  meanDemand: number,
): (state: number) => number {
  return (state) => {
    const short = level - unitsIn(state, space.base);
    return short <= 0 ? 0 : short + Math.max(0, Math.round((state % space.base) - meanDemand));
  };
}

export interface BestLevel extends RuleCost {
  readonly level: number;
  /** Every level was looked at; else levels in turn until several in a row did no better. */
  readonly exhaustive: boolean;
}

/** Spaces up to this size have every level looked at: some tens of milliseconds. */
const smallSpace = 5000;
/** Levels in a row without improvement after which larger ones are not tried. */
const patience = 5;

/** The level of least cost for a rule with one level; the least level among equals. */
export function bestLevel(
  model: PerishableModel,
  ruleOf: (space: StateSpace, level: number) => (state: number) => number,
): BestLevel {
  const space = stateSpaceOf(model);
  const digits = space.leadTime - 1 + space.shelfLife;
  const exhaustive = space.states <= smallSpace;
  // A level above all that can be held and under way orders the most always: larger ones do the same.
  const highest = (digits + 1) * model.maxOrder;
  const least = model.cycle[0].mean * (model.leadTime + 1);
  let best: BestLevel | undefined;
  for (let level = 0; level <= highest; level++) {
    const found = ruleCost(model, ruleOf(space, level), best?.cost);
    if (!best || found.cost < best.cost - 1e-10 * Math.abs(best.cost)) best = { ...found, level, exhaustive };
    else if (!exhaustive && level > least && level >= best.level + patience) break;
  }
  return best!;
}
