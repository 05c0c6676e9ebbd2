import { expect, test } from 'vitest';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { optionOf } from './option.ts';
import { loadAt, repairOf, running } from './testing-day.ts';
import { planWith } from './testing-options.ts';
import { measureOf, weightsOf } from './weights.ts';

const amended = amend(repairOf({ events: [{ type: 'truck-out', truck: 't2' }], prices: { unit: 100 } }));
const context = contextOf(amended);
const { problem } = amended;
const option = (loads: typeof running) =>
  optionOf(context, { name: 'least-cost', hired: [], plan: planWith(amended.shift, loads), reactionMs: 0 });

/** Both loads of t2 on t1, at their times: 2 points. */
const steady = option([running[0], loadAt('a', 't1', 70), loadAt('b', 't1', 110), running[3]]);
/** b is dropped: 5 points, 5000 for its 5 m3. */
const short = option([running[0], loadAt('a', 't1', 70), running[3]]);

test('of the same price of points where cost decides, ten times that where changes do', () => {
  expect(weightsOf(problem, 100, 'least-cost')).toMatchObject({
    unit: 100,
    truck: 1,
    moved: 0.5,
    dropped: 5,
    promise: 2,
  });
  expect(weightsOf(problem, 100, 'fewest-changes').unit).toBe(1000);
  expect(weightsOf(problem, 100, 'least-cost')).toMatchObject({ movedSeconds: 300, promiseSeconds: 900 });
  expect(weightsOf(problem, 100, 'least-cost').latePerSecond * 60).toBeCloseTo(0.02, 12);
});

test('where lateness decides a late minute costs ten times its price, and a change a quarter of it', () => {
  const { unit, truck, latePerSecond } = weightsOf(problem, 100, 'least-lateness');
  expect(unit * truck).toBe(25);
  expect(unit * latePerSecond * 60).toBeCloseTo(10 * 0.02 * 100, 9);
});

test('measures of one plan: points, what it costs with them, what it costs in lateness', () => {
  expect(steady.points).toBeCloseTo(2, 9);
  // Changes weigh ten times their price.
  expect(measureOf(steady, problem, 100, 'fewest-changes')).toBeCloseTo(steady.cost + 2000, 6);
  expect(measureOf(steady, problem, 100, 'least-cost')).toBeCloseTo(steady.cost + 200, 6);
  // Nothing is late, nothing unserved: a quarter of 2 points at 100.
  expect(measureOf(steady, problem, 100, 'least-lateness')).toBeCloseTo(50, 6);
});

test('serving less is dearer by every measure', () => {
  for (const name of ['fewest-changes', 'least-lateness', 'least-cost'] as const)
    expect(measureOf(short, problem, 100, name)).toBeGreaterThan(measureOf(steady, problem, 100, name));
  expect(measureOf(short, problem, 100, 'least-lateness')).toBeGreaterThan(5000);
});
