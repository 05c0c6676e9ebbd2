/** A repair to be measured: a shift, and what happens to the plan that runs in it. */

import type { Moment } from '../../../models/common.ts';
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import type { RepairEvent } from '../../../models/repair-events.ts';
import type { RunningLoad } from './running-loads.ts';

/** The shift before anything happens. Scenarios of the same name share one plan of it. */
export interface BaseShift {
  readonly name: string;
  /** As the solver of kind `dispatch` gets it. */
  problem(): DispatchPlanProblem;
}

export interface Happening {
  readonly now: Moment;
  readonly events: readonly RepairEvent[];
}

export interface RepairScenario {
  readonly name: string;
  /** What its row is summed up with: the type of its event, or `several`. */
  readonly group: string;
  readonly base: BaseShift;
  /**
   * What happens to the plan: targets are found in it, so that the events bite whatever plan it is.
   * @throws NothingToHit where the plan has nothing of the sort.
   */
  happening(problem: DispatchPlanProblem, loads: readonly RunningLoad[]): Happening;
}

/** The plan that runs has no truck, order or load that a scenario asks for. */
export class NothingToHit extends Error {}

/** Type of the only event, or `several`. */
export function groupOf(types: readonly RepairEvent['type'][]): string {
  return types.length === 1 ? types[0] : 'several';
}
