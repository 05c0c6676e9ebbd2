/** Plans that ask ovens for one command after the other at set times. */
import { EquipmentRequest } from '../../../models/plan-request.ts';
import type { OvenSettingsInput } from '../../../src/bridge/oven/settings.ts';
import { keepPlan } from '../../../src/bridge/testing/stage.ts';
import type { Database } from '../../../src/db/database.ts';
import { ovenLimits } from '../campaign/workload.ts';

/** The same at every step: after the first one an oven is at its target when it is asked for it. */
const target = 200;

/** The most that a plan may name. */
const ovensOfPlan = 50;

export interface TimedSteps {
  readonly site: string;
  readonly ovens: readonly string[];
  /** ms since 1970: the first command of an oven, by its place in `ovens`. */
  readonly firstAt: (index: number) => number;
  /** Of each oven. */
  readonly steps: number;
  readonly stepMs: number;
  readonly dwellMs: number;
  /** From the due time to the latest start. */
  readonly windowMs: number;
}

export function timedOven(oven: string): OvenSettingsInput {
  return { oven, ...ovenLimits, noise: 0.2, lossMinutes: 1 };
}

/** Writes them as plans' ends do, for as many ovens each as a plan may name. @returns their ids. */
export async function keepTimedPlans(database: Database, timed: TimedSteps): Promise<string[]> {
  const planIds: string[] = [];
  for (let first = 0; first < timed.ovens.length; first += ovensOfPlan) {
    const indices = timed.ovens.slice(first, first + ovensOfPlan).map((_, place) => first + place);
    const { planId } = await keepPlan(database, {
      equipment: equipmentOf(timed, indices),
      heats: indices.flatMap((index) => heatsOf(timed, index)),
    });
    planIds.push(planId);
  }
  return planIds;
}

function equipmentOf({ site, ovens, dwellMs, windowMs }: TimedSteps, indices: readonly number[]): EquipmentRequest {
  const { min, max, rampPerMin } = ovenLimits;
  return EquipmentRequest.parse({
    site,
    ovens: indices.map((index) => ({ oven: ovens[index], furnace: ovens[index], min, max, rampPerMin, tolerance: 5 })),
    setpoints: [{ grade: 'hot', value: target, dwellMinutes: dwellMs / 60_000 }],
    latestStartMinutes: windowMs / 60_000,
  });
}

function heatsOf({ ovens, firstAt, steps, stepMs }: TimedSteps, index: number) {
  const furnace = ovens[index];
  return Array.from({ length: steps }, (_, step) => {
    const start = Math.round(firstAt(index) + step * stepMs);
    return { id: `${furnace}-${step + 1}`, grade: 'hot', furnace, start, end: start + stepMs, fixed: false };
  });
}
