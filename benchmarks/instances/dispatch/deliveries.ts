/** Loads of a shift's plan in the terms of the published sets: who, for whom, from where, and when in minutes. */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';

export interface Delivery {
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  /** Minutes from the midnight before the shift. */
  readonly loadStart: number;
  readonly unloadStart: number;
  readonly volumeM3: number;
}

/** @param plan - of a problem whose `start` is left at its default, second 0 of 1970. */
export function deliveriesOf(plan: unknown): Delivery[] {
  const { loads } = plan as Pick<DispatchShiftPlan, 'loads'>;
  return loads.map(({ order, truck, plant, loadStart, unloadStart, volumeM3 }) => ({
    order,
    truck,
    plant,
    volumeM3,
    loadStart: Date.parse(loadStart) / 60_000,
    unloadStart: Date.parse(unloadStart) / 60_000,
  }));
}

/** Deliveries by one of their names, in the order of a time. */
export function sequences(
  deliveries: readonly Delivery[],
  by: 'order' | 'truck' | 'plant',
  time: 'loadStart' | 'unloadStart',
): Map<string, Delivery[]> {
  return Map.groupBy(
    deliveries.toSorted((one, other) => one[time] - other[time]),
    (delivery) => delivery[by],
  );
}

/** Collects rules that do not hold. */
export class Objections {
  readonly found: string[] = [];
  readonly #slack: number;

  /** @param slack - minutes by which a time may miss its limit: what whole seconds of the plan make of it. */
  constructor(slack = 1e-6) {
    this.#slack = slack;
  }

  unless(holds: boolean, message: string): void {
    if (!holds) this.found.push(message);
  }

  /** Objects where `time` is after `limit`. */
  late(time: number, limit: number, message: string): void {
    if (time > limit + this.#slack) this.found.push(`${message}: ${time} after ${limit}`);
  }
}
