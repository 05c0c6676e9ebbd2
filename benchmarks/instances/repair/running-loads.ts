/** The loads of a plan as a scenario looks at them: seconds from the start of the shift, numbered as in a repair. */
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairLoad } from '../../../models/repair-events.ts';

export interface RunningLoad {
  /** Order and number, the numbers by start of unloading. */
  readonly id: string;
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  readonly dock: number;
  readonly volumeM3: number;
  readonly loadStart: number;
  readonly unloadStart: number;
  readonly unloadEnd: number;
}

export function runningLoads(problem: DispatchPlanProblem, plan: Pick<DispatchShiftPlan, 'loads'>): RunningLoad[] {
  const inSeconds = plan.loads.map(({ order, truck, plant, dock, volumeM3, ...times }) => ({
    ...{ order, truck, plant, dock, volumeM3 },
    loadStart: secondsOf(problem, times.loadStart),
    unloadStart: secondsOf(problem, times.unloadStart),
    unloadEnd: secondsOf(problem, times.unloadEnd),
  }));
  return [...Map.groupBy(inSeconds, ({ order }) => order).values()].flatMap((loads) =>
    loads
      .toSorted((one, other) => one.unloadStart - other.unloadStart || one.loadStart - other.loadStart)
      .map((load, index) => ({ id: `${load.order}/${index + 1}`, ...load })),
  );
}

/** As a repair request states the plan that runs. */
export function repairLoads(loads: readonly RunningLoad[]): RepairLoad[] {
  return loads.map(({ id: _, unloadEnd: __, ...load }) => load);
}

/** Loading has begun before `at`. */
export const hasStarted = ({ loadStart }: RunningLoad, at: number) => loadStart < at;

/** Unloading ends after `at`. */
export const isUnfinished = ({ unloadEnd }: RunningLoad, at: number) => unloadEnd > at;
