import { expect, test } from 'vitest';
import { DispatchPlan } from '../../models/dispatch.ts';
import { DispatchPlanRequest } from '../../models/plan-request.ts';
import { wellFormed } from '../testing/xml.ts';
import { dispatchPresentation } from './dispatch-presentation.ts';

const { problem } = DispatchPlanRequest.parse({
  kind: 'dispatch',
  problem: {
    mode: 'rounds',
    start: '2026-11-23T22:00:00-05:30',
    depot: 'depot',
    places: ['depot', 'a', 'b'].map((id, at) => ({ id, xKm: at, yKm: 0 })),
    vans: [
      { id: 'van-1', capacity: 40 },
      { id: 'van-2', capacity: 40 },
    ],
    drops: ['a', 'b', 'c & d'].map((id) => ({ id, place: 'a', demand: 15 })),
    roundsPerVan: 2,
  },
});

/** Of the shift that begins at 22:00, half past three in the morning of UTC. */
const after = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 3, 30 + minutes)).toISOString();
const drop = (id: string, arrival: number, start: number, slackMinutes: number) => ({
  ...{ drop: id, arrival: after(arrival), start: after(start), end: after(start + 10), slackMinutes },
});
const plan = DispatchPlan.parse({
  mode: 'rounds',
  objectiveUnit: 'km',
  rounds: [
    {
      ...{ van: 'van-1', number: 2, leave: after(110), back: after(170), load: 15, km: 3.25 },
      drops: [drop('b', 130, 130, 0)],
    },
    {
      ...{ van: 'van-1', number: 1, leave: after(0), back: after(100), load: 15, km: 12 },
      drops: [drop('a', 20, 35, 90)],
    },
  ],
  unserved: [{ drop: 'c & d', reason: 'no van is free' }],
  terms: { vans: 1, km: 15.25, unserved: 0, total: 15.25 },
  metrics: { drops: 3, served: 2, rounds: 2, fill: 0.375, waitingMinutes: 15 },
});

test('rounds by van with their drops and times, the next day marked', () => {
  expect(dispatchPresentation.sizes(problem)).toBe('3 drops, 2 vans');
  expect(dispatchPresentation.report(problem, plan, { objective: 15.25 }).join('\n').split('\n')).toEqual([
    '2 of 3 drops served by 1 of 2 vans on 2 rounds.',
    '  objective 15.25 km',
    '  15.3 km, vans filled to 37.5 %, 15 min of waiting',
    'Not served: 1 drop',
    '  c & d: no van is free',
    'van-1, round 1: 22:00 to 23:40, load 15 of 40 (37.5 %), 12 km',
    '  22:35 a (waits 15 min)',
    'van-1, round 2: 23:50 to 00:50+1, load 15 of 40 (37.5 %), 3.3 km',
    '  00:10+1 b',
  ]);
});

test('a chart with a line a round and a block a drop', () => {
  const svg = dispatchPresentation.gantt(problem, plan, 'Vans & rounds');
  expect(wellFormed(svg)).toBe('svg');
  expect(svg.match(/<g class="round">/g)).toHaveLength(2);
  expect(svg.match(/<g class="drop">/g)).toHaveLength(2);
  expect(svg).toContain('b: arrives 00:10+1, served 00:10+1 to 00:20+1, 0 min to spare');
  // Only the drop without a minute to spare has the edge of warning.
  expect(svg.match(/stroke="#d13a2f"/g)).toHaveLength(1);
  expect(svg).toContain('Not served:  c &#38; d: no van is free');
});

test('no chart where no van drives', () => {
  const idle = { ...plan, rounds: [] };
  expect(dispatchPresentation.gantt(problem, idle, 'idle')).toBe('');
});
