/** The plan that is looked at, in every form that the parts of a warning need. */

import type { DispatchShift } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairWarningProblem } from '../../../models/repair-warning.ts';
import { type DenseShift, denseShift, placementsOf } from '../../dispatch/dense.ts';
import { never, type Placement } from '../../dispatch/instance.ts';
import { secondsIn } from '../../dispatch/units.ts';
import { type DelayModel, delayModelOf } from './delay-model.ts';
import { loadIds } from './load-ids.ts';
import { type Network, type NetworkOptions, networkOf } from './network.ts';

export interface Subject {
  readonly request: RepairWarningProblem;
  readonly problem: DispatchShift;
  readonly dense: DenseShift;
  /** Ids of the loads, in the order of the request. */
  readonly ids: readonly string[];
  readonly placements: readonly Placement[];
  readonly network: Network;
  readonly model: DelayModel;
  readonly options: NetworkOptions;
}

export function subjectOf(request: RepairWarningProblem): Subject {
  const { shift } = request;
  // Legs without a way count as no time, as where a plan made by hand is checked.
  const dense = denseShift(shift, shift.fixed, 0);
  const placements = placementsOf(shift, dense.instance, dense, request.loads);
  const options = {
    lifetimeMargin: secondsIn(shift.parameters.tolerances.lifetimeMinutes),
    now: request.now === undefined ? -never : secondsOf(shift, request.now),
    patience: 60 * request.simulation.patienceMinutes,
  };
  return {
    request,
    problem: shift,
    dense,
    ids: loadIds(placements, shift.orders),
    placements,
    network: networkOf(dense.instance, placements, options),
    model: delayModelOf(dense, request.simulation, request.history),
    options,
  };
}
