/** What becomes of concrete on board that its truck cannot bring to its site in time. */
import type { z } from 'zod';
import type { DispatchPlant } from '../../../models/dispatch.ts';
import type { RepairRescue } from '../../../models/repair.ts';
import { caseReason } from './hits.ts';
import type { Situation } from './situation.ts';
import type { StandingLoad, Standings } from './standing.ts';
import type { RescueCase, StatedLoad } from './states.ts';

export type Rescue = z.infer<typeof RepairRescue>;

export interface Rescued {
  readonly rescues: readonly Rescue[];
  /** Loads of transfers and diversions. */
  readonly loads: readonly StandingLoad[];
  /** Those that stand for trucks that are stuck. */
  readonly plants: readonly DispatchPlant[];
}

export function rescue(situation: Situation, loads: readonly StatedLoad[], _standings: Standings): Rescued {
  const cases = loads.flatMap((load) => load.rescue ?? []);
  return { rescues: cases.map((one) => lossOf(situation, one)), loads: [], plants: [] };
}

function lossOf(situation: Situation, one: RescueCase): Rescue {
  const { id, volumeM3, truck } = one.load;
  return {
    ...{ load: id, action: 'loss', volumeM3, reason: caseReason(situation, one) },
    message: `the ${volumeM3} m3 of load ${id} on truck ${truck} are lost: nobody can take them in time`,
  };
}
