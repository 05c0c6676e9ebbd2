/** Points of pairs by hand, and the fewest of all matchings against all of them one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { untouched } from './hand-made-cases.ts';
import { differenceOf, fewestPoints, type OptionLoad, type Terms } from './matching.ts';
import { type Running, runningPlan } from './running.ts';

const { problem } = untouched();
const plain: Terms = { problem, isLowered: false, wasPlanned: true };
/** 10 m3 on t5, unloaded from 7200. */
const [was] = runningPlan(problem).loads;
const is: OptionLoad = { ...was, id: 'o/1', loadStart: was.planned.loadStart, unloadStart: was.planned.unloadStart };

test.each([
  ['the same', is, [], 0],
  ['another truck', { ...is, truck: 't4' }, ['truck'], 1],
  ['another plant', { ...is, plant: 'q' }, ['plant'], 0.5],
  ['a litre less', { ...is, litres: 9999 }, ['volume'], 0.5],
  ['5 min earlier', { ...is, unloadStart: 6900 }, [], 0],
  ['5 min and 1 s earlier', { ...is, unloadStart: 6899 }, ['earlier'], 0.5],
  ['5 min later', { ...is, unloadStart: 7500 }, [], 0.1],
  ['10 min later from elsewhere', { ...is, unloadStart: 7800, plant: 'q' }, ['plant', 'later'], 1.2],
])('%s', (_name, load, what, points) => {
  const actual = differenceOf(plain, { was, is: load });
  expect(actual.what).toEqual(what);
  expect(actual.points).toBeCloseTo(points, 9);
});

test.each([
  ['dropped', { was }, {}, 5],
  ['dropped, where the client wants less', { was }, { isLowered: true }, 0],
  ['added', { is }, {}, 0.5],
  ['added to an order that had no loads', { is }, { wasPlanned: false }, 0],
])('%s', (_name, pair, more, points) => {
  expect(differenceOf({ ...plain, ...more }, pair).points).toBe(points);
});

/** Every matching without crossings: a load is dropped, or added, or both first ones are a pair. */
function fewestOfAll(terms: Terms, open: readonly Running[], loads: readonly OptionLoad[]): number {
  const points = (pair: Parameters<typeof differenceOf>[1]) => differenceOf(terms, pair).points;
  const ways: number[] = [];
  if (open.length > 0) ways.push(points({ was: open[0] }) + fewestOfAll(terms, open.slice(1), loads));
  if (loads.length > 0) ways.push(points({ is: loads[0] }) + fewestOfAll(terms, open, loads.slice(1)));
  if (open.length > 0 && loads.length > 0)
    ways.push(points({ was: open[0], is: loads[0] }) + fewestOfAll(terms, open.slice(1), loads.slice(1)));
  return ways.length === 0 ? 0 : Math.min(...ways);
}

test('no matching has fewer points', () => {
  const some = fc.array(
    fc.record({
      truck: fc.constantFrom('t1', 't2'),
      litres: fc.constantFrom(5000, 10_000),
      minutes: fc.integer({ min: 0, max: 300 }),
    }),
    { maxLength: 5 },
  );
  let pairsHelped = 0;
  fc.assert(
    fc.property(some, some, fc.boolean(), fc.boolean(), (before, after, isLowered, wasPlanned) => {
      const inOrder = (loads: typeof before) => loads.toSorted((one, other) => one.minutes - other.minutes);
      const open = inOrder(before).map(({ truck, litres, minutes }): Running => {
        return { ...was, truck, litres, planned: { ...was.planned, unloadStart: 60 * minutes } };
      });
      const loads = inOrder(after).map(({ truck, litres, minutes }): OptionLoad => {
        return { ...is, truck, litres, unloadStart: 60 * minutes };
      });
      const terms = { problem, isLowered, wasPlanned };
      const fewest = fewestPoints(terms, open, loads);
      expect(fewest).toBeCloseTo(fewestOfAll(terms, open, loads), 9);
      const apart = (isLowered ? 0 : 5) * open.length + (wasPlanned ? 0.5 : 0) * loads.length;
      if (fewest < apart) pairsHelped++;
    }),
    { numRuns: 200 },
  );
  expect(pairsHelped).toBeGreaterThan(50);
});
