/** Whatever happens to a plan that runs, the shift as it is now is one that can be planned, and holds what has started. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondsOf } from '../../../models/moments.ts';
import { type Amended, amend } from './amend.ts';
import { randomRepair } from './random-events.ts';
import { runningPlans, Shift } from './testing.ts';

/** What stays, and nothing else, is fixed; what is rescued is in time and in nobody's way. */
function expectFixed({ loads, shift, rescues, problem, now }: Amended): void {
  const standing = loads.filter(({ state }) => state === 'done' || state === 'under-way');
  const expected = standing.map(({ order, truck, plant, dock, volumeM3, actual: { loadStart, unloadStart } }) => ({
    ...{ order, truck, plant, dock, volumeM3, loadStart, unloadStart },
  }));
  const rescued = rescues.filter(({ action }) => action !== 'loss');
  expect(shift.fixed).toHaveLength(standing.length + rescued.length);
  expect(shift.fixed).toEqual(expect.arrayContaining(expected));
  for (const load of loads) {
    if (load.state === 'done') expect(load.actual.unloadEnd).toBeLessThanOrEqual(now);
    if (load.state === 'open') expect([load.started, load.held]).toEqual([false, false]);
    if (load.state === 'done' || load.state === 'under-way') expect(load.started || load.held).toBe(true);
  }
  for (const { load, order, truck, action, loadStart, unloadStart, volumeM3, ageMinutes } of rescues) {
    const of = loads.find(({ id }) => id === load)!;
    expect(of).toMatchObject({ state: 'gone', started: true, volumeM3 });
    if (action === 'loss') continue;
    expect(action === 'divert').toBe(truck === of.truck);
    const unload = secondsOf(shift, unloadStart!);
    expect(unload).toBeGreaterThanOrEqual(now);
    if (action === 'transfer') expect(secondsOf(shift, loadStart!)).toBeGreaterThanOrEqual(now);
    expect(shift.fixed.filter((one) => one.truck === truck && one.unloadStart === unload)).toHaveLength(1);
    const { lifetimeMinutes, grade } = shift.orders.find(({ id }) => id === order)!;
    const ofGrade = shift.grades.find(({ id }) => id === grade)?.lifetimeMinutes;
    expect(ageMinutes).toBeLessThanOrEqual(lifetimeMinutes ?? ofGrade ?? 90);
    expect(shift.trucks.find(({ id }) => id === truck)!.working).toBe(true);
    const events = problem.events.filter((event) => event.type === 'order-cancelled');
    expect(events.map((event) => event.order)).not.toContain(order);
  }
}

test('events and facts of all sorts', () => {
  const actions = new Map<string, number>();
  const states = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const plans = runningPlans(15);
  fc.assert(
    fc.property(fc.nat(plans.length - 1), fc.nat(1_000_000), (which, seed) => {
      const { shift, loads } = plans[which];
      const problem = randomRepair(shift, loads, seed);
      const copy = structuredClone(problem);
      const amended = amend(problem);
      expect(problem).toEqual(copy);
      expect(Shift.parse(amended.shift)).toEqual(amended.shift);
      expectFixed(amended);
      for (const { action } of amended.rescues) count(actions, action);
      for (const { state } of amended.loads) count(states, state);
    }),
    { numRuns: 300 },
  );
  for (const action of ['transfer', 'divert', 'loss']) expect(actions.get(action) ?? 0, action).toBeGreaterThan(10);
  for (const state of ['done', 'under-way', 'open', 'gone']) expect(states.get(state), state).toBeGreaterThan(100);
});
