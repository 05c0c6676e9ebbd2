/** The orders of a purchase plan: on days and in quantities that the offers allow, at their prices. */
import type { ReorderLine, ReorderOrder, ReorderPurchasePlan } from '../../../models/reorder.ts';
import { dateOf } from '../../../models/reorder-days.ts';
import type { Lot } from './course.ts';
import { amountOf, chanceOn, isNear, milliOf, type OfferFacts, type ProblemFacts, type Report } from './facts.ts';

/** What the orders come to. */
export interface Ordered {
  /** Delivered lots by the item's place in the request. */
  readonly lots: readonly (readonly Lot[])[];
  readonly purchase: number;
  readonly ordering: number;
  readonly lines: number;
  /** Orders placed. */
  readonly count: number;
}

/** Reports what is wrong with the orders; lines that no offer can supply count nowhere else. */
export function checkOrders(facts: ProblemFacts, plan: ReorderPurchasePlan, report: Report): Ordered {
  const offers = new Map(
    facts.items.flatMap(({ offers }, index) =>
      offers.map((offer) => [JSON.stringify([offer.offer.item, offer.offer.supplier]), { offer, index }] as const),
    ),
  );
  const lots: Lot[][] = facts.items.map(() => []);
  const ofDelivery = new Set<string>();
  let purchase = 0;
  let ordering = 0;
  let lineCosts = 0;
  for (const order of plan.orders) {
    const name = `order of ${order.supplier} for ${order.delivery}`;
    const supplier = facts.suppliers.get(order.supplier)?.supplier;
    if (!supplier) {
      report('known-supplier', `${name}: the request has no such supplier`);
      continue;
    }
    const key = JSON.stringify([order.supplier, order.delivery]);
    if (ofDelivery.has(key)) report('one-order', `${name} comes twice`);
    ofDelivery.add(key);
    const delivery = facts.dayOf(order.delivery);
    let amount = 0;
    let firstOrderDay = Infinity;
    const itemsOfOrder = new Set<string>();
    for (const line of order.lines) {
      if (itemsOfOrder.has(line.item)) report('one-line', `${name} has two lines of ${line.item}`);
      itemsOfOrder.add(line.item);
      const found = offers.get(JSON.stringify([line.item, order.supplier]));
      if (!found) {
        report('known-offer', `${name}: ${order.supplier} does not offer ${line.item}`);
        continue;
      }
      const chance = chanceOn(facts, found.offer, delivery);
      if ('fault' in chance) report('delivery-day', `${name}, ${line.item}: ${chance.fault}`);
      else firstOrderDay = Math.min(firstOrderDay, chance.orderDay);
      const priced = checkLine(`${name}, ${line.item}`, found.offer, line, report);
      amount += priced.amount;
      lineCosts += found.offer.offer.lineCost;
      lots[found.index].push({
        day: delivery,
        quantity: priced.quantity,
        lastDay: delivery + found.offer.shelfLife - 1,
      });
    }
    purchase += amount;
    ordering += supplier.orderCost;
    checkOrder(name, order, { amount, orderCost: supplier.orderCost }, report);
    if (amount < supplier.leastOrderValue - tolerance(supplier.leastOrderValue))
      report('least-order-value', `${name} is of ${amount}, the least that is taken is ${supplier.leastOrderValue}`);
    if (firstOrderDay < Infinity && facts.dayOf(order.order) !== firstOrderDay)
      report(
        'order-day',
        `${name} is placed on ${order.order}, its lines call for ${dateOf(facts.problem.start, firstOrderDay)}`,
      );
  }
  return { lots, purchase, ordering, lines: lineCosts, count: plan.orders.length };
}

const tolerance = (figure: number): number => 1e-6 * Math.max(1, Math.abs(figure));

/** @returns the line's milli and price, as they should be. */
function checkLine(
  name: string,
  facts: OfferFacts,
  line: ReorderLine,
  report: Report,
): { readonly quantity: number; readonly amount: number } {
  const { offer, pack, least, greatest } = facts;
  const quantity = milliOf(line.quantity);
  if (Math.abs(line.quantity - quantity / 1000) > 1e-9 * Math.max(1, line.quantity))
    report('whole-thousandths', `${name}: ${line.quantity} is no whole number of thousandths`);
  if (quantity % pack !== 0) report('pack', `${name}: ${line.quantity} is no multiple of ${pack / 1000}`);
  if (quantity < least) report('least-quantity', `${name}: ${line.quantity} is less than ${least / 1000}`);
  if (quantity > greatest) report('greatest-quantity', `${name}: ${line.quantity} is more than ${greatest / 1000}`);
  const packs = offer.packSize === undefined ? undefined : quantity / pack;
  if (packs === undefined ? line.packs !== undefined : line.packs === undefined || !isNear(line.packs, packs))
    report('packs', `${name}: ${line.packs ?? 'no'} packs are stated, it is ${packs ?? 'not sold by the pack'}`);
  const amount = amountOf(facts, quantity);
  if (!isNear(line.amount, amount)) report('amount', `${name}: ${line.amount} is stated, its price is ${amount}`);
  if (quantity > 0 && !isNear(line.unitPrice, amount / (quantity / 1000)))
    report('unit-price', `${name}: ${line.unitPrice} is stated, it is ${amount / (quantity / 1000)}`);
  if (!isNear(line.lineCost, offer.lineCost))
    report('line-cost', `${name}: ${line.lineCost} is stated, the offer says ${offer.lineCost}`);
  return { quantity, amount };
}

function checkOrder(
  name: string,
  stated: ReorderOrder,
  actual: { readonly amount: number; readonly orderCost: number },
  report: Report,
): void {
  if (!isNear(stated.amount, actual.amount))
    report('order-amount', `${name}: ${stated.amount} is stated, its lines are of ${actual.amount}`);
  if (!isNear(stated.orderCost, actual.orderCost))
    report('order-cost', `${name}: ${stated.orderCost} is stated, the supplier's is ${actual.orderCost}`);
}
