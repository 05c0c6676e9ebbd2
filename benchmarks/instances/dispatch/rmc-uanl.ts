/**
 * Ready-mixed concrete from several plants: trucks and legs cost, orders that are not served are outsourced or penalised.
 * The rules are those of the checker of solutions that the set's author wrote.
 */
import type { InstanceFamily, PublishedValue, Reference } from '../family.ts';
import { readTsv } from '../tsv.ts';
import { type Delivery, deliveriesOf, Objections, sequences } from './deliveries.ts';
import {
  farSeconds,
  plainParameters,
  requestOf,
  type ShiftInput,
  secondsOfMinutes,
  unlimitedMinutes,
} from './plain.ts';
import { type Rmc, readRmc } from './rmc-uanl-file.ts';

export const rmcUanl: InstanceFamily = {
  folder: 'dispatch/rmc_uanl',
  extension: '.txt',
  read: (text, file) => {
    // Solutions lie beside their instances.
    if (file.endsWith('sol.txt')) return [];
    const rmc = readRmc(text, file);
    return [{ request: () => requestOf(problemOf(rmc)), published: (plan) => rmcValue(rmc, deliveriesOf(plan)) }];
  },
  tables: ['dispatch/rmc_uanl/bks.csv'],
  references: (tables) => new Map(tables.flatMap(readBest)),
};

function readBest(table: string): [string, Reference][] {
  return readTsv(table, ['instance', 'best_known', 'lower_bound', 'status'], ',').map((row) => {
    const upperBound = Number(row.best_known);
    const optimum = row.status === 'optimal' ? { optimum: upperBound } : {};
    return [
      `dispatch/rmc_uanl/solved/${row.instance}.txt`,
      { lowerBound: Number(row.lower_bound), upperBound, ...optimum },
    ];
  });
}

/** A truck's hours begin with its first loading: each truck gets a yard of its own, no time away from any plant. */
const yardOf = (truck: string) => `yard-${truck}`;

function problemOf(rmc: Rmc): ShiftInput {
  const { trucks, plants, customers } = rmc;
  const block = (from: readonly string[], to: readonly string[]) => ({
    from: [...from],
    to: [...to],
    seconds: from.map((one) => to.map((other) => orNull(rmc.minutes(one, other), secondsOfMinutes))),
    cost: from.map((one) => to.map((other) => orNull(rmc.cost(one, other), (cost) => cost))),
  });
  const [plantIds, customerIds] = [plants.map(({ id }) => id), customers.map(({ id }) => id)];
  const ends = [...new Set(trucks.map(({ end }) => end))];
  const fromYards = block(
    trucks.map(({ home }) => home),
    plantIds,
  );
  const blocks = [
    {
      ...fromYards,
      from: trucks.map(({ id }) => yardOf(id)),
      seconds: fromYards.seconds.map((row) => row.map((seconds) => (seconds === null ? null : 0))),
    },
    block(plantIds, customerIds),
    block(customerIds, plantIds),
    block(customerIds, ends),
  ];
  return {
    mode: 'plan',
    places: [...trucks.map(({ id }) => yardOf(id)), ...ends, ...plantIds, ...customerIds].map((id) => ({ id })),
    travel: { blocks },
    plants: plants.map(({ id, loading, spacing, window: [from, to] }) => ({
      id,
      place: id,
      docks: 1,
      // Hours of the set are about the start of loading.
      hours: { from: secondsOfMinutes(from), to: secondsOfMinutes(to + loading) },
      loadMinutesPerM3: 0,
      loadFixedMinutes: loading,
      leastLoadMinutes: 0,
      spacingMinutes: spacing,
    })),
    trucks: trucks.map(({ id, capacity, costOfUse, end, window: [from, to] }) => ({
      id,
      capacityM3: capacity,
      home: yardOf(id),
      end,
      shift: { from: secondsOfMinutes(from), to: farSeconds },
      lastUnloading: secondsOfMinutes(to),
      unloadMinutesPerM3: 0,
      costPerUse: costOfUse,
    })),
    orders: customers.map((customer) => ({
      id: customer.id,
      place: customer.id,
      volumeM3: customer.demand,
      fullTrucks: true,
      window: {
        from: secondsOfMinutes(customer.window[0]),
        to: secondsOfMinutes(customer.window[1]),
        ends: 'unloading-start',
      },
      latestFirst: secondsOfMinutes(customer.latestFirst),
      leastGapMinutes: customer.leastGap,
      greatestGapMinutes: customer.greatestGap,
      gapsCount: 'start-to-start',
      lifetimeMinutes: unlimitedMinutes,
      unloadFixedMinutes: customer.unloading,
      trucks: [...customer.trucks],
      plants: [...customer.plants],
      unserved: {
        fixed: customer.penalty,
        ...(customer.outsourcing === undefined ? {} : { outsourcing: customer.outsourcing }),
      },
    })),
    parameters: plainParameters,
    objective: { name: 'delivery-cost' },
  };
}

function orNull(value: number | undefined, convert: (value: number) => number): number | null {
  return value === undefined ? null : convert(value);
}

/** The rules of the author's own checker of solutions; an order that is not served costs the less of its two prices. */
export function rmcValue(rmc: Rmc, deliveries: readonly Delivery[]): PublishedValue {
  const objections = new Objections();
  const [plants, customers] = [byId(rmc.plants), byId(rmc.customers)];
  let value = 0;
  const leg = (from: string, to: string): number => {
    const [cost, minutes] = [rmc.cost(from, to), rmc.minutes(from, to)];
    objections.unless(cost !== undefined && minutes !== undefined, `there is no way from ${from} to ${to}`);
    value += cost ?? 0;
    return minutes ?? 0;
  };
  const routes = sequences(deliveries, 'truck', 'loadStart');
  for (const { id, costOfUse, home, end, window } of rmc.trucks) {
    const trips = routes.get(id) ?? [];
    if (trips.length === 0) continue;
    value += costOfUse;
    objections.late(window[0], trips[0].loadStart, `${id} works later`);
    objections.late(trips.at(-1)!.unloadStart, window[1], `${id} works no longer`);
    let [place, free] = [home, Number.NEGATIVE_INFINITY];
    for (const { plant, order, loadStart, unloadStart } of trips) {
      objections.late(free + leg(place, plant), loadStart, `${id} cannot load at ${plant}`);
      const arrival = loadStart + plants.get(plant)!.loading + leg(plant, order);
      objections.late(arrival, unloadStart, `${id} cannot be at ${order}`);
      const { trucks: allowed, plants: suppliers, unloading } = customers.get(order)!;
      objections.unless(allowed.includes(id) && suppliers.includes(plant), `${order} takes no ${id} from ${plant}`);
      [place, free] = [order, unloadStart + unloading];
    }
    leg(place, end);
  }
  for (const [plant, loadings] of sequences(deliveries, 'plant', 'loadStart')) {
    const { spacing, window } = plants.get(plant)!;
    loadings.forEach(({ loadStart }, index) => {
      objections.late(window[0], loadStart, `${plant} is not open`);
      objections.late(loadStart, window[1], `${plant} is closed`);
      if (index > 0) objections.late(loadings[index - 1].loadStart + spacing, loadStart, `${plant} is busy`);
    });
  }
  const capacities = new Map(rmc.trucks.map(({ id, capacity }) => [id, capacity]));
  const served = sequences(deliveries, 'order', 'unloadStart');
  for (const {
    id,
    demand,
    penalty,
    outsourcing = Infinity,
    leastGap,
    greatestGap,
    window,
    latestFirst,
  } of rmc.customers) {
    const loads = served.get(id) ?? [];
    if (loads.length === 0) {
      value += Math.min(penalty, outsourcing);
      continue;
    }
    const brought = loads.reduce((sum, { truck }) => sum + capacities.get(truck)!, 0);
    objections.unless(brought >= demand, `${id} gets ${brought} of ${demand}`);
    objections.late(loads[0].unloadStart, latestFirst, `${id} begins too late`);
    loads.forEach(({ unloadStart }, index) => {
      objections.late(window[0], unloadStart, `${id} is not open`);
      objections.late(unloadStart, window[1], `${id} is closed`);
      if (index === 0) return;
      const before = loads[index - 1].unloadStart;
      objections.late(before + leastGap, unloadStart, `${id} cannot take the next yet`);
      objections.late(unloadStart, before + greatestGap, `${id} waits too long`);
    });
  }
  return { value, broken: objections.found };
}

function byId<Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
