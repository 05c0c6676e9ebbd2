/** Concrete that is on its way, brought to another order by the same truck. */
import type { DispatchOrder } from '../../../models/dispatch.ts';
import { plantDeparture } from './actual-times.ts';
import { downUntil, type Situation } from './situation.ts';
import type { StandingLoad } from './standing.ts';
import type { RescueCase } from './states.ts';
import { firstWays, type RescueWay, type Takers, unloadingsAt } from './takers.ts';

/** Every order that may get a load, of the first group in which there is one. */
export function diversionsOf(
  situation: Situation,
  takers: Takers,
  one: RescueCase,
  fixed: readonly StandingLoad[],
): RescueWay[] {
  const { roads, now } = situation;
  const { load, place } = one;
  const { truck, plant, dock, plantPlace } = load;
  if (one.why === 'stuck' || downUntil(situation, truck) !== undefined) return [];
  const { loadStart } = load.actual;
  const departure = plantDeparture(situation, load, loadStart);
  const start = { truck, plant, dock, loadStart };
  const unloadings = unloadingsAt(fixed);
  const waysTo = (order: DispatchOrder): RescueWay[] => {
    const leg = roads.leg(place, order.place);
    if (order.id === load.order || !leg || !roads.leg(plantPlace, order.place)) return [];
    if (order.onePlant && !takers.isFromOnly(order, plant, fixed)) return [];
    const arrival = Math.max(roads.arrival(place, order.place, now), roads.arrival(plantPlace, order.place, departure));
    const unloaded = takers.unload(one, order, arrival, start, unloadings);
    return unloaded ? [{ action: 'divert', load: unloaded, cost: leg.cost }] : [];
  };
  return firstWays(takers.ordersFor(one, fixed), waysTo);
}
