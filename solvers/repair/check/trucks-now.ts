/** Trucks of the shift as it is now: who is out, who is new, and where each stands once its fixed loads are done. */
import type { DispatchPlanProblem, DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf, type Timed } from '../../../models/moments.ts';
import { factsOf, secondsOfMinutes } from '../../dispatch/check/facts.ts';
import { type Laid, layOut } from '../../dispatch/check/laid-out.ts';
import { eventsOf, travelNow } from './events.ts';
import { type FixedLoad, timedLoad } from './fixed-now.ts';
import { isCase, type Running, type RunningPlan } from './running.ts';

interface Standing {
  readonly place: string;
  readonly from: number;
}

/** @param before - the shift as it is now, but for its trucks. */
export function trucksNow(
  plan: RunningPlan,
  fixed: readonly FixedLoad[],
  before: DispatchPlanProblem,
): DispatchTruck[] {
  const { problem, halts } = plan;
  const added = eventsOf(problem.events, 'truck-added').map(({ truck }) => truck);
  const trucks = [...before.trucks, ...added];
  const laid = layOut(factsOf({ ...before, trucks, fixed: [] }), fixed.map(timedLoad));
  const laidOf = Map.groupBy(laid.loads, ({ truck }) => truck.truck.id);
  const rescued = new Set(fixed.flatMap(({ load, isRescue }) => (isRescue ? load : [])));
  const fixedOf = Map.groupBy(fixed, ({ truck }) => truck);
  return trucks.map((truck) => {
    if (halts.get(truck.id)?.some(({ type }) => type === 'truck-out')) return { ...truck, working: false };
    if (!truck.working) return truck;
    const { standing: _standing, ...rest } = truck;
    const standing = standingOf(plan, truck, inOrder(fixedOf.get(truck.id)), laidOf.get(truck.id), rescued);
    return standing ? { ...rest, standing } : rest;
  });
}

const inOrder = (fixed: readonly FixedLoad[] = []): FixedLoad[] =>
  fixed.toSorted((one, other) => one.loadStart - other.loadStart || one.unloadStart - other.unloadStart);

/**
 * @param fixed - of the truck, in the order of their loading.
 * @param laid - the same.
 * @param rescued - loads of any truck that are transferred or diverted.
 */
function standingOf(
  plan: RunningPlan,
  truck: DispatchTruck,
  fixed: readonly FixedLoad[],
  laid: readonly Laid[] = [],
  rescued: ReadonlySet<Running>,
): Standing | undefined {
  const { now, halts, loads } = plan;
  const last = laid
    .toSorted((one, other) => one.loadStart - other.loadStart || one.unloadStart - other.unloadStart)
    .at(-1);
  const isOnItsWay = laid.some(({ siteLeave }) => siteLeave > now);
  const standing = unhindered(plan, truck, { fixed, last, isOnItsWay, rescued });
  const ofTruck = halts.get(truck.id);
  if (!ofTruck) return standing;
  const until = Math.max(now, ...ofTruck.map((halt) => halt.until));
  const stuck = byLoading(loads).find((load) => load.truck === truck.id && load.stuck);
  const place = stuck ? placeOfStuck(plan, stuck) : (standing?.place ?? last!.order.order.place);
  return { place, from: standing ? Math.max(standing.from, until) : until };
}

const byLoading = (loads: readonly Running[]): Running[] =>
  loads.toSorted((one, other) => one.loadStart - other.loadStart);

/** What stays of a truck's loads. */
interface Kept {
  /** In the order of their loading. */
  readonly fixed: readonly FixedLoad[];
  readonly last?: Laid;
  /** One of them leaves its site after now. */
  readonly isOnItsWay: boolean;
  readonly rescued: ReadonlySet<Running>;
}

/** Where a truck stands that is not down; absent: where its fixed loads leave it. */
function unhindered(
  plan: RunningPlan,
  truck: DispatchTruck,
  { fixed, last, isOnItsWay, rescued }: Kept,
): Standing | undefined {
  const { problem, now, loads, halts } = plan;
  const { shift, facts } = problem;
  const fact = facts.trucks.find((one) => one.truck === truck.id);
  if (fact && !fixed.some(({ isRescue }) => isRescue))
    return { place: fact.place, from: Math.max(now, fact.from === undefined ? now : secondsOf(shift, fact.from)) };
  if (isOnItsWay) return undefined;
  const own = byLoading(loads.filter((load) => load.truck === truck.id));
  const lost = own.find((load) => isCase(load) && !load.stuck && !rescued.has(load));
  if (lost) {
    const pouring = lost.unloadEnd - lost.unloadStart + secondsOfMinutes(truck.washMinutes);
    return { place: placeOnTheWay(plan, lost, now), from: now + pouring };
  }
  const cut = Math.min(now, halts.get(truck.id)?.[0].at ?? now);
  const next = own
    .filter(({ state }) => state === 'open')
    .map(({ planned }) => planned)
    .sort((one, other) => one.loadStart - other.loadStart)[0];
  if (next && next.leave < cut) return { place: next.plant.plant.place, from: Math.max(now, next.plantArrival) };
  const lastFixed = fixed.at(-1);
  const stands = !lastFixed || (lastFixed.load.wasFixed && !lastFixed.isRescue) ? truck.standing : undefined;
  const standsFrom = stands && secondsOf(shift, stands.from);
  const { end = truck.home } = truck;
  const isAllFixed = own.length > 0 && own.every(({ state }) => state === 'done' || state === 'under-way');
  if (isAllFixed && end !== null && !(standsFrom !== undefined && standsFrom > now)) {
    const { back, truck: day } = plan.laid.days.get(truck.id)!;
    return { place: end, from: Math.max(back, Math.min(now, day.to)) };
  }
  if (stands) return { place: stands.place, from: Math.max(now, standsFrom!) };
  if (last) return { place: last.order.order.place, from: now };
  return standingAtHome(shift, now, truck);
}

/** Of a truck that has not begun. */
export function standingAtHome(shift: Timed, now: number, truck: DispatchTruck): Standing {
  return { place: truck.home, from: Math.max(now, truck.shift ? secondsOf(shift, truck.shift.from) : 0) };
}

/** Where the truck is whose load is stuck, at the moment of the event. */
export const placeOfStuck = (plan: RunningPlan, load: Running): string =>
  placeOnTheWay(plan, load, load.stuck?.at ?? plan.now);

/** Where the truck of a load is at a moment: by facts, else at its plant until half of the way to the site is behind it. */
export function placeOnTheWay({ problem, laid }: RunningPlan, load: Running, at: number): string {
  const fact = problem.facts.trucks.find(({ truck }) => truck === load.truck);
  if (fact) return fact.place;
  const facts = factsOf({ ...laid.facts.problem, travel: travelNow(problem) });
  const { id, order, truck, plant, planned, loadStart, unloadStart } = load;
  const timed = { id, order, truck, plant, dock: planned.dock, volumeM3: load.litres / 1000, loadStart, unloadStart };
  const [now] = layOut(facts, [timed]).loads;
  const departure = now.loadEnd + now.plant.afterLoading;
  const site = planned.order.order.place;
  return at - departure < (now.siteArrival - departure) / 2 ? planned.plant.plant.place : site;
}
