/** Cutting stock as a melt: one furnace, one grade, item weights in grams, fewest heats. */
import { MeltPlanRequest } from '../../../models/plan-request.ts';
import type { InstanceFamily, Reference } from '../family.ts';
import { NumberReader } from '../number-reader.ts';
import { numberOrNone, readTsv } from '../tsv.ts';

export interface CuttingStock {
  readonly capacity: number;
  readonly items: readonly { readonly weight: number; readonly demand: number }[];
}

/** Format: number of item types, bin capacity, then `weight demand` for each type. */
export function readCuttingStock(text: string, file: string): CuttingStock {
  const reader = new NumberReader(text, file);
  const types = reader.next('the number of item types', 1);
  const capacity = reader.next('the capacity', 1);
  const items = Array.from({ length: types }, () => ({
    weight: reader.next('a weight', 1),
    demand: reader.next('a demand'),
  }));
  reader.end();
  return { capacity, items };
}

/** The lines of a melt problem that stand for items; types without demand have none. */
export function linesOf(items: CuttingStock['items']) {
  return items
    .map(({ weight, demand }, index) => ({
      id: `item-${index + 1}`,
      grade: 'one',
      pieceMass: weight,
      quantity: demand,
    }))
    .filter((line) => line.quantity > 0);
}

function requestOf({ capacity, items }: CuttingStock) {
  const { problem } = MeltPlanRequest.parse({
    kind: 'melt',
    problem: {
      massUnit: 'g',
      lines: linesOf(items),
      furnaces: [{ id: 'bin', greatestMass: capacity }],
      grades: [{ id: 'one' }],
      fill: 'none',
      spread: false,
      // A plan that leaves items out has an objective of another unit; here only complete plans count.
      whenImpossible: 'report',
    },
  });
  return { problem };
}

export function readCspReferences([table]: readonly string[]): Map<string, Reference> {
  const columns = ['set', 'file', 'lower_bound', 'upper_bound', 'optimum'] as const;
  return new Map(
    readTsv(table ?? '', columns).map((row) => {
      const optimum = numberOrNone(row.optimum);
      const lowerBound = optimum ?? numberOrNone(row.lower_bound);
      const upperBound = optimum ?? numberOrNone(row.upper_bound);
      return [`packing/csp/${row.set}/${row.file}`, { lowerBound, upperBound, optimum }] as const;
    }),
  );
}

export const csp: InstanceFamily = {
  folder: 'packing/csp',
  extension: '.txt',
  read: (text, file) => {
    const cuttingStock = readCuttingStock(text, file);
    return [{ request: () => requestOf(cuttingStock) }];
  },
  tables: ['packing/csp-optima.tsv'],
  references: readCspReferences,
};
