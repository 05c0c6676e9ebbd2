/** The 0-1 multiple knapsack problem as a melt: knapsacks are single heats, and the most mass goes into them. */
import { MeltPlanRequest } from '../../../models/plan-request.ts';
import type { InstanceFamily, ReadInstance, Reference } from '../family.ts';
import { NumberReader } from '../number-reader.ts';
import { numberOrNone, readTsv } from '../tsv.ts';

export interface MultipleKnapsack {
  readonly capacities: readonly number[];
  readonly items: readonly { readonly weight: number; readonly profit: number }[];
}

/** Furnaces of a request at most. */
const mostFurnaces = 50;

/** Format: number of knapsacks, number of items, the capacities, then `weight profit` for each item. */
export function readMultipleKnapsack(text: string, file: string): MultipleKnapsack {
  const reader = new NumberReader(text, file);
  const knapsacks = reader.next('the number of knapsacks', 1);
  const count = reader.next('the number of items', 1);
  const capacities = Array.from({ length: knapsacks }, () => reader.next('a capacity', 1));
  const items = Array.from({ length: count }, () => ({
    weight: reader.next('a weight', 1),
    profit: reader.next('a profit', 1),
  }));
  reader.end();
  return { capacities, items };
}

/** Why a melt cannot stand for the problem to the last digit; undefined where it can. */
function whyUnsuited({ capacities, items }: MultipleKnapsack): string | undefined {
  if (!items.every(isExact))
    return 'a profit is no exact multiple of its weight, so no priority of a line stands for it';
  if (new Set(capacities).size > mostFurnaces)
    return `it has knapsacks of more different capacities than the ${mostFurnaces} furnaces that a request may have`;
  return undefined;
}

/** Whether profit / weight is a double without rounding, within the range of a priority. */
function isExact({ weight, profit }: MultipleKnapsack['items'][number]): boolean {
  const priority = profit / weight;
  return Number.isInteger(priority * 2 ** 20) && priority * weight === profit && priority >= 0.001 && priority <= 1000;
}

/** Knapsacks of one capacity are a furnace with as many heats. */
function requestOf({ capacities, items }: MultipleKnapsack) {
  const alike = new Map<number, number>();
  for (const capacity of capacities) alike.set(capacity, (alike.get(capacity) ?? 0) + 1);
  const { problem } = MeltPlanRequest.parse({
    kind: 'melt',
    problem: {
      massUnit: 'g',
      lines: items.map(({ weight, profit }, index) => ({
        id: `item-${index + 1}`,
        grade: 'one',
        pieceMass: weight,
        quantity: 1,
        priority: profit / weight,
      })),
      furnaces: [...alike].map(([capacity, mostHeats], index) => ({
        id: `knapsack-${index + 1}`,
        greatestMass: capacity,
        mostHeats,
      })),
      grades: [{ id: 'one' }],
      objective: 'most-mass',
      fill: 'none',
      spread: false,
    },
  });
  return { problem };
}

/** The table has packed profit, the greater the better; the objective is the profit of what is left out. */
function leftOut({ items }: MultipleKnapsack, { lowerBound, upperBound, optimum }: Reference): Reference {
  const all = items.reduce((sum, { profit }) => sum + profit, 0);
  const left = (packed: number | undefined) => (packed === undefined ? undefined : all - packed);
  return { lowerBound: left(upperBound), upperBound: left(lowerBound), optimum: left(optimum) };
}

/** Packed profit: `lowerBound` is that of a known packing, `upperBound` is proved. */
export function readMkpReferences([table]: readonly string[]): Map<string, Reference> {
  return new Map(
    readTsv(table ?? '', ['file', 'lower_bound', 'upper_bound', 'closed']).map((row) => {
      const lowerBound = numberOrNone(row.lower_bound);
      const upperBound = numberOrNone(row.upper_bound);
      const optimum = row.closed === '1' ? upperBound : undefined;
      return [`packing/mkp/${row.file}`, { lowerBound, upperBound, optimum }] as const;
    }),
  );
}

export const mkp: InstanceFamily = {
  folder: 'packing/mkp',
  extension: '.txt',
  read: (text, file): ReadInstance[] => {
    const knapsacks = readMultipleKnapsack(text, file);
    const unsuited = whyUnsuited(knapsacks);
    return [{ request: () => requestOf(knapsacks), unsuited, convert: (reference) => leftOut(knapsacks, reference) }];
  },
  tables: ['packing/mkp-own-bounds.tsv'],
  references: readMkpReferences,
};
