/** Solutions that lie beside the published instances, as deliveries and tours; for checking how the sets are read. */

import { type Cdp, travel } from './cdp-kinable.ts';
import type { Delivery } from './deliveries.ts';
import type { Tours } from './rounds-value.ts';

/** Truck, customer, start and end of a line each; loaded at the station that is on the shortest way, as soon as it can be. */
export function readCdpSolution(text: string, cdp: Cdp): Delivery[] {
  const trucks = new Map(cdp.trucks.map((truck) => [truck.id, truck]));
  const free = new Map(cdp.trucks.map(({ id }) => [id, { place: 'v0', time: 0 }]));
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [truck, order, start] = line.trim().split(/\s+/);
      return { truck, order, unloadStart: Number(start) };
    })
    .sort((one, other) => one.unloadStart - other.unloadStart)
    .map(({ truck, order, unloadStart }) => {
      const { place, time } = free.get(truck)!;
      const { capacity, unloading } = trucks.get(truck)!;
      const length = (station: string) => travel(cdp, place, station) + travel(cdp, station, order);
      const plant = cdp.stations.reduce((best, station) => (length(station) < length(best) ? station : best));
      free.set(truck, { place: order, time: unloadStart + unloading });
      return { truck, order, plant, loadStart: time + travel(cdp, place, plant), unloadStart, volumeM3: capacity };
    });
}

/** The stated cost, and nodes with their times by truck, in the author's words. */
export function readRmcSolution(text: string): { cost: number; deliveries: Delivery[] } {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const deliveries: Delivery[] = [];
  let [truck, plant, loadStart] = ['', '', 0];
  for (const line of lines) {
    const [node, time] = line.trim().split(/\s+/);
    if (/^k\d+$/.test(node)) truck = node;
    else if (/^d\d+$/.test(node)) [plant, loadStart] = [node, Number(time)];
    else if (/^c\d+s\d+$/.test(node))
      deliveries.push({ truck, plant, loadStart, order: node.split('s')[0], unloadStart: Number(time), volumeM3: 1 });
  }
  return { cost: Number(head.split(' ').at(-1)), deliveries };
}

interface OwnSolution {
  readonly instance: string;
  readonly cost: number;
  readonly routes: readonly {
    readonly truck: number;
    readonly loads: readonly {
      readonly customer: number;
      readonly plant: number;
      readonly load_start: number;
      readonly arrival: number;
    }[];
  }[];
}

export function readOwnRmcSolutions(text: string): { instance: string; cost: number; deliveries: Delivery[] }[] {
  return (JSON.parse(text) as OwnSolution[]).map(({ instance, cost, routes }) => ({
    instance,
    cost,
    deliveries: routes.flatMap(({ truck, loads }) =>
      loads.map((load) => ({
        truck: `k${truck}`,
        order: `c${load.customer}`,
        plant: `d${load.plant}`,
        loadStart: load.load_start,
        unloadStart: load.arrival,
        volumeM3: 1,
      })),
    ),
  }));
}

/** `Route #1: 5 3 0 7`, where 0 is a reload, and `Cost 827.3`. */
export function readTours(text: string): { cost: number; tours: Tours } {
  const routes = [...text.matchAll(/^Route #\d+:(.*)$/gm)].map(([, stops]) => stops);
  return { cost: Number(text.match(/^Cost:?\s+(\S+)/m)?.[1]), tours: routes.map(roundsOf) };
}

/** Some routes begin or end with a reload, or have two in a row. */
function roundsOf(stops: string): number[][] {
  const rounds: number[][] = [[]];
  for (const stop of stops.trim().split(/\s+/).map(Number))
    if (stop === 0) rounds.push([]);
    else rounds.at(-1)!.push(stop);
  return rounds.filter((customers) => customers.length > 0);
}
