/**
 * The loads that an order may get: by class of trucks, plant and volume, with the least times and costs of each. A volume
 * stands for a whole step of volumes: what it brings is that of the most, what it takes that of the least, so that no
 * load of a plan is dearer here than there.
 */
import { type DispatchInstance, holdTime, loadingTime, never } from '../instance.ts';
import { leastUnloading, mostUnloading, type TruckClasses } from './truck-classes.ts';

/** What is minimised: litres that are not served, or the whole cost. */
export type Objective = 'volume' | 'cost';

export interface LoadKind {
  readonly truckClass: number;
  readonly plant: number;
  /** Volume it may bring at most, in units of the order. */
  readonly units: number;
  /** From the start of loading to the start of unloading, at least. */
  readonly lead: number;
  /** From the start of loading to the start of unloading, at most. */
  readonly longestLead: number;
  /** At least, and at most: of the least and the most volume, by any truck of the class. */
  readonly unloading: number;
  readonly longestUnloading: number;
  /** From the end of unloading until the truck may leave the site for a plant. */
  readonly away: number;
  /** By hub: travel there from the site; `tail` is `away` and the shortest of these. */
  readonly back: Float64Array;
  readonly tail: number;
  readonly hub: number;
  /** Time on the dock; 0 where docks are no limit. */
  readonly hold: number;
  /** Unloading starts within [from, to]; loading within [firstLoading, lastLoading]. */
  readonly from: number;
  readonly to: number;
  readonly firstLoading: number;
  readonly lastLoading: number;
  readonly cost: number;
}

/** Volume is counted in units; the last one may be begun only. */
export interface VolumeUnits {
  readonly unitL: number;
  /** What is to be brought beside fixed loads. */
  readonly units: number;
}

export interface LoadSetting {
  readonly instance: DispatchInstance;
  readonly classes: TruckClasses;
  /** Least factor on travel times at any time. */
  readonly travelFactor: number;
  readonly objective: Objective;
  /** Plants between which the relaxation tells apart; plants of one hub count as one place. */
  readonly hubs: number;
  readonly hubOf: Int32Array;
  /** sites x hubs: shortest travel from the site to a plant of the hub. */
  readonly travelToHub: Float64Array;
  /** The same, by way of other loads where that takes less. */
  readonly returnToHub: Float64Array;
  /** sites: least cost of the leg after a load, as far as it is counted with the load. */
  readonly legCost: Float64Array;
}

export function loadKinds(setting: LoadSetting, order: number, { unitL, units }: VolumeUnits): LoadKind[] {
  const { instance, classes } = setting;
  const kinds: LoadKind[] = [];
  const sentFull = instance.sentFull[order] === 1;
  for (let c = 0; c < classes.count; c++) {
    if (classes.mayServe[order * classes.count + c] === 0) continue;
    const most = classes.capacityMost[c];
    const full = Math.ceil(most / unitL - 1e-9);
    const own: LoadKind[] = [];
    for (let step = sentFull ? full : 1; step <= (sentFull ? full : Math.min(full, units)); step++) {
      const leastL = sentFull ? classes.capacityLeast[c] : leastOfStep(instance, order, step, unitL);
      if (leastL > Math.min(most, step * unitL + 1e-6)) continue;
      for (let p = 0; p < instance.plants; p++) {
        const kind = loadKind(setting, order, c, p, step, leastL, sentFull ? most : Math.min(most, step * unitL));
        if (kind) own.push(kind);
      }
    }
    kinds.push(
      ...own.filter((kind, i) => !own.some((other, j) => dominates(other, kind) && (j < i || !dominates(kind, other)))),
    );
  }
  return kinds;
}

function leastOfStep(instance: DispatchInstance, order: number, step: number, unitL: number): number {
  const worthATruck = Math.min(instance.leastLoadL[order], instance.volumeL[order]);
  return Math.max(Math.floor((step - 1) * unitL + 1e-6) + 1, worthATruck);
}

function loadKind(
  setting: LoadSetting,
  order: number,
  c: number,
  plant: number,
  units: number,
  leastL: number,
  mostL: number,
): LoadKind | undefined {
  const { instance, classes, travelFactor } = setting;
  if (instance.mayLoad[order * instance.plants + plant] === 0) return undefined;
  const site = instance.site[order];
  const travel = (seconds: number) => Math.floor(seconds * travelFactor);
  const loading = loadingTime(instance, plant, leastL);
  const unloading = leastUnloading(classes, order, c, leastL);
  const slack = plant * instance.orders + order;
  const lead =
    loading +
    instance.afterLoading[plant] +
    travel(instance.travelOut[plant * instance.sites + site]) +
    instance.slackBefore[slack];
  const longestLead = instance.lifetime[order] - unloading;
  const back = setting.travelToHub.subarray(site * setting.hubs, (site + 1) * setting.hubs);
  const away = classes.washLeast[c] + instance.slackAfter[slack];
  const firstLoading = Math.max(instance.plantFrom[plant], classes.firstLoading[c * instance.plants + plant]);
  const lastLoading = instance.plantTo[plant] - loading;
  const from = Math.max(instance.windowFrom[order], firstLoading + lead);
  const to = Math.min(
    instance.windowTo[order] - unloading,
    instance.startTo[order],
    lastLoading + longestLead,
    classes.startBy[c],
    classes.lastDeparture[c * instance.sites + site] - classes.washLeast[c] - unloading,
  );
  if (lead > longestLead || from > to || firstLoading > lastLoading) return undefined;
  return {
    truckClass: c,
    plant,
    units,
    lead,
    longestLead,
    unloading,
    longestUnloading: mostUnloading(classes, order, c, mostL),
    away,
    back,
    tail: away + Math.min(...back),
    hub: setting.hubOf[plant],
    hold: holdTime(instance, plant, loading),
    from,
    to,
    firstLoading,
    lastLoading,
    cost: setting.objective === 'volume' ? 0 : costOfKind(setting, order, c, plant, mostL),
  };
}

function costOfKind(setting: LoadSetting, order: number, c: number, plant: number, mostL: number): number {
  const { instance, classes } = setting;
  const site = instance.site[order];
  const empty = Math.max(0, 1 - mostL / classes.capacityLeast[c]);
  return (
    instance.costOut[plant * instance.sites + site] + setting.legCost[site] + instance.fillCost[order] * empty ** 2
  );
}

/** Whether `other` can stand for `kind` always: docks that are no limit let one plant be forgotten for another. */
function dominates(other: LoadKind, kind: LoadKind): boolean {
  return (
    other !== kind &&
    other.hold === 0 &&
    other.hub === kind.hub &&
    other.units === kind.units &&
    other.cost <= kind.cost &&
    other.lead <= kind.lead &&
    other.longestLead >= Math.min(kind.longestLead, never / 2) &&
    other.unloading <= kind.unloading &&
    other.away <= kind.away &&
    other.from <= kind.from &&
    other.to >= kind.to &&
    other.lastLoading >= Math.min(kind.lastLoading, never / 2)
  );
}
