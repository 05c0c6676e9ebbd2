/** What each way of rescue asks: of the order that gets the concrete, of the truck that takes it over, of one that goes elsewhere. */
import { instantOf } from '../../../models/moments.ts';
import { minutesOf } from '../../dispatch/check/broken.ts';
import { factsOf, litresOf } from '../../dispatch/check/facts.ts';
import { type Laid, type LaidOut, layOut } from '../../dispatch/check/laid-out.ts';
import { noWay } from '../../dispatch/check/travel.ts';
import { amendedShift } from './amended.ts';
import { fixedNow, litresByOrder, type Rescued, timedLoad, transferPlant } from './fixed-now.ts';
import { wantedOrders } from './orders-now.ts';
import type { RunningPlan } from './running.ts';
import { placeOnTheWay } from './trucks-now.ts';

/** The order that gets it takes its grade, that much of it, and its truck. */
export function checkTaker(
  { problem, ...plan }: RunningPlan,
  { load, order: id, truck: truckId }: Rescued,
  all: readonly Rescued[],
  one: Laid,
  fault: (message: string) => void,
): void {
  const order = wantedOrders(problem).get(id)!;
  const others = litresByOrder(fixedNow({ problem, ...plan }, all).filter((fixed) => fixed.load !== load)).get(id) ?? 0;
  const takes = litresOf(order.volumeM3) - others;
  const { grade } = load.planned.order.order;
  if (order.grade !== grade) fault(`order ${id} is of grade ${order.grade ?? 'none'}, the load of ${grade ?? 'none'}`);
  if (load.litres > takes) fault(`order ${id} takes ${takes / 1000} m3 more, not ${load.litres / 1000}`);
  const { truck } = one;
  const lacking = order.equipment.filter((needed) => !truck.equipment.has(needed));
  if (order.trucks && !order.trucks.includes(truckId)) fault(`truck ${truckId} is not among the trucks of order ${id}`);
  if (lacking.length > 0) fault(`truck ${truckId} lacks ${lacking.join(', ')} for order ${id}`);
  if (one.unloadStart < one.order.from)
    fault(`it is unloaded ${minutesOf(one.order.from - one.unloadStart)} before the window of order ${id}`);
}

export function checkTransfer(
  plan: RunningPlan,
  rescued: Rescued,
  all: readonly Rescued[],
  one: Laid,
  fault: (message: string) => void,
): void {
  const { load, truck: id } = rescued;
  const { truck } = one;
  if (!truck.truck.working) fault(`truck ${id} does not work`);
  if (id === load.truck) fault(`truck ${id} is the one that it comes from`);
  else if (plan.loads.some((other) => other.truck === id && other.stuck))
    fault(`truck ${id} has a load that is stuck itself`);
  if (load.litres > truck.litres)
    fault(`truck ${id} holds ${truck.litres / 1000} m3, the load is ${load.litres / 1000}`);
  if (rescued.loadStart < plan.now) fault(`it begins ${minutesOf(plan.now - rescued.loadStart)} before now`);
  const { planned } = load;
  const filled = load.loadStart + planned.loadEnd - planned.loadStart + planned.plant.afterLoading;
  if (rescued.loadStart < filled)
    fault(`it begins ${minutesOf(filled - rescued.loadStart)} before truck ${load.truck} has left the dock`);
  const arrival = arrivalForTransfer(plan, rescued, all);
  if (arrival === undefined) fault(`there is no way for truck ${id} to the truck that is stuck`);
  else if (arrival > rescued.loadStart)
    fault(
      `it begins at ${instantOf(plan.problem.shift, rescued.loadStart)}, truck ${id} is there ${minutesOf(arrival - rescued.loadStart)} later`,
    );
  if (one.toSite === noWay) fault(`there is no way to the site of order ${rescued.order}`);
  if (one.siteArrival > one.unloadStart)
    fault(`it is unloaded ${minutesOf(one.siteArrival - one.unloadStart)} before truck ${id} is there`);
}

/**
 * When the truck can be there: after all its fixed loads that are no rescues, after rescues that begin earlier, and from where it
 * stands without this one.
 */
function arrivalForTransfer(plan: RunningPlan, rescued: Rescued, all: readonly Rescued[]): number | undefined {
  const earlier = all.filter(
    (other) => other !== rescued && (other.truck !== rescued.truck || other.loadStart <= rescued.loadStart),
  );
  const without = amendedShift(plan, earlier);
  const plant = amendedShift(plan, all).plants.find(({ id }) => id === transferPlant(plan, rescued.load))!;
  const facts = factsOf({ ...without, plants: [...without.plants, plant] });
  const own = fixedNow(plan, earlier).filter(({ truck }) => truck === rescued.truck);
  const before = own.map(timedLoad);
  const { load, order, truck, unloadStart } = rescued;
  // Behind all the others, whatever the answer says; where it begins in time the truck is there by then.
  const loadStart = Math.max(rescued.loadStart, ...own.map((other) => other.loadStart + 1));
  const timed = { order, truck, plant: plant.id, dock: 0, volumeM3: load.litres / 1000, loadStart, unloadStart };
  const one = layOut(facts, [...before, { id: load.id, ...timed }]).loads.at(-1)!;
  return one.toPlant === noWay ? undefined : one.plantArrival;
}

export function checkDiversion(
  plan: RunningPlan,
  rescued: Rescued,
  laid: LaidOut,
  one: Laid,
  fault: (message: string) => void,
): void {
  const { load, order, truck } = rescued;
  if (!load.unwanted && !load.tooOld) fault('it is neither unwanted nor too old');
  if (plan.halts.has(load.truck)) fault(`truck ${load.truck} is out or down`);
  if (truck !== load.truck) fault(`it stays on truck ${load.truck}, stated is ${truck}`);
  if (order === load.order) fault(`it stays with order ${order}`);
  const { facts } = laid;
  const [here, site] = [placeOnTheWay(plan, load, plan.now), one.order.order.place];
  const way = facts.roads.leg(here, site);
  if (way === noWay || one.toSite === noWay) fault(`there is no way to the site of order ${order}`);
  const arrival = Math.max(facts.traffic.between(here, site).arrival(plan.now, way.seconds), one.siteArrival);
  if (one.unloadStart < arrival)
    fault(`it is unloaded ${minutesOf(arrival - one.unloadStart)} before truck ${truck} is there`);
}
