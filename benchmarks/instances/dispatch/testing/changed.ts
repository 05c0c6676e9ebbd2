/** Plans that break a rule, made of one that keeps them all. */
import type { Delivery } from '../deliveries.ts';

/** A change of one delivery of a plan, and the words of the rule that it breaks. */
export type Broken = readonly [index: number, change: Partial<Delivery>, rule: string];

export function changed(plan: readonly Delivery[], index: number, change: Partial<Delivery>): Delivery[] {
  return plan.map((delivery, at) => (at === index ? { ...delivery, ...change } : delivery));
}
