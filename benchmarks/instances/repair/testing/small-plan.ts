/** A small shift and a plan of it, by hand; for tests. */
import type { DispatchPlanProblem } from '../../../../models/dispatch.ts';
import { requestOf, type ShiftInput } from '../../dispatch/plain.ts';
import type { RunningLoad } from '../running-loads.ts';

/** Three trucks, four orders at four sites, one plant; everything is a quarter of an hour away. */
export function smallShift(changes: Partial<ShiftInput> = {}): DispatchPlanProblem {
  const sites = ['s1', 's2', 's3', 's4'];
  const written: ShiftInput = {
    mode: 'plan',
    places: ['p', ...sites].map((id) => ({ id })),
    travel: {
      blocks: [
        { from: ['p'], to: sites, seconds: [sites.map(() => 900)] },
        { from: sites, to: ['p'], seconds: sites.map(() => [900]) },
      ],
    },
    plants: [{ id: 'p', place: 'p', docks: null, loadMinutesPerM3: 1, leastLoadMinutes: 0 }],
    trucks: [
      { id: 'k2', capacityM3: 10, home: 'p', unloadMinutesPerM3: 2 },
      { id: 'k10', capacityM3: 10, home: 'p', unloadMinutesPerM3: 2 },
      { id: 'k3', capacityM3: 8, home: 'p', unloadMinutesPerM3: 2, shift: { from: 0, to: 3 * 3600 } },
    ],
    orders: [
      { id: 'a', place: 's1', volumeM3: 20, window: { from: 3600, to: 8 * 3600 }, latestFirst: 7200, ideal: 3600 },
      { id: 'b', place: 's2', volumeM3: 8 },
      { id: 'c', place: 's3', volumeM3: 8.5, trucks: ['k2', 'k3'] },
      { id: 'd', place: 's4', volumeM3: 30 },
    ],
    ...changes,
  };
  return requestOf(written).problem as DispatchPlanProblem;
}

const load = (id: string, truck: string, volumeM3: number, loadStart: number): RunningLoad => {
  const unloadStart = loadStart + volumeM3 + 15;
  const times = { loadStart, unloadStart, unloadEnd: unloadStart + 2 * volumeM3 };
  const [loading, unloading, end] = Object.values(times).map((minutes) => 60 * minutes);
  return {
    ...{ id, order: id.split('/')[0], truck, plant: 'p', dock: 0, volumeM3 },
    ...{ loadStart: loading, unloadStart: unloading, unloadEnd: end },
  };
};

/** Minutes of loading, unloading and its end: a/1 40 65 85, a/2 60 85 105, b/1 0 23 39, c/1 120 143.5 160.5; d is not served. */
export const smallPlan: readonly RunningLoad[] = [
  load('a/1', 'k2', 10, 40),
  load('a/2', 'k10', 10, 60),
  load('b/1', 'k3', 8, 0),
  load('c/1', 'k2', 8.5, 120),
];
