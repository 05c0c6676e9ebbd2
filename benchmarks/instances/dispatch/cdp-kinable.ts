/**
 * Concrete Delivery Problem, sets A and B: full trucks from the nearest station, most demand served.
 * @see J. Kinable, T. Wauters, G. Vanden Berghe (2014), Computers and Operations Research 48:53-68.
 */
import type { InstanceFamily, PublishedValue, Reference } from '../family.ts';
import { numberOrNone, readTsv } from '../tsv.ts';
import { type Delivery, deliveriesOf, Objections, sequences } from './deliveries.ts';
import {
  farSeconds,
  plainParameters,
  requestOf,
  type ShiftInput,
  secondsOfMinutes,
  unlimitedMinutes,
} from './plain.ts';
import { WordLines } from './word-lines.ts';

export interface Cdp {
  readonly greatestGap: number;
  readonly trucks: readonly { readonly id: string; readonly capacity: number; readonly unloading: number }[];
  readonly customers: readonly {
    readonly id: string;
    readonly demand: number;
    readonly from: number;
    readonly to: number;
  }[];
  readonly stations: readonly string[];
  readonly at: ReadonlyMap<string, readonly [x: number, y: number]>;
}

export const cdpKinable: InstanceFamily = {
  folder: 'dispatch/cdp_kinable/instances',
  extension: '.rmc',
  read: (text, file) => {
    const cdp = readCdp(text, file);
    return [{ request: () => requestOf(problemOf(cdp)), published: (plan) => cdpValue(cdp, deliveriesOf(plan)) }];
  },
  tables: ['dispatch/cdp_kinable/bks.csv'],
  references: (tables) => new Map(tables.flatMap(readBest)),
};

/** Served volume counts as its negative, since objectives are minimised. */
function readBest(table: string): [string, Reference][] {
  return readTsv(table, ['instance', 'upper_bound', 'best_known', 'status'], ',').map((row) => {
    const served = numberOrNone(row.best_known)!;
    const most = numberOrNone(row.upper_bound);
    const isOptimal = row.status === 'optimal';
    return [
      `dispatch/cdp_kinable/instances/${row.instance}.rmc`,
      {
        upperBound: -served,
        ...(most === undefined ? {} : { lowerBound: -most }),
        ...(isOptimal ? { optimum: -served } : {}),
      },
    ];
  });
}

export function readCdp(text: string, file: string): Cdp {
  const lines = new WordLines(text.split(/^-{5,}/m)[0], file);
  const [greatestGap] = lines.numbers('MaxTimeLag:');
  const section = (head: string, columns: number) => {
    const [count] = lines.numbers(head);
    return Array.from({ length: count }, () => lines.next(columns));
  };
  const trucks = section('Vehicles:', 3).map(([id, ...values]) => {
    const [capacity, unloading] = values.map(Number);
    return { id, capacity, unloading };
  });
  const customers = section('Customers:', 4).map(([id, ...values]) => {
    const [demand, from, to] = values.map(Number);
    return { id, demand, from, to };
  });
  const stations = section('Stations:', 1).map(([id]) => id);
  const at = new Map(section('Locations:', 3).map(([id, x, y]) => [id, [Number(x), Number(y)] as const]));
  return { greatestGap, trucks, customers, stations, at };
}

/** Minutes: the Euclidean distance, rounded up. */
export function travel({ at }: Cdp, from: string, to: string): number {
  const [[x, y], [otherX, otherY]] = [at.get(from)!, at.get(to)!];
  return Math.ceil(Math.sqrt((x - otherX) ** 2 + (y - otherY) ** 2));
}

function problemOf(cdp: Cdp): ShiftInput {
  const sites = cdp.customers.map(({ id }) => id);
  const block = (from: readonly string[], to: readonly string[]) => ({
    from: [...from],
    to: [...to],
    seconds: from.map((one) => to.map((other) => 60 * travel(cdp, one, other))),
  });
  return {
    mode: 'plan',
    places: ['v0', ...cdp.stations, ...sites].map((id) => ({ id })),
    travel: { blocks: [block(['v0', ...sites], cdp.stations), block(cdp.stations, sites)] },
    plants: cdp.stations.map((id) => ({ id, place: id, docks: null, loadMinutesPerM3: 0, leastLoadMinutes: 0 })),
    trucks: cdp.trucks.map(({ id, capacity, unloading }) => ({
      id,
      capacityM3: capacity,
      home: 'v0',
      end: null,
      shift: { from: 0, to: farSeconds },
      unloadMinutesPerM3: 0,
      unloadFixedMinutes: unloading,
    })),
    orders: cdp.customers.map(({ id, demand, from, to }) => ({
      id,
      place: id,
      volumeM3: demand,
      fullTrucks: true,
      window: { from: secondsOfMinutes(from), to: secondsOfMinutes(to) },
      greatestGapMinutes: cdp.greatestGap,
      lifetimeMinutes: unlimitedMinutes,
    })),
    parameters: plainParameters,
    objective: { name: 'served-volume' },
  };
}

/** The set's own rules; the station of a trip is the cheapest one, whatever the plan says. */
export function cdpValue(cdp: Cdp, deliveries: readonly Delivery[]): PublishedValue {
  const objections = new Objections();
  const truckOf = new Map(cdp.trucks.map((truck) => [truck.id, truck]));
  const byStation = (from: string, to: string) =>
    Math.min(...cdp.stations.map((station) => travel(cdp, from, station) + travel(cdp, station, to)));
  for (const [truck, trips] of sequences(deliveries, 'truck', 'unloadStart')) {
    let [place, time] = ['v0', 0];
    for (const { order, unloadStart } of trips) {
      objections.late(time + byStation(place, order), unloadStart, `${truck} cannot be at ${order}`);
      [place, time] = [order, unloadStart + truckOf.get(truck)!.unloading];
    }
  }
  const served = sequences(deliveries, 'order', 'unloadStart');
  let value = 0;
  for (const { id, demand, from, to } of cdp.customers) {
    const loads = served.get(id) ?? [];
    const brought = loads.reduce((sum, { truck }) => sum + truckOf.get(truck)!.capacity, 0);
    objections.unless(loads.length === 0 || brought >= demand, `${id} gets ${brought} of ${demand}`);
    let last = Number.NaN;
    for (const { truck, unloadStart } of loads) {
      const end = unloadStart + truckOf.get(truck)!.unloading;
      objections.late(from, unloadStart, `${id} is not open`);
      objections.late(end, to, `${id} is closed`);
      objections.late(last, unloadStart, `${id} gets two at a time`);
      objections.late(unloadStart, last + cdp.greatestGap, `${id} waits too long`);
      last = end;
    }
    if (loads.length > 0) value -= demand;
  }
  return { value, broken: objections.found };
}
