/**
 * Vehicle routing with time windows, with one round or several of each van. A unit of length is a kilometre in the
 * request, so that its objective is the published distance. In double precision times are rounded up at a fineness that
 * costs nothing: a plan of the request always keeps the published windows.
 */
import type { InstanceFamily, ReadInstance, Reference } from '../family.ts';
import { numberOrNone, readTsv } from '../tsv.ts';
import { type RoundsInput, requestOf } from './plain.ts';
import { type RoundsFile, type RoundsNode, readSolomon, readVrplib } from './rounds-file.ts';
import { euclid, type RoundsRules, roundsValue, toursOf, truncatedDistance, vansThenDistance } from './rounds-value.ts';

/** Whole units of the request. */
interface Scale {
  readonly secondsPerUnit: number;
  seconds(from: RoundsNode, to: RoundsNode): number;
  metres(from: RoundsNode, to: RoundsNode): number;
}

/** A unit of time is ten seconds. */
const tenths: Scale = {
  secondsPerUnit: 10,
  seconds: (from, to) => Math.floor(10 * euclid(from, to)),
  metres: (from, to) => 100 * Math.floor(10 * euclid(from, to)),
};

const fine: Scale = {
  secondsPerUnit: 10_000,
  seconds: (from, to) => Math.ceil(10_000 * euclid(from, to)),
  metres: (from, to) => Math.round(1000 * euclid(from, to)),
};

function problemOf(
  { vans, capacity, nodes }: RoundsFile,
  scale: Scale,
  objective: RoundsInput['objective'],
  roundsPerVan: number,
): RoundsInput {
  const ids = nodes.map((_, number) => `${number}`);
  const moment = (time: number) => Math.round(time * scale.secondsPerUnit);
  const [depot, ...customers] = nodes;
  const shift = { from: moment(depot.from), to: moment(depot.to) };
  return {
    mode: 'rounds',
    depot: ids[0],
    shiftMinutes: Math.ceil(shift.to / 60),
    places: ids.map((id) => ({ id })),
    travel: {
      blocks: [
        {
          from: ids,
          to: ids,
          seconds: nodes.map((from) => nodes.map((to) => scale.seconds(from, to))),
          metres: nodes.map((from) => nodes.map((to) => scale.metres(from, to))),
        },
      ],
    },
    vans: Array.from({ length: vans }, (_, index) => ({ id: `van-${index + 1}`, capacity, shift })),
    drops: customers.map((customer, index) => ({
      id: ids[index + 1],
      place: ids[index + 1],
      demand: customer.demand,
      window: { from: moment(customer.from), to: moment(customer.to) },
      serviceSeconds: moment(customer.service),
      ...(customer.release > 0 ? { release: moment(customer.release) } : {}),
    })),
    roundsPerVan,
    objective,
  };
}

function instanceOf(file: RoundsFile, rules: RoundsRules, scale: Scale, roundsPerVan = 1): ReadInstance {
  const objective = rules.van > 0 ? 'vans-then-distance' : 'distance';
  return {
    request: () => requestOf(problemOf(file, scale, objective, roundsPerVan)),
    published: (plan) => roundsValue(file, rules, toursOf(plan)),
  };
}

/** Two instances of each file, `#distance` and `#vans`, for the two objectives that are published. */
function oneRound(set: string, extension: string, read: (text: string, file: string) => RoundsFile): InstanceFamily {
  return {
    folder: `dispatch/vrptw/${set}`,
    extension,
    read: (text, file) => {
      const rounds = read(text, file);
      return [
        { name: 'distance', ...instanceOf(rounds, truncatedDistance, tenths) },
        { name: 'vans', ...instanceOf(rounds, vansThenDistance, fine) },
      ];
    },
    tables: ['dispatch/vrptw/bks.csv'],
    references: (tables) => new Map(tables.flatMap((table) => readBest(table, set, extension))),
  };
}

function readBest(table: string, set: string, extension: string): [string, Reference][] {
  const columns = ['set', 'instance', 'hier_vehicles', 'hier_distance', 'distance_only_dimacs'] as const;
  return readTsv(table, columns, ',')
    .filter((row) => row.set === set)
    .flatMap((row): [string, Reference][] => {
      const path = `dispatch/vrptw/${set}/${row.instance}${extension}`;
      const [vans, distance] = [Number(row.hier_vehicles), Number(row.hier_distance)];
      return [
        [`${path}#distance`, { upperBound: Number(row.distance_only_dimacs) }],
        [`${path}#vans`, { upperBound: vansThenDistance.van * vans + distance }],
      ];
    });
}

export const solomon = oneRound('solomon', '.txt', readSolomon);
export const homberger200 = oneRound('homberger_200', '.txt', readSolomon);
export const homberger1000 = oneRound('homberger_1000', '.vrp', readVrplib);

/** No van makes as many. */
const anyNumberOfRounds = 100;

export const manyRounds: InstanceFamily = {
  folder: 'dispatch/mtvrptwr',
  extension: '.vrp',
  read: (text, file) => [instanceOf(readVrplib(text, file), truncatedDistance, tenths, anyNumberOfRounds)],
  tables: ['dispatch/mtvrptwr/bks.csv'],
  references: (tables) =>
    new Map(
      tables.flatMap((table) =>
        readTsv(table, ['instance', 'bks_distance', 'proven_optimal'], ',').map((row): [string, Reference] => {
          const upperBound = numberOrNone(row.bks_distance)!;
          const proved = row.proven_optimal === 'True' ? { optimum: upperBound, lowerBound: upperBound } : {};
          return [`dispatch/mtvrptwr/${row.instance}.vrp`, { upperBound, ...proved }];
        }),
      ),
    ),
};
