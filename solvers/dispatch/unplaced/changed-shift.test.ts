import { expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { construct } from '../construct.ts';
import { Schedule } from '../schedule.ts';
import { brokenRules } from '../testing/expect-plan.ts';
import { randomShift, smallShift } from '../testing/small-shift.ts';
import * as change from './changed-shift.ts';

/** Changes that make room: whatever could be carried out before can still be. */
const widening: [string, (order: number) => change.Change][] = [
  ['window earlier', (order) => change.windowEarlier(order, 600)],
  ['window later', (order) => change.windowLater(order, 600, true)],
  ['lifetime', (order) => change.longerLifetime(order, 600)],
  ['gap', (order) => change.longerGap(order, 600)],
  ['any load size', (order) => change.anyLoadSize(order)],
  ['capacity', (order) => change.moreCapacity(order % 4, 500)],
  ['overtime', () => change.overtime([0, 2], 1800)],
  ['endless shifts', () => change.endlessShifts],
  ['trucks', (order) => change.moreTrucks(order, [3, 0])],
  ['docks of the first plant', () => change.moreDocks([0], 2)],
  ['docks of all plants', () => change.moreDocks([0, 1, 2], 1)],
  ['own site', (order) => change.ownSite(order)],
];

const shifts = [1, 2, 3].map((seed) => {
  const { instance, data } = smallShift(randomShift(seed, 4, 10, 3));
  const schedule = new Schedule(instance);
  construct(schedule, data, iterationBudget(0));
  return { instance, plan: schedule.placements(), cost: schedule.cost() };
});

test.each(
  widening,
)('%s: the plan stays a plan at no higher cost, and the shift that was given is as it was', (_, of) => {
  for (const { instance, plan, cost } of shifts) {
    const before = structuredClone(instance);
    for (let order = 0; order < instance.orders; order++) {
      const changed = of(order)({ instance, plan });
      expect(brokenRules(changed.instance, changed.plan)).toEqual([]);
      expect(changed.plan.map(({ dock: _dock, ...rest }) => rest)).toEqual(
        plan.map(({ dock: _dock, ...rest }) => rest),
      );
      const schedule = new Schedule(changed.instance);
      expect(schedule.load(changed.plan)).toEqual([]);
      expect(schedule.cost()).toBeLessThanOrEqual(cost + 1e-6);
    }
    expect(instance).toEqual(before);
  }
});

test('one more truck is for one order only, and has the times it is given', () => {
  const [{ instance, plan }] = shifts;
  const changed = change.moreTrucks(4, [1], 100, 9000)({ instance, plan }).instance;
  const own = Array.from({ length: 10 }, (_, order) => changed.mayServe[order * 5 + 4]);
  expect(own).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  expect([changed.shiftFrom[4], changed.shiftTo[4]]).toEqual([100, 9000]);
  expect([changed.shiftFrom[1], changed.shiftTo[1]]).toEqual([0, 12 * 3600]);
});

test('an order in an empty shift', () => {
  const [{ instance, plan }] = shifts;
  const changed = change.emptyShift({ instance: { ...instance, fixed: plan.slice(0, 1) }, plan });
  expect(changed.plan).toEqual([]);
  expect(changed.instance.fixed).toEqual([]);
});
