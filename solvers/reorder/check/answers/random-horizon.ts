/**
 * Checks of answers on finite horizons with random demand: the stock's probabilities are carried forward period by period
 * under the rules of the answer, with losses integrated from densities; rules one step away must not cost less.
 */
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type * as Lots from '../../../../models/reorder-questions/lots.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';
import { type Chances, chancesOf, convolution, lossesAt } from './chances.ts';

const relative = 1e-6;
const mostWork = 3e7;

interface Period {
  readonly fixed: number;
  readonly price: number;
  readonly hold: number;
  readonly owe: number;
  readonly discount: number;
  readonly demand: Chances;
}

interface Horizon {
  readonly periods: readonly Period[];
  readonly step: number;
  /** In steps. */
  readonly start: number;
  readonly holdAtEnd: number;
  readonly oweAtEnd: number;
}

interface Rule {
  readonly point: number;
  readonly level: number;
}

function at(value: number | readonly number[] | undefined, t: number, absent: number): number {
  return value === undefined ? absent : typeof value === 'number' ? value : value[t];
}

function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > relative * Math.max(1e-3, Math.abs(one), Math.abs(other));
}

/** Expected discounted cost of the rules; all in steps. Undefined where it would take too long. */
function carryForward(horizon: Horizon, rules: readonly Rule[], allowed: number): number | undefined {
  let work = 0;
  let worth = 1;
  let cost = 0;
  let lowest = horizon.start;
  let chance = Float64Array.of(1);
  for (const [t, { fixed, price, hold, owe, discount, demand }] of horizon.periods.entries()) {
    const { point, level } = rules[t];
    const orders = (stock: number) => stock <= point && level > stock;
    // Stock after ordering lies between the least that stays or is ordered up to and the most.
    let from = Infinity;
    let top = -Infinity;
    chance.forEach((probability, i) => {
      if (probability === 0) return;
      const stock = orders(lowest + i) ? level : lowest + i;
      from = Math.min(from, stock);
      top = Math.max(top, stock);
    });
    work += (top - from + 1) * demand.probabilities.length;
    if (work > allowed) return undefined;
    const after = new Float64Array(top - from + 1);
    chance.forEach((probability, i) => {
      const stock = lowest + i;
      if (probability === 0) return;
      if (orders(stock)) cost += worth * probability * (fixed + price * horizon.step * (level - stock));
      after[(orders(stock) ? level : stock) - from] += probability;
    });
    after.forEach((probability, i) => {
      if (probability === 0) return;
      const { left, short } = demand.losses(from + i);
      cost += worth * probability * (hold * left + owe * short);
    });
    const { first, probabilities } = demand;
    const next = new Float64Array(after.length + probabilities.length - 1);
    after.forEach((probability, i) => {
      if (probability === 0) return;
      const highest = i + probabilities.length - 1;
      for (let d = 0; d < probabilities.length; d++) next[highest - d] += probability * probabilities[d];
    });
    lowest = from - first - probabilities.length + 1;
    chance = next;
    worth *= discount;
  }
  chance.forEach((probability, i) => {
    const stock = (lowest + i) * horizon.step;
    cost += worth * probability * (stock > 0 ? horizon.holdAtEnd * stock : -horizon.oweAtEnd * stock);
  });
  return cost;
}

function horizonFaults(horizon: Horizon, rules: readonly Rule[], answer: MethodAnswer): string[] {
  const claimed = answer.cost as number;
  if (rules.length !== horizon.periods.length) return ['there is no rule for each period'];
  const cost = carryForward(horizon, rules, mostWork);
  if (cost === undefined) return [];
  const costIsOfRules = answer.values['costIsOfRules'] !== false;
  if (costIsOfRules ? differ(cost, claimed) : cost < claimed * (1 - relative))
    return [`the rules cost ${cost}, and the answer says ${claimed}`];
  if (!answer.exact) return [];
  for (let t = 0; t < rules.length; t++)
    for (const [toPoint, toLevel] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      const { point, level } = rules[t];
      // A base stock moves as one: its reorder point is the level itself.
      const moved =
        point === level
          ? { point: point + toLevel, level: level + toLevel }
          : { point: point + toPoint, level: level + toLevel };
      if (moved.point > moved.level) continue;
      const nearby = carryForward(horizon, rules.with(t, moved), mostWork / rules.length);
      if (nearby !== undefined && nearby < claimed * (1 - relative))
        return [`in period ${t} the rule ${moved.point}, ${moved.level} costs ${nearby}, less than ${claimed}`];
    }
  return [];
}

export const checkFiniteHorizon: AnswerCheck<Lots.FiniteHorizonQuestion> = (question, answer) => {
  const step = answer.values['gridStep'] as number;
  const points = answer.values['reorderPoints'] as readonly (number | null)[];
  const levels = answer.values['orderUpToLevels'] as readonly number[];
  const horizon: Horizon = {
    periods: levels.map((_, t) => ({
      ...costsOf(question, t),
      discount: at(question.discountFactor, t, 1),
      demand: chancesOf(
        { type: 'normal', mean: at(question.demandMean, t, 0), sd: at(question.demandSd, t, 0) },
        step,
      )!,
    })),
    step,
    start: Math.round((question.initialInventory ?? 0) / step),
    holdAtEnd: question.terminalHoldingCost ?? 0,
    oweAtEnd: question.terminalStockoutCost ?? 0,
  };
  return horizonFaults(horizon, rulesOf(points, levels, step), answer);
};

export const checkNonstationary: AnswerCheck<Lots.NonstationaryLotSizingQuestion> = (question, answer) => {
  const step = answer.values['gridStep'] as number;
  const pairs = answer.values['sS'] as readonly (readonly [number | null, number])[];
  const demands = distributionsOf(question.demand).map((demand) => chancesOf(demand, step));
  const known = demands.filter((demand) => demand !== undefined);
  if (known.length < demands.length) return [];
  const horizon: Horizon = {
    periods: known.map((demand, t) => ({ ...costsOf(question, t), discount: 1, demand })),
    step,
    start: Math.round((question.initialInventory ?? 0) / step),
    holdAtEnd: 0,
    oweAtEnd: 0,
  };
  const points = pairs.map(([point]) => point);
  const levels = pairs.map(([, level]) => level);
  return horizonFaults(horizon, rulesOf(points, levels, step), answer);
};

function costsOf(question: Lots.FiniteHorizonQuestion | Lots.NonstationaryLotSizingQuestion, t: number) {
  return {
    fixed: at(question.fixedCost, t, 0),
    price: at(question.purchaseCost, t, 0),
    hold: at(question.holdingCost, t, 0),
    owe: at(question.stockoutCost, t, 0),
  };
}

function rulesOf(points: readonly (number | null)[], levels: readonly number[], step: number): Rule[] {
  return levels.map((level, t) => ({
    point: Math.round((points[t] ?? -Infinity) / step),
    level: Math.round(level / step),
  }));
}

function distributionsOf(demand: Lots.DemandOverPeriods): DemandDistribution[] {
  if (demand.type === 'distributions') return demand.distributions;
  if (demand.type === 'poisson') return demand.means.map((mean) => ({ type: 'poisson', mean }));
  return demand.means.map((mean, t) => ({ type: 'normal', mean, sd: at(demand.sds, t, 0) }));
}

export const checkMyopicBounds: AnswerCheck<Lots.MyopicBoundsQuestion> = (question, answer) => {
  const listed = (name: string) => answer.values[name] as readonly (number | null)[];
  const lower = listed('SLower') as readonly number[];
  const faults: string[] = [];
  lower.forEach((best, t) => {
    const isLast = t === lower.length - 1;
    const discount = at(question.discountFactor, t, 1);
    const hold = at(question.holdingCost, t, 0) + (isLast ? (question.terminalHoldingCost ?? 0) : 0);
    const owe = at(question.stockoutCost, t, 0) + (isLast ? (question.terminalStockoutCost ?? 0) : 0);
    const price = at(question.purchaseCost, t, 0) - (isLast ? 0 : discount * at(question.purchaseCost, t + 1, 0));
    const demand: DemandDistribution = {
      type: 'normal',
      mean: at(question.demandMean, t, 0),
      sd: at(question.demandSd, t, 0),
    };
    const costAt = (level: number) => {
      const { left, short } = lossesAt(demand, level);
      return price * level + hold * left + owe * short;
    };
    const least = costAt(best);
    const scale = Math.abs(least) + at(question.fixedCost, t, 0) + 1e-6;
    const here = at(question.fixedCost, t, 0);
    const next = isLast ? 0 : discount * at(question.fixedCost, t + 1, 0);
    const away = Math.max(0.05 * demand.sd, 1e-3 * Math.abs(demand.mean));
    for (const level of [best - away, best + away])
      if (costAt(level) < least - relative * scale)
        faults.push(`in period ${t} the level ${level} costs less than SLower`);
    const expectExtra = (name: string, extra: number) => {
      const level = listed(name)[t];
      if (level !== null && Math.abs(costAt(level) - least - extra) > 10 * relative * scale)
        faults.push(`in period ${t} ${name} ${level} does not cost ${extra} more than SLower`);
    };
    expectExtra('SUpper', next);
    expectExtra('sLower', here);
    expectExtra('sUpper', here - next);
  });
  return faults;
};

export const checkMultiPeriodNewsvendor: AnswerCheck<Lots.MultiPeriodNewsvendorQuestion> = (question, answer) => {
  const demands = distributionsOf(question.demand);
  const costAt = summedCost(question, demands);
  if (!costAt) return [];
  const level = answer.values['orderUpTo'] as number;
  const best = answer.values['optimalOrderUpTo'] as number;
  const faults: string[] = [];
  const cost = costAt(level);
  if (differ(cost, answer.cost as number))
    faults.push(`level ${level} costs ${cost}, and the answer says ${answer.cost}`);
  const least = costAt(best);
  const away = question.demand.type === 'normal' ? Math.max(1e-3 * best, 1e-3) : 1;
  for (const other of [best - away, best + away])
    if (other >= 0 && costAt(other) < least * (1 - relative)) faults.push(`level ${other} costs less than ${best}`);
  return faults;
};

/** Cost of a level from probabilities of the summed demands; undefined for distributions without a table of their own. */
function summedCost(
  question: Lots.MultiPeriodNewsvendorQuestion,
  demands: readonly DemandDistribution[],
): ((level: number) => number) | undefined {
  const costs = (losses: (t: number) => { left: number; short: number }) =>
    demands.reduce((sum, _, t) => {
      const { left, short } = losses(t);
      return sum + at(question.holdingCost, t, 0) * left + at(question.stockoutCost, t, 0) * short;
    }, 0);
  const price = question.purchaseCost ?? 0;
  if (question.demand.type === 'normal') {
    let mean = 0;
    let variance = 0;
    const sums = demands.map((demand): DemandDistribution => {
      if (demand.type !== 'normal') return demand;
      mean += demand.mean;
      variance += demand.sd ** 2;
      return { type: 'normal', mean, sd: Math.sqrt(variance) };
    });
    return (level) => price * level + costs((t) => lossesAt(sums[t], level));
  }
  const tables = demands.map((demand) => (demand.type === 'normal' ? undefined : chancesOf(demand, 1)));
  let work = 0;
  let size = 1;
  for (const table of tables) {
    if (!table) return undefined;
    work += size * table.probabilities.length;
    size += table.probabilities.length;
  }
  if (work > mostWork) return undefined;
  let sum = { first: 0, probabilities: Float64Array.of(1) };
  const sums = tables.map((table) => {
    sum = convolution(sum, table!);
    return sum;
  });
  return (level) =>
    price * level +
    costs((t) => {
      let left = 0;
      let short = 0;
      sums[t].probabilities.forEach((probability, i) => {
        const gap = level - (sums[t].first + i);
        if (gap > 0) left += probability * gap;
        else short -= probability * gap;
      });
      return { left, short };
    });
}
