/**
 * What becomes of concrete on board that its truck cannot bring to its site in time. Cases are taken one by one, the most
 * urgent first: priority of the order, then the time until the concrete is too old. What is stuck goes into another truck,
 * what can be driven goes to another order, and what nobody can take in time is lost.
 */
import type { z } from 'zod';
import type { DispatchPlant } from '../../../models/dispatch.ts';
import { instantOf } from '../../../models/moments.ts';
import type { RepairRescue } from '../../../models/repair.ts';
import { diversionsOf } from './diversions.ts';
import { caseReason } from './hits.ts';
import type { Situation } from './situation.ts';
import { type StandingLoad, type Standings, standingLoads } from './standing.ts';
import type { RescueCase, StatedLoad } from './states.ts';
import { type RescueWay, Takers, weightOf } from './takers.ts';
import { plantsOf, transfersOf } from './transfers.ts';

export type Rescue = z.infer<typeof RepairRescue>;

export interface Rescued {
  readonly rescues: readonly Rescue[];
  /** Loads of transfers and diversions. */
  readonly loads: readonly StandingLoad[];
  /** Those that stand for trucks that are stuck. */
  readonly plants: readonly DispatchPlant[];
}

export function rescue(situation: Situation, loads: readonly StatedLoad[], standings: Standings): Rescued {
  const cases = loads.flatMap((load) => load.rescue ?? []);
  if (cases.length === 0) return { rescues: [], loads: [], plants: [] };
  const plants = plantsOf(situation, cases);
  const takers = new Takers(situation, loads, [...plants.values()]);
  const fixed = standingLoads(loads);
  const rescued: StandingLoad[] = [];
  const used: DispatchPlant[] = [];
  const rescues = byUrgency(situation, cases).map((one): Rescue => {
    const plant = plants.get(one.load.id);
    const ways = plant
      ? transfersOf(situation, takers, standings, one, plant, [...fixed, ...rescued])
      : diversionsOf(situation, takers, one, [...fixed, ...rescued]);
    const best = bestOf(ways);
    if (!best) return lossOf(situation, one);
    rescued.push(best.load);
    if (plant) used.push(plant);
    return rescueOf(situation, one, best);
  });
  return { rescues, loads: rescued, plants: used };
}

function byUrgency({ problem, now }: Situation, cases: readonly RescueCase[]): RescueCase[] {
  const priorityOf = new Map(problem.shift.orders.map(({ id, priority }) => [id, weightOf[priority]]));
  const leftOf = ({ mixedAt, load }: RescueCase) => mixedAt + load.lifetime - now;
  return cases.toSorted(
    (one, other) => priorityOf.get(other.load.order)! - priorityOf.get(one.load.order)! || leftOf(one) - leftOf(other),
  );
}

/** Done soonest; of those, at the least cost. */
function bestOf(ways: readonly RescueWay[]): RescueWay | undefined {
  const isBetter = (one: RescueWay, other: RescueWay) =>
    one.load.unloadEnd - other.load.unloadEnd || one.cost - other.cost;
  return ways.reduce<RescueWay | undefined>((best, way) => (!best || isBetter(way, best) < 0 ? way : best), undefined);
}

function rescueOf(situation: Situation, one: RescueCase, { action, load }: RescueWay): Rescue {
  const { now, problem } = situation;
  const at = (seconds: number) => instantOf(problem.shift, seconds);
  const { id, volumeM3, truck: from, order: own } = one.load;
  const { order, truck, plant, loadStart, unloadStart, unloadEnd } = load;
  const what = `the ${volumeM3} m3 of load ${id}`;
  const where = `order ${order}${order === own ? '' : ` instead of order ${own}`}`;
  const done = `unloading ends in ${minutesOf(unloadEnd - now)}, when the concrete is ${minutesOf(unloadEnd - one.mixedAt)} old`;
  const moved = `${what} go from truck ${from} into truck ${truck}, from ${minutesOf(loadStart - now)} on, and to ${where}`;
  return {
    ...{ load: id, action, order, truck, volumeM3 },
    ...(action === 'transfer' ? { plant, loadStart: at(loadStart) } : {}),
    ...{ unloadStart: at(unloadStart), ageMinutes: (unloadEnd - one.mixedAt) / 60 },
    reason: caseReason(situation, one),
    message: `${action === 'transfer' ? moved : `truck ${truck} brings ${what} to ${where}`}: ${done}`,
  };
}

function lossOf(situation: Situation, one: RescueCase): Rescue {
  const { id, volumeM3, truck } = one.load;
  const how = one.why === 'stuck' ? 'no other truck can take them over' : 'no other order can take them';
  return {
    ...{ load: id, action: 'loss', volumeM3, reason: caseReason(situation, one) },
    message: `the ${volumeM3} m3 of load ${id} on truck ${truck} are lost: ${how} in time`,
  };
}

const minutesOf = (seconds: number) => `${Math.round(seconds / 6) / 10} min`;
