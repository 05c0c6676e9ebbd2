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
  const indexOf = new Int32Array(space.states).fill(-1);
  indexOf[0] = 0;
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
        if (indexOf[next] < 0) indexOf[next] = reached.push(next) - 1;
        const index = indexOf[next];
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
  /** Every level was looked at; else levels in steps, then every level around the best of those. */
  readonly exhaustive: boolean;
}

/** Spaces up to this size have every level looked at: some tenths of a second at most. */
const smallSpace = 5000;

/** The level of least cost for a rule with one level; the least level among equals. */
export function bestLevel(
  model: PerishableModel,
  ruleOf: (space: StateSpace, level: number) => (state: number) => number,
): BestLevel {
  const space = stateSpaceOf(model);
  // A level above all that can be held and under way orders the most always: larger ones do the same.
  const highest = (space.leadTime + space.shelfLife) * model.maxOrder;
  const exhaustive = space.states <= smallSpace;
  let best: BestLevel | undefined;
  const consider = (from: number, to: number, step: number) => {
    for (let level = Math.max(0, from); level <= Math.min(highest, to); level += step) {
      const found = ruleCost(model, ruleOf(space, level), best?.cost);
      const margin = best ? 1e-10 * Math.abs(best.cost) : 0;
      if (!best || found.cost < best.cost - margin || (level < best.level && found.cost <= best.cost + margin))
        best = { ...found, level, exhaustive };
      else if (!exhaustive && level > best.level + patience * step) break;
    }
    return best!;
  };
  if (exhaustive) return consider(0, highest, 1);
  const step = Math.max(1, Math.round(model.cycle[0].mean / 4));
  const rough = consider(0, highest, step).level;
  return step === 1 ? best! : consider(rough - step + 1, rough + step - 1, 1);
}

/** Levels without improvement after the best one, after which larger ones are not tried. */
const patience = 4;
