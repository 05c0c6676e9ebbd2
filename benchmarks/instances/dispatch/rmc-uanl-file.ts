/** The text files of the multi-plant set: yards, trucks, plants, customers, then costs and times of the legs. */
import { WordLines } from './word-lines.ts';

export interface Rmc {
  readonly trucks: readonly RmcTruck[];
  readonly plants: readonly RmcPlant[];
  readonly customers: readonly RmcCustomer[];
  /** Cost and minutes of a leg between two of the names `o1`, `f1`, `d1`, `c1`; undefined where it is not allowed. */
  cost(from: string, to: string): number | undefined;
  minutes(from: string, to: string): number | undefined;
}

export interface RmcTruck {
  readonly id: string;
  readonly capacity: number;
  readonly costOfUse: number;
  readonly home: string;
  readonly end: string;
  /** Of the first loading and the last arrival, minutes of the day. */
  readonly window: readonly [from: number, to: number];
}

export interface RmcPlant {
  readonly id: string;
  readonly loading: number;
  /** From one start of loading to the next. */
  readonly spacing: number;
  readonly window: readonly [from: number, to: number];
}

export interface RmcCustomer {
  readonly id: string;
  readonly demand: number;
  readonly unloading: number;
  readonly penalty: number;
  /** Absent where nobody else delivers. */
  readonly outsourcing: number | undefined;
  /** From one arrival to the next. */
  readonly leastGap: number;
  readonly greatestGap: number;
  readonly trucks: readonly string[];
  readonly plants: readonly string[];
  /** Of arrivals. */
  readonly window: readonly [from: number, to: number];
  readonly latestFirst: number;
}

export function readRmc(text: string, file: string): Rmc {
  const lines = new WordLines(text, file);
  // Beginning and end of the day, hours of plants and of trucks: all of it stands with each plant and truck again.
  for (let skipped = 0; skipped < 4; skipped++) lines.row();
  const [truckCount, customerCount, plantCount, homeCount, endCount] = Array.from({ length: 5 }, () => lines.row()[0]);
  // Coordinates; legs come from the matrices.
  for (let skipped = 0; skipped < 1 + homeCount + endCount; skipped++) lines.next(3);
  const trucks = named('k', truckCount).map((id): RmcTruck => {
    const [capacity, costOfUse, home, end] = Array.from({ length: 4 }, () => lines.numbers(id)[0]);
    return { id, capacity, costOfUse, home: `o${home}`, end: `f${end}`, window: pair(lines.numbers(id)) };
  });
  const plants = named('d', plantCount).map((id): RmcPlant => {
    const [loading, spacing] = [lines.numbers(id)[0], lines.numbers(id)[0]];
    lines.numbers(id);
    return { id, loading, spacing, window: pair(lines.numbers(id)) };
  });
  const withoutOutsourcing = named('c', customerCount).map((id) => {
    const [demand, unloading, penalty, leastGap, greatestGap] = Array.from({ length: 5 }, () => lines.numbers(id)[0]);
    lines.numbers(id);
    const [allowedTrucks, allowedPlants] = [lines.words(id), lines.words(id)];
    const [window, latestFirst] = [pair(lines.numbers(id)), lines.numbers(id)[0]];
    return {
      ...{ id, demand, unloading, penalty, leastGap, greatestGap, window, latestFirst },
      ...{ trucks: allowedTrucks, plants: allowedPlants },
    };
  });
  const outsourcing = lines.next(customerCount).map(numberOrNot);
  const customers = withoutOutsourcing.map((customer, index) => ({ ...customer, outsourcing: outsourcing[index] }));
  const nodes = [
    ...named('o', homeCount),
    ...named('f', endCount),
    ...named('d', plantCount),
    ...customers.map(({ id }) => id),
  ];
  const index = new Map(nodes.map((node, place) => [node, place]));
  const [costs, times] = [0, 1].map(() => nodes.map(() => lines.next(nodes.length).map(numberOrNot)));
  return {
    trucks,
    plants,
    customers,
    cost: (from, to) => costs[index.get(from)!][index.get(to)!],
    minutes: (from, to) => times[index.get(from)!][index.get(to)!],
  };
}

function named(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

function pair([from, to]: readonly number[]): readonly [number, number] {
  return [from, to];
}

/** `M` stands for what is not allowed. */
function numberOrNot(word: string): number | undefined {
  return word === 'M' ? undefined : Number(word);
}
