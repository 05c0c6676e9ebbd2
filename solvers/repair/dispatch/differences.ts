/** An option beside the plan that runs: which load became which, and what is different about it. */
import type { DispatchLoad, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { RepairContext } from './context.ts';
import type { LoadPlace } from './load-place.ts';
import type { RunningLoad } from './loads.ts';
import { differenceOf, type MatchPrices, matchLoads } from './match.ts';
import { raisedBy } from './promised.ts';

export type What = 'truck' | 'plant' | 'volume' | 'earlier' | 'later' | 'dropped' | 'added';

/** A load of the plan that runs, a load of an option, or both where they are matched. */
export interface PairedLoad {
  readonly order: string;
  readonly load?: RunningLoad;
  readonly becomes?: DispatchLoad;
  readonly was?: LoadPlace;
  readonly is?: LoadPlace;
  /** Empty: it has not changed, as far as anybody is told. */
  readonly what: readonly What[];
  readonly points: number;
  /** By which unloading starts later; 0 where one of the two is absent. */
  readonly laterSeconds: number;
}

/** Orders as listed, each in order of unloading; first what was in the plan that runs. */
export function pairLoads(context: RepairContext, plan: DispatchShiftPlan): PairedLoad[] {
  const { current } = context;
  const { problem, shift } = context.amended;
  const { movedMinutes, prices } = problem;
  const sites = new Map(shift.orders.map(({ id, place }) => [id, place]));
  const free = plan.loads.filter(({ fixed }) => !fixed);
  const freeOf = Map.groupBy(free, ({ order }) => order);
  const planned = new Set(context.amended.loads.map(({ order }) => order));
  const orders = new Set([...current.openOf.keys(), ...freeOf.keys()]);
  return [...orders].flatMap((order) => {
    const open = current.openOf.get(order) ?? [];
    const isPlaces = (freeOf.get(order) ?? []).map((load) => placeInPlan(context, load, sites.get(order) ?? ''));
    const wasPlaces = open.map(({ id }) => current.places.get(id)!);
    const pricesHere: MatchPrices = {
      ...prices,
      movedSeconds: movedMinutes * 60,
      dropped: raisedBy(current, order) < 0 ? 0 : prices.dropped,
      added: planned.has(order) ? prices.added : 0,
    };
    return matchLoads(wasPlaces, isPlaces, pricesHere).matched.map(({ was, is }): PairedLoad => {
      if (is < 0)
        return {
          ...{ order, load: open[was], was: wasPlaces[was] },
          ...{ what: ['dropped'], points: pricesHere.dropped, laterSeconds: 0 },
        };
      const becomes = freeOf.get(order)![is];
      if (was < 0)
        return {
          ...{ order, becomes, is: isPlaces[is] },
          ...{ what: ['added'], points: pricesHere.added, laterSeconds: 0 },
        };
      const difference = differenceOf(wasPlaces[was], isPlaces[is], pricesHere);
      const laterSeconds = isPlaces[is].unloadStart - wasPlaces[was].unloadStart;
      const what: What[] = [];
      if (difference.truck) what.push('truck');
      if (difference.plant) what.push('plant');
      if (difference.volume) what.push('volume');
      if (difference.moved) what.push(laterSeconds > 0 ? 'later' : 'earlier');
      return {
        ...{ order, load: open[was], becomes, was: wasPlaces[was], is: isPlaces[is] },
        ...{ what, points: difference.points, laterSeconds },
      };
    });
  });
}

/** A load of an option in seconds; its truck may be a hired one. */
function placeInPlan({ amended }: RepairContext, load: DispatchLoad, site: string): LoadPlace {
  const at = (instant: string) => secondsOf(amended.shift, instant);
  return {
    order: load.order,
    site,
    truck: load.truck,
    plant: load.plant,
    dock: load.dock,
    volumeL: litresIn(load.volumeM3),
    loadStart: at(load.loadStart),
    loadEnd: at(load.loadEnd),
    unloadStart: at(load.unloadStart),
    unloadEnd: at(load.unloadEnd),
    siteLeave: at(load.siteLeave),
  };
}
