/**
 * Why a line of an order is as it is: what decided its day and quantity, and what the next-best choice would cost.
 *
 * The next-best choice is exact for the item: its other lines are planned anew, all else of the plan stays. The shared
 * cost of orders that no other item keeps open counts; the budget does not.
 */
import type { ReorderLine } from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import type { Budget } from '../solver.ts';
import { milli, type ReorderInstance } from './instance.ts';
import { type EvaluationDays, evaluate, evaluationDays, type ItemEvaluation } from './item/evaluate.ts';
import type { Alternative, ItemProblem } from './item/item.ts';
import { itemAlternatives } from './item/solve-item.ts';
import type { Outcome, OutcomeOrder } from './plan.ts';

type Reason = ReorderLine['reason'];

/** What else an item could do, and what it costs as it is, with all else of the plan kept. */
interface ItemAlternatives {
  readonly cost: number;
  readonly byOption: ReadonlyMap<number, Alternative>;
}

/** Explains the lines of one plan; an item is looked at when its first line is asked for. */
export class Reasons {
  readonly #instance: ReorderInstance;
  readonly #outcome: Outcome;
  readonly #budget: Budget;
  /** Lines of each supplier and day. */
  readonly #lines = new Map<number, number>();
  /** Of each limit of stock, each day: weight that stands. */
  readonly #standing: readonly Float64Array[];
  readonly #alternatives = new Map<number, ItemAlternatives>();
  readonly #orderValues = new Map<OutcomeOrder, number>();
  readonly #room: EvaluationDays;
  readonly #dates: readonly string[];
  #without: { readonly item: number; readonly option: number; readonly evaluation: ItemEvaluation } | undefined;

  constructor(instance: ReorderInstance, outcome: Outcome, budget: Budget) {
    this.#instance = instance;
    this.#outcome = outcome;
    this.#budget = budget;
    const { days, start } = instance.problem;
    this.#room = evaluationDays(days);
    this.#dates = Array.from({ length: days }, (_, day) => dateOf(start, day));
    for (const { supplier, arrivalDay, lines } of outcome.orders)
      this.#lines.set(supplier * days + arrivalDay, lines.length);
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

  #decidedBy(order: OutcomeOrder, item: number, option: number): Reason['decidedBy'] {
    const { joint, problem } = this.#instance;
    const task = joint.items[item];
    const chance = task.options[option];
    const quantity = this.#outcome.quantities[item][option];
    const { morningStock, endStock, backOrders } = this.#outcome.evaluations[item];
    const more = quantity + chance.pack;
    const day = chance.arrivalDay;
    if (quantity === chance.least && chance.least > chance.pack) return 'least-quantity';
    if (quantity === chance.greatest) return 'greatest-quantity';
    if (chance.segments.some(({ from }, at) => at > 0 && from === quantity)) return 'price-break';
    for (const [row, { weight, limit }] of joint.stockLimits.entries())
      if (weight[item] > 0 && this.#standing[row][day] + weight[item] * chance.pack > limit[day] * (1 + 1e-12))
        return row === 0 && problem.limits.storage !== undefined ? 'storage' : 'money';
    if (
      joint.budget < Infinity &&
      this.#outcome.costs.purchase + (more - quantity) * chance.segments[0].price > joint.budget
    )
      return 'budget';
    const without = this.#withoutLine(item, option);
    const firstShort = without.endStock.findIndex(
      (stock, at) => at >= day && (without.lost[at] > 0 || without.backOrders[at] > backOrders[at] || stock < 0),
    );
    const needed = this.#need(task, day, chance.lastDay);
    if (chance.lastDay < task.days && morningStock[day] + chance.pack > needed) return 'shelf-life';
    if (firstShort < 0 || firstShort > day) {
      const value = order.lines.length > 1 && problem.suppliers[order.supplier];
      if (value && value.leastOrderValue > 0 && this.#orderValue(order) < value.leastOrderValue * 1.05)
        return 'least-order-value';
      if (firstShort < 0) {
        const below = without.endStock.findIndex((stock, at) => at >= day && stock < task.safety[at]);
        return below >= 0 ? 'safety-stock' : 'stock-value';
      }
      if (value && value.orderCost > 0) return 'shared-order';
      if (this.#chanceBetween(task, day, firstShort)) return joint.mostOrders < Infinity ? 'order-count' : 'order-cost';
    }
    // Enough for more than the days to the next chance: fewer, larger orders; else what packs leave over, else just the need.
    const next = task.options.find(({ arrivalDay }) => arrivalDay > day)?.arrivalDay ?? task.days;
    if (next < task.days && endStock[next - 1] - task.safety[next - 1] >= Math.max(chance.pack, task.demand[next]))
      return 'order-cost';
    return chance.pack > 1 && (endStock[next - 1] ?? 0) > 0 ? 'pack' : 'demand';
  }

  #need({ demand, days }: ItemProblem, from: number, to: number): number {
    let sum = 0;
    for (let day = from; day <= Math.min(to, days - 1); day++) sum += demand[day];
    return sum;
  }

  #chanceBetween({ options }: ItemProblem, after: number, upTo: number): boolean {
    return options.some(({ arrivalDay }) => arrivalDay > after && arrivalDay <= upTo);
  }

  #orderValue(order: OutcomeOrder): number {
    const known = this.#orderValues.get(order);
    if (known !== undefined) return known;
    const value = order.lines.reduce((sum, { item, option }) => {
      const quantity = this.#outcome.quantities[item][option];
      const { segments } = this.#instance.joint.items[item].options[option];
      const part = segments.find(({ from, to }) => from <= quantity && quantity <= to);
      return sum + (part ? part.fixed + part.price * quantity : 0);
    }, 0);
    this.#orderValues.set(order, value);
    return value;
  }

  /** The course of an item's stock without one of its lines; good until another line is asked for. */
  #withoutLine(item: number, option: number): ItemEvaluation {
    const known = this.#without;
    if (known?.item === item && known.option === option) return known.evaluation;
    const quantities = this.#outcome.quantities[item].slice();
    quantities[option] = 0;
    const evaluation = evaluate(this.#instance.joint.items[item], quantities, this.#room);
    this.#without = { item, option, evaluation };
    return evaluation;
  }

  #date(day: number): string {
    return this.#dates[day] ?? dateOf(this.#instance.problem.start, day);
  }

  #sentence(decidedBy: Reason['decidedBy'], item: number, option: number): string {
    const { problem, joint } = this.#instance;
    const { id, unit } = problem.items[item];
    const task = joint.items[item];
    const chance = task.options[option];
    const date = (day: number) => this.#date(day);
    const amount = (quantity: number) => `${quantity / milli} ${unit}`;
    const { lost, backOrders, endStock } = this.#withoutLine(item, option);
    const own = this.#outcome.evaluations[item];
    const short = lost.findIndex((quantity, day) => quantity > own.lost[day] || backOrders[day] > own.backOrders[day]);
    const below = endStock.findIndex((stock, day) => day >= chance.arrivalDay && stock < task.safety[day]);
    const need =
      short >= 0
        ? `Without it ${id} runs short on ${date(short)}`
        : below >= 0
          ? `Without it the safety stock of ${id} is touched on ${date(below)}`
          : `${id} would last without it`;
    const quantity = this.#outcome.quantities[item][option];
    const why = (): string => {
      switch (decidedBy) {
        case 'demand':
          return 'the quantity is what is needed';
        case 'pack':
          return `the quantity is ${quantity / chance.pack} packs of ${amount(chance.pack)}, the fewest that will do`;
        case 'least-quantity':
          return `the supplier takes no less than ${amount(chance.least)}`;
        case 'greatest-quantity':
          return `the supplier gives no more than ${amount(chance.greatest)}`;
        case 'price-break':
          return `from ${amount(quantity)} on the price falls`;
        case 'shelf-life':
          return `more would not be used up by ${date(chance.lastDay)}, its last day`;
        case 'shared-order':
          return 'it comes early to share the cost of an order that is placed anyway';
        case 'least-order-value':
          return 'it fills the order to the least value that the supplier takes';
        case 'order-cost':
          return 'a larger order now costs less than another order later';
        case 'safety-stock':
          return 'it keeps the safety stock';
        case 'budget':
          return 'the budget allows no more';
        case 'storage':
          return `storage is full on ${date(chance.arrivalDay)}`;
        case 'money':
          return `no more money may lie in stock on ${date(chance.arrivalDay)}`;
        case 'order-count':
          return 'no further order may be placed later';
        case 'stock-value':
          return 'what is left at the end is worth what it costs';
      }
    };
    return `${need}; ${why()}.`;
  }

  #nextBest(item: number, option: number): Reason['nextBest'] {
    let known = this.#alternatives.get(item);
    if (!known) {
      if (this.#budget.shouldStop()) return undefined;
      known = this.#alternativesOf(item);
      this.#alternatives.set(item, known);
    }
    const found = known.byOption.get(option);
    if (!found) return undefined;
    const { problem, joint } = this.#instance;
    const { unit } = problem.items[item];
    const { without = Infinity, otherCost = Infinity, otherQuantity = 0 } = found;
    if (Math.min(without, otherCost) === Infinity) return undefined;
    const date = this.#date(joint.items[item].options[option].arrivalDay);
    return without <= otherCost
      ? { change: `nothing of it on ${date}`, quantity: 0, extraCost: Math.max(0, without - known.cost) }
      : {
          change: `${otherQuantity / milli} ${unit} on ${date}`,
          quantity: otherQuantity / milli,
          extraCost: Math.max(0, otherCost - known.cost),
        };
  }

  #alternativesOf(item: number): ItemAlternatives {
    const task = this.#conditional(item);
    const quantities = this.#outcome.quantities[item];
    const { cost } = evaluate(task, quantities);
    const found = itemAlternatives(task, { quantities, cost, lowerBound: -Infinity }, this.#budget);
    return { cost, byOption: new Map(found.map((alternative) => [alternative.option, alternative])) };
  }

  /** The item's problem while all else of the plan stays: orders that others keep open cost nothing, the rest their cost. */
  #conditional(item: number): ItemProblem {
    const { joint, problem } = this.#instance;
    const task = joint.items[item];
    const quantities = this.#outcome.quantities[item];
    const own = new Map<number, number>();
    const keyOf = (supplier: number, day: number) => supplier * problem.days + day;
    task.options.forEach(({ supplier, arrivalDay }, option) => {
      const key = keyOf(supplier, arrivalDay);
      if (quantities[option] > 0) own.set(key, (own.get(key) ?? 0) + 1);
    });
    const options = task.options.map((option) => {
      const { orderCost } = joint.suppliers[option.supplier];
      const key = keyOf(option.supplier, option.arrivalDay);
      const others = (this.#lines.get(key) ?? 0) - (own.get(key) ?? 0);
      return orderCost === 0 || others > 0 ? option : { ...option, lineCost: option.lineCost + orderCost };
    });
    return { ...task, options, morningLimit: this.#roomFor(item) };
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
