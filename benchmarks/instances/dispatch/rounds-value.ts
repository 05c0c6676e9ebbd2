/** Value of rounds by the published rules, from the order of the customers alone. */
import type { DispatchRoundsPlan } from '../../../models/dispatch-rounds.ts';
import type { PublishedValue } from '../family.ts';
import type { RoundsFile, RoundsNode } from './rounds-file.ts';

/** What a value is made of, and in which numbers. */
export interface RoundsRules {
  /** Length and duration of a leg, in units of the file. */
  leg(from: RoundsNode, to: RoundsNode): number;
  /** In values of the request, of a van in use and of a unit of length. */
  readonly van: number;
  /** Rounding of the request's legs, in values of the request. */
  readonly tolerancePerLeg: number;
}

/** Each arc truncated to one decimal, in time as in length: the convention of the DIMACS challenge. */
export const truncatedDistance: RoundsRules = {
  leg: (from, to) => Math.floor(10 * euclid(from, to)) / 10,
  van: 0,
  tolerancePerLeg: 0,
};

/** Fewest vans first, then distance, both in double precision. */
export const vansThenDistance: RoundsRules = { leg: euclid, van: 1_000_000, tolerancePerLeg: 0.0005 };

/** Exact where it is a whole number, unlike `Math.hypot`. */
export function euclid(from: RoundsNode, to: RoundsNode): number {
  return Math.sqrt((from.x - to.x) ** 2 + (from.y - to.y) ** 2);
}

/** Rounds of each van, customers by number. */
export type Tours = readonly (readonly (readonly number[])[])[];

export function toursOf(plan: unknown): Tours {
  const { rounds } = plan as Pick<DispatchRoundsPlan, 'rounds'>;
  const ofVan = Map.groupBy(
    rounds.toSorted((one, other) => one.number - other.number),
    ({ van }) => van,
  );
  return [...ofVan.values()].map((tours) => tours.map(({ drops }) => drops.map(({ drop }) => Number(drop))));
}

const epsilon = 1e-6;

/** Everything is done as early as it can be: a van leaves once its goods are there, and waits where it is early. */
export function roundsValue({ nodes, vans, capacity }: RoundsFile, rules: RoundsRules, tours: Tours): PublishedValue {
  const broken: string[] = [];
  const [depot] = nodes;
  const visits = nodes.map(() => 0);
  let [length, legs] = [0, 0];
  if (tours.length > vans) broken.push(`there are ${tours.length} vans of ${vans}`);
  tours.forEach((rounds, van) => {
    let time = depot.from;
    for (const customers of rounds) {
      let [at, load] = [depot, 0];
      time = Math.max(time, ...customers.map((customer) => nodes[customer].release));
      const drive = (to: RoundsNode) => {
        const leg = rules.leg(at, to);
        length += leg;
        legs++;
        time += leg;
        at = to;
      };
      for (const customer of customers) {
        const node = nodes[customer];
        visits[customer]++;
        load += node.demand;
        drive(node);
        time = Math.max(time, node.from);
        if (time > node.to + epsilon) broken.push(`van ${van + 1} is at ${customer} at ${time}, after ${node.to}`);
        time += node.service;
      }
      drive(depot);
      if (load > capacity) broken.push(`van ${van + 1} carries ${load} of ${capacity}`);
    }
    if (time > depot.to + epsilon) broken.push(`van ${van + 1} is back at ${time}, after ${depot.to}`);
  });
  visits.forEach((count, customer) => {
    if (customer > 0 && count !== 1) broken.push(`customer ${customer} is served ${count} times`);
  });
  return { value: rules.van * tours.length + length, broken, tolerance: rules.tolerancePerLeg * legs };
}
