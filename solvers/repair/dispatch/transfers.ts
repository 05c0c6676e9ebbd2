/** Concrete of a truck that is stuck, taken over by another truck where it stands. */
import type { DispatchOrder, DispatchPlant, DispatchTruck } from '../../../models/dispatch.ts';
import { litresIn, secondsIn, shiftOf } from '../../dispatch/units.ts';
import { plantDeparture } from './actual-times.ts';
import { closedHours } from './amended-plants.ts';
import { presentTrucks } from './amended-trucks.ts';
import type { Start } from './roads.ts';
import { isOut, type Situation } from './situation.ts';
import type { StandingLoad, Standings } from './standing.ts';
import type { RescueCase } from './states.ts';
import { firstWays, type RescueWay, type Takers, unloadingsAt } from './takers.ts';

/** The schema of a shift takes so many plants. */
const mostPlants = 50;
/** And ids of so many characters. */
const longestId = 120;

/**
 * Plants that stand for trucks that are stuck, by load. Nothing else is loaded there: hence the hours.
 * Loads that have no place among the plants any more get none.
 */
export function plantsOf({ problem }: Situation, cases: readonly RescueCase[]): Map<string, DispatchPlant> {
  const { plants } = problem.shift;
  const taken = new Set(plants.map(({ id }) => id));
  const stuck = cases.filter(({ why }) => why === 'stuck').slice(0, Math.max(0, mostPlants - plants.length));
  return new Map(
    stuck.flatMap(({ load, place }) => {
      const id = freeId(`transfer:${load.id}`, taken);
      if (id.length > longestId) return [];
      const plant: DispatchPlant = {
        ...{ id, place, docks: 1, grades: [], hours: closedHours },
        ...{ loadFixedMinutes: problem.transferMinutes, loadMinutesPerM3: 0 },
        ...{ leastLoadMinutes: 0, afterLoadingMinutes: 0 },
      };
      return [[load.id, plant]];
    }),
  );
}

/** A shift that was repaired before may have such a plant from then. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}:${number}`;
  return free;
}

/** The trucks that may take a load over, with every order of the first group in which there is one that may get it. */
export function transfersOf(
  situation: Situation,
  takers: Takers,
  standings: Standings,
  one: RescueCase,
  plant: DispatchPlant,
  fixed: readonly StandingLoad[],
): RescueWay[] {
  const { problem, roads } = situation;
  const { place } = one;
  const comings = comingsOf(situation, standings, one, fixed);
  const transfer = secondsIn(problem.transferMinutes);
  const unloadings = unloadingsAt(fixed);
  const waysTo = (order: DispatchOrder): RescueWay[] => {
    const leg = roads.leg(place, order.place);
    if (!leg) return [];
    const latest = takers.latestEnd(one, order) - transfer;
    const inTime = comings.filter(({ loadStart }) => loadStart <= latest);
    return inTime.flatMap(({ truck, loadStart, cost }) => {
      const start = { truck, plant: plant.id, dock: 0, loadStart };
      const arrival = roads.arrival(place, order.place, loadStart + transfer);
      const load = takers.unload(one, order, arrival, start, unloadings);
      return load ? [{ action: 'transfer' as const, load, cost: cost + leg.cost }] : [];
    });
  };
  return firstWays(takers.ordersFor(one, fixed), waysTo);
}

interface Coming {
  readonly truck: string;
  /** When it can begin to take the load over. */
  readonly loadStart: number;
  /** Of the leg. */
  readonly cost: number;
}

/** Trucks that can come to one that is stuck. */
function comingsOf(
  situation: Situation,
  standings: Standings,
  { load, place }: RescueCase,
  fixed: readonly StandingLoad[],
): Coming[] {
  const { roads } = situation;
  const ofTruck = Map.groupBy(fixed, ({ truck }) => truck);
  // A truck that broke down under the dock is filled first.
  const loaded = plantDeparture(situation, load, load.actual.loadStart);
  return presentTrucks(situation.problem).flatMap((truck) => {
    if (litresIn(truck.capacityM3) < litresIn(load.volumeM3) || !canCome(situation, standings, truck)) return [];
    const ready = readyAt(situation, standings, truck, ofTruck.get(truck.id) ?? []);
    const isThere = ready.stands && ready.place === place;
    const cost = isThere ? 0 : roads.leg(ready.place, place)?.cost;
    if (cost === undefined) return [];
    const loadStart = Math.max(loaded, roads.arrivalFrom(ready, place));
    return [{ truck: truck.id, loadStart, cost }];
  });
}

/** Works, and has no concrete on board that is to be rescued itself. */
function canCome(situation: Situation, standings: Standings, truck: DispatchTruck): boolean {
  return truck.working && !isOut(situation, truck.id) && !standings.hasRescue(truck);
}

/** Where a truck is free once its fixed loads are done, and from when. */
function readyAt(
  { now, problem }: Situation,
  standings: Standings,
  truck: DispatchTruck,
  fixed: readonly StandingLoad[],
): Start {
  const standing = standings.of(truck, fixed);
  const last = fixed.toSorted((one, other) => one.loadStart - other.loadStart).at(-1);
  const begins = Math.max(now, shiftOf(problem.shift, truck).from);
  const from = Math.max(begins, last?.siteLeave ?? now, standing?.from ?? now);
  return { place: standing?.place ?? last?.site ?? truck.home, from, stands: standing !== undefined };
}
