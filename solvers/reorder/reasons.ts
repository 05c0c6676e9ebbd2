/**
 * Why a line of an order is as it is: what decided its day and quantity, and what the next-best choice would cost.
 *
 * The next-best choice is exact for the item: its other lines are planned anew, all else of the plan stays. The shared
 * cost of orders that no other item keeps open counts, and so do least order values; budget and number of orders do not.
 */
import type { ReorderLine } from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import type { Budget } from '../solver.ts';
import { milli, orderRange, type ReorderInstance } from './instance.ts';
import { evaluate, type ItemEvaluation } from './item/evaluate.ts';
import type { Alternative, ItemProblem, OrderOption } from './item/item.ts';
import { itemAlternatives, solveItem } from './item/solve-item.ts';
import type { Outcome, OutcomeOrder } from './plan.ts';

type Reason = ReorderLine['reason'];

/** Less of a change of a quantity, relatively, is no other choice to a planner. */
const leastChange = 0.01;

/** An item's problem with some of its options. */
interface Conditional {
  readonly task: ItemProblem;
  /** Of its options: their place among all. */
  readonly kept: readonly number[];
}

/** Explains the lines of one plan; an item is looked at when its first line is asked for. */
export class Reasons {
  readonly #instance: ReorderInstance;
  readonly #outcome: Outcome;
  readonly #budget: Budget;
  /** Of each supplier and day: lines, and what they are worth. */
  readonly #orders = new Map<number, { readonly lines: number; readonly worth: number }>();
  /** Of each limit of stock, each day: weight that stands. */
  readonly #standing: readonly Float64Array[];
  /** Of each item: its problem with the options that the plan uses. */
  readonly #used = new Map<number, Conditional & { readonly quantities: Float64Array }>();
  #last: { readonly item: number; readonly option: number; readonly days: ItemEvaluation } | undefined;
  /** Of each item and day: the next one on which it can be delivered. */
  readonly #next = new Map<number, Int32Array>();
  readonly #alternatives = new Map<number, ReadonlyMap<number, Alternative>>();

  constructor(instance: ReorderInstance, outcome: Outcome, budget: Budget) {
    this.#instance = instance;
    this.#outcome = outcome;
    this.#budget = budget;
    const { days } = instance.problem;
    for (const order of outcome.orders)
      this.#orders.set(order.supplier * days + order.arrivalDay, {
        lines: order.lines.length,
        worth: this.#orderValue(order),
      });
    this.#standing = instance.joint.stockLimits.map(({ weight }) => {
      const total = new Float64Array(days);
      outcome.evaluations.forEach(({ morningStock }, item) => {
        if (weight[item] > 0)
          morningStock.forEach((stock, day) => {
            total[day] += weight[item] * stock;
          });
      });
      return total;
    });
  }

  reasonOf(order: OutcomeOrder, item: number, option: number): Reason {
    const decidedBy = this.#decidedBy(order, item, option);
    const nextBest = this.#nextBest(item, option);
    return {
      decidedBy,
      text: this.#sentence(decidedBy, item, option),
      ...(nextBest && { nextBest }),
    };
  }

  /** The first of limits, then costs, that holds the line where it is. A limit counts where the item would gain without it. */
  #decidedBy(order: OutcomeOrder, item: number, option: number): Reason['decidedBy'] {
    const { joint, problem } = this.#instance;
    const task = joint.items[item];
    const chance = task.options[option];
    const quantity = this.#outcome.quantities[item][option];
    const { morningStock, endStock } = this.#outcome.evaluations[item];
    const day = chance.arrivalDay;
    const { greatest } = orderRange(problem.offers[chance.offer]);
    const relaxed = (change: Partial<OrderOption>) => ({
      ...task,
      options: task.options.with(option, { ...chance, ...change }),
    });
    if (quantity === chance.least && chance.least > chance.pack && this.#gains(item, relaxed(leastOfAPack(chance))))
      return 'least-quantity';
    if (quantity === greatest && this.#gains(item, relaxed(greatestOf(chance, 2 * greatest))))
      return 'greatest-quantity';
    if (isCheaperFrom(chance, quantity)) return 'price-break';
    for (const [row, { weight, limit }] of joint.stockLimits.entries())
      if (weight[item] > 0 && this.#standing[row][day] + weight[item] * chance.pack > limit[day] * (1 + 1e-12)) {
        if (!this.#gains(item, task, false)) break;
        return row === 0 && problem.limits.storage !== undefined ? 'storage' : 'money';
      }
    const dearest = chance.pack * chance.segments[0].price;
    if (this.#outcome.costs.purchase + dearest > joint.budget && this.#gains(item, task)) return 'budget';
    const needed = this.#need(task, day, chance.lastDay);
    if (
      chance.lastDay < task.days &&
      morningStock[day] + chance.pack > needed &&
      this.#gains(item, relaxed({ lastDay: Infinity }))
    )
      return 'shelf-life';
    const { leastOrderValue } = problem.suppliers[order.supplier];
    if (
      leastOrderValue > 0 &&
      this.#orderValue(order) - worthOf(chance, quantity) + worthOf(chance, quantity - chance.pack) < leastOrderValue &&
      !this.#isMissed(item, option, quantity - chance.pack)
    )
      return 'least-order-value';
    const firstShort = this.#firstShort(item, this.#without(item, option));
    if (firstShort < 0) return this.#isMissed(item, option, 0) ? 'safety-stock' : 'stock-value';
    const costOfAnother = problem.suppliers[order.supplier].orderCost + chance.lineCost;
    const next = this.#nextChance(item, day);
    if (next <= firstShort) {
      if (this.#outcome.orders.length >= joint.mostOrders) return 'order-count';
      if (order.lines.length > 1 && costOfAnother > chance.lineCost) return 'shared-order';
      if (costOfAnother > 0) return 'order-cost';
    }
    // Enough for more than the days to the next chance: fewer, larger orders; else what packs leave over, else just the need.
    const left = endStock[next - 1] - task.safety[next - 1];
    if (next < task.days && costOfAnother > 0 && left >= Math.max(chance.pack, task.demand[next])) return 'order-cost';
    return chance.pack > 1 && endStock[next - 1] > 0 ? 'pack' : 'demand';
  }

  /** Whether the item, all else as it is, would cost less under other terms; where there is no time to see, it is believed. */
  #gains(item: number, changed: ItemProblem, keepsRoom = true): boolean {
    if (this.#budget.shouldStop()) return true;
    const now = this.#conditionalCost(item);
    const answer = solveItem(this.#conditional(item, changed, keepsRoom).task, this.#budget);
    return 'cost' in answer && answer.cost < now - 1e-9 * Math.max(1, Math.abs(now));
  }

  #need({ demand, days }: ItemProblem, from: number, to: number): number {
    let sum = 0;
    for (let day = from; day <= Math.min(to, days - 1); day++) sum += demand[day];
    return sum;
  }

  /** First day after `day` on which the item can be delivered; the end of the plan where there is none. */
  #nextChance(item: number, day: number): number {
    const { options, days } = this.#instance.joint.items[item];
    let next = this.#next.get(item);
    if (!next) {
      next = new Int32Array(days).fill(days);
      for (const { arrivalDay } of options) if (arrivalDay > 0) next[arrivalDay - 1] = arrivalDay;
      for (let at = days - 2; at >= 0; at--) next[at] = Math.min(next[at], next[at + 1]);
      this.#next.set(item, next);
    }
    return next[day];
  }

  #orderValue({ lines }: OutcomeOrder): number {
    return lines.reduce(
      (sum, { item, option }) =>
        sum + worthOf(this.#instance.joint.items[item].options[option], this.#outcome.quantities[item][option]),
      0,
    );
  }

  /** The item's days with another quantity on an option, 0 for none; what lies outside its range costs NaN and runs all the same. */
  #with(item: number, option: number, quantity: number): ItemEvaluation {
    let used = this.#used.get(item);
    if (!used) {
      // Of thousands of options some are used: the days are run with these alone.
      const all = this.#instance.joint.items[item];
      const quantities = this.#outcome.quantities[item];
      const kept = all.options.flatMap((_, at) => (quantities[at] > 0 ? [at] : []));
      const task = { ...all, options: kept.map((at) => all.options[at]) };
      used = { task, kept, quantities: this.#quantitiesOf(item, kept) };
      this.#used.set(item, used);
    }
    return evaluate(used.task, used.quantities.with(used.kept.indexOf(option), quantity));
  }

  /** The item's days without a line; that of the last line asked for is kept. */
  #without(item: number, option: number): ItemEvaluation {
    const known = this.#last;
    if (known?.item === item && known.option === option) return known.days;
    const days = this.#with(item, option, 0);
    this.#last = { item, option, days };
    return days;
  }

  /** First day on which more is owed or not served than in the plan; -1 where there is none. */
  #firstShort(item: number, { lost, backOrders }: ItemEvaluation): number {
    const own = this.#outcome.evaluations[item];
    return lost.findIndex((quantity, day) => quantity > own.lost[day] || backOrders[day] > own.backOrders[day]);
  }

  /** First day on which less of the safety stock stands than in the plan; -1 where there is none. */
  #firstBelow(item: number, { endStock }: ItemEvaluation): number {
    const { safety } = this.#instance.joint.items[item];
    const own = this.#outcome.evaluations[item].endStock;
    return endStock.findIndex((stock, day) => stock < Math.min(safety[day], own[day]));
  }

  /** Whether demand or safety stock would feel the lesser quantity. */
  #isMissed(item: number, option: number, quantity: number): boolean {
    const lesser = quantity === 0 ? this.#without(item, option) : this.#with(item, option, quantity);
    return this.#firstShort(item, lesser) >= 0 || this.#firstBelow(item, lesser) >= 0;
  }

  #sentence(decidedBy: Reason['decidedBy'], item: number, option: number): string {
    const { problem, joint } = this.#instance;
    const { id, unit } = problem.items[item];
    const chance = joint.items[item].options[option];
    const date = (day: number) => dateOf(problem.start, day);
    const amount = (quantity: number) => `${quantity / milli} ${unit}`;
    const without = this.#without(item, option);
    const short = this.#firstShort(item, without);
    const below = this.#firstBelow(item, without);
    const need =
      short >= 0
        ? `Without it stock of ${id} runs short on ${date(short)}`
        : below >= 0
          ? `Without it the safety stock of ${id} is touched on ${date(below)}`
          : `Stock of ${id} would last without it`;
    const quantity = this.#outcome.quantities[item][option];
    const why: Record<Reason['decidedBy'], () => string> = {
      demand: () => 'the quantity is what is needed',
      pack: () => fewestPacks(quantity / chance.pack, amount(chance.pack)),
      'least-quantity': () => `the supplier takes no less than ${amount(chance.least)}`,
      'greatest-quantity': () => `the supplier gives no more than ${amount(chance.greatest)}`,
      'price-break': () => `from ${amount(quantity)} on a unit costs less`,
      'shelf-life': () => `more would not be used up by ${date(chance.lastDay)}, its last day`,
      'shared-order': () => 'it comes early to share the cost of this order with other lines',
      'least-order-value': () => 'it fills the order to the least value that the supplier takes',
      'order-cost': () => 'a larger order now costs less than another order later',
      'safety-stock': () => 'it keeps the safety stock',
      budget: () => 'the budget allows no more',
      storage: () => `storage is full on ${date(chance.arrivalDay)}`,
      money: () => `no more money may lie in stock on ${date(chance.arrivalDay)}`,
      'order-count': () => 'no further order may be placed later',
      'stock-value': () => 'what is left at the end is worth what it costs',
    };
    return `${need}; ${why[decidedBy]()}.`;
  }

  #nextBest(item: number, option: number): Reason['nextBest'] {
    let known = this.#alternatives.get(item);
    if (!known) {
      if (this.#budget.shouldStop()) return undefined;
      known = new Map(this.#alternativesOf(item).map((alternative) => [alternative.option, alternative]));
      this.#alternatives.set(item, known);
    }
    const found = known.get(option);
    if (!found) return undefined;
    const { problem, joint } = this.#instance;
    const { unit } = problem.items[item];
    const now = this.#conditionalCost(item);
    const { without = Infinity, otherQuantity = 0 } = found;
    const quantity = this.#outcome.quantities[item][option];
    const isChoice = Math.abs(otherQuantity - quantity) >= leastChange * quantity;
    const otherCost = (isChoice ? found.otherCost : undefined) ?? Infinity;
    if (Math.min(without, otherCost) === Infinity) return undefined;
    const date = dateOf(problem.start, joint.items[item].options[option].arrivalDay);
    return without <= otherCost
      ? { change: `nothing of it on ${date}`, quantity: 0, extraCost: Math.max(0, without - now) }
      : {
          change: `${otherQuantity / milli} ${unit} on ${date}`,
          quantity: otherQuantity / milli,
          extraCost: Math.max(0, otherCost - now),
        };
  }

  #alternativesOf(item: number): readonly Alternative[] {
    const { joint, problem } = this.#instance;
    const all = joint.items[item];
    // What can never pay is no part of the search, but may be the next best where the line is as large as can pay.
    const options = all.options.map((option, at) => {
      const more = Math.max(option.pack, Math.ceil(option.greatest / 20 / option.pack) * option.pack);
      const greatest = Math.min(option.greatest + more, orderRange(problem.offers[option.offer]).greatest);
      return this.#outcome.quantities[item][at] === option.greatest ? greatestOf(option, greatest) : option;
    });
    const { task, kept } = this.#conditional(item, { ...all, options });
    const quantities = this.#quantitiesOf(item, kept);
    const { cost } = evaluate(task, quantities);
    return itemAlternatives(task, { quantities, cost, lowerBound: -Infinity }, this.#budget).map((alternative) => ({
      ...alternative,
      option: kept[alternative.option],
    }));
  }

  #conditionalCost(item: number): number {
    const { task, kept } = this.#conditional(item);
    return evaluate(task, this.#quantitiesOf(item, kept)).cost;
  }

  #quantitiesOf(item: number, kept: readonly number[]): Float64Array {
    return Float64Array.from(kept, (option) => this.#outcome.quantities[item][option]);
  }

  /**
   * The item's problem while all else of the plan stays: orders that others keep open cost nothing, the rest their cost,
   * and an order's least value has to be filled by the item as far as others do not.
   */
  #conditional(item: number, task = this.#instance.joint.items[item], keepsRoom = true): Conditional {
    const { joint, problem } = this.#instance;
    const options: OrderOption[] = [];
    const kept: number[] = [];
    task.options.forEach((option, at) => {
      const { orderCost, leastOrderValue } = joint.suppliers[option.supplier];
      const { lines = 0, worth = 0 } = this.#orders.get(option.supplier * problem.days + option.arrivalDay) ?? {};
      const own = this.#outcome.quantities[item][at];
      const isOpen = lines > (own > 0 ? 1 : 0);
      const priced = isOpen || orderCost === 0 ? option : { ...option, lineCost: option.lineCost + orderCost };
      const missing = leastOrderValue - (worth - worthOf(joint.items[item].options[at], own));
      const filling = missing > 1e-9 ? atLeastWorth(priced, missing, own) : priced;
      if (!filling) return;
      options.push(missing > 1e-9 && isOpen ? { ...filling, must: true } : filling);
      kept.push(at);
    });
    return { task: { ...task, options, morningLimit: keepsRoom ? this.#roomFor(item) : undefined }, kept };
  }

  #roomFor(item: number): Float64Array | undefined {
    const { joint, problem } = this.#instance;
    const rows = joint.stockLimits.filter(({ weight }) => weight[item] > 0);
    if (rows.length === 0) return undefined;
    const own = this.#outcome.evaluations[item].morningStock;
    return Float64Array.from({ length: problem.days }, (_, day) =>
      Math.min(
        ...joint.stockLimits.map(({ weight, limit }, row) =>
          weight[item] === 0
            ? Infinity
            : Math.max(own[day], own[day] + (limit[day] - this.#standing[row][day]) / weight[item]),
        ),
      ),
    );
  }
}

function fewestPacks(count: number, pack: string): string {
  return count === 1 ? `one pack of ${pack} will do` : `${count} packs of ${pack} will do, fewer will not`;
}

/** What an order of a quantity is worth; 0 of nothing. */
function worthOf(option: OrderOption, quantity: number): number {
  const part = option.segments.find(({ from, to }) => from <= quantity && quantity <= to) ?? option.segments[0];
  return quantity === 0 ? 0 : part.fixed + part.price * quantity;
}

/** Whether a lower price for the whole line begins at the quantity. With incremental breaks nothing is gained by reaching one. */
function isCheaperFrom({ segments }: OrderOption, quantity: number): boolean {
  return segments.some(
    ({ from, fixed, price }, at) =>
      at > 0 && from === quantity && fixed === segments[at - 1].fixed && price < segments[at - 1].price,
  );
}

/** The option without its least quantity: from a pack on, at the price of the first segment. */
function leastOfAPack({ pack, segments }: OrderOption): Partial<OrderOption> {
  return { least: pack, segments: [{ ...segments[0], from: pack }, ...segments.slice(1)] };
}

/** The option with another greatest quantity, beyond its own at the price of the last segment. */
function greatestOf(option: OrderOption, greatest: number): OrderOption {
  const { segments } = option;
  return { ...option, greatest, segments: segments.with(-1, { ...segments[segments.length - 1], to: greatest }) };
}

/** The option from the quantity on that is worth so much, or from what is ordered on it now; undefined where neither is. */
function atLeastWorth(option: OrderOption, worth: number, ordered: number): OrderOption | undefined {
  const { pack, segments } = option;
  let least = ordered > 0 ? ordered : Infinity;
  for (const { from, to, fixed, price } of segments) {
    const wanted = price > 0 ? Math.ceil((worth - 1e-9 - fixed) / price / pack) * pack : from;
    const quantity = Math.max(from, wanted);
    if (quantity <= to && fixed + price * quantity >= worth - 1e-9) least = Math.min(least, quantity);
  }
  if (least === Infinity) return undefined;
  const left = segments.filter(({ to }) => to >= least).map((part) => ({ ...part, from: Math.max(part.from, least) }));
  return { ...option, least, segments: left };
}
