/**
 * Days of a ready-mix company of Montreal with drivers' shifts: all delivered on time with little driving.
 * @see A. Ousmane Ali, J.-F. Cote, L. Coelho; the weights below are those that recompute the totals they print.
 */
import { basename } from 'node:path';
import type { InstanceFamily, PublishedValue, Reference } from '../family.ts';
import { readTsv } from '../tsv.ts';
import { type Quebec, type QuebecTravel, readQuebec, readQuebecTravel } from './cdp-quebec-file.ts';
import { type Delivery, deliveriesOf, Objections, sequences } from './deliveries.ts';
import { farSeconds, type OrderInput, plainParameters, requestOf, type ShiftInput, secondsOfMinutes } from './plain.ts';

/** Minutes, as the authors set them. */
const latestFirst = 60;
const unloadingPerM3 = 2;
const adjusting = 10;
const cleaning = 10;
const lifetime = 120;
const gapOfLoads = 20;
const gapOfOrders = 25;
const leastShift = 180;
const shift = 480;
const overtime = 120;
const prices = { undelivered: 100_000, firstDelay: 1000, underuse: 30, overtime: 20 };

export const cdpQuebec: InstanceFamily = {
  folder: 'dispatch/cdp_quebec/instances',
  extension: '.rmc',
  read: (text, file, textOf = () => undefined) => {
    const quebec = readQuebec(text, file);
    const travel = () => readQuebecTravel(quebec, basename(file, '.rmc'), textOf);
    return [
      {
        request: () => requestOf(problemOf(quebec, travel())),
        published: (plan) => quebecValue(quebec, travel(), deliveriesOf(plan)),
      },
    ];
  },
  tables: ['dispatch/cdp_quebec/published_grasp_results.csv'],
  references: (tables) => new Map(tables.flatMap(readBest)),
};

/** Only with the travel times that the authors used do values compare. */
const comparable = 'C_13_5_8_1';

function readBest(table: string): [string, Reference][] {
  return readTsv(table, ['instance', 'variant', 'best_Z'], ',')
    .filter(({ instance, variant }) => instance === comparable && variant === 'shifts')
    .map((row) => [`dispatch/cdp_quebec/instances/${row.instance}.rmc`, { upperBound: Number(row.best_Z) }]);
}

function problemOf({ drivers, clients, plants }: Quebec, travel: QuebecTravel): ShiftInput {
  const [plantIds, clientIds] = [plants.map(({ id }) => id), clients.map(({ id }) => id)];
  const blocks = [
    { from: plantIds, to: clientIds, seconds: legs(plants, clients, travel.toClient) },
    { from: clientIds, to: plantIds, seconds: legs(clients, plants, travel.toPlant) },
    { from: plantIds, to: plantIds, seconds: legs(plants, plants, travel.between) },
  ];
  return {
    mode: 'plan',
    places: [...plantIds, ...clientIds].map((id) => ({ id })),
    travel: { blocks },
    plants: plants.map(({ id, m3PerHour }) => ({
      id,
      place: id,
      docks: 1,
      loadMinutesPerM3: 60 / m3PerHour,
      leastLoadMinutes: 0,
      afterLoadingMinutes: adjusting,
    })),
    trucks: drivers.map(({ id, home, capacity, start }) => ({
      id,
      capacityM3: capacity,
      home: plantIds[home],
      shift: { from: secondsOfMinutes(start), to: secondsOfMinutes(start + shift) },
      overtimeMinutes: overtime,
      unloadMinutesPerM3: unloadingPerM3,
      washMinutes: cleaning,
    })),
    orders: clients.flatMap(({ id: place, due, orders }) =>
      orders.map(
        ({ id, volume, plant }, index): OrderInput => ({
          id,
          client: place,
          place,
          volumeM3: volume,
          partial: true,
          plants: [plantIds[plant]],
          window: { from: secondsOfMinutes(due), to: farSeconds },
          ideal: secondsOfMinutes(due),
          greatestGapMinutes: gapOfLoads,
          lifetimeMinutes: lifetime,
          ...(index === 0
            ? { latestFirst: secondsOfMinutes(due + latestFirst) }
            : { after: { order: orders[index - 1].id, greatestMinutes: gapOfOrders } }),
        }),
      ),
    ),
    parameters: plainParameters,
    objective: {
      name: 'travel-and-delay',
      undeliveredPerM3: prices.undelivered,
      firstDelayPerMinute: prices.firstDelay,
      underusePerMinute: prices.underuse,
      leastShiftMinutes: leastShift,
      overtimePerMinute: prices.overtime,
    },
  };
}

function legs(from: readonly unknown[], to: readonly unknown[], minutes: (from: number, to: number) => number) {
  return from.map((_, one) => to.map((_, other) => secondsOfMinutes(minutes(one, other))));
}

/** Total of the authors, from the loads alone. */
export function quebecValue(quebec: Quebec, travel: QuebecTravel, deliveries: readonly Delivery[]): PublishedValue {
  const { drivers, clients, plants } = quebec;
  // Travel of the request is rounded to seconds, and so is the time that a rate takes.
  const objections = new Objections(2 / 60);
  const plantAt = new Map(plants.map(({ id }, index) => [id, index]));
  const clientOf = new Map(clients.flatMap(({ orders }, index) => orders.map(({ id }) => [id, index])));
  const loaded = ({ plant, loadStart, volumeM3 }: Delivery) =>
    loadStart + (60 * volumeM3) / plants[plantAt.get(plant)!].m3PerHour;
  const unloaded = ({ unloadStart, volumeM3 }: Delivery) => unloadStart + unloadingPerM3 * volumeM3;
  let [value, legCount, used] = [0, 0, 0];
  const routes = sequences(deliveries, 'truck', 'loadStart');
  for (const { id, home, capacity, start } of drivers) {
    const trips = routes.get(id) ?? [];
    if (trips.length === 0) continue;
    used++;
    let free = start;
    let toPlant = (plant: number) => travel.between(home, plant);
    const drive = (minutes: number) => {
      value += minutes;
      legCount++;
      return minutes;
    };
    for (const trip of trips) {
      const [plant, client] = [plantAt.get(trip.plant)!, clientOf.get(trip.order)!];
      objections.unless(trip.volumeM3 <= capacity, `${id} holds no ${trip.volumeM3} m3`);
      objections.late(free + drive(toPlant(plant)), trip.loadStart, `${id} cannot load for ${trip.order}`);
      const arrival = loaded(trip) + adjusting + drive(travel.toClient(plant, client));
      objections.late(arrival, trip.unloadStart, `${id} cannot unload for ${trip.order}`);
      objections.late(unloaded(trip) - trip.loadStart, lifetime, `concrete for ${trip.order} sets`);
      free = unloaded(trip) + cleaning;
      toPlant = (next) => travel.toPlant(client, next);
    }
    const worked = free + drive(toPlant(home)) - start;
    objections.late(worked, shift + overtime, `${id} works too long`);
    value += prices.underuse * Math.max(0, leastShift - worked) + prices.overtime * Math.max(0, worked - shift);
  }
  for (const [plant, loadings] of sequences(deliveries, 'plant', 'loadStart'))
    loadings.slice(1).forEach((next, index) => {
      objections.late(loaded(loadings[index]), next.loadStart, `${plant} is busy`);
    });
  const served = sequences(deliveries, 'order', 'unloadStart');
  for (const { id: client, due, orders } of clients) {
    // Orders are bound to the one before; where that is left out, only by the site, which takes one truck at a time.
    let before: number | undefined;
    for (const [index, { id, volume, plant }] of orders.entries()) {
      const loads = served.get(id) ?? [];
      const brought = loads.reduce((sum, { volumeM3 }) => sum + volumeM3, 0);
      objections.unless(brought <= volume + 1e-9, `${id} gets ${brought} of ${volume}`);
      value += prices.undelivered * (volume - brought);
      loads.forEach((load, number) => {
        objections.unless(load.plant === plants[plant].id, `${id} gets concrete of ${load.plant}`);
        objections.late(due, load.unloadStart, `${client} waits for nobody yet`);
        if (before !== undefined) {
          objections.late(before, load.unloadStart, `${client} gets ${id} too early`);
          const gap = number > 0 ? gapOfLoads : gapOfOrders;
          objections.late(load.unloadStart, before + gap, `${client} waits too long`);
        }
        before = unloaded(load);
      });
      if (loads.length === 0) before = undefined;
      else if (index === 0) {
        // The delay of the first order: where it is left out, that costs far more.
        objections.late(loads[0].unloadStart, due + latestFirst, `${client} begins too late`);
        value += prices.firstDelay * Math.max(0, loads[0].unloadStart - due);
      }
    }
    const atSite = orders.flatMap(({ id }) => served.get(id) ?? []).sort((a, b) => a.unloadStart - b.unloadStart);
    atSite.slice(1).forEach((next, index) => {
      objections.late(unloaded(atSite[index]), next.unloadStart, `${client} gets two at a time`);
    });
  }
  const halfSecond = 0.5 / 60;
  const tolerance = travel.isWhole ? 0 : halfSecond * (legCount + used * (prices.underuse + prices.overtime));
  return { value, broken: objections.found, tolerance };
}
