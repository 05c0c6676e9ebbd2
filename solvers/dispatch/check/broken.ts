/** The list of broken rules: who breaks which, by how much, and at what price. */
import type { DispatchRuleName, DispatchViolation } from '../../../models/dispatch.ts';
import type { Laid } from './laid-out.ts';

/** Prices where the request names none. */
export const perMinute = 10;
export const perM3OrLoad = 1000;

export type Who = Pick<DispatchViolation, 'order' | 'truck' | 'plant' | 'load'>;

export class Broken {
  readonly violations: DispatchViolation[] = [];

  /** Nothing where `seconds` is not above 0. */
  late(
    rule: DispatchRuleName,
    who: Who,
    seconds: number,
    message: (minutes: string) => string,
    price = perMinute,
  ): void {
    if (seconds > 0) this.#add(rule, who, seconds / 60, 'minutes', message(minutesOf(seconds)), price);
  }

  litres(rule: DispatchRuleName, who: Who, litres: number, message: (m3: string) => string): void {
    if (litres > 0) this.#add(rule, who, litres / 1000, 'm3', message(`${litres / 1000} m3`), perM3OrLoad);
  }

  loads(rule: DispatchRuleName, who: Who, message: string, count = 1): void {
    this.#add(rule, who, count, 'loads', message, perM3OrLoad);
  }

  #add(
    rule: DispatchRuleName,
    who: Who,
    by: number,
    unit: DispatchViolation['unit'],
    message: string,
    price: number,
  ): void {
    this.violations.push({ rule, ...who, message, by, unit, cost: by * price });
  }
}

/** For messages. */
export const minutesOf = (seconds: number): string => `${Math.round(seconds / 0.6) / 100} min`;

export const whoOf = ({ order, truck, id }: Laid): Who => ({ order: order.order.id, truck: truck.truck.id, load: id });

/** Most costly first; what costs the same as found. */
export function byCost(violations: readonly DispatchViolation[]): DispatchViolation[] {
  return violations.toSorted((one, other) => other.cost - one.cost);
}
