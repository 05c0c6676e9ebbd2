/** Concrete Delivery Problem of Kinable, Wauters and Vanden Berghe (2014). Stations are plants without docks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blankInstance } from '../../../solvers/dispatch/blank-instance.ts';
import type { DispatchInstance, Placement } from '../../../solvers/dispatch/instance.ts';
import type { EngineCase } from './case.ts';

interface CdpFile {
  readonly maxTimeLag: number;
  readonly vehicles: { capacity: number; unloading: number }[];
  readonly customers: { demand: number; from: number; to: number }[];
  readonly stations: string[];
  readonly place: Map<string, [number, number]>;
}

function readCdp(text: string): CdpFile {
  const lines = text.split(/\r?\n/).map((line) => line.split(/\s+/).filter((word) => word !== ''));
  let at = 0;
  const header = (name: string) => {
    while (lines[at][0] !== `${name}:`) at++;
    return Number(lines[at++][1]);
  };
  const rows = (count: number) => {
    at += count;
    return lines.slice(at - count, at);
  };
  const maxTimeLag = header('MaxTimeLag');
  const vehicles = rows(header('Vehicles')).map(([, capacity, unloading]) => ({
    capacity: Number(capacity),
    unloading: Number(unloading),
  }));
  const customers = rows(header('Customers')).map(([, demand, from, to]) => ({
    demand: Number(demand),
    from: Number(from),
    to: Number(to),
  }));
  const stations = rows(header('Stations')).map(([id]) => id);
  const place = new Map(
    rows(header('Locations')).map(([id, x, y]) => [id, [Number(x), Number(y)] as [number, number]]),
  );
  return { maxTimeLag, vehicles, customers, stations, place };
}

function time(file: CdpFile, from: string, to: string): number {
  const [x1, y1] = file.place.get(from)!;
  const [x2, y2] = file.place.get(to)!;
  return Math.ceil(Math.hypot(x1 - x2, y1 - y2));
}

function viaStation(file: CdpFile, from: string, to: string): number {
  return Math.min(...file.stations.map((station) => time(file, from, station) + time(file, station, to)));
}

export function cdpInstance(file: CdpFile): DispatchInstance {
  const trucks = file.vehicles.length;
  const orders = file.customers.length;
  const plants = file.stations.length;
  const blank = blankInstance({ trucks, docks: file.stations.map(() => 1), sites: orders, orders });
  blank.dockHold.fill(0);
  file.vehicles.forEach((vehicle, truck) => {
    blank.capacityL[truck] = vehicle.capacity;
    for (let order = 0; order < orders; order++) blank.unloadFixed[order * trucks + truck] = vehicle.unloading;
    file.stations.forEach((station, plant) => {
      blank.travelStart[truck * plants + plant] = time(file, 'v0', station);
    });
  });
  let total = 0;
  file.customers.forEach((customer, order) => {
    blank.volumeL[order] = customer.demand;
    blank.unservedCost[order] = customer.demand;
    blank.sentFull[order] = 1;
    blank.windowFrom[order] = customer.from;
    blank.windowTo[order] = customer.to;
    blank.gapGreatest[order] = file.maxTimeLag;
    total += customer.demand;
    file.stations.forEach((station, plant) => {
      blank.travelOut[plant * orders + order] = time(file, station, `c${order}`);
      blank.travelBack[order * plants + plant] = time(file, `c${order}`, station);
    });
  });
  return { ...blank, baseCost: -total };
}

function check(file: CdpFile, placements: readonly Placement[], cost: number): string[] {
  const problems: string[] = [];
  let served = 0;
  file.customers.forEach((customer, order) => {
    const loads = placements.filter((load) => load.order === order).sort((a, b) => a.unloadStart - b.unloadStart);
    if (loads.length === 0) return;
    const volume = loads.reduce((sum, load) => sum + file.vehicles[load.truck].capacity, 0);
    if (volume < customer.demand) problems.push(`c${order} short`);
    served += customer.demand;
    loads.forEach((load, at) => {
      const end = load.unloadStart + file.vehicles[load.truck].unloading;
      if (load.unloadStart < customer.from || end > customer.to) problems.push(`c${order} window`);
      const next = loads[at + 1];
      if (next && (next.unloadStart < end || next.unloadStart > end + file.maxTimeLag)) problems.push(`c${order} gap`);
    });
  });
  file.vehicles.forEach((vehicle, truck) => {
    const loads = placements.filter((load) => load.truck === truck).sort((a, b) => a.unloadStart - b.unloadStart);
    let place = 'v0';
    let free = 0;
    for (const load of loads) {
      const site = `c${load.order}`;
      if (load.unloadStart < free + viaStation(file, place, site)) problems.push(`k${truck} late at ${site}`);
      place = site;
      free = load.unloadStart + vehicle.unloading;
    }
  });
  if (served !== -cost) problems.push(`served ${served}, cost ${cost}`);
  return problems;
}

export function* cdpCases(folder: string, names: RegExp): Iterable<EngineCase> {
  const base = join(folder, 'cdp_kinable');
  const known = new Map(
    readFileSync(join(base, 'bks.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map((cells) => [cells[0], Number(cells[3])]),
  );
  for (const entry of readdirSync(join(base, 'instances')).sort()) {
    const name = entry.replace('.rmc', '');
    const best = known.get(name);
    if (!names.test(name) || best === undefined) continue;
    const file = readCdp(readFileSync(join(base, 'instances', entry), 'utf8'));
    yield {
      name,
      instance: cdpInstance(file),
      known: best,
      value: (cost) => -cost,
      gap: (cost) => (best + cost) / best,
      check: (placements, cost) => check(file, placements, cost),
    };
  }
}
