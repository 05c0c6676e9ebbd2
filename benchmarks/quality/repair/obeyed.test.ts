import { expect, test } from 'vitest';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { instantOf } from '../../../models/moments.ts';
import type { RepairEvent } from '../../../models/repair-events.ts';
import { smallPlan, smallShift } from '../../instances/repair/testing/small-plan.ts';
import { disobeyed } from './obeyed.ts';

const shift = smallShift();
const [, a2, , c1] = smallPlan;

/** At minute 50, with a/2 (loading at 60 on k10) and c/1 (at 120 on k2) free to change. */
function faults(...events: readonly RepairEvent[]): string[] {
  const loads = [a2, c1].map((load) => ({ ...load, loadStart: instantOf(shift, load.loadStart) }));
  const plan = { loads: loads as unknown as DispatchShiftPlan['loads'] };
  return disobeyed({ shift, events: [...events], now: 50 * 60 }, plan).map((fault) => fault.split(' begins')[0]);
}

test.each<[readonly RepairEvent[], readonly string[]]>([
  [[{ type: 'traffic', factor: 2, until: 9000 }], []],
  [[{ type: 'truck-out', truck: 'k10', onBoard: 'auto' }], ['load a/2']],
  [[{ type: 'truck-down', truck: 'k10', until: 3601, onBoard: 'auto' }], ['load a/2']],
  [[{ type: 'truck-down', truck: 'k10', until: 3600, onBoard: 'auto' }], []],
  // Two hours from its time, not from now: until minute 120 and until 121.
  [[{ type: 'accident', truck: 'k2', at: 0, onBoard: 'auto' }], []],
  [[{ type: 'accident', truck: 'k2', at: 60, onBoard: 'auto' }], ['load c/1']],
  [[{ type: 'plant-stop', plant: 'p' }], ['load a/2', 'load c/1']],
  [[{ type: 'plant-stop', plant: 'p', until: 7200 }], ['load a/2']],
  [[{ type: 'order-cancelled', order: 'c' }], ['load c/1']],
  [
    [
      { type: 'order-cancelled', order: 'a' },
      { type: 'truck-out', truck: 'k2', onBoard: 'auto' },
    ],
    ['load a/2', 'load c/1'],
  ],
])('after %j', (events, expected) => {
  expect(faults(...events)).toEqual(expected);
});

test('nothing that is not fixed begins before now', () => {
  const plan = (fixed?: boolean) => ({
    loads: [{ ...a2, fixed, loadStart: instantOf(shift, 49 * 60) }] as unknown as DispatchShiftPlan['loads'],
  });
  const problem = { shift, events: [], now: 50 * 60 };
  expect(disobeyed(problem, plan())[0]).toContain('that is over');
  expect(disobeyed(problem, plan(true))).toEqual([]);
});
