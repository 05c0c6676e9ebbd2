/**
 * Repairs of the worked example of a shift, answered by hand. For tests.
 *
 * The plan that runs (times in seconds from 07:00): o/1, 10 m3 on t5, loaded from 4305 to 6105, at its site at 7005, unloaded from
 * 7200 to 8700; o/2, 5 m3 on t1, loaded from 6705 to 7605, there at 8505, unloaded from 8700 to 9450. Trucks stand at the base,
 * 900 s before the plant; the site is 900 s behind it. Buffers are 195 s before and after unloading. The objective of the plan is
 * 62 and what two trucks are out of balance. Costs of the repaired plans are those of the writer of plans, which has tests of
 * its own; all else is by hand.
 */
import { type DispatchPlanProblem, DispatchShiftPlan, type DispatchUnplaced } from '../../../models/dispatch.ts';
import {
  type RepairChange,
  RepairDispatchPlan,
  RepairDispatchProblem,
  type RepairOption,
} from '../../../models/repair.ts';
import { at, example, examplePlan, five, type ShiftInput, ten, trucks } from '../../dispatch/check/hand-made.ts';
import type { TimedLoad } from '../../dispatch/check.ts';
import { denseShift, placementsOf } from '../../dispatch/dense.ts';
import { scheduleOf } from '../../dispatch/plan.ts';
import type { RepairInput } from './random-repair.ts';

export interface Repair {
  readonly problem: RepairDispatchProblem;
  readonly plan: RepairDispatchPlan;
}

/** Objective of the plan that runs: 60 km empty, two unloadings in the peak, and the trucks in use out of balance. */
export const baseCost = examplePlan.terms.total;

const load = ({ loadStart, unloadStart, ...rest }: TimedLoad) => ({
  ...{ ...rest, loadStart: at(loadStart), unloadStart: at(unloadStart) },
});

/** A plan of a shift with loads at these times. */
export function planOf(
  shift: DispatchPlanProblem,
  loads: readonly TimedLoad[],
  unplaced: readonly DispatchUnplaced[] = [],
): DispatchShiftPlan {
  const dense = denseShift(shift, shift.fixed, 0);
  const placements = placementsOf(shift, dense.instance, dense, loads);
  return DispatchShiftPlan.parse({ mode: 'plan', ...scheduleOf(dense, placements), unplaced });
}

const reason: RepairChange['reason'] = { code: 'truck-out', message: 'its truck is out', event: 0 };

const where = ({ truck, plant, volumeM3, loadStart, unloadStart }: TimedLoad) => ({
  ...{ truck, plant, volumeM3, loadStart: at(loadStart), unloadStart: at(unloadStart) },
});

/** @param was - load of the plan that runs and its id; `is` likewise, of the option. */
export function change(
  what: RepairChange['what'],
  points: number,
  was: readonly [id: string, load: TimedLoad] | undefined,
  is: readonly [id: string, load: TimedLoad] | undefined,
  depth = 1,
): RepairChange {
  return {
    ...{ order: (was ?? is)![1].order, load: was?.[0], becomes: is?.[0], what, points, reason, depth },
    ...{ was: was && where(was[1]), is: is && where(is[1]) },
    minutes: was && is ? (is[1].unloadStart - was[1].unloadStart) / 60 : 0,
  };
}

const features: RepairOption['features'] = {
  ...{ affectedLoads: 0, meanPriority: 0, riskM3: 0, horizonMinutes: 0, trucksAvailable: 0, meanKm: 0, fill: 0 },
  ...{ lifetimeSlackMinutes: 0, logistics: 1, weather: 0, traffic: 0, reliability: 0.5 },
};

/** What an option says where it changes nothing. */
export const quiet = {
  ...{ name: 'fewest-changes' as const, hired: [], points: 0, changes: [], changedLoads: 0, openLoads: 0 },
  ...{ untouchedShare: 1, depth: 0, width: 0, lostM3: 0, wastedM3: 0, notices: [], unrescued: [], features },
  lateness: { loads: 0, m3: 0, minutes: 0, greatestMinutes: 0 },
  score: { reaction: 1, quality: 1, stability: 1, clients: 1, total: 1 },
};

type Said = Omit<RepairOption, 'cost' | 'total' | 'extraCost'>;

/** What an answer says, costs apart; `options` are complete but for those. */
export interface Answer {
  readonly shift: DispatchPlanProblem;
  readonly pointPrice: number;
  readonly baseCost: number;
  readonly loads?: Partial<RepairDispatchPlan['loads']>;
  readonly rescues?: RepairDispatchPlan['rescues'];
  readonly options: readonly Said[];
  readonly recommended?: RepairDispatchPlan['recommended'];
  readonly limitMs: number;
  readonly reactionMs?: number;
}

export function repairOf(request: RepairInput, answer: Answer): Repair {
  const problem = RepairDispatchProblem.parse(request);
  const { loads, rescues = [], options, recommended = 'fewest-changes', limitMs, reactionMs = 0 } = answer;
  const open = [...(loads?.underWay ?? []), ...(loads?.open ?? []), ...(loads?.gone ?? [])];
  const plan: RepairDispatchPlan = {
    ...{ mode: 'dispatch', objectiveUnit: 'weighted', now: at(problem.now as number), rescues, recommended },
    ...{ shift: answer.shift, pointPrice: answer.pointPrice },
    loads: { done: [], underWay: [], open: [], gone: [], ...loads },
    clusters: problem.events.map((_event, index) => ({
      ...{ events: [index], dominant: index, from: at(problem.now as number), affected: open },
    })),
    affected: (problem.events.length > 0 ? open : []).map((id, index) => ({
      ...{ load: id, order: id.slice(0, id.lastIndexOf('/')), reason, urgency: 'next-hours', rank: index + 1 },
      criticality: { priority: 0, viability: 0, penalty: 0, logistics: 0, influence: 0, overall: 0 },
    })),
    options: options.map((said) => {
      const cost = said.plan.terms.total;
      return { ...said, cost, total: cost + answer.pointPrice * said.points, extraCost: cost - answer.baseCost };
    }),
    effort: { mode: 'operative', zone: 'shift', reactionMs, limitMs },
  };
  return { problem, plan: RepairDispatchPlan.parse(plan) };
}

export const running = [load(ten), load(five)];

/** The worked example as it is now. */
export function shiftNow(now: number, more: Partial<ShiftInput> = {}): DispatchPlanProblem {
  const shift = RepairDispatchProblem.parse({
    ...{ mode: 'dispatch', loads: [], now },
    shift: { ...example, plants: [{ ...example.plants[0], hours: { from: now, to: 400_000_000 } }], ...more },
  });
  return shift.shift;
}

/** Trucks as they stand; those that are not named at the base. */
export const fleet = (
  now: number,
  named: Readonly<Record<string, Partial<ShiftInput['trucks'][number]>>>,
  all = trucks,
): ShiftInput['trucks'] =>
  all.map((truck) => ({ ...truck, ...(named[truck.id] ?? { standing: { place: 'base', from: now } }) }));
