/** What must not matter to rules and objective, and what must scale with it: over random shifts, most of them in breach. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DispatchTerms, DispatchViolation } from '../../../models/dispatch.ts';
import { type TimedLoad, termsOf, violationsOf } from '../check.ts';
import { planProblem, type ShiftInput } from './hand-made.ts';
import { type RandomShift, randomShift } from './random-shift.ts';

interface Answer {
  readonly violations: readonly DispatchViolation[];
  readonly terms: DispatchTerms;
}

function answerOf({ request, loads }: RandomShift): Answer {
  const problem = planProblem(request);
  return { violations: violationsOf(problem, loads), terms: termsOf(problem, loads) };
}

/** Rules, amounts and costs, without names; in an order of their own. */
const amounts = ({ violations }: Answer) =>
  violations.map(({ rule, by, cost }) => `${rule} ${by.toFixed(6)} ${cost.toFixed(6)}`).toSorted();

function expectSame(one: Answer, other: Answer): void {
  expect(amounts(other)).toEqual(amounts(one));
  for (const term of Object.keys(one.terms) as (keyof DispatchTerms)[])
    expect(other.terms[term], term).toBeCloseTo(one.terms[term], 6);
}

/** Runs a property over shifts; their answers break each rule often enough to mean something. */
function overShifts(holds: (shift: RandomShift, answer: Answer) => void, runs = 150): void {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const shift = randomShift(seed);
      const answer = answerOf(shift);
      for (const rule of new Set(answer.violations.map(({ rule }) => rule))) seen.set(rule, (seen.get(rule) ?? 0) + 1);
      holds(shift, answer);
    }),
    { numRuns: runs },
  );
  // All but `fixed`, which needs a load that is taken away.
  expect(seen.size).toBe(21);
}

/** Every moment of a request later by some seconds; what is not a moment stays. */
function moved(request: ShiftInput, seconds: number): ShiftInput {
  const moments = new Set(['from', 'to', 'ideal', 'latestFirst', 'lastUnloading']);
  const move = (value: unknown, key = ''): unknown => {
    if (typeof value === 'number') return moments.has(key) ? value + seconds : value;
    if (Array.isArray(value)) return value.map((item) => move(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, move(item, name)]));
  };
  const { travel, plants, trucks, orders } = request;
  const traffic = travel?.traffic;
  return {
    ...request,
    travel: { ...travel, traffic: move(traffic) as typeof traffic },
    plants: move(plants) as typeof plants,
    trucks: (move(trucks) as typeof trucks).map((truck) => ({
      ...truck,
      // Absent, it is from 0 to 720 min.
      shift: truck.shift ?? { from: seconds, to: 43_200 + seconds },
    })),
    orders: move(orders) as typeof orders,
  };
}

test('a day later is the same day', () => {
  const day = 86_400;
  overShifts(({ request, loads }, answer) => {
    const later = loads.map((load) => ({
      ...load,
      loadStart: load.loadStart + day,
      unloadStart: load.unloadStart + day,
    }));
    expectSame(answer, answerOf({ request: moved(request, day), loads: later }));
  });
});

test('another zero of time with the clock of the site kept is the same day', () => {
  overShifts(({ request, loads }, answer) => {
    const later = loads.map((load) => ({
      ...load,
      loadStart: load.loadStart + 600,
      unloadStart: load.unloadStart + 600,
    }));
    const start = '2026-11-23T06:50:00+03:00';
    expectSame(answer, answerOf({ request: { ...moved(request, 600), start }, loads: later }));
  });
});

test('names do not matter, nor the order of orders, plants and loads', () => {
  overShifts(({ request, loads }, answer) => {
    const name = (id: string) => `x${[...id].toReversed().join('')}`;
    const fields = new Set(['id', 'place', 'home', 'end', 'order', 'truck', 'plant', 'grade']);
    const lists = new Set(['grades', 'trucks', 'plants', 'places', 'equipment', 'from', 'to']);
    const rename = (value: unknown, key = ''): unknown => {
      if (typeof value === 'string') return fields.has(key) ? name(value) : value;
      if (Array.isArray(value))
        return value.map((item) => (typeof item === 'string' && lists.has(key) ? name(item) : rename(item)));
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, rename(item, field)]));
    };
    const { parameters, objective } = request;
    const renamed = { ...(rename(request) as ShiftInput), parameters, objective };
    expectSame(
      answer,
      answerOf({
        request: {
          ...renamed,
          orders: renamed.orders.toReversed(),
          plants: renamed.plants.toReversed(),
          places: renamed.places.toReversed(),
        },
        loads: (rename(loads) as TimedLoad[]).toReversed(),
      }),
    );
  });
});

test('twice the price of every minute is twice the cost of the minutes', () => {
  overShifts(({ request, loads }, answer) => {
    const orders = request.orders.map(({ window, gapPricePerMinute: gap, ...order }) => ({
      ...order,
      window: window && { ...window, pricePerMinute: 2 * (window.pricePerMinute ?? 10) },
      gapPricePerMinute: gap === undefined ? undefined : 2 * gap,
    }));
    const trucks = request.trucks.map((truck) => ({ ...truck, overtimePerMinute: 2 * (truck.overtimePerMinute ?? 1) }));
    const twice = answerOf({ request: { ...request, orders, trucks }, loads });
    expect(twice.terms.offWindow).toBeCloseTo(2 * answer.terms.offWindow, 6);
    expect(twice.terms.longGaps).toBeCloseTo(2 * answer.terms.longGaps, 6);
    if (request.objective?.name !== 'travel-and-delay')
      expect(twice.terms.overtime).toBeCloseTo(2 * answer.terms.overtime, 6);
    const costOf = ({ violations }: Answer, rule: string) =>
      violations.reduce((sum, one) => (one.rule === rule ? sum + one.cost : sum), 0);
    expect(costOf(twice, 'window')).toBeCloseTo(2 * costOf(answer, 'window'), 6);
  });
});

test('most costly first, and no amount of nothing', () => {
  overShifts((_shift, { violations }) => {
    violations.forEach((one, index) => {
      expect(one.by).toBeGreaterThan(0);
      expect(one.cost).toBeLessThanOrEqual(violations[index - 1]?.cost ?? Infinity);
      expect(one.message).not.toMatch(/NaN|undefined/);
    });
  });
});
