/** From placements to the plan that people and systems read: loads with their stages, days of trucks and orders, figures. */
import type {
  DispatchLoad,
  DispatchMetrics,
  DispatchOrderDay,
  DispatchRisk,
  DispatchShiftPlan,
  DispatchTruckDay,
} from '../../models/dispatch.ts';
import { instantOf } from '../../models/moments.ts';
import type { DenseShift } from './dense.ts';
import { evaluate, utilisation } from './evaluate.ts';
import { placementKey } from './fresh-loading.ts';
import { type DispatchInstance, never, type Placement, unloadingTime } from './instance.ts';
import { risksOf } from './risk.ts';
import { idealStarts, loadsByOrder, type Route, routesOf, type Stages } from './routes.ts';
import { fromStanding } from './ways.ts';

export type Schedule = Pick<DispatchShiftPlan, 'objectiveUnit' | 'loads' | 'trucks' | 'orders' | 'terms' | 'metrics'>;

/** @param servedAtMostL - proved upper bound on the litres that any plan serves, where there is one. */
export function scheduleOf(dense: DenseShift, placements: readonly Placement[], servedAtMostL?: number): Schedule {
  const { problem, instance } = dense;
  const routes = routesOf(instance, placements);
  const stagesOf = new Map(routes.flatMap(({ loads }) => loads.map((stages) => [stages.placement, stages])));
  const names = new Map<Placement, string>();
  const byOrder = loadsByOrder(instance, placements);
  byOrder.forEach((loads, order) => {
    loads.forEach((load, index) => {
      names.set(load, loadName(problem.orders[order].id, index + 1));
    });
  });
  const fixed = new Set(instance.fixed.map(placementKey));
  const risks = risksOf(instance, placements, routes);
  const riskOf = new Map(placements.map((placement, index) => [placement, risks[index]]));
  const loads = byOrder.flatMap((ofOrder) => {
    const ideals = idealStarts(instance, ofOrder);
    return ofOrder.map((placement, index): DispatchLoad => {
      const stages = stagesOf.get(placement);
      const risk = riskOf.get(placement);
      if (!stages || !risk) throw new Error('a placement without a route');
      return {
        ...loadOf(dense, stages, index + 1, ideals[index]),
        ...(fixed.has(placementKey(placement)) ? { fixed: true } : {}),
        risk: riskReport(dense, placement, risk),
      };
    });
  });
  const terms = evaluate(instance, placements, routes);
  const routeOf = new Map(routes.map((route) => [route.truck, route]));
  const trucks = problem.trucks.map(({ id }, truck) => truckDay(dense, routeOf.get(truck) ?? id, names));
  const orders = byOrder.map((ofOrder, order) => orderDay(dense, ofOrder, order, names, stagesOf));
  return {
    objectiveUnit: unitOf(problem.objective.name),
    loads,
    trucks,
    orders,
    terms,
    metrics: metricsOf(dense, placements, routes, { loads, trucks, orders }, servedAtMostL),
  };
}

export function loadName(order: string, number: number): string {
  return `${order}/${number}`;
}

/** What the objective counts, for people. */
export function unitOf(objective: DenseShift['problem']['objective']['name']): string {
  if (objective === 'served-volume') return 'm3 served, negative';
  if (objective === 'travel-and-delay') return 'minutes and penalties';
  return objective === 'delivery-cost' ? 'money' : 'weighted score';
}

/** A load with its stages; `risk` and `fixed` come from the plan around it. */
export function loadOf({ problem, instance }: DenseShift, stages: Stages, number: number, ideal: number): DispatchLoad {
  const { placement } = stages;
  const at = (seconds: number) => instantOf(problem, seconds);
  const order = problem.orders[placement.order].id;
  const entry = placement.plant * instance.orders + placement.order;
  return {
    id: loadName(order, number),
    order,
    number,
    truck: problem.trucks[placement.truck].id,
    plant: problem.plants[placement.plant].id,
    dock: placement.dock - instance.dockFrom[placement.plant],
    volumeM3: placement.volumeL / 1000,
    leave: at(stages.leave),
    plantArrival: at(stages.plantArrival),
    loadStart: at(placement.loadStart),
    loadEnd: at(stages.loadEnd),
    siteArrival: at(stages.siteArrival),
    unloadStart: at(placement.unloadStart),
    unloadEnd: at(stages.unloadEnd),
    siteLeave: at(stages.siteLeave),
    ...(ideal === -never ? {} : { idealStart: at(ideal), deviationMinutes: minutes(placement.unloadStart - ideal) }),
    ageMinutes: minutes(stages.unloadEnd - placement.loadStart),
    bufferMinutes: minutes(instance.slackBefore[entry] + instance.slackAfter[entry]),
  };
}

function riskReport(
  { problem, instance }: DenseShift,
  placement: Placement,
  risk: ReturnType<typeof risksOf>[number],
): DispatchRisk {
  const margin = problem.parameters.tolerances.lifetimeMinutes;
  const slack = Math.min(risk.lifetimeSlack + margin * 60, risk.windowSlack, risk.gapSlack ?? never);
  return {
    level: risk.hits.length > 0 ? 'high' : slack < 30 * 60 ? 'medium' : 'low',
    lifetimeSlackMinutes: minutes(risk.lifetimeSlack) + margin,
    windowSlackMinutes: minutes(Math.min(risk.windowSlack, instance.shiftTo[placement.truck] - placement.unloadStart)),
    ...(risk.gapSlack === undefined ? {} : { gapSlackMinutes: minutes(risk.gapSlack) }),
    delayHits: risk.hits.map((order) => problem.orders[order].id),
  };
}

/** @param route - or the id of a truck that stays at home. */
function truckDay(
  { problem, instance, legs, sites }: DenseShift,
  route: Route | string,
  names: ReadonlyMap<Placement, string>,
): DispatchTruckDay {
  if (typeof route === 'string')
    return { truck: route, loads: [], breaks: [], busyMinutes: 0, utilisation: 0, emptyKm: 0, loadedKm: 0 };
  const truck = problem.trucks[route.truck];
  const at = (seconds: number) => instantOf(problem, seconds);
  let emptyKm = 0;
  let loadedKm = 0;
  const emptyKmTo = (origin: number, place: string) => {
    if (origin !== fromStanding || !truck.standing)
      return legs.leg(origin < 0 ? truck.home : sites[origin], place)?.km ?? 0;
    return truck.standing.place === place ? 0 : (legs.leg(truck.standing.place, place)?.km ?? 0);
  };
  for (const { placement, origin } of route.loads) {
    const plant = problem.plants[placement.plant].place;
    const site = problem.orders[placement.order].place;
    emptyKm += emptyKmTo(origin, plant);
    loadedKm += legs.leg(plant, site)?.km ?? 0;
  }
  const end = truck.end === undefined ? truck.home : truck.end;
  if (end !== null) emptyKm += emptyKmTo(route.homeOrigin, end);
  return {
    truck: truck.id,
    loads: route.loads.map(({ placement }) => names.get(placement) ?? ''),
    leave: at(route.leave),
    back: at(route.back),
    breaks: route.breaks.map(({ from, to }) => ({ from: at(from), to: at(to) })),
    busyMinutes: minutes(route.busy),
    utilisation: utilisation(instance, route),
    emptyKm: emptyKm,
    loadedKm: loadedKm,
  };
}

function orderDay(
  { problem, instance }: DenseShift,
  loads: readonly Placement[],
  order: number,
  names: ReadonlyMap<Placement, string>,
  stagesOf: ReadonlyMap<Placement, Stages>,
): DispatchOrderDay {
  const volume = loads.reduce((sum, { volumeL }) => sum + volumeL, 0);
  const servedL = Math.min(volume, instance.volumeL[order]);
  const id = problem.orders[order].id;
  if (loads.length === 0) return { order: id, served: 'none', servedM3: 0, loads: [] };
  const ends = loads.map((load) => stagesOf.get(load)?.unloadEnd ?? 0);
  const gaps = loads.slice(1).map((load, index) => load.unloadStart - ends[index]);
  return {
    order: id,
    served: servedL === instance.volumeL[order] ? 'whole' : 'part',
    servedM3: servedL / 1000,
    loads: loads.map((load) => names.get(load) ?? ''),
    start: instantOf(problem, loads[0].unloadStart),
    end: instantOf(problem, Math.max(...ends)),
    onTime: loads.every((load) => isOnTime(instance, load)),
    ...(gaps.length > 0 ? { greatestGapMinutes: minutes(Math.max(...gaps)) } : {}),
  };
}

function metricsOf(
  { problem, instance }: DenseShift,
  placements: readonly Placement[],
  routes: readonly Route[],
  { loads, trucks, orders }: Pick<Schedule, 'loads' | 'trucks' | 'orders'>,
  servedAtMostL: number | undefined,
): DispatchMetrics {
  const shares = routes.map((route) => utilisation(instance, route));
  const spread = shares.length > 0 ? Math.max(...shares) - Math.min(...shares) : 0;
  const deviations = loads.flatMap(({ deviationMinutes }) =>
    deviationMinutes === undefined ? [] : [deviationMinutes],
  );
  return {
    orders: orders.length,
    ordersServed: orders.filter(({ served }) => served === 'whole').length,
    volumeM3: instance.volumeL.reduce((sum, volume) => sum + volume, 0) / 1000,
    servedM3: orders.reduce((sum, { servedM3 }) => sum + servedM3, 0),
    ...(servedAtMostL === undefined ? {} : { servedAtMostM3: servedAtMostL / 1000 }),
    loads: placements.length,
    trucksUsed: routes.length,
    utilisation: mean(shares),
    utilisationSpread: spread,
    balanced: spread <= problem.parameters.balanceTolerance,
    meanDeviationMinutes: mean(deviations.map(Math.abs)),
    onTimeShare: mean(placements.map((load) => (isOnTime(instance, load) ? 1 : 0))),
    emptyKm: trucks.reduce((sum, { emptyKm }) => sum + emptyKm, 0),
    loadedKm: trucks.reduce((sum, { loadedKm }) => sum + loadedKm, 0),
    fill: mean(placements.map(({ truck, volumeL }) => volumeL / instance.capacityL[truck])),
  };
}

/** Within the window itself; the tolerance of a priced window is late already. */
function isOnTime(instance: DispatchInstance, { order, truck, volumeL, unloadStart }: Placement): boolean {
  const end = unloadStart + unloadingTime(instance, order, truck, volumeL);
  const from = Math.max(instance.windowFrom[order], instance.earlyTo[order]);
  const to = Math.min(instance.windowTo[order], instance.lateFrom[order]);
  return unloadStart >= from && end <= to && unloadStart <= instance.startTo[order];
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const minutes = (seconds: number): number => seconds / 60;
