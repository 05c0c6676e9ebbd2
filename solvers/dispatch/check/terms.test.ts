/** Terms of the objective, each worked out by hand from the worked example. */
import { describe, expect, test } from 'vitest';
import type { DispatchTerms } from '../../../models/dispatch.ts';
import { type TimedLoad, termsOf } from '../check.ts';
import { five, type OrderInput, order, planProblem, type ShiftInput, ten, trucks } from './hand-made.ts';

const withOrder = (more: Partial<OrderInput>): Partial<ShiftInput> => ({ orders: [{ ...order, ...more }] });
const withTrucks = (more: object): Partial<ShiftInput> => ({ trucks: trucks.map((truck) => ({ ...truck, ...more })) });
const both = [ten, five];
const short = { ...five, volumeM3: 3 };

type Case = readonly [
  what: string,
  request: Partial<ShiftInput>,
  loads: readonly TimedLoad[],
  terms: Partial<DispatchTerms>,
];

const shift: Case[] = [
  ['no loads', {}, [], { travel: 0, peaks: 0, balance: 0, unserved: 30_000, total: 30_000 }],
  // 1 min late each.
  ['deviation', withOrder({ ideal: 7140 }), both, { deviation: 0.02 }],
  // The second is ideal 10 min after the end of the first, and 10 min early.
  ['deviation by gaps', withOrder({ leastGapMinutes: 10 }), both, { deviation: 1 }],
  // From start to start 25 min pass anyhow, 35 are least.
  [
    'deviation by starts',
    withOrder({ leastGapMinutes: 35, greatestGapMinutes: 60, gapsCount: 'start-to-start' }),
    both,
    { deviation: 1 },
  ],
  ['empty way', { objective: { name: 'shift', emptyTravel: 0.5 } }, both, { travel: 30 }],
  ['no way back', withTrucks({ end: null }), both, { travel: 20 }],
  ['fill', {}, [ten, { ...five, truck: 't3' }], { fill: 10 * (2 / 7) ** 2 }],
  ['unserved, high', withOrder({ partial: true }), [ten], { unserved: 10_000 }],
  ['unserved, critical', withOrder({ priority: 'critical' }), [], { unserved: 60_000 }],
  ['unserved, normal', withOrder({ priority: 'normal', partial: true }), [ten, short], { unserved: 2000 }],
  ['a penalty', withOrder({ unserved: { fixed: 100, perM3: 10 }, partial: true }), [ten], { unserved: 150 }],
  ['somebody else', withOrder({ unserved: { fixed: 100, perM3: 10, outsourcing: 120 } }), [], { unserved: 120 }],
  ['all served', withOrder({ unserved: { fixed: 100 } }), both, { unserved: 0 }],
  ['more than enough', withOrder({ volumeM3: 14, fullTrucks: true }), both, { unserved: 0 }],
  // 1 min early, and 9450 is 2.5 min late.
  [
    'off the window',
    withOrder({ window: { from: 7260, to: 9300, hard: false, pricePerMinute: 2 }, ideal: 7200 }),
    both,
    { offWindow: 7 },
  ],
  ['off a hard window', withOrder({ window: { from: 7260, to: 9300 }, ideal: 7200 }), both, { offWindow: 0 }],
  [
    'a long gap',
    withOrder({ gapPricePerMinute: 4 }),
    [ten, { ...five, unloadStart: 8700 + 33 * 60 }],
    { longGaps: 12 },
  ],
  // Back at 10,695 and 11,445.
  ['overtime', withTrucks({ shift: { from: 0, to: 10_635 }, overtimePerMinute: 3 }), both, { overtime: 43.5 }],
  ['one peak', { parameters: { peaks: { hours: [{ from: '09:00', to: '09:25' }], cost: 3 } } }, both, { peaks: 3 }],
  ['over midnight', { parameters: { peaks: { hours: [{ from: '23:00', to: '09:01' }] } } }, both, { peaks: 1 }],
  ['peaks of another clock', { start: '2026-11-23T04:00:00Z', orders: [order] }, both, { peaks: 0 }],
  // The first truck is best: 64 min.
  ['reserve', { parameters: { reserve: { vipShare: 1, costPerMinute: 2 } } }, both, { reserve: 128 }],
  [
    'the best',
    { trucks: trucks.map((one, at) => ({ ...one, fitness: at / 4 })), parameters: { reserve: { vipShare: 1 } } },
    both,
    // 5490 s of the last one.
    { reserve: 91.5 },
  ],
  ['reserve for some', { ...withOrder({ vip: true }), parameters: { reserve: { vipShare: 1 } } }, both, { reserve: 0 }],
  // Two trucks, 40 km each; what the legs cost is travel.
  [
    'trucks',
    { ...withTrucks({ costPerUse: 7 }), travel: { detour: 1, costPerKm: 2 } },
    both,
    { trucks: 14, travel: 60 + 160 },
  ],
  ['penalties', { objective: { name: 'shift', penalties: 2 } }, both, { peaks: 4, travel: 60 }],
];

const byVolume = { objective: { name: 'served-volume' } } as const;
const byCost = { objective: { name: 'delivery-cost' } } as const;
const byDelay = { objective: { name: 'travel-and-delay' } } as const;

const others: Case[] = [
  ['volume', byVolume, [ten], { base: -15, unserved: 5, total: -10 }],
  [
    'cost',
    { ...byCost, ...withTrucks({ costPerUse: 7 }), travel: { detour: 1, costPerKm: 2 } },
    [ten],
    { trucks: 7, travel: 80, unserved: 10_000, total: 10_087 },
  ],
  // 60 min on the road each; back 1.75 min before 3 h of shift.
  ['road and shifts', byDelay, both, { travel: 120, shortShifts: 52.5, total: 172.5 }],
  // All of the buffer before unloading: back at 10,500 and 11,250.
  ['buffers', { ...byDelay, parameters: { buffers: { beforeShare: 1 } } }, both, { shortShifts: 150 }],
  ['undelivered', { ...byDelay, ...withOrder({ partial: true }) }, [five], { unserved: 1_000_000, travel: 60 }],
  // The first unloading at 8700 is 25 min late.
  ['first delay', byDelay, [five], { firstDelay: 25_000 }],
  ['no credit', { ...byDelay, ...withOrder({ ideal: 7300 }) }, both, { firstDelay: 0 }],
  ['overtime', { ...byDelay, ...withTrucks({ shift: { from: 0, to: 11_400 } }) }, both, { overtime: 15 }],
];

describe.each([
  ['shift', shift],
  ['others', others],
] as const)('%s', (_name, cases) => {
  test.each(cases)('%s', (_what, request, loads, expected) => {
    const terms = termsOf(planProblem(request), loads);
    for (const term of Object.keys(expected) as (keyof DispatchTerms)[])
      expect(terms[term], term).toBeCloseTo(expected[term]!, 9);
    const { total, ...parts } = terms;
    expect(total).toBeCloseTo(
      Object.values(parts).reduce((sum, part) => sum + part, 0),
      9,
    );
  });
});

test('a follower has no delay of its own', () => {
  const second: OrderInput = { id: 'n', place: 'site', volumeM3: 5, window: { from: 0, to: 43_200 } };
  const load = { ...five, order: 'n', truck: 't2', loadStart: 7605, unloadStart: 9600 };
  const delayOf = (more: Partial<OrderInput>) =>
    termsOf(planProblem({ ...byDelay, orders: [order, { ...second, ...more }] }), [ten, five, load]).firstDelay;
  expect(delayOf({})).toBe(160_000);
  expect(delayOf({ after: { order: 'o' } })).toBe(0);
});
