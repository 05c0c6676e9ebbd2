/** Ready-mix set of the Universidad Autónoma de Nuevo León: several plants, spacing of arrivals, outsourcing; minutes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blankInstance } from '../../../solvers/dispatch/blank-instance.ts';
import type { DispatchInstance, Placement } from '../../../solvers/dispatch/instance.ts';
import { never } from '../../../solvers/dispatch/instance.ts';
import type { EngineCase } from './case.ts';

interface UanlFile {
  trucks: { capacity: number; cost: number; start: number; end: number; from: number; to: number }[];
  plants: { loading: number; between: number; from: number; to: number }[];
  customers: {
    demand: number;
    unloading: number;
    unserved: number;
    least: number;
    greatest: number;
    trucks: Set<number>;
    plants: Set<number>;
    from: number;
    to: number;
    first: number;
  }[];
  starts: number;
  ends: number;
  cost: number[][];
  time: number[][];
}

function readUanl(text: string): UanlFile {
  const lines = text.trim().split(/\r?\n/);
  const words = lines.map((line) => line.trim().split(/\s+/));
  const numbers = words.slice(0, 9).map((line) => Number(line[0]));
  const [, , , , trucks, customers, plants, starts, ends] = numbers;
  let at = 9 + 1 + starts + ends;
  const take = (count: number) => {
    at += count;
    return words.slice(at - count, at).map((line) => line.slice(1));
  };
  const indices = (cells: string[]) => new Set(cells.map((cell) => Number(cell.slice(1)) - 1));
  const file: UanlFile = { trucks: [], plants: [], customers: [], starts, ends, cost: [], time: [] };
  for (let truck = 0; truck < trucks; truck++) {
    const [capacity, cost, start, end, window] = take(5).map((cells) => cells.map(Number));
    file.trucks.push({
      capacity: capacity[0],
      cost: cost[0],
      start: start[0] - 1,
      end: end[0] - 1,
      from: window[0],
      to: window[1],
    });
  }
  for (let plant = 0; plant < plants; plant++) {
    const [loading, between, , window] = take(4).map((cells) => cells.map(Number));
    file.plants.push({ loading: loading[0], between: between[0], from: window[0], to: window[1] });
  }
  for (let customer = 0; customer < customers; customer++) {
    const rows = take(10);
    const number = (row: number, cell = 0) => Number(rows[row][cell]);
    file.customers.push({
      demand: number(0),
      unloading: number(1),
      unserved: number(2),
      least: number(3),
      greatest: number(4),
      trucks: indices(rows[6]),
      plants: indices(rows[7]),
      from: number(8, 0),
      to: number(8, 1),
      first: number(9),
    });
  }
  words[at++].forEach((cell, customer) => {
    const one = file.customers[customer];
    one.unserved = Math.min(one.unserved, Number(cell));
  });
  const nodes = starts + ends + plants + customers;
  const matrix = () => {
    at += nodes;
    return words.slice(at - nodes, at).map((row) => row.map((cell) => (cell === 'M' ? never : Number(cell))));
  };
  file.cost = matrix();
  file.time = matrix();
  return file;
}

function uanlInstance(file: UanlFile): DispatchInstance {
  const trucks = file.trucks.length;
  const orders = file.customers.length;
  const plants = file.plants.length;
  const plantNode = file.starts + file.ends;
  const siteNode = plantNode + plants;
  const blank = blankInstance({ trucks, docks: file.plants.map(() => 1), sites: orders, orders });
  const forbidden = 1e6;
  const price = (from: number, to: number) => Math.min(file.cost[from][to], forbidden);
  file.plants.forEach((plant, at) => {
    blank.plantFrom[at] = plant.from;
    blank.plantTo[at] = plant.to + plant.loading;
    blank.loadFixed[at] = plant.loading;
    blank.dockHold[at] = plant.between;
    for (let site = 0; site < orders; site++) {
      blank.travelOut[at * orders + site] = file.time[plantNode + at][siteNode + site];
      blank.costOut[at * orders + site] = price(plantNode + at, siteNode + site);
      blank.travelBack[site * plants + at] = file.time[siteNode + site][plantNode + at];
      blank.costBack[site * plants + at] = price(siteNode + site, plantNode + at);
    }
  });
  file.trucks.forEach((truck, at) => {
    blank.capacityL[at] = truck.capacity;
    blank.truckCost[at] = truck.cost;
    blank.shiftFrom[at] = truck.from;
    blank.startBy[at] = truck.to;
    for (let plant = 0; plant < plants; plant++) {
      blank.costStart[at * plants + plant] = price(truck.start, plantNode + plant);
    }
    for (let site = 0; site < orders; site++) {
      blank.costEnd[at * orders + site] = price(siteNode + site, file.starts + truck.end);
    }
  });
  file.customers.forEach((customer, order) => {
    blank.volumeL[order] = customer.demand;
    blank.unservedCost[order] = customer.unserved;
    blank.sentFull[order] = 1;
    blank.windowFrom[order] = customer.from;
    blank.startTo[order] = customer.to;
    blank.firstTo[order] = customer.first;
    blank.gapLeast[order] = customer.least;
    blank.gapGreatest[order] = customer.greatest;
    blank.gapFromStart[order] = 1;
    for (let truck = 0; truck < trucks; truck++) {
      blank.unloadFixed[order * trucks + truck] = customer.unloading;
      blank.mayServe[order * trucks + truck] = customer.trucks.has(truck) ? 1 : 0;
    }
    for (let plant = 0; plant < plants; plant++) {
      const open = file.time[plantNode + plant][siteNode + order] < never;
      blank.mayLoad[order * plants + plant] = customer.plants.has(plant) && open ? 1 : 0;
    }
  });
  return blank;
}

function check(file: UanlFile, placements: readonly Placement[], cost: number): string[] {
  const problems: string[] = [];
  const plantNode = file.starts + file.ends;
  const siteNode = plantNode + file.plants.length;
  let total = 0;
  file.customers.forEach((customer, order) => {
    const loads = placements.filter((load) => load.order === order).sort((a, b) => a.unloadStart - b.unloadStart);
    const volume = loads.reduce((sum, load) => sum + file.trucks[load.truck].capacity, 0);
    if (volume < customer.demand) {
      total += customer.unserved;
      if (volume > 0) problems.push(`customer ${order + 1} served in part`);
      return;
    }
    if (loads[0].unloadStart > customer.first) problems.push(`customer ${order + 1} starts late`);
    loads.forEach((load, at) => {
      if (load.unloadStart < customer.from || load.unloadStart > customer.to)
        problems.push(`customer ${order + 1} window`);
      if (!customer.trucks.has(load.truck) || !customer.plants.has(load.plant))
        problems.push(`customer ${order + 1} not allowed`);
      if (at === 0) return;
      const gap = load.unloadStart - loads[at - 1].unloadStart;
      if (gap < customer.least || gap > customer.greatest) problems.push(`customer ${order + 1} gap ${gap}`);
    });
  });
  file.trucks.forEach((truck, at) => {
    const loads = placements.filter((load) => load.truck === at).sort((a, b) => a.loadStart - b.loadStart);
    let node = truck.start;
    let free = truck.from;
    if (loads.length > 0) total += truck.cost;
    for (const load of loads) {
      const site = siteNode + load.order;
      const plant = plantNode + load.plant;
      const travel = node === truck.start ? 0 : file.time[node][plant];
      total += file.cost[node][plant] + file.cost[plant][site];
      if (load.loadStart < free + travel) problems.push(`truck ${at + 1} loads too early`);
      const way = file.plants[load.plant].loading + file.time[plant][site];
      if (load.unloadStart < load.loadStart + way) problems.push(`truck ${at + 1} arrives too early`);
      node = site;
      free = load.unloadStart + file.customers[load.order].unloading;
      if (load.unloadStart > truck.to) problems.push(`truck ${at + 1} late`);
    }
    if (loads.length > 0) total += file.cost[node][file.starts + truck.end];
  });
  file.plants.forEach((plant, at) => {
    const starts = placements
      .filter((load) => load.plant === at)
      .map((load) => load.loadStart)
      .sort((a, b) => a - b);
    starts.forEach((start, index) => {
      if (start < plant.from || start > plant.to) problems.push(`plant ${at + 1} closed`);
      if (index > 0 && start - starts[index - 1] < plant.between) problems.push(`plant ${at + 1} too quick`);
    });
  });
  if (Math.abs(total - cost) > 1e-6) problems.push(`cost ${cost}, counted ${total}`);
  return problems;
}

export function* uanlCases(folder: string, names: RegExp): Iterable<EngineCase> {
  const base = join(folder, 'rmc_uanl');
  const known = new Map(
    readFileSync(join(base, 'bks.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map((cells) => [cells[0], Number(cells[1])]),
  );
  for (const part of ['solved', 'unsolved'].filter((name) => existsSync(join(base, name)))) {
    for (const entry of readdirSync(join(base, part)).sort()) {
      const name = entry.replace('.txt', '');
      if (name.endsWith('sol') || !names.test(name)) continue;
      const file = readUanl(readFileSync(join(base, part, entry), 'utf8'));
      const best = known.get(name) ?? file.customers.reduce((sum, customer) => sum + customer.unserved, 0);
      yield {
        name,
        instance: uanlInstance(file),
        known: best,
        value: (cost) => cost,
        gap: (cost) => (cost - best) / best,
        check: (placements, cost) => check(file, placements, cost),
      };
    }
  }
}
