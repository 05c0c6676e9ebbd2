/** Arrivals between any two places, with traffic by hour and area. */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { trafficOf } from '../../dispatch/dense-traffic.ts';
import type { Traffic } from '../../dispatch/instance.ts';
import type { Leg, Legs } from '../../dispatch/legs.ts';
import { arrive, latestDeparture } from '../../dispatch/schedule/travel.ts';

/** Where and when a leg begins. */
export interface Start {
  readonly place: string;
  /** Seconds. */
  readonly from: number;
  /** By `standing` of the truck. */
  readonly stands: boolean;
}

export class Roads {
  readonly #shift: DispatchPlanProblem;
  readonly #legs: Legs;
  /** Of each entry of traffic; undefined: everywhere. */
  readonly #areas: readonly (ReadonlySet<string> | undefined)[];
  readonly #hasAreas: boolean;
  /** By which entries count. */
  readonly #profiles = new Map<string, Traffic | undefined>();

  constructor(shift: DispatchPlanProblem, legs: Legs) {
    this.#shift = shift;
    this.#legs = legs;
    this.#areas = shift.travel.traffic.map(({ places }) => places && new Set(places));
    this.#hasAreas = this.#areas.some((area) => area);
  }

  /** @returns undefined where there is no way. */
  leg(from: string, to: string): Leg | undefined {
    return this.#legs.leg(from, to);
  }

  /** Arrival of who leaves at `depart`, seconds; a leg without a way takes no time. */
  arrival(from: string, to: string, depart: number): number {
    return arrive(this.#trafficOf(from, to), depart, this.leg(from, to)?.seconds ?? 0);
  }

  /** The same from where a truck is free; who stands at the place is there, whatever blocks say. */
  arrivalFrom({ place, from, stands }: Start, to: string): number {
    return stands && place === to ? from : this.arrival(place, to, from);
  }

  latestDeparture(from: string, to: string, by: number): number {
    return latestDeparture(this.#trafficOf(from, to), by, this.leg(from, to)?.seconds ?? 0);
  }

  #trafficOf(from: string, to: string): Traffic | undefined {
    const key = this.#hasAreas ? this.#areas.map((area) => (counts(area, from, to) ? '1' : '0')).join('') : '';
    if (!this.#profiles.has(key)) {
      const { travel } = this.#shift;
      // Areas have been looked at, so what is left counts everywhere.
      const traffic = travel.traffic
        .filter((_, index) => counts(this.#areas[index], from, to))
        .map((hours) => ({ from: hours.from, to: hours.to, factor: hours.factor }));
      this.#profiles.set(key, trafficOf({ ...this.#shift, travel: { ...travel, traffic } }));
    }
    return this.#profiles.get(key);
  }
}

/** Whether an entry of traffic counts on a leg. */
function counts(area: ReadonlySet<string> | undefined, from: string, to: string): boolean {
  return !area || area.has(from) || area.has(to);
}
