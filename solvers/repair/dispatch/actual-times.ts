/** Which loads of the plan that runs have started or are held, and when they are loaded and unloaded as far as is known. */
import type { Moment } from '../../../models/common.ts';
import type { DispatchOrder, DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { litresIn, secondsIn } from '../../dispatch/units.ts';
import type { PlannedLoad, RunningLoad } from './loads.ts';
import { cutOf, isOut, isUnwanted, type Situation, stuckBy } from './situation.ts';

export interface TimedLoad extends PlannedLoad, Pick<RunningLoad, 'started' | 'held' | 'actual'> {
  /** The same as an entry of `fixed` of the request. */
  readonly given: boolean;
  /** Seconds from the start of loading to the end of unloading, as the order of the request has it. */
  readonly lifetime: number;
}

/** Times under way to being known. */
interface Draft {
  readonly load: PlannedLoad;
  readonly given: boolean;
  readonly started: boolean;
  readonly held: boolean;
  readonly loadStart: number;
  unloadStart: number;
  /** Neither a fact nor in the past: waits for its turn at the site. */
  readonly mayWait: boolean;
}

export function timedLoads(situation: Situation, loads: readonly PlannedLoad[]): TimedLoad[] {
  const given = givenIn(situation);
  const drafts = loads.map((load) => draftOf(situation, load, given(load)));
  waitForSites(
    situation,
    drafts.filter(({ started, held }) => started || held),
  );
  const { shift } = situation.problem;
  const lifetimeOf = lifetimesOf(shift, shift.orders);
  const margin = secondsIn(shift.parameters.tolerances.lifetimeMinutes);
  return drafts.map((draft) => {
    const { load, started, held } = draft;
    const lifetime = lifetimeOf(load.order);
    const unloadEnd = draft.unloadStart + unloadingOf(load);
    // Concrete that is not mixed yet is mixed late enough for the delay.
    const loadStart = held ? Math.max(draft.loadStart, unloadEnd - (lifetime - margin)) : draft.loadStart;
    const actual = { loadStart, unloadStart: draft.unloadStart, unloadEnd };
    return { ...load, ...{ given: draft.given, started, held, lifetime, actual } };
  });
}

export function unloadingOf({ stages, unloadStart }: PlannedLoad): number {
  return stages.unloadEnd - unloadStart;
}

/** Arrival at the site of a load that is loaded from `loadStart` on, with the traffic as it is now. */
export function siteArrival({ planned, roads }: Situation, load: PlannedLoad, loadStart: number): number {
  return roads.arrival(load.plantPlace, load.site, plantDeparture({ planned }, load, loadStart));
}

export function plantDeparture({ planned }: Pick<Situation, 'planned'>, load: PlannedLoad, loadStart: number): number {
  const { stages } = load;
  const loading = stages.loadEnd - load.loadStart;
  return loadStart + loading + planned.instance.afterLoading[stages.placement.plant];
}

/** Whether a load is one of `fixed` of the request: the same in all that the entry names. */
function givenIn({ problem: { shift } }: Situation): (load: PlannedLoad) => boolean {
  const isSame = (moment: Moment | undefined, seconds: number) =>
    moment === undefined || secondsOf(shift, moment) === seconds;
  const ofTruck = Map.groupBy(shift.fixed, ({ truck }) => truck);
  return (load) =>
    (ofTruck.get(load.truck) ?? []).some(
      ({ order, plant, dock, volumeM3, loadStart, unloadStart }) =>
        order === load.order &&
        plant === load.plant &&
        (dock === undefined || dock === load.dock) &&
        (volumeM3 === undefined || litresIn(volumeM3) === litresIn(load.volumeM3)) &&
        isSame(loadStart, load.loadStart) &&
        isSame(unloadStart, load.unloadStart),
    );
}

function draftOf(situation: Situation, load: PlannedLoad, given: boolean): Draft {
  const { problem, now, factOfLoad, delays, cancelled } = situation;
  const at = (moment: Moment | undefined) => (moment === undefined ? undefined : secondsOf(problem.shift, moment));
  const fact = factOfLoad.get(load.id);
  const delay = delays.get(load.id);
  const known = at(fact?.loadStart) ?? load.loadStart;
  const started = given || (fact?.started ?? known < cutOf(situation, load.truck));
  const held = !started && delay !== undefined && !cancelled.has(load.order) && !isOut(situation, load.truck);
  if (!started && !held) {
    const { loadStart, unloadStart } = load;
    return { ...{ load, given, started, held, loadStart, unloadStart }, mayWait: false };
  }
  const loadStart = held ? Math.max(known, now) : known;
  const draft = { ...{ load, given, started, held, loadStart }, mayWait: false };
  const unloadEnd = at(fact?.unloadEnd);
  if (unloadEnd !== undefined) return { ...draft, unloadStart: unloadEnd - unloadingOf(load) };
  const unloadStart = at(fact?.unloadStart);
  if (unloadStart !== undefined) return { ...draft, unloadStart };
  if (load.unloadStart < now && !delay) return { ...draft, unloadStart: load.unloadStart };
  const first = Math.max(load.unloadStart, siteArrival(situation, load, loadStart));
  return { ...draft, unloadStart: first + (delay?.seconds ?? 0), mayWait: true };
}

/** One after the other at each place, in order of the times found so far; what will not be unloaded there blocks nobody. */
function waitForSites(situation: Situation, drafts: readonly Draft[]): void {
  const freeAt = new Map<string, number>();
  const inTurn = drafts.toSorted(
    (one, other) => one.unloadStart - other.unloadStart || (one.load.id < other.load.id ? -1 : 1),
  );
  const comes = inTurn.map((draft) => {
    const { load, started, unloadStart } = draft;
    if (!started) return true;
    const unloadEnd = unloadStart + unloadingOf(load);
    return !stuckBy(situation, load.truck, unloadStart, unloadEnd) && !isUnwanted(situation, load, unloadStart);
  });
  inTurn.forEach((draft, index) => {
    const { site } = draft.load;
    const free = freeAt.get(site) ?? -Infinity;
    if (draft.mayWait) draft.unloadStart = Math.max(draft.unloadStart, free);
    if (comes[index]) freeAt.set(site, Math.max(free, draft.unloadStart + unloadingOf(draft.load)));
  });
}

/** Whole lifetime of the concrete of each order, seconds, without any margin. */
export function lifetimesOf(
  { grades }: Pick<DispatchPlanProblem, 'grades'>,
  orders: readonly DispatchOrder[],
): (order: string) => number {
  const ofGrade = new Map(grades.map(({ id, lifetimeMinutes }) => [id, lifetimeMinutes]));
  const ofOrder = new Map(
    orders.map(({ id, lifetimeMinutes, grade }) => [id, secondsIn(lifetimeMinutes ?? ofGrade.get(grade ?? '') ?? 90)]),
  );
  return (order) => ofOrder.get(order) ?? secondsIn(90);
}
