/**
 * The shift of the concrete example at twenty past ten: truck-2 breaks down for the day, and the tram bed is to be larger.
 * Its plan is that of kind `dispatch`, as it would come from there.
 */
import type { RepairPlanRequestInput } from '../plan-request.ts';
import { concreteShift } from './concrete-shift.ts';

const at = (clock: string) => `2026-11-23T${clock}+03:00`;

/** Order, truck, dock, m3, start of loading and of unloading. */
const plan: readonly (readonly [string, string, number, number, string, string])[] = [
  ['school walls', 'truck-3', 1, 8, '07:30:00', '08:00:00'],
  ['school walls', 'truck-2', 0, 8, '07:30:00', '08:16:00'],
  ['bridge pillar', 'truck-6', 0, 6, '08:11:24', '09:00:00'],
  ['bridge pillar', 'truck-1', 0, 10, '08:31:24', '09:12:00'],
  ['bridge pillar', 'truck-2', 1, 10, '08:50:20', '09:32:00'],
  ['bridge pillar', 'truck-4', 1, 8, '09:05:20', '09:52:00'],
  ['bridge pillar', 'truck-3', 1, 6, '09:20:20', '10:08:00'],
  ['warehouse floor', 'truck-1', 0, 10, '11:00:00', '12:00:00'],
  ['warehouse floor', 'truck-6', 1, 6, '11:45:00', '12:20:00'],
  ['warehouse floor', 'truck-5', 1, 8, '12:00:00', '12:32:00'],
  ['warehouse floor', 'truck-3', 0, 8, '11:44:00', '12:48:00'],
  ['villa steps', 'truck-5', 0, 3, '08:46:24', '10:00:00'],
  ['garage floor', 'truck-5', 1, 7, '07:15:00', '07:59:59'],
  ['tower deck', 'truck-4', 0, 8, '07:00:00', '07:30:00'],
  ['tower deck', 'truck-6', 0, 6, '07:15:00', '07:46:00'],
  ['tower deck', 'truck-1', 1, 10, '07:00:00', '07:58:00'],
  ['hospital ramp', 'truck-5', 1, 8, '10:30:07', '11:00:00'],
  ['metro lining', 'truck-2', 1, 10, '11:30:00', '13:00:00'],
  ['yard slab', 'truck-6', 1, 6, '13:20:54', '14:00:00'],
  ['yard slab', 'truck-4', 0, 6, '13:04:00', '14:12:00'],
  ['pool edge', 'truck-6', 0, 5, '09:28:20', '10:02:40'],
  ['bakery floor', 'truck-2', 0, 9, '14:06:19', '15:00:00'],
  ['tram bed', 'truck-3', 1, 8, '13:46:00', '15:00:00'],
  ['tram bed', 'truck-6', 1, 6, '14:29:52', '15:16:00'],
  ['tram bed', 'truck-4', 0, 6, '14:41:52', '15:28:00'],
];

const { problem } = concreteShift;
if (problem.mode !== 'plan') throw new Error('the example is a shift to be planned');

export const concreteBreakdown: RepairPlanRequestInput = {
  kind: 'repair',
  problem: {
    mode: 'dispatch',
    shift: problem,
    loads: plan.map(([order, truck, dock, volumeM3, loadStart, unloadStart]) => ({
      ...{ order, truck, plant: 'plant', dock, volumeM3 },
      loadStart: at(loadStart),
      unloadStart: at(unloadStart),
    })),
    now: at('10:20:00'),
    events: [
      { type: 'truck-out', truck: 'truck-2' },
      { type: 'order-changed', order: 'tram bed', to: { volumeM3: 22 } },
    ],
  },
  budget: { timeMs: 5000 },
};
