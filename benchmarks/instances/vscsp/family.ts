/** Variable-sized cutting stock as a melt: a furnace for each bin type, its heats limited and priced, cheapest heats. */
import { MeltPlanRequest } from '../../../models/plan-request.ts';
import { type CuttingStock, linesOf } from '../csp/family.ts';
import type { InstanceFamily, Reference } from '../family.ts';
import { NumberReader } from '../number-reader.ts';
import { numberOrNone, readTsv } from '../tsv.ts';

export interface VariableSizedCuttingStock {
  readonly bins: readonly { readonly capacity: number; readonly available: number; readonly cost: number }[];
  readonly items: CuttingStock['items'];
}

/** Format: number of bin types, `capacity available cost` for each, number of item types, `weight demand` for each. */
export function readVariableSized(text: string, file: string): VariableSizedCuttingStock {
  const reader = new NumberReader(text, file);
  const bins = Array.from({ length: reader.next('the number of bin types', 1) }, () => ({
    capacity: reader.next('a capacity', 1),
    available: reader.next('a number of bins'),
    cost: reader.next('a cost', 1),
  }));
  const items = Array.from({ length: reader.next('the number of item types', 1) }, () => ({
    weight: reader.next('a weight', 1),
    demand: reader.next('a demand'),
  }));
  reader.end();
  return { bins, items };
}

function requestOf({ bins, items }: VariableSizedCuttingStock) {
  const { problem } = MeltPlanRequest.parse({
    kind: 'melt',
    problem: {
      massUnit: 'g',
      lines: linesOf(items),
      furnaces: bins.map(({ capacity, available, cost }, index) => ({
        id: `bin-${index + 1}`,
        greatestMass: capacity,
        mostHeats: available,
        heatCost: cost,
      })),
      grades: [{ id: 'one' }],
      objective: 'cheapest-heats',
      fill: 'none',
      spread: false,
      whenImpossible: 'report',
    },
  });
  return { problem };
}

export function readVscspReferences([table]: readonly string[]): Map<string, Reference> {
  return new Map(
    readTsv(table ?? '', ['file', 'lower_bound', 'upper_bound', 'closed']).map((row) => {
      const lowerBound = numberOrNone(row.lower_bound);
      const upperBound = numberOrNone(row.upper_bound);
      const optimum = row.closed === '1' ? upperBound : undefined;
      return [`packing/vscsp/${row.file}`, { lowerBound, upperBound, optimum }] as const;
    }),
  );
}

export const vscsp: InstanceFamily = {
  folder: 'packing/vscsp',
  extension: '.txt',
  read: (text, file) => {
    const variableSized = readVariableSized(text, file);
    return [{ request: () => requestOf(variableSized) }];
  },
  tables: ['packing/vscsp-own-bounds.tsv'],
  references: readVscspReferences,
};
