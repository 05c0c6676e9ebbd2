/** Rules of one load by itself: volume, truck, plant, travel to the site, lifetime, window. */
import { instantOf } from '../../../models/moments.ts';
import { type Broken, minutesOf, whoOf } from './broken.ts';
import { litresOf } from './facts.ts';
import type { Laid, LaidOut } from './laid-out.ts';
import { noWay } from './travel.ts';

export function checkLoads({ facts, loads }: LaidOut, broken: Broken): void {
  const least = litresOf(facts.problem.parameters.splitting.leastLoadM3);
  const at = (seconds: number) => instantOf(facts.problem, seconds);
  for (const load of loads) {
    checkVolume(load, Math.min(least, load.order.litres), broken);
    checkAllowed(load, broken);
    checkTimes(load, at, broken);
  }
}

function checkVolume(load: Laid, least: number, broken: Broken): void {
  const { id, litres, order, truck } = load;
  const who = whoOf(load);
  const volume = `load ${id} of ${litres / 1000} m3`;
  const capacity = `truck ${truck.truck.id} of ${truck.truck.capacityM3} m3`;
  broken.litres('capacity', who, litres - truck.litres, (by) => `${volume} is ${by} too much for ${capacity}`);
  if (order.order.fullTrucks)
    broken.litres('capacity', who, truck.litres - litres, (by) => `${volume} leaves ${by} of ${capacity} empty`);
  broken.litres('least-load', who, least - litres, (by) => `${volume} is ${by} below the least load`);
}

function checkAllowed(load: Laid, broken: Broken): void {
  const { id, order, truck, plant } = load;
  const lacking = order.order.equipment.filter((one) => !truck.equipment.has(one));
  const reasons: string[] = [];
  if (!truck.truck.working) reasons.push('it is not working');
  if (order.trucks && !order.trucks.has(truck.truck.id)) reasons.push('it is not among the trucks of the order');
  if (lacking.length > 0) reasons.push(`it lacks ${lacking.join(', ')}`);
  if (reasons.length > 0)
    broken.loads('truck-allowed', whoOf(load), `load ${id} is on truck ${truck.truck.id}: ${reasons.join('; ')}`);
  const { grade } = order.order;
  const wrong: string[] = [];
  if (order.plants && !order.plants.has(plant.plant.id)) wrong.push('it is not among the plants of the order');
  if (grade !== undefined && plant.grades && !plant.grades.has(grade)) wrong.push(`it does not make grade ${grade}`);
  if (wrong.length > 0)
    broken.loads(
      'plant-allowed',
      { ...whoOf(load), plant: plant.plant.id },
      `load ${id} is from plant ${plant.plant.id}: ${wrong.join('; ')}`,
    );
}

function checkTimes(load: Laid, at: (seconds: number) => string, broken: Broken): void {
  const { id, order, truck, plant, unloadStart, unloadEnd } = load;
  const who = whoOf(load);
  const atPlant = { ...who, plant: plant.plant.id };
  if (load.toSite === noWay)
    broken.loads('way', atPlant, `there is no way from plant ${plant.plant.id} to the site of load ${id}`);
  broken.late(
    'travel',
    who,
    load.siteArrival + load.before - unloadStart,
    (by) =>
      `load ${id} arrives at ${at(load.siteArrival)}, with ${minutesOf(load.before)} of buffer ${by} too late for its unloading at ${at(unloadStart)}`,
  );
  broken.late(
    'lifetime',
    who,
    unloadEnd - load.loadStart - order.longestAge,
    (by) =>
      `load ${id} is ${minutesOf(unloadEnd - load.loadStart)} old when it is unloaded, ${by} more than ${minutesOf(order.longestAge)}`,
  );
  const [missedBefore, missedAfter] = outsideWindow(load);
  const price = order.order.window?.pricePerMinute;
  broken.late(
    'window',
    who,
    Math.max(0, missedBefore - order.windowSlack) + Math.max(0, missedAfter - order.windowSlack),
    (by) =>
      `load ${id} is unloaded from ${at(unloadStart)} to ${at(unloadEnd)}, ${by} outside ${at(order.from)} to ${at(order.to)}`,
    price,
  );
  broken.late(
    'last-unloading',
    who,
    unloadStart - truck.lastUnloading,
    (by) => `load ${id} is unloaded from ${at(unloadStart)}, ${by} after the last start of truck ${truck.truck.id}`,
  );
  broken.late(
    'plant-hours',
    atPlant,
    Math.max(0, plant.from - load.loadStart) + Math.max(0, load.loadEnd - plant.to),
    (by) =>
      `load ${id} is loaded from ${at(load.loadStart)} to ${at(load.loadEnd)}, ${by} outside the hours of plant ${plant.plant.id}`,
  );
}

/** Seconds before and after the window. */
export function outsideWindow({ order, unloadStart, unloadEnd }: Laid): [before: number, after: number] {
  const last = order.order.window?.ends === 'unloading-start' ? unloadStart : unloadEnd;
  return [Math.max(0, order.from - unloadStart), Math.max(0, last - order.to)];
}
