/** What is offered to a dispatcher for an order without a place. */
import type { DispatchInstance, Placement } from '../instance.ts';
import { unloadingTime } from '../instance.ts';
import { arrive, latestDeparture } from '../schedule/travel.ts';
import { fromHome, trafficHome, trafficToPlant } from '../ways.ts';
import type { Change } from './changed-shift.ts';

export type Relaxed =
  | 'window-earlier'
  | 'window-later'
  | 'lifetime'
  | 'gap'
  | 'capacity'
  | 'truck'
  | 'overtime'
  | 'dock'
  | 'other-shift'
  | 'split';

export interface Relaxation {
  readonly what: Relaxed;
  /** Minutes, m3, or how many. */
  readonly by: number;
  /** The truck whose capacity or overtime it is; of one more truck: the truck that it is like. Absent: each truck that the order may have. */
  readonly truck?: number;
  readonly plant?: number;
  /** Shift of one more truck, seconds. */
  readonly from?: number;
  readonly to?: number;
  /** The latest start of the first unloading moves with the window. */
  readonly latestFirst?: boolean;
  /** What it makes placeable. */
  readonly volumeL: number;
  /** Whether other loads are shifted in time. */
  readonly shifts: boolean;
  /** The changed shift, and the plan in it: one more truck comes behind the others; of a dock, those of later plants move up. */
  readonly change: Change;
  readonly plan: readonly Placement[];
}

/** Of the one truck more, which is like a given one: from leaving the yard to being back, in whole minutes. */
export function timeAway(instance: DispatchInstance, plan: readonly Placement[], like: number): [number, number] {
  const { travelStart, travelEnd, plants, sites, site, orders, trucks, wash, slackAfter } = instance;
  const own = plan.filter(({ truck }) => truck === trucks).sort((a, b) => a.loadStart - b.loadStart);
  const [first] = own;
  const last = own[own.length - 1];
  const outward = trafficToPlant(instance, like, fromHome, first.plant);
  const leave = latestDeparture(outward, first.loadStart, travelStart[like * plants + first.plant]);
  const unloading = unloadingTime(instance, last.order, like, last.volumeL);
  const free = last.unloadStart + unloading + wash[like] + slackAfter[last.plant * orders + last.order];
  const homeward = trafficHome(instance, like, site[last.order]);
  const back = arrive(homeward, free, travelEnd[like * sites + site[last.order]]);
  return [60 * Math.floor(leave / 60), 60 * Math.ceil(back / 60)];
}
