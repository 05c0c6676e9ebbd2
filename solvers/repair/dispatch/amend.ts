/**
 * From a repair request to the shift as it is now: what has started is fixed, what broke is out, and each truck stands where
 * it is. Rules: `docs/repair-rules.md`, from "The plan that runs" to "Rescue".
 */
import type { z } from 'zod';
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import type { RepairDispatchProblem, RepairRescue } from '../../../models/repair.ts';
import { timedLoads } from './actual-times.ts';
import { amendedOrders } from './amended-orders.ts';
import { amendedPlants } from './amended-plants.ts';
import { amendedTrucks } from './amended-trucks.ts';
import { hitOf } from './hits.ts';
import { plannedLoads, type RunningLoad } from './loads.ts';
import { rescue } from './rescue.ts';
import { type Situation, situationOf, travelNow } from './situation.ts';
import { type StandingLoad, Standings, standingLoads } from './standing.ts';
import { type StatedLoad, statedLoads } from './states.ts';

export interface Amended {
  readonly problem: RepairDispatchProblem;
  /** Seconds from `shift.start`. */
  readonly now: number;
  /** False: neither events nor facts; then `shift` is that of the request. */
  readonly touched: boolean;
  /** All loads of the plan that runs, by order as listed and number. */
  readonly loads: readonly RunningLoad[];
  /** As it is now, with fixed loads and what is rescued. */
  readonly shift: DispatchPlanProblem;
  readonly rescues: readonly z.infer<typeof RepairRescue>[];
}

export function amend(problem: RepairDispatchProblem): Amended {
  const { shift, events, facts } = problem;
  const situation = situationOf(problem);
  const { now } = situation;
  const timed = timedLoads(situation, plannedLoads(situation));
  if (events.length + facts.loads.length + facts.trucks.length === 0) {
    const loads = timed.map((load) => runningLoad(situation, asGiven({ ...load, state: 'open' }, now)));
    return { problem, now, touched: false, loads, shift, rescues: [] };
  }
  const stated = statedLoads(situation, timed);
  const standings = new Standings(situation, stated);
  const { rescues, loads: rescued, plants } = rescue(situation, stated, standings);
  const transferred = new Set(rescues.flatMap(({ action, order }) => (action === 'transfer' && order ? [order] : [])));
  const fixed = [...standingLoads(stated), ...rescued];
  return {
    ...{ problem, now, touched: true, rescues },
    loads: stated.map((load) => runningLoad(situation, load)),
    shift: {
      ...shift,
      travel: travelNow(problem, now),
      plants: [...amendedPlants(situation), ...plants],
      trucks: amendedTrucks(situation, standings, fixed),
      orders: amendedOrders(situation, fixed, transferred),
      fixed: fixed.map(fixedLoad),
    },
  };
}

/** Where nothing is known, only what the request fixes has started, and as planned. */
function asGiven(load: StatedLoad, now: number): StatedLoad {
  const { loadStart, unloadStart, stages } = load;
  const actual = { loadStart, unloadStart, unloadEnd: stages.unloadEnd };
  const state = !load.given ? 'open' : stages.unloadEnd <= now ? 'done' : 'under-way';
  return { ...load, started: load.given, actual, state };
}

function runningLoad(situation: Situation, load: StatedLoad): RunningLoad {
  const { id, order, truck, plant, dock, volumeM3, loadStart, unloadStart, actual, state, started, held } = load;
  const hit = hitOf(situation, load);
  return {
    ...{ id, order, truck, plant, dock, volumeM3, loadStart, unloadStart, actual, state, started, held },
    ...(hit && { hit }),
  };
}

function fixedLoad({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }: StandingLoad) {
  return { order, truck, plant, dock, volumeM3, loadStart, unloadStart };
}
