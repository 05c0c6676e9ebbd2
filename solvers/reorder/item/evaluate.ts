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

/** The figures of an evaluation by day. */
export type EvaluationDays = Pick<
  ItemEvaluation,
  'morningStock' | 'endStock' | 'backOrders' | 'lost' | 'wasted' | 'wastedOrdered'
>;

/** Room for the days of an evaluation, to be given to `evaluate` again and again where only its last figures are read. */
export function evaluationDays(days: number): EvaluationDays {
  const buffer = new ArrayBuffer(6 * days * Float64Array.BYTES_PER_ELEMENT);
  const byDay = (part: number) => new Float64Array(buffer, part * days * Float64Array.BYTES_PER_ELEMENT, days);
  return {
    morningStock: byDay(0),
    endStock: byDay(1),
    backOrders: byDay(2),
    lost: byDay(3),
    wasted: byDay(4),
    wastedOrdered: byDay(5),
  };
}

/**
 * Runs the days of the plan with what is ordered.
 * @param quantities - milli by option, 0 where nothing is ordered.
 * @param room - of the problem's days; all in it is written over and comes back.
 */
export function evaluate(
  problem: ItemProblem,
  quantities: Float64Array,
  room: EvaluationDays = evaluationDays(problem.days),
): ItemEvaluation {
  const { days, options } = problem;
  const broken: BrokenLimit[] = [];
  const arrivals = new Arrivals(problem, quantities);
  const stock = arrivals.keep ? new KeptStock() : new UsableStock();
  const { morningStock, endStock, backOrders, lost, wasted, wastedOrdered } = room;

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
    arrivals.deliver(day, stock);
    owed -= stock.take(owed, day);
    morningStock[day] = stock.total;
    if (problem.morningCost) morning += problem.morningCost[day] * stock.total;
    const over = problem.morningLimit ? stock.total - problem.morningLimit[day] : 0;
    if (over > 0) broken.push({ rule: 'morning-limit', day, amount: over });

    const short = problem.demand[day] - stock.take(problem.demand[day], day);
    if (problem.shortage === 'backorder') owed += short;
    lost[day] = problem.shortage === 'backorder' ? 0 : short;
    if (problem.shortage === 'never' && short > 0) broken.push({ rule: 'shortage', day, amount: short });
    stock.expire(day);
    wasted[day] = stock.gone;
    wastedOrdered[day] = stock.goneOrdered;
    endStock[day] = stock.total;
    backOrders[day] = owed;

    holding += problem.holdingCost * stock.total;
    if (problem.shortage === 'backorder') shortage += problem.shortageCost * owed;
    if (problem.shortage === 'lost') shortage += problem.shortageCost * short;
    belowSafety += problem.belowSafetyCost * Math.max(0, problem.safety[day] - (stock.total - owed));
    waste += problem.wasteCost * stock.gone;
  }

  const endValue = days === 0 ? 0 : problem.endValue * (endStock[days - 1] - backOrders[days - 1]);
  const cost = purchase + line + holding + shortage + belowSafety + waste + morning - endValue;
  const parts = { purchase, line, holding, shortage, belowSafety, waste, morning, endValue };
  return { cost, parts, morningStock, endStock, backOrders, lost, wasted, wastedOrdered, broken };
}

let spare = evaluationDays(0);

/** The same where the figures by day are read at once or not at all: the next call writes over them. */
export function evaluateInPlace(problem: ItemProblem, quantities: Float64Array): ItemEvaluation {
  if (spare.endStock.length !== problem.days) spare = evaluationDays(problem.days);
  return evaluate(problem, quantities, spare);
}

/** What comes within the plan, told day by day: given lots before ordered ones. */
class Arrivals {
  /** Nothing of it expires within the plan. */
  readonly keep: boolean;
  readonly #problem: ItemProblem;
  readonly #quantities: Float64Array;
  /** Options are in order of arrival, given lots in any: the latter are few. */
  #option = 0;

  constructor(problem: ItemProblem, quantities: Float64Array) {
    this.#problem = problem;
    this.#quantities = quantities;
    const { days, given, options } = problem;
    let keep = true;
    for (const { lastDay } of given) if (lastDay < days) keep = false;
    for (let index = 0; index < options.length && keep; index++)
      if (quantities[index] > 0 && options[index].lastDay < days) keep = false;
    this.keep = keep;
  }

  /** Adds what comes on the day; days are asked for in order. */
  deliver(day: number, stock: Stock): void {
    const { given, options } = this.#problem;
    for (let index = 0; index < given.length; index++) {
      const lot = given[index];
      if ((lot.day <= 0 ? day === 0 : lot.day === day) && lot.quantity > 0) stock.add(lot.quantity, lot.lastDay, false);
    }
    for (; this.#option < options.length && options[this.#option].arrivalDay <= day; this.#option++) {
      const quantity = this.#quantities[this.#option];
      if (quantity > 0) stock.add(quantity, options[this.#option].lastDay, true);
    }
  }
}

interface Stock {
  readonly total: number;
  /** Milli that the last day took out, and what of it was ordered. */
  readonly gone: number;
  readonly goneOrdered: number;
  add(quantity: number, lastDay: number, ordered: boolean): void;
  /** Serves up to `wanted` from what expires first. @returns what is served. */
  take(wanted: number, day: number): number;
  /** Takes out what was last usable on `day`. */
  expire(day: number): void;
}

/** Stock of which nothing expires: a figure will do. */
class KeptStock implements Stock {
  total = 0;
  readonly gone = 0;
  readonly goneOrdered = 0;

  add(quantity: number): void {
    this.total += quantity;
  }

  take(wanted: number): number {
    const taken = Math.min(wanted, this.total);
    this.total -= taken;
    return taken;
  }

  expire(): void {}
}

interface Lot {
  quantity: number;
  readonly lastDay: number;
  readonly ordered: boolean;
}

/** Lots in order of their last day; of equals, those that came first go first. */
class UsableStock implements Stock {
  total = 0;
  gone = 0;
  goneOrdered = 0;
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

  expire(day: number): void {
    this.gone = 0;
    this.goneOrdered = 0;
    const lots = this.#lots;
    let count = 0;
    for (; count < lots.length && lots[count].lastDay <= day; count++) {
      this.gone += lots[count].quantity;
      if (lots[count].ordered) this.goneOrdered += lots[count].quantity;
    }
    if (count === 0) return;
    lots.splice(0, count);
    this.total -= this.gone;
  }
}
