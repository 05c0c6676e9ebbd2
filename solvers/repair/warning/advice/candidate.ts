/** A change of the plan that might keep it from breaking, with what is known of it so far. */
import type { DispatchTruck } from '../../../../models/dispatch.ts';
import type { RepairAdvice } from '../../../../models/repair-warning.ts';
import type { DenseShift } from '../../../dispatch/dense.ts';
import type { Placement } from '../../../dispatch/instance.ts';
import type { Subject } from '../subject.ts';

export interface Candidate {
  readonly action: RepairAdvice['action'];
  /** Load that it is about. */
  readonly load: number;
  readonly minutes: number;
  /** The plan with it, loads in the same order; in the shift with the hired truck where one is hired. */
  readonly placements: readonly Placement[];
  readonly dense: DenseShift;
  readonly hired?: DispatchTruck;
}

/** Loads that are carried out otherwise. */
export function changedLoads({ placements }: Subject, candidate: Candidate): number[] {
  return placements.flatMap((before, load) => {
    const now = candidate.placements[load];
    const same =
      now.truck === before.truck && now.loadStart === before.loadStart && now.unloadStart === before.unloadStart;
    return same ? [] : [load];
  });
}
