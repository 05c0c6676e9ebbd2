/**
 * The direct model of a purchase plan, as one would write it down for a general solver. Quantities are in units, not
 * thousandths.
 *
 *   x[k, s]  0 or 1: option k is used, in segment s of its price;   n[k, s]  packs, whole
 *   first packs * x <= n <= last packs * x,  sum over s of x[k, s] <= 1
 *   y[o]  0 or 1: order o (supplier and day) is placed;   sum over s of x[k, s] <= y[o of k], line by line
 *   stock[d] - owed[d] = stock[d - 1] - owed[d - 1] + given[d] + sum of what arrives - demand[d] + lost[d]
 *   missing[d] >= safety - (stock[d] - owed[d])
 *   sum over the lines of o of value >= leastOrderValue * y[o];  sum of all values <= budget;  sum of y <= most orders
 *   sum over items of weight * morning stock of the day <= limit of the day
 *
 * The morning stock is stock[d] - lost[d] + demand[d]; where demand may be owed it is a column of its own, at least that
 * and 0. Where it could pay to send a customer away in order to keep stock, a binary says that a day is out of stock.
 * No further cuts: what a solver makes of the model is its own merit.
 */
import type { ReorderPlanProblem, ReorderPurchasePlan } from '../../../models/reorder.ts';

import { ModelBuilder } from '../../../solvers/milp/model.ts';
import { explodeDemand, usedInRecipes } from '../../../solvers/reorder/demand.ts';
import {
  allSupplierDays,
  buildInstance,
  itemFacts,
  milli,
  type ReorderInstance,
} from '../../../solvers/reorder/instance.ts';
import type { ItemProblem } from '../../../solvers/reorder/item/item.ts';
import { buildPlan, openingWorth, outcomeOf } from '../../../solvers/reorder/plan.ts';
import { itemPolicy, policyContext } from '../../../solvers/reorder/policy.ts';

export interface PurchaseModel {
  readonly model: ModelBuilder;
  readonly items: number;
  readonly days: number;
  /** An objective or bound of the model as total cost of a plan. */
  toPlanValue(objective: number): number;
  /** @param values - a number per column. @returns a plan that the check can look at. */
  planOf(values: ArrayLike<number>): ReorderPurchasePlan;
}

/** Why the model cannot say a request; undefined where it can. */
export function whyNotTold(problem: ReorderPlanProblem): string | undefined {
  if ([...problem.items, ...problem.products].some(({ demand }) => demand.type === 'history'))
    return 'demand is to be forecast';
  const { joint } = instanceOf(problem).instance;
  const mayExpire = ({ given, options, days }: ItemProblem) =>
    [...given, ...options].some(({ lastDay }) => lastDay < days);
  return joint.items.some(mayExpire) ? 'goods expire within the plan' : undefined;
}

/** What is settled before anything is decided, as takt's solver settles it. */
function instanceOf(problem: ReorderPlanProblem) {
  const needs = explodeDemand(problem, { item: new Map(), product: new Map() });
  const facts = itemFacts(problem);
  const days = allSupplierDays(problem);
  const context = policyContext(problem, facts, needs, days, usedInRecipes(problem));
  const policies = facts.map((fact, index) => itemPolicy(context, fact, needs[index]));
  return { instance: buildInstance(problem, facts, needs, policies, days), policies };
}

/** @param problem - one that `whyNotTold` has nothing against. */
export function buildPurchaseModel(problem: ReorderPlanProblem): PurchaseModel {
  const { instance, policies } = instanceOf(problem);
  const { joint } = instance;
  const model = new ModelBuilder();
  const shared = new SharedRows(model, instance);
  const lines = joint.items.map((item, index) => addItem(model, shared, item, index));
  const offset = openingWorth(instance);
  return {
    model,
    items: joint.items.length,
    days: problem.days,
    toPlanValue: (objective) => objective + offset,
    planOf: (values) => {
      const quantities = joint.items.map((item, index) => quantitiesOf(item, lines[index], values));
      return buildPlan(instance, outcomeOf(instance, quantities), {
        policies,
        forecasts: [],
        replay: [],
        reasonOf: () => ({ decidedBy: 'demand', text: 'as the model has it' }),
      });
    },
  };
}

/** A segment of an option: its columns. */
interface LineColumns {
  readonly option: number;
  readonly packs: number;
}

function quantitiesOf({ options }: ItemProblem, lines: readonly LineColumns[], values: ArrayLike<number>) {
  const quantities = new Float64Array(options.length);
  for (const { option, packs } of lines) quantities[option] += Math.round(values[packs]) * options[option].pack;
  return quantities;
}

type Entry = [row: number, coefficient: number];

/** Rows in which several items have entries, and the orders. */
class SharedRows {
  readonly #model: ModelBuilder;
  readonly #instance: ReorderInstance;
  readonly #budget: number | undefined;
  readonly #mostOrders: number | undefined;
  /** By limit and day; what stands whatever is ordered is taken off the limit item by item. */
  readonly #stock: readonly (readonly number[])[];
  readonly #orders = new Map<number, { readonly placed: number; readonly value: number | undefined }>();

  constructor(model: ModelBuilder, instance: ReorderInstance) {
    const { budget, mostOrders, stockLimits } = instance.joint;
    const cap = (most: number) => (most < Infinity ? model.addRow({ lower: -Infinity, upper: most }) : undefined);
    this.#model = model;
    this.#instance = instance;
    this.#budget = cap(budget);
    this.#mostOrders = cap(mostOrders);
    this.#stock = stockLimits.map(({ limit }) => Array.from(limit, (most) => cap(most)!));
  }

  /** Entries of what is bought on an option: of a unit of money. */
  valueEntries(supplier: number, day: number, value: number): Entry[] {
    const order = this.#order(supplier, day);
    const rows = [this.#budget, order?.value];
    return rows.flatMap((row): Entry[] => (row === undefined ? [] : [[row, value]]));
  }

  /** The column that has to be 1 where anything comes from a supplier on a day; undefined where that is free. */
  placed(supplier: number, day: number): number | undefined {
    return this.#order(supplier, day)?.placed;
  }

  /** @returns entries of a unit of an item's morning stock; `there` units of it are no columns and taken off the limit. */
  stockEntries(item: number, day: number, there: number): Entry[] {
    return this.#stock.flatMap((rows, limit): Entry[] => {
      const weight = this.#instance.joint.stockLimits[limit].weight[item] * milli;
      if (weight === 0) return [];
      this.#model.rows[rows[day]].upper -= weight * there;
      return [[rows[day], weight]];
    });
  }

  takesStock(item: number): boolean {
    return this.#instance.joint.stockLimits.some(({ weight }) => weight[item] > 0);
  }

  /** Units of an item beyond which its stock alone breaks a limit. */
  mostStock(item: number, day: number): number {
    const rooms = this.#instance.joint.stockLimits.map(({ weight, limit }) => limit[day] / (weight[item] * milli));
    return Math.min(Infinity, ...rooms);
  }

  #order(supplier: number, day: number) {
    const { suppliers, items } = this.#instance.joint;
    const { orderCost, leastOrderValue } = suppliers[supplier];
    if (orderCost <= 0 && leastOrderValue <= 0 && this.#mostOrders === undefined) return undefined;
    const key = supplier * items[0].days + day;
    let order = this.#orders.get(key);
    if (!order) {
      const value = leastOrderValue > 0 ? this.#model.addRow({ lower: 0, upper: Infinity }) : undefined;
      const entries: Entry[] = [
        ...(this.#mostOrders === undefined ? [] : [[this.#mostOrders, 1] as Entry]),
        ...(value === undefined ? [] : [[value, -leastOrderValue] as Entry]),
      ];
      order = { placed: addColumn(this.#model, { cost: orderCost, upper: 1, integer: true }, entries), value };
      this.#orders.set(key, order);
    }
    return order;
  }
}

function addColumn(model: ModelBuilder, column: Parameters<ModelBuilder['addColumn']>[0], entries: readonly Entry[]) {
  return model.addColumn({
    ...column,
    rows: entries.map(([row]) => row),
    coefficients: entries.map(([, coefficient]) => coefficient),
  });
}

function addItem(model: ModelBuilder, shared: SharedRows, item: ItemProblem, index: number): LineColumns[] {
  const balance = addCourse(model, shared, item, index);
  return item.options.flatMap((_, option) => addOption(model, shared, item, option, balance));
}

/** @returns the columns of an option's segments. */
function addOption(
  model: ModelBuilder,
  shared: SharedRows,
  item: ItemProblem,
  option: number,
  balance: readonly number[],
): LineColumns[] {
  const { supplier, arrivalDay, pack, segments, lineCost } = item.options[option];
  const placed = shared.placed(supplier, arrivalDay);
  // Sum of x is at most y, or at most 1.
  const once =
    placed === undefined
      ? model.addRow({ lower: -Infinity, upper: 1 })
      : model.addRow({ lower: -Infinity, upper: 0, columns: [placed], coefficients: [-1] });
  return segments.map(({ from, to, fixed, price }): LineColumns => {
    const least = model.addRow({ lower: 0, upper: Infinity });
    const most = model.addRow({ lower: -Infinity, upper: 0 });
    const [first, last] = [Math.ceil(from / pack), Math.floor(to / pack)];
    const value = (amount: number) => (amount === 0 ? [] : shared.valueEntries(supplier, arrivalDay, amount));
    addColumn(model, { cost: fixed + lineCost, upper: 1, integer: true }, [
      [once, 1],
      [least, -first],
      [most, -last],
      ...value(fixed),
    ]);
    const arriving: Entry[] = arrivalDay < item.days ? [[balance[arrivalDay], -pack / milli]] : [];
    const packs = addColumn(model, { cost: price * pack, upper: last, integer: true }, [
      [least, 1],
      [most, 1],
      ...arriving,
      ...value(price * pack),
    ]);
    return { option, packs };
  });
}

/** Stock, what is owed, lost and missing, by day. @returns the balance of each day: stock less owed less lost less arrivals. */
function addCourse(model: ModelBuilder, shared: SharedRows, item: ItemProblem, index: number): number[] {
  const { days, shortage } = item;
  const balance = Array.from(item.demand, (demand, day) => {
    const given = item.given.reduce((sum, lot) => sum + (Math.max(0, lot.day) === day ? lot.quantity : 0), 0);
    const net = (given - demand - (day === 0 ? item.backOrders : 0)) / milli;
    return model.addRow({ lower: net, upper: net });
  });
  const takesStock = shared.takesStock(index);
  const mayKeep = shortage === 'lost' && mayPayToKeep(item);
  for (let day = 0; day < days; day++) {
    const demand = item.demand[day] / milli;
    const isLast = day === days - 1;
    const own: Entry[] = [[balance[day], 1]];
    if (!isLast) own.push([balance[day + 1], -1]);
    if (item.belowSafetyCost > 0 && (item.safety[day] > 0 || shortage === 'backorder')) {
      const row = model.addRow({ lower: item.safety[day] / milli, upper: Infinity });
      own.push([row, 1]);
      addColumn(model, { cost: item.belowSafetyCost * milli }, [[row, 1]]);
    }
    const endValue = isLast ? item.endValue * milli : 0;
    const ofStock: Entry[] = [];
    const ofLost: Entry[] = [[balance[day], -1]];
    if (takesStock && shortage === 'backorder') {
      const row = model.addRow({ lower: demand, upper: Infinity });
      own.push([row, -1]);
      addColumn(model, {}, [[row, 1], ...shared.stockEntries(index, day, 0)]);
    } else if (takesStock) {
      const entries = shared.stockEntries(index, day, demand);
      ofStock.push(...entries);
      ofLost.push(...entries.map(([row, coefficient]): Entry => [row, -coefficient]));
    }
    if (mayKeep && demand > 0) {
      const most = Math.min(mostThere(item, day) / milli, shared.mostStock(index, day));
      const none = model.addRow({ lower: -Infinity, upper: most });
      const short = model.addRow({ lower: -Infinity, upper: 0 });
      ofStock.push([none, 1]);
      ofLost.push([short, 1]);
      addColumn(model, { upper: 1, integer: true }, [
        [none, most],
        [short, -demand],
      ]);
    }
    addColumn(model, { cost: item.holdingCost * milli - endValue }, [...own, ...ofStock]);
    if (shortage === 'backorder') {
      const negative = own.map(([row, coefficient]): Entry => [row, -coefficient]);
      addColumn(model, { cost: item.shortageCost * milli + endValue }, negative);
    } else if (shortage === 'lost') addColumn(model, { cost: item.shortageCost * milli, upper: demand }, ofLost);
  }
  return balance;
}

/** Whether a unit that is not sold may be worth more than its sale: at the end, or by filling the safety stock. */
function mayPayToKeep({ shortageCost, endValue, belowSafetyCost, holdingCost, safety }: ItemProblem): boolean {
  const fills = belowSafetyCost > holdingCost && safety.some((wanted) => wanted > 0);
  return fills || endValue > shortageCost || shortageCost === 0;
}

/** Milli that can be there on a day if all that can be ordered is, and nothing is sold. */
function mostThere(item: ItemProblem, day: number): number {
  const given = item.given.reduce((sum, lot) => sum + (lot.day <= day ? lot.quantity : 0), 0);
  const bought = item.options.reduce((sum, { arrivalDay, greatest }) => sum + (arrivalDay <= day ? greatest : 0), 0);
  // Beyond what any plan holds; the end of the plan is worth no more than its price.
  return Math.min(given + bought, 1e12);
}
