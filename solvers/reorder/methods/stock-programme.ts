/**
 * Dynamic programme of one stock over periods with random demand, backorders and fixed order costs, on a grid of stock
 * levels. With order-up-to level y and stock x before ordering
 *   V_t(x) = min over y >= x of K_t [y > x] - c_t x + G_t(y),   G_t(y) = c_t y + g_t(y) + gamma_t E V_(t+1)(y - D_t),
 * g_t the expected cost of what is then left or owed. All levels here are whole numbers of grid steps.
 */
import { CostToGo, type StockPeriod } from './cost-to-go.ts';

export interface StockProgramme {
  readonly periods: readonly StockPeriod[];
  /** Per grid step left or owed after the last period. */
  readonly terminalHoldingCost: number;
  readonly terminalStockoutCost: number;
  /** Stock before the first order. */
  readonly start: number;
}

/** Levels below all that stock can fall to that rules are still worked out on; reorder points beyond act on nothing. */
const depth = 2000;

/** Orders up to `orderUpTo` where stock is at or below `reorderPoint`, which is -Infinity where no order ever pays. */
export interface StockRule {
  readonly reorderPoint: number;
  readonly orderUpTo: number;
}

export interface StockProgrammeSolution {
  readonly rules: StockRule[];
  /** False where fixed costs rise so that an optimal policy is of another form than its rules say. */
  readonly rulesAreOptimal: boolean;
  /** V_1 at a stock before the first order. */
  readonly costFrom: (stock: number) => number;
  /** Cost from `stock` where the first order brings it up to `level` and later periods act as in the solution. */
  readonly costOfFirstLevel: (stock: number, level: number) => number;
}

/** The choice of a period, and whether it is all there is to say of its policy. */
interface Choice {
  readonly rule: StockRule;
  readonly isWhole: boolean;
}

/**
 * Solves the programme, or evaluates `rules`.
 *
 * Where K_t >= gamma_t K_(t+1) in every period each G_t is K-convex, (s, S) rules are optimal, and a scan from any level
 * may stop, upward and downward, at the first level that costs K_t more than the best so far. Otherwise every level up
 * to all the demand that can still come is looked at.
 * @see Scarf (1960), in Arrow, Karlin and Suppes (eds.), Mathematical Methods in the Social Sciences, 196-202; Snyder and
 *   Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., sections 4.3.3 and 4.4.3.
 */
export function solveStockProgramme(programme: StockProgramme, rules?: readonly StockRule[]): StockProgrammeSolution {
  const { periods, terminalHoldingCost, terminalStockoutCost } = programme;
  const convex = periods.every((period, t) => {
    const next = periods[t + 1]?.fixedCost ?? 0;
    return period.fixedCost >= period.discountFactor * next;
  });
  const choices: Choice[] = new Array(periods.length);
  const allDemand = periods.reduce((sum, { demand }) => sum + demand.first + demand.probabilities.length - 1, 0);
  const floor = Math.min(0, programme.start) - allDemand - depth;
  let next = CostToGo.terminal(terminalHoldingCost, terminalStockoutCost);
  let mostDemand = 0;
  for (let t = periods.length - 1; t >= 0; t--) {
    const here = CostToGo.before(periods[t], next);
    mostDemand += periods[t].demand.first + periods[t].demand.probabilities.length - 1;
    if (rules) choices[t] = follow(here, next, rules[t], floor);
    else if (convex) choices[t] = chooseConvex(here, next, mostDemand, floor, choices[t + 1]?.rule.orderUpTo);
    else choices[t] = chooseAny(here, next, mostDemand, floor);
    next = here;
  }
  const first = next;
  return {
    rules: choices.map(({ rule }) => rule),
    rulesAreOptimal: choices.every(({ isWhole }) => isWhole),
    costFrom: (stock) => first.value(stock),
    costOfFirstLevel: (stock, level) =>
      first.costAt(level) - periods[0].purchaseCost * stock + (level > stock ? periods[0].fixedCost : 0),
  };
}

function follow(here: CostToGo, next: CostToGo, rule: StockRule, floor: number): Choice {
  const { fixedCost, purchaseCost } = here.period!;
  const lowest = lineFrom(here, next);
  if (rule.reorderPoint < Math.min(floor, lowest)) {
    neverOrders(here, next, lowest, rule.orderUpTo);
    return { rule, isWhole: true };
  }
  // At the level itself there is nothing to order, and no fixed cost to pay.
  const edge = Math.min(rule.reorderPoint, rule.orderUpTo - 1);
  here.settle(edge, fixedCost + here.costAt(rule.orderUpTo), purchaseCost);
  return { rule, isWhole: true };
}

/** At and below this level nothing is left whatever the demand, and the next period starts on its line: G_t is a line. */
function lineFrom(here: CostToGo, next: CostToGo): number {
  const { demand, shortFrom } = here.period!;
  return Math.min(shortFrom, next.edge + demand.first);
}

function chooseConvex(
  here: CostToGo,
  next: CostToGo,
  mostDemand: number,
  floor: number,
  startNear: number | undefined,
): Choice {
  const { fixedCost, demand } = here.period!;
  const lowest = lineFrom(here, next);
  const middle = demand.first + (demand.probabilities.length >> 1);
  const start = Math.max(lowest, Math.min(mostDemand, startNear ?? middle));
  let orderUpTo = start;
  let best = here.costAt(start);
  const isTooDear = (cost: number) => cost > best + fixedCost + 1e-13 * Math.abs(best);
  for (let level = start + 1; level <= mostDemand; level++) {
    const cost = here.costAt(level);
    if (cost < best) {
      best = cost;
      orderUpTo = level;
    } else if (isTooDear(cost)) break;
  }
  let level = start - 1;
  for (; level >= lowest; level--) {
    const cost = here.costAt(level);
    if (cost <= best) {
      best = cost;
      orderUpTo = level;
    } else if (isTooDear(cost)) break;
  }
  if (level < lowest) level = onLine(here, next, lowest, best + fixedCost);
  // The scan may have begun below the reorder point.
  if (level >= lowest) while (level + 1 < orderUpTo && isTooDear(here.costAt(level + 1))) level++;
  if (level < floor) return neverOrders(here, next, lowest, orderUpTo, level);
  // Without a fixed cost the rule is a base stock: ordering at the level itself orders nothing.
  const reorderPoint = fixedCost === 0 ? orderUpTo : level;
  here.settle(reorderPoint, fixedCost + best, here.period!.purchaseCost);
  return { rule: { reorderPoint, orderUpTo }, isWhole: true };
}

/** How much G_t falls per step on its line, towards more stock. */
function fallOnLine(here: CostToGo, next: CostToGo): number {
  const { shortageSlope, discountFactor, purchaseCost } = here.period!;
  const fall = shortageSlope + discountFactor * next.unit - purchaseCost;
  return Math.abs(fall) <= 1e-12 * (shortageSlope + purchaseCost) ? 0 : fall;
}

/** The highest level at or below `lowest` from which on downward all cost more than `limit`; -Infinity where none. */
function onLine(here: CostToGo, next: CostToGo, lowest: number, limit: number): number {
  const fall = fallOnLine(here, next);
  const missing = limit - here.costAt(lowest);
  if (missing < 0) return fall < 0 ? -Infinity : lowest;
  return fall > 0 ? lowest - 1 - Math.floor(missing / fall) : -Infinity;
}

/** Settles the line of G_t itself: no stock that can come about is at or below the reorder point. */
function neverOrders(
  here: CostToGo,
  next: CostToGo,
  lowest: number,
  orderUpTo: number,
  reorderPoint = -Infinity,
): Choice {
  const { shortageSlope, discountFactor, purchaseCost } = here.period!;
  const unit = shortageSlope + discountFactor * next.unit;
  here.settle(lowest, here.costAt(lowest) + (unit - purchaseCost) * lowest, unit);
  return { rule: { reorderPoint, orderUpTo }, isWhole: true };
}

/** Where the line rises towards more stock: the level at and below which waiting costs no more than ordering. */
function waitsFrom(here: CostToGo, next: CostToGo, lowest: number, limit: number): number {
  const above = here.costAt(lowest) - limit;
  return above > 0 ? lowest - Math.ceil(above / -fallOnLine(here, next)) : lowest;
}

function chooseAny(here: CostToGo, next: CostToGo, mostDemand: number, floor: number): Choice {
  const { fixedCost, purchaseCost } = here.period!;
  const lowest = Math.min(lineFrom(here, next), mostDemand);
  let orderUpTo = mostDemand;
  // Least G_t from each level on; the level that orders bring stock to is that of the lowest one.
  const leastFrom = new Float64Array(mostDemand - lowest + 2).fill(Infinity);
  for (let level = mostDemand; level >= lowest; level--) {
    const cost = here.costAt(level);
    if (cost <= leastFrom[level - lowest + 1]) orderUpTo = level;
    leastFrom[level - lowest] = Math.min(cost, leastFrom[level - lowest + 1]);
  }
  const best = leastFrom[0];
  const orderPays = (level: number) => {
    const ordering = fixedCost + leastFrom[Math.max(0, level + 1 - lowest)];
    return here.costAt(level) > ordering + 1e-13 * Math.abs(best);
  };
  let edge = onLine(here, next, lowest, best + fixedCost);
  if (edge === lowest) while (edge + 1 < orderUpTo && orderPays(edge + 1)) edge++;
  const isOutOfReach = edge < floor;
  const from = isOutOfReach ? waitsFrom(here, next, lowest, best + fixedCost) : edge;
  const values = new Float64Array(mostDemand - from);
  let isWhole = true;
  for (let level = from + 1; level <= mostDemand; level++) {
    const pays = orderPays(level);
    if (pays) isWhole = false;
    const cost = pays ? fixedCost + leastFrom[Math.max(0, level + 1 - lowest)] : here.costAt(level);
    values[level - from - 1] = cost - purchaseCost * level;
  }
  if (isOutOfReach) {
    const { rule } = neverOrders(here, next, from, orderUpTo, edge);
    here.settle(here.edge, here.intercept, here.unit, values);
    return { rule, isWhole };
  }
  here.settle(edge, fixedCost + best, purchaseCost, values);
  return { rule: { reorderPoint: edge, orderUpTo }, isWhole };
}
