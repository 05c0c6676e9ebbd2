import { describe, expect, test } from 'vitest';
import { NothingToHit } from './scenario.ts';
import { loadToHit, orderToHit, truckToCopy, truckToHit } from './targets.ts';
import { smallPlan, smallShift } from './testing/small-plan.ts';

const problem = smallShift();
const at = (minutes: number) => ({ problem, loads: smallPlan, at: 60 * minutes });

describe('targets', () => {
  test.each([
    // k2 has a/1 and c/1 to come, k10 has a/2; k3 began b/1 at 0.
    [30, 'most_remaining_loads', 'k2'],
    [30, 'second_most_remaining_loads', 'k10'],
    // From 41 on both have one: k2 comes before k10.
    [41, 'most_remaining_loads', 'k2'],
    [41, 'second_most_remaining_loads', 'k10'],
    // A load that begins at the time of the event has not begun before it.
    [60, 'second_most_remaining_loads', 'k10'],
  ])('at minute %i the truck of %s is %s', (minutes, rule, id) => {
    expect(truckToHit(rule, at(minutes)).id).toBe(id);
  });

  test('a rank that no truck has finds nothing', () => {
    expect(() => truckToHit('third_most_remaining_loads', at(30))).toThrow(NothingToHit);
    expect(() => truckToHit('second_most_remaining_loads', at(61))).toThrow('second_most_remaining_loads');
  });

  test('the largest truck is the first of those that are alike', () => {
    expect(truckToCopy('largest_capacity', at(0)).id).toBe('k2');
    expect(truckToCopy('second_largest_capacity', at(0)).id).toBe('k10');
    expect(truckToCopy('third_largest_capacity', at(0)).id).toBe('k3');
  });

  test.each([
    // d is the largest and in no plan: it is not hit.
    [0, 'largest_not_started', 'a'],
    [41, 'largest_not_started', 'c'],
    [84, 'largest_not_finished', 'a'],
    // Unloading of a ends at 105.
    [105, 'largest_not_finished', 'c'],
    [0, 'second_largest_not_finished', 'c'],
    // 8 (b), 8.5 (c), 20 (a): the middle one; without b, which begins at 0, the lower one of two.
    [0, 'median_volume_not_started', 'c'],
    [1, 'median_volume_not_started', 'c'],
    [41, 'median_volume_not_finished', 'c'],
  ])('at minute %i the order of %s is %s', (minutes, rule, id) => {
    expect(orderToHit(rule, at(minutes)).id).toBe(id);
  });

  test.each([
    // a/1 is unloaded from 65 to 85, then a/2 to 105, then only c is left.
    [0, 'in_progress_or_next_of_largest_order', 'a/1'],
    [70, 'in_progress_or_next_of_largest_order', 'a/1'],
    [85, 'in_progress_or_next_of_largest_order', 'a/2'],
    [105, 'in_progress_or_next_of_largest_order', 'c/1'],
    [0, 'in_progress_or_next_of_second_largest_order', 'c/1'],
    [0, 'in_progress_or_next_of_third_largest_order', 'b/1'],
  ])('at minute %i the load of %s is %s', (minutes, rule, id) => {
    expect(loadToHit(rule, at(minutes)).id).toBe(id);
  });

  test('when all is over there is nothing to hit', () => {
    expect(() => loadToHit('in_progress_or_next_of_largest_order', at(200))).toThrow(NothingToHit);
    expect(() => orderToHit('largest_not_started', at(200))).toThrow(NothingToHit);
    expect(() => orderToHit('median_volume_not_started', at(200))).toThrow(NothingToHit);
  });
});
