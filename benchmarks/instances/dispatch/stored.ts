/** Solutions that lie beside the published instances, as deliveries and tours; for checking how the sets are read. */

import type { Cdp } from './cdp-kinable.ts';
import type { Delivery } from './deliveries.ts';
import type { Tours } from './rounds-value.ts';

/** Truck, customer, start and end of a line each. The station is any: the set's rules take the nearest. */
export function readCdpSolution(text: string, { stations, trucks }: Cdp): Delivery[] {
  const capacities = new Map(trucks.map(({ id, capacity }) => [id, capacity]));
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [truck, order, start] = line.trim().split(/\s+/);
      const unloadStart = Number(start);
      return { truck, order, plant: stations[0], loadStart: 0, unloadStart, volumeM3: capacities.get(truck)! };
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
  return {
    cost: Number(text.match(/^Cost:?\s+(\S+)/m)?.[1]),
    tours: routes.map((stops) => stops.split(/\s0\s/).map((round) => round.trim().split(/\s+/).map(Number))),
  };
}
