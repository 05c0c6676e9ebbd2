/**
 * What a decision costs, by plain simulation of its days. Nothing is searched here; the searches, their tests and the
 * joint search all take a decision's cost from this file, so that they mean the same by it.
 *
 * Where item.ts leaves a choice, it is made here:
 * - Morning stock is what stands after the deliveries and after back orders are served, before the day's demand. So it
 *   is max(0, stock - back orders) wherever nothing has expired, a function of net stock alone.
 * - A lot that comes after its last day stands in the morning of its arrival, serves nothing and goes to waste that day.
 * - An order that arrives after the last day is paid for and seen no more.
 * - With shortage `never`, what cannot be served is dropped and reported as a broken limit; it costs nothing.
 */
import type { ItemProblem, OrderOption } from './item.ts';

/** Money by cause. All but `endValue` add up to the cost, `endValue` is taken off. */
export interface ItemCostParts {
  /** Fixed and proportional cost of the segments. */
  readonly purchase: number;
  readonly line: number;
  readonly holding: number;
  readonly shortage: number;
  readonly belowSafety: number;
  readonly waste: number;
  readonly morning: number;
  readonly endValue: number;
}

/** What a decision must not do, and by how many milli it does. */
export type BrokenLimit =
  | { readonly rule: 'shortage' | 'morning-limit'; readonly day: number; readonly amount: number }
  | { readonly rule: 'quantity' | 'must'; readonly option: number; readonly amount: number };

export interface ItemEvaluation {
  /** As `ItemAnswer.cost`. */
  readonly cost: number;
  readonly parts: ItemCostParts;
  /** Milli usable after the deliveries and the back orders, before demand, by day. */
  readonly morningStock: Float64Array;
  /** Milli on hand at the end of the day, after waste. */
  readonly endStock: Float64Array;
  /** Milli owed at the end of the day; 0 but with shortage `backorder`. */
  readonly backOrders: Float64Array;
  /** Milli of the day's demand that is not served and not owed; 0 with `backorder`. */
  readonly lost: Float64Array;
  /** Milli gone to waste at the end of the day. */
  readonly wasted: Float64Array;
  /** Of these, milli that were ordered, not given. */
  readonly wastedOrdered: Float64Array;
  /** Empty: the decision is feasible. */
  readonly broken: readonly BrokenLimit[];
}

/**
 * What an order costs without its line cost.
 * @returns cost of `quantity` > 0 milli by the segment it lies in; NaN where it is no quantity of the option.
 */
export function purchaseCost(option: OrderOption, quantity: number): number {
  if (!isOrderable(option, quantity)) return Number.NaN;
  for (const { from, to, fixed, price } of option.segments) {
    if (from <= quantity && quantity <= to) return fixed + price * quantity;
  }
  return Number.NaN;
}

export function isOrderable({ pack, least, greatest }: OrderOption, quantity: number): boolean {
  return quantity >= least && quantity <= greatest && quantity % pack === 0;
}

/**
 * Runs the days of the plan with what is ordered.
 * @param quantities - milli by option, 0 where nothing is ordered.
 */
export function evaluate(problem: ItemProblem, quantities: Float64Array): ItemEvaluation {
  const { days, options } = problem;
  const broken: BrokenLimit[] = [];
  const stock = new UsableStock();
  const arrivals = arrivalsByDay(problem, quantities);
  const morningStock = new Float64Array(days);
  const endStock = new Float64Array(days);
  const backOrders = new Float64Array(days);
  const lost = new Float64Array(days);
  const wasted = new Float64Array(days);
  const wastedOrdered = new Float64Array(days);

  let purchase = 0;
  let line = 0;
  for (let index = 0; index < options.length; index++) {
    const option = options[index];
    const amount = quantities[index];
    if (amount === 0) {
      if (option.must) broken.push({ rule: 'must', option: index, amount: option.least });
      continue;
    }
    const cost = purchaseCost(option, amount);
    if (Number.isNaN(cost)) broken.push({ rule: 'quantity', option: index, amount });
    else purchase += cost;
    line += option.lineCost;
  }

  let holding = 0;
  let shortage = 0;
  let belowSafety = 0;
  let waste = 0;
  let morning = 0;
  let owed = problem.backOrders;
  for (let day = 0; day < days; day++) {
    for (let lot = arrivals[day]; lot; lot = lot.next) stock.add(lot.quantity, lot.lastDay, lot.ordered);
    owed -= stock.take(owed, day);
    morningStock[day] = stock.total;
    if (problem.morningCost) morning += problem.morningCost[day] * stock.total;
    const over = problem.morningLimit ? stock.total - problem.morningLimit[day] : 0;
    if (over > 0) broken.push({ rule: 'morning-limit', day, amount: over });

    const short = problem.demand[day] - stock.take(problem.demand[day], day);
    if (problem.shortage === 'backorder') owed += short;
    else lost[day] = short;
    if (problem.shortage === 'never' && short > 0) broken.push({ rule: 'shortage', day, amount: short });
    const gone = stock.expire(day);
    wasted[day] = gone.total;
    wastedOrdered[day] = gone.ordered;
    endStock[day] = stock.total;
    backOrders[day] = owed;

    holding += problem.holdingCost * stock.total;
    if (problem.shortage === 'backorder') shortage += problem.shortageCost * owed;
    if (problem.shortage === 'lost') shortage += problem.shortageCost * short;
    belowSafety += problem.belowSafetyCost * Math.max(0, problem.safety[day] - (stock.total - owed));
    waste += problem.wasteCost * gone.total;
  }

  const endValue = days === 0 ? 0 : problem.endValue * (endStock[days - 1] - backOrders[days - 1]);
  const cost = purchase + line + holding + shortage + belowSafety + waste + morning - endValue;
  const parts = { purchase, line, holding, shortage, belowSafety, waste, morning, endValue };
  return { cost, parts, morningStock, endStock, backOrders, lost, wasted, wastedOrdered, broken };
}

interface Arrival {
  readonly quantity: number;
  readonly lastDay: number;
  readonly ordered: boolean;
  readonly next: Arrival | undefined;
}

/** What comes within the plan, by day: given lots before ordered ones. */
function arrivalsByDay(problem: ItemProblem, quantities: Float64Array): (Arrival | undefined)[] {
  const arrivals = new Array<Arrival | undefined>(problem.days).fill(undefined);
  const put = (day: number, quantity: number, lastDay: number, ordered: boolean) => {
    if (quantity > 0 && day < problem.days) arrivals[day] = { quantity, lastDay, ordered, next: arrivals[day] };
  };
  for (let index = problem.options.length - 1; index >= 0; index--) {
    const { arrivalDay, lastDay } = problem.options[index];
    put(arrivalDay, quantities[index], lastDay, true);
  }
  for (let index = problem.given.length - 1; index >= 0; index--) {
    const { day, quantity, lastDay } = problem.given[index];
    put(Math.max(0, day), quantity, lastDay, false);
  }
  return arrivals;
}

interface Lot {
  quantity: number;
  readonly lastDay: number;
  readonly ordered: boolean;
}

/** Lots in order of their last day; of equals, those that came first go first. */
class UsableStock {
  total = 0;
  readonly #lots: Lot[] = [];

  add(quantity: number, lastDay: number, ordered: boolean): void {
    const lots = this.#lots;
    let place = lots.length;
    while (place > 0 && lots[place - 1].lastDay > lastDay) place--;
    const before = lots[place - 1];
    if (before?.lastDay === lastDay && before.ordered === ordered) before.quantity += quantity;
    else if (place === lots.length) lots.push({ quantity, lastDay, ordered });
    else lots.splice(place, 0, { quantity, lastDay, ordered });
    this.total += quantity;
  }

  /** Serves up to `wanted` from what expires first. @returns what is served. */
  take(wanted: number, day: number): number {
    const lots = this.#lots;
    let open = wanted;
    // Lots that came after their last day stand before the usable ones until the day ends.
    let index = 0;
    while (index < lots.length && lots[index].lastDay < day) index++;
    while (open > 0 && index < lots.length) {
      const lot = lots[index];
      const taken = Math.min(open, lot.quantity);
      lot.quantity -= taken;
      open -= taken;
      if (lot.quantity === 0) lots.splice(index, 1);
    }
    this.total -= wanted - open;
    return wanted - open;
  }

  /** Takes out what was last usable on `day`. */
  expire(day: number): { total: number; ordered: number } {
    let total = 0;
    let ordered = 0;
    while (this.#lots.length > 0 && this.#lots[0].lastDay <= day) {
      const lot = this.#lots.shift()!;
      total += lot.quantity;
      if (lot.ordered) ordered += lot.quantity;
    }
    this.total -= total;
    return { total, ordered };
  }
}
