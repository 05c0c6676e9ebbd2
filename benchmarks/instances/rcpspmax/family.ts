/** Project scheduling with least and greatest time lags (RCPSP/max): JSON Lines, and single files of its generator. */
import { z } from 'zod';
import type { InstanceFamily, Reference } from '../family.ts';
import { Count, Counts, readJsonLines } from '../techcard/json-lines.ts';
import { type Project, requestOf } from '../techcard/project.ts';
import { readProgenMax } from './progen-max.ts';

const Row = z.object({
  id: z.string(),
  cap: Counts,
  dur: Counts,
  req: z.array(Counts),
  lags: z.array(z.array(z.tuple([Count, z.int()]))),
  status: z.enum(['optimal', 'open', 'infeasible']),
  lb: Count.optional(),
  ub: Count.optional(),
});

export const rcpspMax: InstanceFamily = {
  folder: 'techcard/rcpspmax',
  extension: '.jsonl',
  read: (text, file) =>
    readJsonLines(text, file, Row).map((row) => {
      const project = projectOf(row);
      return {
        name: row.id,
        request: () => requestOf(project),
        reference: referenceOf(row),
      };
    }),
  tables: [],
  references: () => new Map(),
};

function projectOf({ cap, dur, req, lags }: z.infer<typeof Row>): Project {
  return {
    renewable: cap,
    nonRenewable: [],
    modes: dur.map((duration, index) => [{ duration, needs: req[index], totals: [] }]),
    // A negative lag is a greatest one the other way round; as written it says the same.
    arcs: lags.flatMap((followers, from) => followers.map(([to, seconds]) => ({ from, to, seconds }))),
  };
}

function referenceOf({ status, lb, ub }: z.infer<typeof Row>): Reference {
  if (status === 'infeasible') return { infeasible: true };
  return { lowerBound: lb, upperBound: ub, optimum: status === 'optimal' ? ub : undefined };
}

function singleProjects(extension: string): InstanceFamily {
  return {
    folder: 'techcard',
    extension,
    read: (text, file) => {
      const project = readProgenMax(text, file);
      return [{ request: () => requestOf(project) }];
    },
    tables: [],
    references: () => new Map(),
  };
}

export const progenMax = singleProjects('.sch');
export const progenMaxUpper = singleProjects('.SCH');
