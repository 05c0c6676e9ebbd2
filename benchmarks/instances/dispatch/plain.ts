/**
 * What the published sets of shifts have in common: whole minutes from the midnight before, no buffers, tolerances or
 * least loads of ours, and concrete that does not set unless the set says so.
 */
import { DispatchPlanRequest, type DispatchPlanRequestInput } from '../../../models/plan-request.ts';

export type ShiftInput = Extract<DispatchPlanRequestInput['problem'], { mode: 'plan' }>;
export type RoundsInput = Extract<DispatchPlanRequestInput['problem'], { mode: 'rounds' }>;
export type OrderInput = ShiftInput['orders'][number];
export type TruckInput = ShiftInput['trucks'][number];

export const plainParameters: ShiftInput['parameters'] = {
  splitting: { leastLoadM3: 0 },
  tolerances: { windowMinutes: 0, gapMinutes: 0, lifetimeMinutes: 0 },
  buffers: { travelShare: 0, riskLeastMinutes: 0, riskGreatestMinutes: 0 },
};

/** Longer than any shift. */
export const unlimitedMinutes = 100_000;
export const farSeconds = 400_000_000;

/** As the solver gets it: checked, defaults filled in. */
export function requestOf(problem: ShiftInput | RoundsInput): DispatchPlanRequest {
  return DispatchPlanRequest.parse({ kind: 'dispatch', problem });
}

export const secondsOfMinutes = (minutes: number) => Math.round(minutes * 60);
