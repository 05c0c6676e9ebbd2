/**
 * For tests: a morning with round numbers. Every way between the plant and a site takes 10 min, loading and unloading of 5 m3
 * 10 min each, nothing else takes any time: a load is unloaded 20 min after its loading began, and its truck is back
 * at the plant after 40. Two docks, trucks of 5 m3 whose use costs 30; what is not served costs 1000 per m3, for high
 * priority 2000, for critical 4000.
 *
 * The plan that runs, minutes from 06:00, one order at each site:
 *
 * | load | truck | loading | unloading |
 * | --- | --- | --- | --- |
 * | a/1 | t1 | 30 | 50 to 60 |
 * | a/2 | t2 | 70 | 90 to 100 |
 * | b/1 | t2 | 110 | 130 to 140 |
 * | c/1, critical | t3 | 110, dock 1 | 130 to 140 |
 */
import type { z } from 'zod';
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import type { TimedLoad } from './load-place.ts';

export type ShiftInput = z.input<typeof DispatchPlanProblem>;
type RepairInput = Partial<z.input<typeof RepairDispatchProblem>>;

export const minute = 60;
const places = ['plant', 'site a', 'site b', 'site c', 'site d'];

export const day: ShiftInput = {
  mode: 'plan',
  start: '2026-11-23T06:00:00Z',
  places: places.map((id) => ({ id })),
  travel: {
    blocks: [{ from: places, to: places, seconds: places.map((a) => places.map((b) => (a === b ? 0 : 600))) }],
  },
  plants: [{ id: 'p', place: 'plant', docks: 2, loadMinutesPerM3: 2, leastLoadMinutes: 0 }],
  trucks: ['t1', 't2', 't3'].map((id) => ({
    ...{ id, capacityM3: 5, home: 'plant', unloadMinutesPerM3: 2, costPerUse: 30 },
  })),
  orders: [
    { id: 'a', client: 'client a', place: 'site a', volumeM3: 10 },
    { id: 'b', place: 'site b', volumeM3: 5 },
    { id: 'c', client: 'client c', priority: 'critical', place: 'site c', volumeM3: 5 },
  ],
  parameters: { buffers: { travelShare: 0, riskLeastMinutes: 0, riskGreatestMinutes: 0 } },
  objective: { name: 'delivery-cost' },
};

/** A load of 5 m3 that is loaded and unloaded in time; both in minutes. */
export function loadAt(
  order: string,
  truck: string,
  loading: number,
  more: {
    readonly unloading?: number;
    readonly dock?: number;
    readonly volumeM3?: number;
    readonly plant?: string;
  } = {},
): TimedLoad {
  const { unloading = loading + 20, dock = 0, volumeM3 = 5, plant = 'p' } = more;
  return { order, truck, plant, dock, volumeM3, loadStart: loading * minute, unloadStart: unloading * minute };
}

export const running: readonly TimedLoad[] = [
  loadAt('a', 't1', 30),
  loadAt('a', 't2', 70),
  loadAt('b', 't2', 110),
  loadAt('c', 't3', 110, { dock: 1 }),
];

/** A repair of the morning at 07:00, when a/1 is done and nothing else has begun. */
export function repairOf(more: RepairInput, shift: Partial<ShiftInput> = {}): RepairDispatchProblem {
  return RepairDispatchProblem.parse({
    ...{ mode: 'dispatch', shift: { ...day, ...shift }, loads: running.map((load) => ({ ...load })), now: 60 * minute },
    ...more,
  });
}
