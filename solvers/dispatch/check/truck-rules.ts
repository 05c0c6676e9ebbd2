/** Rules of the loads of one truck together, and of the docks of one plant. */
import { instantOf } from '../../../models/moments.ts';
import { type Broken, whoOf } from './broken.ts';
import type { Laid, LaidOut, TruckDay } from './laid-out.ts';
import { noWay } from './travel.ts';

export function checkTrucks(laid: LaidOut, broken: Broken): void {
  for (const day of laid.days.values()) checkDay(laid, day, broken);
}

function checkDay(
  { facts }: LaidOut,
  { truck, loads, breaks, wayBack, wayBackFrom, back }: TruckDay,
  broken: Broken,
): void {
  const { id } = truck.truck;
  const at = (seconds: number) => instantOf(facts.problem, seconds);
  const first = loads[0];
  broken.late(
    'shift',
    whoOf(first),
    Math.max(truck.from, first.standsUntil) - first.latestLeave,
    (by) =>
      `truck ${id} must leave for load ${first.id} at ${at(first.latestLeave)}, ${by} before ${first.standsUntil > truck.from ? 'it is there' : 'its shift'}`,
  );
  loads.forEach((load, index) => {
    const left = index === 0 ? `home of truck ${id}` : `the site of load ${loads[index - 1].id}`;
    const from = load.standsUntil === -Infinity ? left : `place ${load.from}, where truck ${id} stands,`;
    if (load.toPlant === noWay)
      broken.loads(
        'way',
        { ...whoOf(load), plant: load.plant.plant.id },
        `there is no way from ${from} to plant ${load.plant.plant.id} for load ${load.id}`,
      );
    if (index === 0) return;
    const arrival = facts.traffic
      .between(load.from, load.plant.plant.place)
      .arrival(Math.max(loads[index - 1].siteLeave, load.standsUntil), load.toPlant.seconds);
    broken.late(
      'travel',
      { ...whoOf(load), plant: load.plant.plant.id },
      arrival - load.loadStart,
      (by) =>
        `truck ${id} comes from ${from} to plant ${load.plant.plant.id} at ${at(arrival)}, ${by} too late for load ${load.id} at ${at(load.loadStart)}`,
    );
  });
  breaks.forEach((rest, index) => {
    broken.late(
      'break',
      { truck: id },
      rest.late,
      (by) => `break ${index} of truck ${id} begins at ${at(rest.from)} at best, ${by} too late`,
    );
  });
  if (wayBack === noWay)
    broken.loads(
      'way',
      { truck: id },
      `there is no way from ${wayBackFrom}, after load ${loads.at(-1)!.id}, to the end of truck ${id}`,
    );
  broken.late(
    'shift',
    { truck: id },
    back - truck.latest,
    (by) => `truck ${id} is back at ${at(back)}, ${by} after the end of its shift and overtime`,
    truck.overtimePerMinute,
  );
}

export function checkDocks({ facts, loads }: LaidOut, broken: Broken): void {
  const docks = new Map<string, Laid[]>();
  for (const load of loads) {
    const { id, docks: count } = load.plant.plant;
    if (count === null) continue;
    const who = { ...whoOf(load), plant: id };
    if (load.dock >= count)
      broken.loads('dock', who, `load ${load.id} is at dock ${load.dock} of plant ${id}, which has ${count}`);
    const key = `${id}\n${load.dock}`;
    const before = docks.get(key);
    if (before) before.push(load);
    else docks.set(key, [load]);
  }
  for (const ofDock of docks.values()) {
    ofDock.sort((one, other) => one.loadStart - other.loadStart || one.loadEnd - other.loadEnd);
    let free = -Infinity;
    for (const load of ofDock) {
      const { id } = load.plant.plant;
      broken.late(
        'dock',
        { ...whoOf(load), plant: id },
        free - load.loadStart,
        (by) =>
          `load ${load.id} is loaded at ${instantOf(facts.problem, load.loadStart)}, ${by} before dock ${load.dock} of plant ${id} is free`,
      );
      const { spacing } = load.plant;
      free = Math.max(free, spacing === undefined ? load.loadEnd : load.loadStart + spacing);
    }
  }
}
