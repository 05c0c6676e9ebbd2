/** Days of a ready-mix company near Montreal (Ali, Côté and Coelho), with the approximate travel tables; seconds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blankInstance } from '../../../solvers/dispatch/blank-instance.ts';
import type { DispatchInstance, Placement } from '../../../solvers/dispatch/instance.ts';
import type { EngineCase } from './case.ts';

interface QuebecFile {
  drivers: { plant: number; capacity: number; start: number }[];
  clients: { matrix: string; due: number }[];
  orders: { client: number; volume: number; plant: number }[];
  plants: { matrix: string; perHour: number }[];
}

interface Tables {
  readonly out: Map<string, number>;
  readonly back: Map<string, number>;
  readonly between: Map<string, number>;
}

function readQuebec(text: string): QuebecFile {
  const lines = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const rows = (name: string) => {
    const at = lines.findIndex((line) => line[0] === `${name}:`);
    const count = Number(lines[at][1]);
    return lines.slice(at + 2, at + 2 + count);
  };
  return {
    drivers: rows('DRIVERS').map(([, plant, capacity, start]) => ({
      plant: Number(plant),
      capacity: Number(capacity) * 1000,
      start: Number(start) * 60,
    })),
    clients: rows('CLIENTS').map(([, matrix, due]) => ({ matrix, due: Number(due) * 60 })),
    orders: rows('ORDERS').map(([, client, volume, plant]) => ({
      client: Number(client),
      volume: Math.round(Number(volume) * 1000),
      plant: Number(plant),
    })),
    plants: rows('PLANTS').map(([, matrix, perHour]) => ({ matrix, perHour: Number(perHour) })),
  };
}

function readTables(base: string): Tables {
  const table = (name: string) =>
    readFileSync(join(base, name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const sites = table('travel_plant_client_approx.csv');
  return {
    out: new Map(sites.map(([plant, client, out]) => [`${plant}-${client}`, Number(out)])),
    back: new Map(sites.map(([plant, client, , back]) => [`${plant}-${client}`, Number(back)])),
    between: new Map(table('travel_plant_plant_approx.csv').map(([from, to, time]) => [`${from}-${to}`, Number(time)])),
  };
}

const minute = 60;

function quebecInstance(file: QuebecFile, tables: Tables): DispatchInstance {
  const trucks = file.drivers.length;
  const orders = file.orders.length;
  const plants = file.plants.length;
  const sites = file.clients.length;
  const blank = blankInstance({ trucks, docks: file.plants.map(() => 1), sites, orders });
  blank.afterLoading.fill(10 * minute);
  blank.wash.fill(10 * minute);
  blank.wholeOnly.fill(0);
  blank.unservedPerL.fill(100);
  blank.lifetime.fill(120 * minute);
  blank.gapGreatest.fill(20 * minute);
  blank.unloadPerKl.fill(2 * minute);
  blank.leastLoadL.fill(0);
  blank.mayLoad.fill(0);
  file.plants.forEach((plant, at) => {
    blank.loadPerKl[at] = Math.ceil(3600 / plant.perHour);
    file.clients.forEach((client, site) => {
      const key = `${plant.matrix}-${client.matrix}`;
      blank.travelOut[at * sites + site] = tables.out.get(key)!;
      blank.travelBack[site * plants + at] = tables.back.get(key)!;
      blank.costOut[at * sites + site] = tables.out.get(key)! / minute;
      blank.costBack[site * plants + at] = tables.back.get(key)! / minute;
    });
  });
  file.drivers.forEach((driver, truck) => {
    blank.capacityL[truck] = driver.capacity;
    blank.shiftFrom[truck] = driver.start;
    blank.regularTo[truck] = driver.start + 480 * minute;
    blank.shiftTo[truck] = driver.start + 600 * minute;
    blank.overtimeCost[truck] = 20 / minute;
    blank.leastSpan[truck] = 180 * minute;
    blank.shortSpanCost[truck] = 30 / minute;
    const home = file.plants[driver.plant].matrix;
    file.plants.forEach((plant, at) => {
      const time = tables.between.get(`${home}-${plant.matrix}`)!;
      blank.travelStart[truck * plants + at] = time;
      blank.costStart[truck * plants + at] = time / minute;
    });
    file.clients.forEach((client, site) => {
      const time = tables.back.get(`${home}-${client.matrix}`)!;
      blank.travelEnd[truck * sites + site] = time;
      blank.costEnd[truck * sites + site] = time / minute;
    });
  });
  file.orders.forEach((order, at) => {
    const { due } = file.clients[order.client];
    blank.site[at] = order.client;
    blank.volumeL[at] = order.volume;
    blank.windowFrom[at] = due;
    blank.mayLoad[at * plants + order.plant] = 1;
    if (at > 0 && file.orders[at - 1].client === order.client) {
      blank.follows[at] = at - 1;
      blank.followGreatest[at] = 25 * minute;
    } else {
      blank.firstTo[at] = due + 60 * minute;
      blank.firstLateFrom[at] = due;
      blank.firstLateCost[at] = 1000 / minute;
    }
  });
  return blank;
}

function check(file: QuebecFile, tables: Tables, placements: readonly Placement[]): string[] {
  const problems: string[] = [];
  const out = (load: Placement) =>
    tables.out.get(`${file.plants[load.plant].matrix}-${file.clients[file.orders[load.order].client].matrix}`)!;
  const loading = (load: Placement) => load.volumeL * (3.6 / file.plants[load.plant].perHour);
  const unloading = (load: Placement) => 0.12 * load.volumeL;
  for (const load of placements) {
    if (load.plant !== file.orders[load.order].plant) problems.push('plant');
    if (load.volumeL > file.drivers[load.truck].capacity) problems.push('overfull');
    if (load.unloadStart + 1e-6 < load.loadStart + loading(load) + 600 + out(load)) problems.push('arrival');
    if (load.unloadStart + unloading(load) > load.loadStart + 7200 + 1) problems.push('lifetime');
  }
  file.plants.forEach((_, plant) => {
    const loads = placements.filter((load) => load.plant === plant).sort((a, b) => a.loadStart - b.loadStart);
    loads.forEach((load, at) => {
      if (at > 0 && load.loadStart + 1e-6 < loads[at - 1].loadStart + loading(loads[at - 1])) problems.push('dock');
    });
  });
  file.drivers.forEach((driver, truck) => {
    const loads = placements.filter((load) => load.truck === truck).sort((a, b) => a.loadStart - b.loadStart);
    let free = driver.start;
    let last: Placement | undefined;
    for (const load of loads) {
      const plant = file.plants[load.plant].matrix;
      const way: number = last
        ? tables.back.get(`${plant}-${file.clients[file.orders[last.order].client].matrix}`)!
        : tables.between.get(`${file.plants[driver.plant].matrix}-${plant}`)!;
      if (load.loadStart + 1e-6 < free + way) problems.push(`driver ${truck} early`);
      free = load.unloadStart + unloading(load) + 600;
      last = load;
    }
    if (last) {
      const way = tables.back.get(
        `${file.plants[driver.plant].matrix}-${file.clients[file.orders[last.order].client].matrix}`,
      )!;
      if (free + way > driver.start + 36000 + 1) problems.push(`driver ${truck} home late`);
    }
  });
  file.clients.forEach((client, at) => {
    const loads = placements
      .filter((load) => file.orders[load.order].client === at)
      .sort((a, b) => a.unloadStart - b.unloadStart);
    if (loads.length === 0) return;
    if (loads[0].unloadStart < client.due) problems.push(`client ${at} early`);
    loads.forEach((load, index) => {
      const before = loads[index - 1];
      if (!before) return;
      const gap = load.unloadStart - before.unloadStart - unloading(before);
      const greatest = before.order === load.order ? 1200 : 1500;
      if (gap < -1e-6 || gap > greatest + 1) problems.push(`client ${at} gap ${gap}`);
    });
  });
  return problems;
}

export function* quebecCases(folder: string, names: RegExp): Iterable<EngineCase> {
  const base = join(folder, 'cdp_quebec');
  const tables = readTables(base);
  for (const entry of readdirSync(join(base, 'instances')).sort()) {
    const name = entry.replace('.rmc', '');
    if (!names.test(name)) continue;
    const file = readQuebec(readFileSync(join(base, 'instances', entry), 'utf8'));
    const volume = file.orders.reduce((sum, order) => sum + order.volume, 0);
    const missing = (cost: number) => Math.floor(cost / 100) / volume;
    yield {
      name,
      instance: quebecInstance(file, tables),
      known: 100,
      value: (cost) => Number((100 * (1 - missing(cost))).toFixed(2)),
      gap: missing,
      check: (placements) => check(file, tables, placements),
    };
  }
}
