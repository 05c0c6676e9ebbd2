/** On which days an offer can be delivered, and when each delivery must be ordered. */
import type { ReorderOffer, ReorderPlanProblem, ReorderSupplier, Weekday } from '../../models/reorder.ts';
import { dayIndex, weekdayOf } from '../../models/reorder-days.ts';

const weekdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export interface Opening {
  readonly orderDay: number;
  readonly arrivalDay: number;
}

/** What a supplier's week looks like within the plan; made once per supplier. */
export interface SupplierDays {
  readonly delivers: Uint8Array;
  /** Of each day: the latest day up to it on which orders are taken; -1 where there is none in the plan. */
  readonly ordersBy: Int32Array;
  /** Longest wait, in days, from one chance of delivery to the next. */
  readonly longestWait: number;
}

export function supplierDays({ start, days }: ReorderPlanProblem, supplier: ReorderSupplier): SupplierDays {
  const closed = new Set(supplier.closed.map((date) => dayIndex(start, date)));
  const first = weekdayOf(start, 0);
  const onDays = (named: readonly Weekday[] | undefined, day: number) =>
    !closed.has(day) && (named === undefined || named.includes(weekdays[(first + day) % 7]));
  const delivers = new Uint8Array(days);
  const ordersBy = new Int32Array(days).fill(-1);
  for (let day = 0; day < days; day++) {
    delivers[day] = onDays(supplier.deliveryDays, day) ? 1 : 0;
    ordersBy[day] = onDays(supplier.orderDays, day) ? day : day > 0 ? ordersBy[day - 1] : -1;
  }
  const longestWait = Math.max(longestGap(supplier.deliveryDays), longestGap(supplier.orderDays));
  return { delivers, ordersBy, longestWait };
}

/** Greatest number of days from one of the named days of a week to the next. */
function longestGap(named: readonly Weekday[] | undefined): number {
  if (named === undefined) return 1;
  const at = [...new Set(named.map((day) => weekdays.indexOf(day)))].sort((one, other) => one - other);
  return Math.max(...at.map((day, index) => (index === 0 ? day + 7 - at[at.length - 1] : day - at[index - 1])));
}

export function leadTimeOf(offer: ReorderOffer, supplier: ReorderSupplier): number {
  return offer.leadTimeDays ?? supplier.leadTimeDays;
}

/** The chances to order of an offer, in order of delivery. */
export function openingsOf(
  problem: ReorderPlanProblem,
  offer: ReorderOffer,
  supplier: ReorderSupplier,
  { delivers, ordersBy }: SupplierDays,
): Opening[] {
  const { start, days } = problem;
  const lead = leadTimeOf(offer, supplier);
  const from = offer.from === undefined ? 0 : Math.max(0, dayIndex(start, offer.from));
  const until = offer.until === undefined ? days - 1 : Math.min(days - 1, dayIndex(start, offer.until));
  const openings: Opening[] = [];
  for (let arrivalDay = Math.max(from, lead); arrivalDay <= until; arrivalDay++) {
    if (delivers[arrivalDay] === 0) continue;
    const orderDay = ordersBy[arrivalDay - lead];
    if (orderDay >= 0) openings.push({ orderDay, arrivalDay });
  }
  return openings;
}
