/** Paced lines: like lines whose stations move together; each instance twice, with and without empty takts. */
import { z } from 'zod';
import { TechcardProblem } from '../../../models/techcard.ts';
import type { InstanceFamily } from '../family.ts';
import { Count, Counts, readJsonLines } from '../techcard/json-lines.ts';

const Row = z.object({
  id: z.string(),
  lines: z.int().min(1),
  stations: z.int().min(1),
  jobs: z.array(Counts).describe('work of each job on each station'),
  optNoGap: Count,
  optGap: Count,
});
type PacedLine = z.infer<typeof Row>;

/** A card for each kind of job, and an order for as many pieces as there are jobs of it. */
function requestOf({ lines, stations, jobs }: PacedLine, emptyTakts: boolean) {
  const kinds = new Map<string, { readonly work: readonly number[]; quantity: number }>();
  for (const work of jobs) {
    const kind = kinds.get(work.join(' '));
    if (kind) kind.quantity++;
    else kinds.set(work.join(' '), { work, quantity: 1 });
  }
  const all = [...kinds.values()].map((kind, index) => ({ ...kind, id: `kind-${index + 1}` }));
  const problem = TechcardProblem.parse({
    resources: [{ type: 'paced-line', id: 'line', lines, stations, emptyTakts }],
    cards: all.map(({ id, work }) => ({
      id,
      operations: work.map((durationSeconds, station) => ({
        id: `station-${station}`,
        modes: [{ durationSeconds, demands: [{ resource: 'line', station }] }],
        after: station === 0 ? [] : [{ operation: `station-${station - 1}` }],
      })),
    })),
    orders: all.map(({ id, quantity }) => ({ id, card: id, quantity })),
  });
  return { problem };
}

export const pacedLine: InstanceFamily = {
  folder: 'techcard/pacedline',
  extension: '.jsonl',
  read: (text, file) =>
    readJsonLines(text, file, Row).flatMap((row) =>
      [
        { variant: 'gap', emptyTakts: true, optimum: row.optGap },
        { variant: 'no-gap', emptyTakts: false, optimum: row.optNoGap },
      ].map(({ variant, emptyTakts, optimum }) => ({
        name: `${row.id}/${variant}`,
        request: () => requestOf(row, emptyTakts),
        reference: { lowerBound: optimum, upperBound: optimum, optimum },
      })),
    ),
  tables: [],
  references: () => new Map(),
};
