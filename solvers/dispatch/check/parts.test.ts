/** Roads, traffic and breaks against hand-made answers, and against the slowest way to work them out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DispatchTravel } from '../../../models/dispatch-travel.ts';
import { layBreaks } from './breaks.ts';
import { factsOf, type TruckFacts } from './facts.ts';
import { chooseDocks, givenLitres } from './given.ts';
import { example, five, planProblem, type ten } from './hand-made.ts';
import type { Laid } from './laid-out.ts';
import { noWay, Roads, Traffic } from './travel.ts';

describe('legs', () => {
  const travel = DispatchTravel.parse({
    ...{ detour: 1.5, speedKmh: 36, fastFromKm: 30, fastSpeedKmh: 72, costPerKm: 1 },
    blocks: [
      {
        from: ['a', 'b'],
        to: ['b', 'a'],
        seconds: [
          [100, 7],
          [null, 50],
        ],
        metres: [
          [1234, null],
          [1, 1],
        ],
      },
      { from: ['a'], to: ['b'], seconds: [[200]], cost: [[9]] },
    ],
  });
  const places = [
    { id: 'a', xKm: 0, yKm: 0 },
    { id: 'b', xKm: 3, yKm: 4 },
    { id: 'c', xKm: 0, yKm: 20 },
    { id: 'd', lat: 55.7558, lng: 37.6176 },
    { id: 'e', lat: 56.7558, lng: 37.6176 },
    { id: 'f' },
  ];
  const roads = new Roads(places, travel);
  // 36 km/h are 0.01 km/s.
  test.each([
    ['the later block, with its own cost and length', 'a', 'b', { seconds: 200, km: 2, cost: 9 }],
    ['no way by a block, coordinates or not', 'b', 'b', noWay],
    ['a block for a place and itself', 'a', 'a', { seconds: 7, km: 0.07, cost: undefined }],
    ['a block in one direction', 'b', 'a', { seconds: 50, km: 0.001, cost: undefined }],
    ['a straight line with its detour, upward', 'b', 'c', { seconds: 2442, km: Math.hypot(3, 16) * 1.5 }],
    ['a fast one, from 30 km on', 'a', 'c', { seconds: 1500, km: 30 }],
    ['a place and itself', 'c', 'c', { seconds: 0, km: 0 }],
    ['no coordinates', 'f', 'a', noWay],
    ['coordinates of two sorts', 'd', 'a', noWay],
  ] as const)('%s', (_what, from, to, leg) => expect(roads.leg(from, to)).toEqual(leg));

  test('a degree of latitude is 111.19 km on a sphere of 6371 km', () =>
    expect(roads.leg('d', 'e').km / 1.5).toBeCloseTo((6371 * Math.PI) / 180, 9));
});

describe('traffic', () => {
  const problem = { start: '1970-01-01T00:00:00Z' };

  test('twice as long from 100 to 200', () => {
    const traffic = new Traffic(problem, [{ from: 100, to: 200, factor: 2 }]);
    // 50 s before, 50 of the 100 s there are worth 25 s of the leg.
    expect(traffic.arrival(50, 75)).toBe(150);
    expect(traffic.arrival(50, 120)).toBe(220);
    expect(traffic.departure(220, 120)).toBe(50);
    expect(traffic.arrival(100, 0)).toBe(100);
  });

  const hours = fc.array(
    fc.record({ from: fc.nat(60), length: fc.nat(60), factor: fc.constantFrom(0.2, 0.5, 0.7, 1.3, 3, 10) }),
    { maxLength: 4 },
  );
  test('arrival and departure are those of a walk second by second', () => {
    fc.assert(
      fc.property(hours, fc.integer({ min: -20, max: 120 }), fc.nat(80), (spans, leave, seconds) => {
        const entries = spans.map(({ from, length, factor }) => ({ from, to: from + length, factor }));
        const traffic = new Traffic(problem, entries);
        const walk = (from: number) => {
          let [at, behind] = [from, 0];
          while (behind < seconds - 1e-6) {
            const factor = entries.findLast((span) => span.from <= at && at < span.to)?.factor ?? 1;
            behind += 1 / factor;
            at++;
          }
          return at;
        };
        const arrival = walk(leave);
        expect(traffic.arrival(leave, seconds)).toBe(arrival);
        let last = arrival;
        while (walk(last) > arrival) last--;
        expect(traffic.departure(arrival, seconds)).toBe(last);
      }),
      { numRuns: 300 },
    );
  });
});

describe('breaks', () => {
  interface Case {
    readonly from: number;
    readonly rests: readonly { from: number; to: number; seconds: number }[];
    /** Of each load: when it must be left for, and how long later the site is left. */
    readonly loads: readonly { wait: number; takes: number }[];
    readonly wayBack: number;
  }
  const scene = fc.record({
    from: fc.nat(10),
    rests: fc.array(fc.record({ from: fc.nat(60), slack: fc.nat(30), seconds: fc.nat(12) }), { maxLength: 3 }),
    loads: fc.array(fc.record({ wait: fc.nat(20), takes: fc.nat(15) }), { minLength: 1, maxLength: 3 }),
    wayBack: fc.nat(10),
  });

  /** Every choice of a place for each break, in order: the least that is late in all, and when the truck is back then. */
  function bruteForce({ from, rests, loads, wayBack }: Case): { late: number; back: number } {
    let time = from;
    const gaps = loads.map(({ wait, takes }) => {
      const gap = { begin: time, end: time + wait };
      time += wait + takes;
      return gap;
    });
    gaps.push({ begin: time, end: Infinity });
    let best = { late: Infinity, back: Infinity };
    const place = (index: number, gap: number, free: number, late: number) => {
      if (index === rests.length || (gap === loads.length && free + wayBack <= rests[index].from)) {
        const back = Math.max(free, gaps[loads.length].begin) + wayBack;
        // Only whoever is back by then may leave a break out, and that is the truck with no break after its last load.
        if (index < rests.length && back > rests[index].from) return;
        if (late < best.late || (late === best.late && back < best.back)) best = { late, back };
        return;
      }
      for (let at = gap; at < gaps.length; at++) {
        const start = Math.max(at === gap ? free : gaps[at].begin, rests[index].from);
        const end = start + rests[index].seconds;
        if (end > gaps[at].end || (at < loads.length && start > rests[index].to)) continue;
        if (at === loads.length && Math.max(free, gaps[at].begin) + wayBack <= rests[index].from) {
          place(index, at, Math.max(free, gaps[at].begin), late);
          continue;
        }
        place(index + 1, at, end, late + Math.max(0, start - rests[index].to));
      }
    };
    place(0, 0, from, 0);
    return best;
  }

  test('as early as can be is as good as any other choice', () => {
    let [fitting, late] = [0, 0];
    fc.assert(
      fc.property(scene, (drawn) => {
        const rests = drawn.rests
          .map(({ from, slack, seconds }) => ({ from, to: from + slack, seconds }))
          .sort((one, other) => one.from - other.from);
        let time = drawn.from;
        const loads = drawn.loads.map(({ wait, takes }) => {
          const latestLeave = time + wait;
          time = latestLeave + takes;
          return { latestLeave, siteLeave: time } as Laid;
        });
        const truck = { from: drawn.from, rests } as unknown as TruckFacts;
        const { breaks, free } = layBreaks(truck, loads, (leave) => leave + drawn.wayBack);
        const best = bruteForce({ ...drawn, rests });
        const lateness = breaks.reduce((sum, one) => sum + one.late, 0);
        expect(lateness).toBe(best.late);
        if (lateness === 0) {
          expect(free[loads.length] + drawn.wayBack).toBe(best.back);
          fitting++;
        } else late++;
      }),
      { numRuns: 500 },
    );
    expect(Math.min(fitting, late)).toBeGreaterThan(50);
  });
});

describe('given loads', () => {
  test('share what is left: given volumes first, then as listed, full where nothing is left', () => {
    const facts = factsOf(planProblem());
    const of = (truck: string, volumeM3?: number) => ({ order: 'o', truck, plant: 'p', volumeM3 });
    expect(givenLitres(facts, [of('t5'), of('t3')])).toEqual([10_000, 5000]);
    expect(givenLitres(facts, [of('t5'), of('t3'), of('t1', 3)])).toEqual([10_000, 2000, 3000]);
    expect(givenLitres(facts, [of('t3'), of('t5', 15)])).toEqual([7000, 15_000]);
  });

  test('come to docks that are free all the while, the one that was busy last', () => {
    const facts = factsOf(planProblem({ plants: [{ ...example.plants[0], docks: 2 }] }));
    const docksOf = (loads: (typeof ten)[]) => chooseDocks(facts, loads).map(({ dock }) => dock);
    const anywhere = { ...five, dock: -1 };
    // 900 s of loading each: dock 0 is wanted at 450.
    const from = (loadStart: number) => ({ ...anywhere, loadStart });
    expect(docksOf([from(0), { ...five, loadStart: 450 }, from(1350)])).toEqual([1, 0, 0]);
    expect(docksOf([from(0), { ...five, loadStart: 450 }, from(900)])).toEqual([1, 0, 1]);
  });
});
