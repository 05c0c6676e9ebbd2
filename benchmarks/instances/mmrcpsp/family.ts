/** Project scheduling with several modes and non-renewable resources. Single files are read as those of RCPSP. */
import { z } from 'zod';
import type { InstanceFamily } from '../family.ts';
import { Count, Counts, readJsonLines } from '../techcard/json-lines.ts';
import { referenceOf, requestOf } from '../techcard/project.ts';

const Row = z.object({
  id: z.string(),
  capR: Counts,
  capN: Counts,
  modes: z.array(z.array(z.tuple([Count, Counts, Counts]))),
  succ: z.array(Counts),
  cpm: Count,
  lb: Count,
  ub: Count,
});

export const mmrcpsp: InstanceFamily = {
  folder: 'techcard/mmrcpsp',
  extension: '.jsonl',
  read: (text, file) =>
    readJsonLines(text, file, Row).map(({ id, capR, capN, modes, succ, cpm, lb, ub }) => ({
      name: id,
      request: () =>
        requestOf({
          renewable: capR,
          nonRenewable: capN,
          modes: modes.map((ways) => ways.map(([duration, needs, totals]) => ({ duration, needs, totals }))),
          arcs: succ.flatMap((followers, from) => followers.map((to) => ({ from, to }))),
        }),
      reference: referenceOf(lb, ub, cpm),
    })),
  tables: [],
  references: () => new Map(),
};
