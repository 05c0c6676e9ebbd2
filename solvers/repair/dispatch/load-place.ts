/** Where and when a load takes up its truck, dock and site; and whether two loads stand in each other's way. */
import type { DenseShift } from '../../dispatch/dense.ts';
import { holdTime, loadingTime, unloadingTime } from '../../dispatch/instance.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { Roads } from './roads.ts';

/** Times in seconds from the start of the shift. */
export interface LoadPlace {
  readonly order: string;
  /** Where it is unloaded. */
  readonly site: string;
  readonly truck: string;
  readonly plant: string;
  readonly dock: number;
  readonly volumeL: number;
  readonly loadStart: number;
  readonly loadEnd: number;
  readonly unloadStart: number;
  readonly unloadEnd: number;
  /** After washing and the buffer. */
  readonly siteLeave: number;
}

/** A load with both times, as plans and requests name it. */
export interface TimedLoad {
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  readonly dock: number;
  readonly volumeM3: number;
  readonly loadStart: number;
  readonly unloadStart: number;
}

/** @param dense - knows the order, the truck and the plant. */
export function placeOfLoad(dense: DenseShift, load: TimedLoad): LoadPlace {
  const { instance, problem } = dense;
  const order = dense.orderIndex.get(load.order)!;
  const truck = dense.truckIndex.get(load.truck)!;
  const plant = dense.plantIndex.get(load.plant)!;
  const volumeL = litresIn(load.volumeM3);
  const unloadEnd = load.unloadStart + unloadingTime(instance, order, truck, volumeL);
  return {
    order: load.order,
    site: problem.orders[order].place,
    truck: load.truck,
    plant: load.plant,
    dock: load.dock,
    volumeL,
    loadStart: load.loadStart,
    loadEnd: load.loadStart + loadingTime(instance, plant, volumeL),
    unloadStart: load.unloadStart,
    unloadEnd,
    siteLeave: unloadEnd + instance.wash[truck] + instance.slackAfter[plant * instance.orders + order],
  };
}

/** The same truck cannot carry both: from the site of the earlier it is too late at the plant of the later. */
export function shareTruck(dense: DenseShift, roads: Roads, one: LoadPlace, other: LoadPlace): boolean {
  if (one.truck !== other.truck) return false;
  const [first, second] = one.loadStart <= other.loadStart ? [one, other] : [other, one];
  const plant = dense.problem.plants[dense.plantIndex.get(second.plant)!];
  return roads.arrival(first.site, plant.place, first.siteLeave) > second.loadStart;
}

/** The same dock cannot load both. */
export function shareDock(dense: DenseShift, one: LoadPlace, other: LoadPlace): boolean {
  if (one.plant !== other.plant || one.dock !== other.dock) return false;
  const plant = dense.plantIndex.get(one.plant)!;
  if (dense.problem.plants[plant].docks === null) return false;
  const [first, second] = one.loadStart <= other.loadStart ? [one, other] : [other, one];
  const loading = first.loadEnd - first.loadStart;
  return second.loadStart < first.loadStart + holdTime(dense.instance, plant, loading);
}

/** Both cannot be unloaded at the site: at the same time or, of one order, with too small a gap between them. */
export function shareSite(dense: DenseShift, one: LoadPlace, other: LoadPlace): boolean {
  if (one.site !== other.site) return false;
  const [first, second] = one.unloadStart <= other.unloadStart ? [one, other] : [other, one];
  if (second.unloadStart < first.unloadEnd) return true;
  return one.order === other.order && gapBetween(dense, first, second) < gapLimits(dense, one.order).least;
}

/** Seconds between two unloadings of an order, as its gaps count. */
export function gapBetween(dense: DenseShift, first: LoadPlace, second: LoadPlace): number {
  const fromStart = dense.instance.gapFromStart[dense.orderIndex.get(first.order)!] === 1;
  return second.unloadStart - (fromStart ? first.unloadStart : first.unloadEnd);
}

export function gapLimits({ instance, orderIndex }: DenseShift, order: string) {
  const index = orderIndex.get(order)!;
  return { least: instance.gapLeast[index], greatest: instance.gapGreatest[index] };
}
