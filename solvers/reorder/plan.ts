/** Decisions of the search as the purchase plan that people and systems read. */
import type {
  ReorderCosts,
  ReorderForecast,
  ReorderItemPolicy,
  ReorderLine,
  ReorderOrder,
  ReorderProjection,
  ReorderPurchasePlan,
} from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import { milli, type ReorderInstance } from './instance.ts';
import { evaluate, type ItemEvaluation, purchaseCost } from './item/evaluate.ts';
import type { ShadowPrices } from './joint/joint.ts';
import type { ItemPolicy } from './policy.ts';

/** What is ordered, seen from every side; made once per plan. */
export interface Outcome {
  /** Of each item, milli by option. */
  readonly quantities: readonly Float64Array[];
  readonly evaluations: readonly ItemEvaluation[];
  /** In order of their day, then of delivery and supplier. */
  readonly orders: readonly OutcomeOrder[];
  readonly costs: ReorderCosts;
}

export interface OutcomeOrder {
  readonly supplier: number;
  readonly orderDay: number;
  readonly arrivalDay: number;
  readonly lines: readonly { readonly item: number; readonly option: number }[];
}

export function outcomeOf(instance: ReorderInstance, quantities: readonly Float64Array[]): Outcome {
  const { joint, problem } = instance;
  const evaluations = joint.items.map((item, index) => evaluate(item, quantities[index]));
  const orders = ordersOf(instance, quantities);
  const sum = (part: (evaluation: ItemEvaluation, index: number) => number) => {
    let total = 0;
    evaluations.forEach((evaluation, index) => {
      total += part(evaluation, index);
    });
    return total;
  };
  const parts = {
    purchase: sum(({ parts }) => parts.purchase),
    ordering: orders.reduce((total, { supplier }) => total + problem.suppliers[supplier].orderCost, 0),
    lines: sum(({ parts }) => parts.line),
    holding: sum(({ parts }) => parts.holding),
    shortage: sum(({ parts }) => parts.shortage),
    belowSafety: sum(({ parts }) => parts.belowSafety),
    waste: sum(({ parts }) => parts.waste),
    stockChange: openingWorth(instance) - sum(({ parts }) => parts.endValue),
  };
  const total = Object.values(parts).reduce((one, other) => one + other, 0);
  return { quantities, evaluations, orders, costs: { ...parts, total } };
}

/** Worth of what is there and comes anyway, less what is owed: the same for every plan. */
export function openingWorth({ joint, opening }: ReorderInstance): number {
  return joint.items.reduce(
    (total, { endValue, backOrders }, index) => total + endValue * (opening[index] - backOrders),
    0,
  );
}

function ordersOf({ joint }: ReorderInstance, quantities: readonly Float64Array[]): OutcomeOrder[] {
  const orders = new Map<
    number,
    OutcomeOrder & { orderDay: number; readonly lines: { readonly item: number; readonly option: number }[] }
  >();
  joint.items.forEach(({ options, days }, item) => {
    const ordered = quantities[item];
    for (let option = 0; option < options.length; option++) {
      if (ordered[option] === 0) continue;
      const { supplier, arrivalDay, orderDay } = options[option];
      const key = supplier * days + arrivalDay;
      const order = orders.get(key);
      if (!order) orders.set(key, { supplier, arrivalDay, orderDay, lines: [{ item, option }] });
      else {
        order.lines.push({ item, option });
        order.orderDay = Math.min(order.orderDay, orderDay);
      }
    }
  });
  return [...orders.values()].sort(
    (one, other) => one.orderDay - other.orderDay || one.arrivalDay - other.arrivalDay || one.supplier - other.supplier,
  );
}

/** What goes into a plan beside its decisions. */
export interface PlanParts {
  readonly policies: readonly ItemPolicy[];
  readonly forecasts: readonly ReorderForecast[];
  readonly shadowPrices?: ShadowPrices;
  readonly replay: ReorderPurchasePlan['replay'];
  reasonOf(order: OutcomeOrder, item: number, option: number): ReorderLine['reason'];
}

export function buildPlan(instance: ReorderInstance, outcome: Outcome, parts: PlanParts): ReorderPurchasePlan {
  const { problem } = instance;
  const dates = Array.from({ length: problem.days }, (_, day) => dateOf(problem.start, day));
  return {
    mode: 'plan',
    objectiveUnit: problem.currency,
    orders: outcome.orders.map((order) => draftOrder(instance, outcome, order, { ...parts, dates })),
    projection: outcome.evaluations.map((_, item) => projection(instance, outcome, item)),
    policies: parts.policies.map(shownPolicy),
    forecasts: [...parts.forecasts],
    costs: outcome.costs,
    shadowPrices: shadowPrices(instance, parts.shadowPrices),
    replay: parts.replay,
  };
}

function shownPolicy({ belowSafetyCost: _, ...policy }: ItemPolicy): ReorderItemPolicy {
  return policy;
}

function draftOrder(
  { problem, joint }: ReorderInstance,
  { quantities }: Outcome,
  order: OutcomeOrder,
  parts: PlanParts & { readonly dates: readonly string[] },
): ReorderOrder {
  const supplier = problem.suppliers[order.supplier];
  const lines = order.lines.map(({ item, option }): ReorderLine => {
    const chance = joint.items[item].options[option];
    const { packSize } = problem.offers[chance.offer];
    const amount = purchaseCost(chance, quantities[item][option]);
    const quantity = quantities[item][option] / milli;
    return {
      item: problem.items[item].id,
      quantity,
      ...(packSize !== undefined && { packs: Math.round(quantities[item][option] / chance.pack) }),
      unitPrice: amount / quantity,
      amount,
      lineCost: chance.lineCost,
      reason: parts.reasonOf(order, item, option),
    };
  });
  return {
    supplier: supplier.id,
    order: parts.dates[order.orderDay],
    delivery: parts.dates[order.arrivalDay],
    lines,
    amount: lines.reduce((sum, { amount }) => sum + amount, 0),
    orderCost: supplier.orderCost,
  };
}

function projection({ problem, joint }: ReorderInstance, outcome: Outcome, index: number): ReorderProjection {
  const item = joint.items[index];
  const { endStock, wasted, lost, backOrders } = outcome.evaluations[index];
  const arriving = new Float64Array(item.days);
  for (const { day, quantity } of item.given) if (day > 0) arriving[day] += quantity;
  item.options.forEach(({ arrivalDay }, option) => {
    arriving[arrivalDay] += outcome.quantities[index][option];
  });
  const short = item.shortage === 'backorder' ? backOrders : lost;
  return {
    item: problem.items[index].id,
    demand: units(item.demand),
    arriving: events(arriving),
    stock: units(endStock),
    wasted: events(wasted),
    short: events(short),
  };
}

function units(quantities: Float64Array): number[] {
  const found = new Array<number>(quantities.length);
  for (let day = 0; day < quantities.length; day++) found[day] = quantities[day] / milli;
  return found;
}

function events(quantities: Float64Array): { day: number; quantity: number }[] {
  const found: { day: number; quantity: number }[] = [];
  quantities.forEach((quantity, day) => {
    if (quantity !== 0) found.push({ day, quantity: quantity / milli });
  });
  return found;
}

/** Those above 0. Limits of stock stand in the order in which the instance lists them: storage, then money. */
function shadowPrices(
  { problem }: ReorderInstance,
  prices: ShadowPrices | undefined,
): ReorderPurchasePlan['shadowPrices'] {
  if (!prices) return [];
  const { storage, money } = problem.limits;
  const names = [storage !== undefined && ('storage' as const), money !== undefined && ('money' as const)].filter(
    (name) => name !== false,
  );
  return [
    ...(prices.budget > 0 ? [{ limit: 'budget' as const, price: prices.budget }] : []),
    ...prices.stock.flatMap((byDay, row) =>
      Array.from(byDay, (price, day) => ({ limit: names[row], day: dateOf(problem.start, day), price })).filter(
        ({ price }) => price > 0,
      ),
    ),
  ];
}
