/** From the request to the dense form, and back from indices to ids. */
import type { DispatchGivenLoad, DispatchShift } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import type { ConstructionData } from './construction-data.ts';
import { denseCosts, emptyLegCosts } from './dense-costs.ts';
import { denseOrders } from './dense-orders.ts';
import { standingLegs, standingOf } from './dense-standing.ts';
import { areasOf, trafficOf } from './dense-traffic.ts';
import { fillTimes, type GivenLoad } from './fill-times.ts';
import { type DispatchInstance, never, type Placement } from './instance.ts';
import { type Leg, type LegMatrix, Legs } from './legs.ts';
import { litresIn, rateOf, secondsIn, shiftOf } from './units.ts';

/** A shift as the solver sees it, with what leads back to the request. */
export interface DenseShift {
  readonly problem: DispatchShift;
  readonly instance: DispatchInstance;
  readonly legs: Legs;
  readonly construction: ConstructionData;
  /** Places of the sites, in the order of their indices. */
  readonly sites: readonly string[];
  readonly orderIndex: ReadonlyMap<string, number>;
  readonly truckIndex: ReadonlyMap<string, number>;
  readonly plantIndex: ReadonlyMap<string, number>;
}

/**
 * @param fixed - loads that stay, both times given.
 * @param noWay - seconds of a leg where there is no way.
 */
export function denseShift(problem: DispatchShift, fixed: readonly DispatchGivenLoad[], noWay = never): DenseShift {
  const secondsOfLegs = (matrix: LegMatrix) =>
    Int32Array.from(matrix, (leg) => (leg === null ? 0 : (leg?.seconds ?? noWay)));
  const legs = new Legs(problem);
  const { plants, trucks, orders } = problem;
  const sites = [...new Set(orders.map(({ place }) => place))];
  const orderIndex = indexOf(orders);
  const truckIndex = indexOf(trucks);
  const plantIndex = indexOf(plants);
  const matrix = matrixOf(legs);
  const plantPlaces = plants.map(({ place }) => place);
  const homes = trucks.map(({ home }) => home);
  const ends = trucks.map(({ home, end }) => (end === undefined ? home : end));
  const start = matrix(homes, plantPlaces);
  const out = matrix(plantPlaces, sites);
  const back = matrix(sites, plantPlaces);
  const end = transposed(matrix(sites, ends), sites.length, trucks.length);
  const breaks = trucks.flatMap((truck) =>
    truck.breaks.toSorted((a, b) => secondsOf(problem, a.from) - secondsOf(problem, b.from)),
  );
  const shifts = trucks.map((truck) => shiftOf(problem, truck));
  const costs = denseCosts(problem, { start, out, back, end });
  const stand = standingLegs(problem, legs);

  const base: Omit<DispatchInstance, 'fixed' | 'standing'> = {
    trucks: trucks.length,
    plants: plants.length,
    sites: sites.length,
    orders: orders.length,
    dockFrom: offsets(plants.map(({ docks }) => docks ?? 1)),
    plantFrom: Int32Array.from(plants, ({ hours }) => (hours ? secondsOf(problem, hours.from) : -never)),
    plantTo: Int32Array.from(plants, ({ hours }) => (hours ? secondsOf(problem, hours.to) : never)),
    loadFixed: Int32Array.from(plants, (plant) => secondsIn(plant.loadFixedMinutes)),
    loadPerKl: Float64Array.from(plants, (plant) => rateOf(plant.loadMinutesPerM3)),
    loadLeast: Int32Array.from(plants, (plant) =>
      secondsIn(plant.leastLoadMinutes ?? problem.parameters.smallLoadMinutes),
    ),
    dockHold: Int32Array.from(plants, ({ docks, spacingMinutes }) =>
      docks === null ? 0 : spacingMinutes === undefined ? -1 : secondsIn(spacingMinutes),
    ),
    afterLoading: Int32Array.from(plants, (plant) => secondsIn(plant.afterLoadingMinutes)),
    capacityL: Int32Array.from(trucks, ({ capacityM3 }) => litresIn(capacityM3)),
    shiftFrom: Int32Array.from(shifts, ({ from }) => from),
    shiftTo: Int32Array.from(shifts, ({ to }, truck) => to + secondsIn(trucks[truck].overtimeMinutes)),
    startBy: Int32Array.from(trucks, ({ lastUnloading }) =>
      lastUnloading === undefined ? never : secondsOf(problem, lastUnloading),
    ),
    regularTo: Int32Array.from(shifts, ({ to }) => to),
    wash: Int32Array.from(trucks, (truck) => secondsIn(truck.washMinutes)),
    breakOf: offsets(trucks.map((truck) => truck.breaks.length)),
    breakFrom: Int32Array.from(breaks, ({ from }) => secondsOf(problem, from)),
    breakTo: Int32Array.from(breaks, ({ to }) => secondsOf(problem, to)),
    breakTime: Int32Array.from(breaks, ({ minutes }) => secondsIn(minutes)),
    travelStart: secondsOfLegs(start),
    travelOut: secondsOfLegs(out),
    travelBack: secondsOfLegs(back),
    travelEnd: secondsOfLegs(end),
    traffic: trafficOf(problem),
    areas: areasOf(problem, {
      ...{ plants: plantPlaces, sites, homes, ends },
      standing: trucks.map((truck) => truck.standing?.place ?? null),
    }),
    ...denseOrders(problem, { sites, orderIndex, out }),
    ...costs,
  };
  const given = { orderIndex, truckIndex, plantIndex };
  const kept = placementsOf(problem, { ...base, fixed: [], standing: undefined }, given, fixed);
  const standing = standingOf(problem, stand, secondsOfLegs, emptyLegCosts(problem), kept);
  const instance: DispatchInstance = { ...base, fixed: kept, standing };
  const km = (matrix: LegMatrix) => Float64Array.from(matrix, (leg) => leg?.km ?? 0);
  const construction: ConstructionData = {
    parameters: problem.parameters,
    shiftSeconds: secondsIn(problem.shiftMinutes),
    priority: Uint8Array.from(orders, ({ priority }) => ['normal', 'high', 'critical'].indexOf(priority)),
    difficulty: Float64Array.from(orders, ({ difficulty }) => difficulty),
    hardWindow: Uint8Array.from(orders, ({ window }) => (window?.hard ? 1 : 0)),
    continuous: Uint8Array.from(orders, ({ continuous }) => (continuous ? 1 : 0)),
    kmStart: km(start),
    kmBack: km(back),
    kmEnd: km(end),
    kmStanding: km(stand.toPlants),
    kmStandingEnd: km(stand.home),
  };
  return { problem, instance, legs, construction, sites, orderIndex, truckIndex, plantIndex };
}

/** Given loads as placements, in their order; what is absent is filled in. */
export function placementsOf(
  problem: DispatchShift,
  instance: DispatchInstance,
  ids: Pick<DenseShift, 'orderIndex' | 'truckIndex' | 'plantIndex'>,
  loads: readonly DispatchGivenLoad[],
): Placement[] {
  if (loads.length === 0) return [];
  const at = (moment: DispatchGivenLoad['loadStart']) =>
    moment === undefined ? undefined : secondsOf(problem, moment);
  const given = loads.map((load): GivenLoad => {
    const plant = ids.plantIndex.get(load.plant) ?? -1;
    const first = instance.dockFrom[plant];
    const last = instance.dockFrom[plant + 1] - 1;
    return {
      order: ids.orderIndex.get(load.order) ?? -1,
      truck: ids.truckIndex.get(load.truck) ?? -1,
      plant,
      ...(load.dock === undefined ? {} : { dock: Math.min(first + load.dock, last) }),
      ...(load.volumeM3 === undefined ? {} : { volumeL: litresIn(load.volumeM3) }),
      loadStart: at(load.loadStart),
      unloadStart: at(load.unloadStart),
    };
  });
  return fillTimes(instance, given);
}

function matrixOf(legs: Legs) {
  return (from: readonly string[], to: readonly (string | null)[]): LegMatrix => {
    const known = new Map<string, LegMatrix>();
    return from.flatMap((place) => {
      let row = known.get(place);
      if (!row) {
        const cells = new Map<string, Leg | undefined>();
        row = to.map((other) => {
          if (other === null) return null;
          if (!cells.has(other)) cells.set(other, legs.leg(place, other));
          return cells.get(other);
        });
        known.set(place, row);
      }
      return row;
    });
  };
}

function transposed(matrix: LegMatrix, rows: number, columns: number): LegMatrix {
  return Array.from({ length: rows * columns }, (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]);
}

function offsets(counts: readonly number[]): Int32Array {
  const from = new Int32Array(counts.length + 1);
  counts.forEach((count, index) => {
    from[index + 1] = from[index] + count;
  });
  return from;
}

function indexOf(things: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(things.map(({ id }, index) => [id, index]));
}
