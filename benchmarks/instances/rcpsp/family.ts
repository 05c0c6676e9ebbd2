/** Resource-constrained project scheduling: the whole set in JSON Lines, single projects as PSPLIB or Patterson files. */
import { z } from 'zod';
import type { InstanceFamily, ReadInstance } from '../family.ts';
import { Count, Counts, readJsonLines } from '../techcard/json-lines.ts';
import { criticalPathOf, type Project, referenceOf, requestOf } from '../techcard/project.ts';
import { readPatterson } from './patterson.ts';
import { readPsplib } from './psplib.ts';

const Row = z.object({
  id: z.string(),
  cap: Counts,
  dur: Counts,
  req: z.array(Counts),
  succ: z.array(Counts),
  cpm: Count,
  lb: Count,
  ub: Count,
});

export const rcpsp: InstanceFamily = {
  folder: 'techcard/rcpsp',
  extension: '.jsonl',
  read: (text, file) =>
    readJsonLines(text, file, Row).map(({ id, cap, dur, req, succ, cpm, lb, ub }) => ({
      name: id,
      request: () =>
        requestOf({
          renewable: cap,
          nonRenewable: [],
          modes: dur.map((duration, index) => [{ duration, needs: req[index], totals: [] }]),
          arcs: succ.flatMap((followers, from) => followers.map((to) => ({ from, to }))),
        }),
      reference: referenceOf(lb, ub, cpm),
    })),
  tables: [],
  references: () => new Map(),
};

/** Files with one project each; anywhere in the folder of this kind. */
function singleProjects(extension: string, read: (text: string, file: string) => Project): InstanceFamily {
  return {
    folder: 'techcard',
    extension,
    read: (text, file): ReadInstance[] => {
      const project = read(text, file);
      const reference = { criticalPath: criticalPathOf(project) };
      return [{ request: () => requestOf(project), reference }];
    },
    tables: [],
    references: () => new Map(),
  };
}

export const psplib = singleProjects('.sm', readPsplib);
export const psplibModes = singleProjects('.mm', readPsplib);
export const patterson = singleProjects('.rcp', readPatterson);
