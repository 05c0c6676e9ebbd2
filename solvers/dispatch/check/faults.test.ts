/** Every rule of the loads: what is changed of the worked example, what that breaks, by how much and at what price. */
import { describe, expect, test } from 'vitest';
import { type DispatchViolation, dispatchRuleNames } from '../../../models/dispatch.ts';
import { type TimedLoad, violationsOf } from '../check.ts';
import {
  example,
  five,
  type OrderInput,
  order,
  planProblem,
  type ShiftInput,
  type TruckInput,
  ten,
  trucks,
} from './hand-made.ts';

type Broken = readonly [rule: DispatchViolation['rule'], by: number, cost: number];
interface Fault {
  readonly what: string;
  readonly request?: Partial<ShiftInput>;
  readonly loads?: readonly TimedLoad[];
  /** Most costly first. */
  readonly broken: readonly Broken[];
}

const withOrder = (more: Partial<OrderInput>): Partial<ShiftInput> => ({ orders: [{ ...order, ...more }] });
const withTrucks = (more: Partial<TruckInput>): Partial<ShiftInput> => ({
  trucks: trucks.map((truck) => ({ ...truck, ...more })),
});
const withPlant = (more: Partial<ShiftInput['plants'][number]>): Partial<ShiftInput> => ({
  plants: [{ ...example.plants[0], ...more }],
});
/** Both times later by some seconds. */
const later = (load: TimedLoad, seconds: number): TimedLoad => ({
  ...load,
  loadStart: load.loadStart + seconds,
  unloadStart: load.unloadStart + seconds,
});
const way = (from: string, to: string): Partial<ShiftInput> => ({
  travel: { detour: 1, blocks: [{ from: [from], to: [to], seconds: [[null]] }] },
});
/** 09:00 and 12:00 are 7200 and 18,000 s. */
const window = (from: number, to: number, more = {}): Partial<ShiftInput> =>
  withOrder({ window: { from, to, ...more } });

/** A second order of 5 m3 for the same site, from a second dock. */
const second: OrderInput = { id: 'n', place: 'site', volumeM3: 5, window: { from: 0, to: 43_200 } };
const both = (more: Partial<OrderInput> = {}): Partial<ShiftInput> => ({
  ...withPlant({ docks: 2 }),
  orders: [order, { ...second, ...more }],
});
/** Ready to be unloaded 2895 s after its loading begins: 900 of it, 900 on the way, 195 of buffer, 900 to spare. */
const unloadedAt = (unloadStart: number): TimedLoad => ({
  ...{ order: 'n', truck: 't2', plant: 'p', dock: 1, volumeM3: 5 },
  ...{ loadStart: unloadStart - 2895, unloadStart },
});

const faults: Fault[] = [
  {
    what: '10 m3 on a truck of 7',
    loads: [{ ...ten, truck: 't3' }, five],
    broken: [['capacity', 3, 3000]],
  },
  {
    what: '4 m3 on a truck of 5, where trucks leave full',
    request: withOrder({ volumeM3: 14, fullTrucks: true }),
    loads: [ten, { ...five, volumeM3: 4 }],
    broken: [['capacity', 1, 1000]],
  },
  {
    what: '5 m3 where 6 are least',
    request: { parameters: { splitting: { leastLoadM3: 6 } } },
    broken: [['least-load', 1, 1000]],
  },
  {
    what: 'a least load above the order',
    request: { parameters: { splitting: { leastLoadM3: 20 } } },
    broken: [
      ['least-load', 10, 10_000],
      ['least-load', 5, 5000],
    ],
  },
  {
    what: 'trucks out of order',
    request: { trucks: trucks.map((truck) => ({ ...truck, working: truck.id !== 't5' })) },
    broken: [['truck-allowed', 1, 1000]],
  },
  {
    what: 'only the great truck may come',
    request: withOrder({ trucks: ['t5'] }),
    broken: [['truck-allowed', 1, 1000]],
  },
  {
    what: 'both lack the pump',
    request: withOrder({ equipment: ['pump'] }),
    broken: [
      ['truck-allowed', 1, 1000],
      ['truck-allowed', 1, 1000],
    ],
  },
  {
    what: 'a grade that is not made there',
    request: { ...withOrder({ grade: 'b' }), ...withPlant({ grades: ['a'] }), grades: [{ id: 'a' }, { id: 'b' }] },
    broken: [
      ['plant-allowed', 1, 1000],
      ['plant-allowed', 1, 1000],
    ],
  },
  {
    what: 'from two plants, where one is wanted and the other allowed',
    request: {
      ...withOrder({ onePlant: true, plants: ['p'] }),
      plants: [...example.plants, { id: 'q', place: 'plant' }],
    },
    loads: [ten, { ...five, plant: 'q' }],
    broken: [
      ['plant-allowed', 1, 1000],
      ['one-plant', 1, 1000],
    ],
  },
  { what: '15 m3 for 14', request: withOrder({ volumeM3: 14 }), broken: [['volume', 1, 1000]] },
  { what: '15 m3 for 16.5', request: withOrder({ volumeM3: 16.5 }), broken: [['whole-order', 1.5, 1500]] },
  { what: '15 m3 for 16.5, which may be so', request: withOrder({ volumeM3: 16.5, partial: true }), broken: [] },
  {
    // From 4305 to 6105 and from 6705 to 7605, within 4365 to 7515.
    what: 'loaded before and after hours',
    request: withPlant({ hours: { from: 4365, to: 7515 } }),
    broken: [
      ['plant-hours', 1.5, 15],
      ['plant-hours', 1, 10],
    ],
  },
  {
    // The dock is free at 6105.
    what: 'the dock is taken',
    loads: [ten, { ...five, loadStart: 6045 }],
    broken: [['dock', 1, 10]],
  },
  {
    // Another load is on it from 4500 to 5400, while the first is until 6105.
    what: 'the dock is taken by the one before the last',
    request: both({ lifetimeMinutes: 200 }),
    loads: [ten, { ...five, loadStart: 6045 }, { ...unloadedAt(9450), dock: 0, loadStart: 4500 }],
    broken: [
      ['dock', 26.75, 267.5],
      ['dock', 1, 10],
    ],
  },
  { what: 'a dock that is not there', loads: [ten, { ...five, dock: 1 }], broken: [['dock', 1, 1000]] },
  {
    // 40 min from start to start.
    what: 'loadings too near',
    request: withPlant({ spacingMinutes: 50 }),
    broken: [['dock', 10, 100]],
  },
  {
    what: 'loadings that overlap, where only their starts are spaced',
    request: withPlant({ spacingMinutes: 29 }),
    loads: [ten, { ...five, loadStart: 6045 }],
    broken: [],
  },
  {
    what: 'no way to the site',
    request: way('plant', 'site'),
    broken: [
      ['way', 1, 1000],
      ['way', 1, 1000],
    ],
  },
  {
    what: 'no way to the plant',
    request: way('base', 'plant'),
    broken: [
      ['way', 1, 1000],
      ['way', 1, 1000],
    ],
  },
  {
    what: 'no way home',
    request: way('site', 'base'),
    broken: [
      ['way', 1, 1000],
      ['way', 1, 1000],
    ],
  },
  {
    // There at 7125, ready at 7320.
    what: 'unloaded before it is there',
    loads: [{ ...ten, loadStart: 4425 }, five],
    broken: [['travel', 2, 20]],
  },
  {
    // From the site at 8895, at the plant at 9795, and should load at 6705.
    what: 'both on one truck',
    loads: [ten, { ...five, truck: 't5' }],
    broken: [['travel', 51.5, 515]],
  },
  {
    // 73.25 min old, 70 allowed with 10 in reserve.
    what: 'a grade that lives 80 min',
    request: { ...withOrder({ grade: 'a' }), grades: [{ id: 'a', lifetimeMinutes: 80 }] },
    broken: [['lifetime', 3.25, 32.5]],
  },
  {
    what: 'a lifetime of its own',
    request: withOrder({ lifetimeMinutes: 75.25 }),
    broken: [['lifetime', 8, 80]],
  },
  { what: 'before the window', request: window(7230, 18_000), broken: [['window', 0.5, 5]] },
  { what: 'after the window', request: window(7200, 9330), broken: [['window', 2, 20]] },
  {
    what: 'begun after the window',
    request: window(7200, 8580, { ends: 'unloading-start' }),
    broken: [['window', 2, 20]],
  },
  {
    // Ends at 9450, 960 s after the window, of which 900 may be.
    what: 'further off a window with a price than is tolerated',
    request: window(7200, 8490, { hard: false, pricePerMinute: 7 }),
    broken: [['window', 1, 7]],
  },
  { what: 'a late first unloading', request: withOrder({ latestFirst: 7140 }), broken: [['latest-first', 1, 10]] },
  { what: 'too small a gap', request: withOrder({ leastGapMinutes: 2 }), broken: [['gap-least', 2, 20]] },
  {
    // 25 min from start to start.
    what: 'starts too near',
    request: withOrder({ leastGapMinutes: 26.5, gapsCount: 'start-to-start' }),
    broken: [['gap-least', 1.5, 15]],
  },
  {
    what: 'unloadings that overlap, where gaps count from start to start',
    request: withOrder({ gapsCount: 'start-to-start' }),
    loads: [ten, later(five, -60)],
    broken: [['gap-least', 1, 10]],
  },
  { what: 'a pour with a break', loads: [ten, later(five, 31 * 60)], broken: [['gap-greatest', 1, 10]] },
  {
    what: 'a break of a pour beyond what is tolerated at a price',
    request: withOrder({ gapPricePerMinute: 4 }),
    loads: [ten, later(five, 37 * 60)],
    broken: [['gap-greatest', 2, 8]],
  },
  {
    // The first order ends at 9450.
    what: 'two orders at one site',
    request: both(),
    loads: [ten, five, unloadedAt(9390)],
    broken: [['site-busy', 1, 10]],
  },
  {
    // From 7200 to 9450, from 8000 to 8750, from 9390.
    what: 'three orders at one site',
    request: { ...withPlant({ docks: null }), orders: [order, second, { ...second, id: 'm' }] },
    loads: [ten, five, unloadedAt(8000), { ...unloadedAt(9390), order: 'm', truck: 't3' }],
    broken: [
      ['site-busy', 1450 / 60, 14_500 / 60],
      ['site-busy', 1, 10],
    ],
  },
  { what: 'one order after the other', request: both(), loads: [ten, five, unloadedAt(9450)], broken: [] },
  {
    what: 'follows too soon',
    request: both({ after: { order: 'o', leastMinutes: 10 } }),
    loads: [ten, five, unloadedAt(9990)],
    broken: [['follows', 1, 10]],
  },
  {
    what: 'follows too late',
    request: both({ after: { order: 'o', greatestMinutes: 5 } }),
    loads: [ten, five, unloadedAt(9990)],
    broken: [['follows', 4, 40]],
  },
  {
    what: 'follows what is not served',
    request: both({ after: { order: 'o', greatestMinutes: 5 } }),
    loads: [unloadedAt(9990)],
    broken: [],
  },
  {
    // The great truck leaves at 3405, the other at 5805.
    what: 'on the road before the shift',
    request: withTrucks({ shift: { from: 3495, to: 43_200 } }),
    broken: [['shift', 1.5, 15]],
  },
  {
    // Back at 10,695 and 11,445, 10,635 and 10 min of overtime allowed.
    what: 'back after overtime',
    request: withTrucks({ shift: { from: 0, to: 10_635 }, overtimeMinutes: 10, overtimePerMinute: 3 }),
    broken: [['shift', 3.5, 10.5]],
  },
  {
    what: 'an unloading that begins too late',
    request: withTrucks({ lastUnloading: 8580 }),
    broken: [['last-unloading', 2, 20]],
  },
  {
    // Before the first leg from 2865 to 3465, and the truck must leave at 3405; after the load, at 8895, it is too late.
    what: 'a break that holds up a load',
    request: {
      trucks: trucks.map((one) =>
        one.id === 't5' ? { ...one, breaks: [{ from: 2865, to: 8775, minutes: 10 }] } : one,
      ),
    },
    broken: [['break', 2, 20]],
  },
  {
    // Leaves the site at 8895.
    what: 'a break that begins too late',
    request: {
      trucks: trucks.map((one) =>
        one.id === 't5' ? { ...one, breaks: [{ from: 8000, to: 8835, minutes: 10 }] } : one,
      ),
    },
    broken: [['break', 1, 10]],
  },
  {
    // Back at 10,695 without it, which is when the break may begin; any earlier, and it would be taken at the site.
    what: 'a break that comes after the shift',
    request: {
      trucks: trucks.map((one) =>
        one.id === 't5'
          ? { ...one, breaks: [{ from: 10_695, to: 30_000, minutes: 60 }], shift: { from: 0, to: 10_695 } }
          : one,
      ),
    },
    broken: [],
  },
  {
    // Leaves the site at 10,694 + 3600, and needs 1800 s.
    what: 'a break just before the end of the shift',
    request: {
      trucks: trucks.map((one) =>
        one.id === 't5'
          ? { ...one, breaks: [{ from: 10_694, to: 30_000, minutes: 60 }], shift: { from: 0, to: 16_064 } }
          : one,
      ),
    },
    broken: [['shift', 0.5, 0.5]],
  },
  {
    what: 'a fixed load that was moved',
    request: { fixed: [{ ...five, loadStart: five.loadStart - 1 }] },
    broken: [['fixed', 1, 1000]],
  },
  {
    what: 'a fixed load that stays',
    request: { fixed: [ten] },
    broken: [],
  },
];

describe('what breaks a rule is found, by how much, and nothing else', () => {
  test.each(faults)('$what', ({ request, loads = [ten, five], broken }) => {
    const violations = violationsOf(planProblem(request), loads);
    expect(violations.map(({ rule, by, cost }) => [rule, round(by), round(cost)])).toEqual(
      broken.map(([rule, by, cost]) => [rule, round(by), round(cost)]),
    );
    for (const { order: id, truck, message } of violations) {
      expect(id ?? truck).toBeDefined();
      expect(message).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  test('every rule has a fault', () => {
    const rules = new Set(faults.flatMap(({ broken }) => broken.map(([rule]) => rule)));
    expect([...rules].toSorted()).toEqual(dispatchRuleNames.toSorted());
  });
});

const round = (value: number) => Math.round(value * 1e9) / 1e9;
