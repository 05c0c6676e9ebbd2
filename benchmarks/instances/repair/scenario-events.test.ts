import { describe, expect, test } from 'vitest';
import { repairProblem } from './request.ts';
import { happeningOf } from './scenario-events.ts';
import { readScenarios, type ScenarioEvent } from './scenarios-file.ts';
import { smallPlan, smallShift } from './testing/small-plan.ts';

const problem = smallShift();
const at = 30;
const seconds = 1800;

function happening(...events: readonly ScenarioEvent[]) {
  return happeningOf(events, problem, smallPlan);
}

function file(...events: readonly unknown[]): string {
  const scenarios = [{ id: 'x__y', set: 'cdp_kinable', instance: 'x', events }];
  return JSON.stringify({ version: 1, time_unit: 'minutes on the clock of the base instance', scenarios });
}

describe('events of a scenario', () => {
  test('a breakdown leaves what is on board to be delivered; with a duration it ends', () => {
    const breakdown = { type: 'truck_breakdown', at, truck: 'most_remaining_loads' } as const;
    expect(happening({ ...breakdown, until: 'end_of_shift' })).toEqual({
      now: seconds,
      events: [{ type: 'truck-out', truck: 'k2', at: seconds, onBoard: 'delivered' }],
    });
    expect(happening({ ...breakdown, duration_min: 60 }).events).toEqual([
      { type: 'truck-down', truck: 'k2', at: seconds, until: seconds + 3600, onBoard: 'delivered' },
    ]);
  });

  test('delay, traffic, order cancelled and grown', () => {
    expect(
      happening(
        { type: 'unload_delay', at, load: 'in_progress_or_next_of_second_largest_order', extra_min: 20 },
        { type: 'travel_time_factor', at, duration_min: 90, factor: 1.3 },
        { type: 'order_cancel', at, order: 'largest_not_started' },
        { type: 'order_volume_change', at, order: 'second_largest_not_finished', factor: 1.2525 },
      ).events,
    ).toEqual([
      { type: 'unload-delay', load: 'c/1', minutes: 20, at: seconds },
      { type: 'traffic', factor: 1.3, from: seconds, until: seconds + 5400, at: seconds },
      { type: 'order-cancelled', order: 'a', at: seconds },
      // 8.5 m3 x 1.2525 = 10.646 25 m3, to the litre.
      { type: 'order-changed', order: 'c', at: seconds, to: { volumeM3: 10.646 } },
    ]);
  });

  test('a new order has demand, place and window of another, later by the shift, under an id of its own', () => {
    const [event] = happening({ type: 'order_new', at, copy_of: 'largest_not_started', window_shift_min: 15 }).events;
    expect(event).toMatchObject({ type: 'order-added', at: seconds });
    expect(event.type === 'order-added' && event.order).toEqual({
      ...problem.orders[0],
      id: 'new-1',
      window: { ...problem.orders[0].window, from: 3600 + 900, to: 8 * 3600 + 900 },
      latestFirst: 7200 + 900,
      ideal: 3600 + 900,
    });
  });

  test('a new truck is free from the time of the event, and has a shift as long as the other where that is over', () => {
    const added = (minute: number, rule: string) => {
      const [event] = happening({ type: 'truck_new', at: minute, copy_of: rule }).events;
      return event.type === 'truck-added' ? event.truck : undefined;
    };
    // A shift of the problem's length where the truck has none: 720 minutes.
    expect(added(30, 'largest_capacity')).toEqual({
      ...problem.trucks[0],
      id: 'new-1',
      shift: { from: 1800, to: 12 * 3600 },
    });
    expect(added(30, 'third_largest_capacity')?.shift).toEqual({ from: 1800, to: 3 * 3600 });
    expect(added(240, 'third_largest_capacity')?.shift).toEqual({ from: 4 * 3600, to: 7 * 3600 });
  });

  test('what happens at different times is known at the last of them, each target found at its own', () => {
    const cancel = (minute: number) =>
      ({ type: 'order_cancel', at: minute, order: 'largest_not_started' }) satisfies ScenarioEvent;
    expect(happening(cancel(50), cancel(0))).toEqual({
      now: 3000,
      events: [
        { type: 'order-cancelled', order: 'c', at: 3000 },
        { type: 'order-cancelled', order: 'a', at: 0 },
      ],
    });
  });

  test('with the plan that runs they make a repair request', () => {
    const events: ScenarioEvent[] = [{ type: 'truck_breakdown', at, truck: 'most_remaining_loads' }];
    const made = repairProblem({ happening: (...plan) => happeningOf(events, ...plan) }, problem, smallPlan, [
      'least-cost',
    ]);
    expect(made).toMatchObject({ mode: 'dispatch', now: seconds, options: ['least-cost'], movedMinutes: 5 });
    expect(made.loads[3]).toEqual({
      ...{ order: 'c', truck: 'k2', plant: 'p', dock: 0, volumeM3: 8.5, loadStart: 7200, unloadStart: 8610 },
    });
  });
});

describe('files of scenarios', () => {
  test('are read', () => {
    const event = { type: 'order_new', at, copy_of: 'median_volume_not_started' };
    expect(readScenarios(file(event), 'f')).toEqual([
      { id: 'x__y', set: 'cdp_kinable', instance: 'x', events: [{ ...event, window_shift_min: 0 }] },
    ]);
  });

  test.each([
    [
      { type: 'truck_breakdown', at, truck: 'newest' },
      'events.0.truck: there is no rule "newest"; there are most_remaining',
    ],
    [{ type: 'truck_breakdown', at, truck: 'fourth_most_remaining_loads' }, 'no rule "fourth_most_remaining_loads"'],
    [{ type: 'order_cancel', at, order: 'smallest_not_started' }, 'no rule "smallest_not_started"; there are largest_'],
    [{ type: 'unload_delay', at, load: 'largest_not_started', extra_min: 5 }, 'no rule "largest_not_started"'],
    [
      { type: 'truck_new', at, copy_of: 'smallest_capacity' },
      'no rule "smallest_capacity"; there are largest_capacity',
    ],
    [{ type: 'plant_fire', at }, 'f: scenario x__y: events.0.type'],
    [{ type: 'travel_time_factor', at, factor: 2 }, 'events.0.duration_min'],
  ])('%j is refused with a sentence', (event, sentence) => {
    expect(() => readScenarios(file(event), 'f')).toThrow(sentence);
  });

  test('another unit of time is refused', () => {
    expect(() => readScenarios(file().replace('minutes on', 'hours on'), 'f')).toThrow('f: time_unit');
    expect(() => readScenarios('{', 'f')).toThrow('f: ');
  });
});
