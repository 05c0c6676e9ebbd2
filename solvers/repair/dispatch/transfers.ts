/** Concrete of a truck that is stuck, taken over by another truck where it stands. */
import type { DispatchPlant, DispatchTruck } from '../../../models/dispatch.ts';
import { litresIn, secondsIn, shiftOf } from '../../dispatch/units.ts';
import { plantDeparture } from './actual-times.ts';
import { closedHours } from './amended-plants.ts';
import { presentTrucks } from './amended-trucks.ts';
import { isOut, type Situation } from './situation.ts';
import type { Standing, StandingLoad, Standings } from './standing.ts';
import type { RescueCase } from './states.ts';
import type { RescueWay, Takers } from './takers.ts';

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

/** Every truck that may take a load over, with every order that may get it. */
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
  const orders = takers.ordersFor(one, fixed).filter((order) => roads.leg(place, order.place));
  const ofTruck = Map.groupBy(fixed, ({ truck }) => truck);
  // A truck that broke down under the dock is filled first.
  const loaded = plantDeparture(situation, one.load, one.load.actual.loadStart);
  return presentTrucks(problem).flatMap((truck) => {
    if (litresIn(truck.capacityM3) < litresIn(one.load.volumeM3) || !canCome(situation, standings, truck)) return [];
    const ready = readyAt(situation, standings, truck, ofTruck.get(truck.id) ?? []);
    const leg = roads.leg(ready.place, place);
    if (!leg) return [];
    const loadStart = Math.max(loaded, roads.arrival(ready.place, place, ready.from));
    const start = { truck: truck.id, plant: plant.id, dock: 0, loadStart };
    const leave = loadStart + secondsIn(problem.transferMinutes);
    return orders.flatMap((order) => {
      const unloaded = takers.unload(one, order, roads.arrival(place, order.place, leave), start, fixed);
      if (!unloaded) return [];
      const cost = leg.cost + (roads.leg(place, order.place)?.cost ?? 0);
      return [{ ...unloaded, action: 'transfer' as const, cost }];
    });
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
): Standing {
  const standing = standings.of(truck, fixed);
  const last = fixed.toSorted((one, other) => one.loadStart - other.loadStart).at(-1);
  const begins = Math.max(now, shiftOf(problem.shift, truck).from);
  const from = Math.max(begins, last?.siteLeave ?? now, standing?.from ?? now);
  return { place: standing?.place ?? last?.site ?? truck.home, from };
}
