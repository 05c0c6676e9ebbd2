/** For tests: a slow exact item search, all joint decisions of tiny problems, and random problems. */
import { Rng } from '../../shared/rng.ts';
import { evaluate, purchaseCost } from '../item/evaluate.ts';
import type { ItemProblem, ItemResult, OrderOption } from '../item/item.ts';
import type { JointProblem } from './joint.ts';

/** Every decision of an item that its own problem allows, with its cost. */
export function decisionsOf(item: ItemProblem): { quantities: Float64Array; cost: number }[] {
  const decisions: { quantities: Float64Array; cost: number }[] = [];
  const quantities = new Float64Array(item.options.length);
  const stock = new Float64Array(item.days + 1);
  const visit = (index: number): void => {
    if (index === item.options.length) {
      const cost = costOf(item, quantities, stock);
      if (cost < Infinity) decisions.push({ quantities: quantities.slice(), cost });
      return;
    }
    const { pack, least, greatest, must } = item.options[index];
    for (let amount = must ? least : 0; amount <= greatest; amount = amount === 0 ? least : amount + pack) {
      quantities[index] = amount;
      visit(index + 1);
    }
    quantities[index] = 0;
  };
  visit(0);
  return decisions;
}

/**
 * Cost of a decision, Infinity where it is not allowed: another route than `evaluate`, with stock counted by last day.
 * @param stock - room for an amount by last day, the last entry for what keeps.
 */
function costOf(item: ItemProblem, quantities: Float64Array, stock: Float64Array): number {
  const { days, demand, given, options, shortage, shortageCost, safety, morningCost, morningLimit } = item;
  stock.fill(0);
  let cost = 0;
  let owed = item.backOrders;
  let total = 0;
  for (let day = 0; day < days; day += 1) {
    let wasted = 0;
    const come = (amount: number, lastDay: number) => {
      total += amount;
      if (lastDay < day) wasted += amount;
      else stock[Math.min(days, lastDay)] += amount;
    };
    for (const lot of given) if (lot.day === day) come(lot.quantity, lot.lastDay);
    for (let at = 0; at < options.length; at += 1) {
      const quantity = quantities[at];
      if (quantity === 0 || options[at].arrivalDay !== day) continue;
      come(quantity, options[at].lastDay);
      const segment = options[at].segments.find(({ to }) => quantity <= to)!;
      cost += segment.fixed + segment.price * quantity + options[at].lineCost;
    }
    const serve = (wanted: number) => {
      let left = wanted;
      for (let last = day; last <= days && left > 0; last += 1) {
        const taken = Math.min(left, stock[last]);
        stock[last] -= taken;
        total -= taken;
        left -= taken;
      }
      return left;
    };
    owed = serve(owed);
    if (morningLimit && total > morningLimit[day]) return Infinity;
    if (morningCost) cost += morningCost[day] * total;
    const short = serve(demand[day]);
    if (shortage === 'never' && short > 0) return Infinity;
    if (shortage === 'backorder') owed += short;
    wasted += stock[day];
    stock[day] = 0;
    total -= wasted;
    cost += item.holdingCost * total + shortageCost * (shortage === 'backorder' ? owed : short);
    cost += item.wasteCost * wasted + item.belowSafetyCost * Math.max(0, safety[day] - total + owed);
  }
  return cost - item.endValue * (total - owed);
}

/** Tries every decision. */
export function byEnumeration(item: ItemProblem): ItemResult {
  let best: Float64Array | undefined;
  let least = Infinity;
  for (const { quantities, cost } of decisionsOf(item)) {
    if (cost >= least) continue;
    least = cost;
    best = quantities;
  }
  return best ? { quantities: best, cost: least, lowerBound: least } : { infeasible: true, day: 0, short: 0 };
}

/** What is broken by a plan, by its own count, and its cost. */
export function checkPlan(
  { items, suppliers, mostOrders, budget, stockLimits }: JointProblem,
  plan: readonly Float64Array[],
): { cost: number; broken: string[] } {
  const broken: string[] = [];
  const orders = new Map<string, number>();
  let cost = 0;
  let spent = 0;
  const over = (amount: number, limit: number) => amount > limit + 1e-7 * Math.max(1, Math.abs(limit));
  const stocks = stockLimits.map(({ limit }) => new Float64Array(limit.length));
  for (let item = 0; item < items.length; item += 1) {
    const evaluation = evaluate(items[item], plan[item]);
    for (const { rule } of evaluation.broken) broken.push(rule);
    cost += evaluation.cost;
    for (const [index, option] of items[item].options.entries()) {
      const quantity = plan[item][index];
      if (quantity === 0) continue;
      const value = purchaseCost(option, quantity);
      spent += value;
      const key = `${option.supplier} ${option.arrivalDay}`;
      orders.set(key, (orders.get(key) ?? 0) + value);
    }
    for (const [row, { weight }] of stockLimits.entries())
      for (let day = 0; day < Math.min(stocks[row].length, items[item].days); day += 1)
        stocks[row][day] += weight[item] * evaluation.morningStock[day];
  }
  for (const [key, value] of orders) {
    const { orderCost, leastOrderValue } = suppliers[Number(key.split(' ')[0])];
    cost += orderCost;
    if (over(leastOrderValue, value)) broken.push('least order value');
  }
  if (orders.size > mostOrders) broken.push('number of orders');
  if (over(spent, budget)) broken.push('budget');
  for (const [row, { limit }] of stockLimits.entries())
    for (let day = 0; day < limit.length; day += 1) if (over(stocks[row][day], limit[day])) broken.push('stock');
  return { cost, broken };
}

/** Least cost over all joint decisions; Infinity where none is feasible. */
export function bruteForce(problem: JointProblem): number {
  const { items, suppliers, mostOrders, budget, stockLimits } = problem;
  const days = Math.max(...items.map((item) => item.days));
  const slots = suppliers.length * days;
  const choices = items.map((item, index) =>
    decisionsOf(item)
      .map(({ quantities, cost }) => {
        const { morningStock } = evaluate(item, quantities);
        const values = new Float64Array(slots);
        let mask = 0;
        for (const [at, { supplier, arrivalDay, ...option }] of item.options.entries()) {
          if (quantities[at] === 0) continue;
          const slot = supplier * days + arrivalDay;
          mask |= 1 << slot;
          values[slot] += purchaseCost({ supplier, arrivalDay, ...option }, quantities[at]);
        }
        const stock = stockLimits.flatMap(({ weight, limit }) =>
          Array.from(limit, (_, day) => weight[index] * (morningStock[day] ?? 0)),
        );
        return { cost, mask, values, spent: values.reduce((sum, value) => sum + value, 0), stock };
      })
      .sort((one, other) => one.cost - other.cost),
  );
  const limits = stockLimits.flatMap(({ limit }) => [...limit]);
  const fits = (amount: number, limit: number) => amount <= limit + 1e-9 * Math.max(1, Math.abs(limit));
  const orderCost = (mask: number) => {
    let sum = 0;
    for (let slot = 0; slot < slots; slot += 1)
      if (mask & (1 << slot)) sum += suppliers[Math.floor(slot / days)].orderCost;
    return sum;
  };
  const bits = (mask: number) => {
    let count = 0;
    for (let left = mask; left !== 0; left &= left - 1) count += 1;
    return count;
  };
  const cheapest = choices.map((own) => own[0]?.cost ?? Infinity);
  const rest = cheapest.map((_, item) => cheapest.slice(item).reduce((sum, cost) => sum + cost, 0));
  let best = Infinity;
  const values = new Float64Array(slots);
  const stock = new Float64Array(limits.length);
  const visit = (item: number, cost: number, mask: number, spent: number): void => {
    if (item === items.length) {
      const total = cost + orderCost(mask);
      if (total >= best || bits(mask) > mostOrders || !fits(spent, budget)) return;
      for (let slot = 0; slot < slots; slot += 1)
        if (mask & (1 << slot) && !fits(suppliers[Math.floor(slot / days)].leastOrderValue, values[slot])) return;
      for (let at = 0; at < limits.length; at += 1) if (!fits(stock[at], limits[at])) return;
      best = total;
      return;
    }
    for (const choice of choices[item]) {
      if (cost + choice.cost + (rest[item + 1] ?? 0) >= best) break;
      for (let slot = 0; slot < slots; slot += 1) values[slot] += choice.values[slot];
      for (let at = 0; at < stock.length; at += 1) stock[at] += choice.stock[at];
      visit(item + 1, cost + choice.cost, mask | choice.mask, spent + choice.spent);
      for (let slot = 0; slot < slots; slot += 1) values[slot] -= choice.values[slot];
      for (let at = 0; at < stock.length; at += 1) stock[at] -= choice.stock[at];
    }
  };
  visit(0, 0, 0, 0);
  return best;
}

export interface Coupling {
  readonly orderCost: boolean;
  readonly leastOrderValue: boolean;
  readonly mostOrders: boolean;
  readonly budget: boolean;
  readonly stock: boolean;
}

/** Tiny problem: up to 3 items, 5 days, 2 suppliers, few options of few packs each. */
export function tinyProblem(seed: number, coupling: Coupling): JointProblem {
  const rng = new Rng(seed);
  const days = 2 + rng.below(4);
  const count = 1 + rng.below(3);
  const suppliers = Array.from({ length: 2 }, () => ({
    orderCost: coupling.orderCost ? rng.below(60) : 0,
    leastOrderValue: coupling.leastOrderValue ? rng.below(60) : 0,
  }));
  const items = Array.from({ length: count }, () => tinyItem(rng, days, count === 3 ? 3 : 4));
  const worth = items.reduce((sum, { demand }) => sum + demand.reduce((all, amount) => all + amount, 0), 0);
  return {
    items,
    suppliers,
    mostOrders: coupling.mostOrders ? rng.below(4) : Infinity,
    budget: coupling.budget ? Math.floor(rng.float() * worth * 4) : Infinity,
    stockLimits: coupling.stock
      ? Array.from({ length: 1 + rng.below(2) }, () => ({
          weight: Float64Array.from({ length: count }, () => rng.below(3)),
          limit: Float64Array.from({ length: days }, () => (rng.below(4) === 0 ? Infinity : 4 + rng.below(20))),
        }))
      : [],
  };
}

function tinyItem(rng: Rng, days: number, most: number): ItemProblem {
  const shortage = (['never', 'backorder', 'lost'] as const)[rng.below(3)];
  const options: OrderOption[] = [];
  for (let arrivalDay = 0; arrivalDay < days && options.length < most; arrivalDay += 1)
    for (let supplier = 0; supplier < 2 && options.length < most; supplier += 1) {
      if (rng.below(5) < 2) continue;
      options.push(tinyOption(rng, options.length, supplier, arrivalDay, days));
      // Two offers of one supplier for the same day share their order.
      if (options.length < most && rng.below(6) === 0)
        options.push(tinyOption(rng, options.length, supplier, arrivalDay, days));
    }
  return {
    days,
    demand: Float64Array.from({ length: days }, () => rng.below(4)),
    given: [{ day: 0, quantity: rng.below(5), lastDay: Infinity }],
    backOrders: shortage === 'backorder' ? rng.below(2) : 0,
    shortage,
    shortageCost: shortage === 'never' ? 0 : 1 + rng.below(20),
    holdingCost: rng.below(4),
    safety: Float64Array.from({ length: days }, () => rng.below(2)),
    belowSafetyCost: rng.below(3),
    wasteCost: rng.below(3),
    endValue: rng.below(3),
    options,
  };
}

function tinyOption(rng: Rng, offer: number, supplier: number, arrivalDay: number, days: number): OrderOption {
  const pack = 1 + rng.below(3);
  const least = pack * (1 + rng.below(2));
  const steps = rng.below(3);
  const greatest = least + pack * steps;
  const price = 1 + rng.below(5);
  const isBroken = steps > 0 && rng.below(3) === 0;
  const segments = isBroken
    ? [
        { from: least, to: greatest - pack, fixed: 0, price },
        { from: greatest, to: greatest, fixed: rng.below(2), price: price * 0.75 },
      ]
    : [{ from: least, to: greatest, fixed: 0, price }];
  return {
    offer,
    supplier,
    orderDay: Math.max(0, arrivalDay - 1),
    arrivalDay,
    pack,
    least,
    greatest,
    segments,
    lineCost: rng.below(8),
    lastDay: rng.below(4) === 0 ? Math.min(days - 1, arrivalDay + rng.below(3)) : Infinity,
  };
}

/** Medium problem: goods that keep, back orders, packs, two or more suppliers that deliver on some days. */
export function mediumProblem(seed: number, count: number, days: number): JointProblem {
  const rng = new Rng(seed);
  const suppliers = Array.from({ length: 3 }, () => ({ orderCost: 20 + rng.below(60), leastOrderValue: 0 }));
  const items = Array.from({ length: count }, (): ItemProblem => {
    const mean = 2 + rng.below(20);
    const pack = 1 + rng.below(12);
    const options: OrderOption[] = [];
    for (let arrivalDay = 1; arrivalDay < days; arrivalDay += 1)
      for (let supplier = rng.below(2); supplier < 3; supplier += 2)
        options.push({
          offer: supplier,
          supplier,
          orderDay: arrivalDay - 1,
          arrivalDay,
          pack,
          least: pack,
          greatest: pack * Math.ceil((mean * days) / pack),
          segments: [{ from: pack, to: pack * Math.ceil((mean * days) / pack), fixed: 0, price: 3 + supplier / 10 }],
          lineCost: 1,
          lastDay: Infinity,
        });
    return {
      days,
      demand: Float64Array.from({ length: days }, () => rng.below(2 * mean)),
      given: [{ day: 0, quantity: 2 * mean, lastDay: Infinity }],
      backOrders: 0,
      shortage: 'backorder',
      shortageCost: 2,
      holdingCost: 0.1,
      safety: new Float64Array(days),
      belowSafetyCost: 0,
      wasteCost: 0,
      endValue: 2.5,
      options,
    };
  });
  return { items, suppliers, mostOrders: Infinity, budget: Infinity, stockLimits: [] };
}
