/** Flexible job shop: JSON Lines, and single files of the usual text format (`.fjs`). */
import { z } from 'zod';
import { TechcardProblem } from '../../../models/techcard.ts';
import type { InstanceFamily, Reference } from '../family.ts';
import { NumberReader } from '../number-reader.ts';
import { Count, readJsonLines } from '../techcard/json-lines.ts';

/** Ways to do an operation: machine, from 0, and duration. */
type Alternatives = readonly (readonly [machine: number, duration: number])[];

export interface FlexibleJobShop {
  readonly machines: number;
  readonly jobs: readonly (readonly Alternatives[])[];
}

const Row = z.object({
  id: z.string(),
  machines: Count,
  jobs: z.array(z.array(z.array(z.tuple([Count, Count])))),
  lb: Count,
  ub: Count,
  status: z.enum(['closed', 'open']),
});

/** A card and an order for each job. */
export function requestOf({ machines, jobs }: FlexibleJobShop) {
  const problem = TechcardProblem.parse({
    resources: Array.from({ length: machines }, (_, index) => ({ type: 'machine', id: machineName(index) })),
    cards: jobs.map((operations, job) => ({
      id: jobName(job),
      operations: operations.map((alternatives, index) => ({
        id: `${index + 1}`,
        modes: alternatives.map(([machine, durationSeconds]) => ({
          durationSeconds,
          demands: [{ resource: machineName(machine) }],
        })),
        after: index === 0 ? [] : [{ operation: `${index}` }],
      })),
    })),
    orders: jobs.map((_, job) => ({ id: jobName(job), card: jobName(job) })),
  });
  return { problem };
}

const machineName = (index: number) => `machine-${index + 1}`;
const jobName = (index: number) => `job-${index + 1}`;

/**
 * Line 1: jobs, machines and perhaps the mean number of alternatives, which is not used. Then for each job the number of
 * operations, and for each of them the number of alternatives and as many pairs `machine duration`, machines from 1.
 * @throws Error that names file and line where the text is not of the format.
 */
export function readFlexibleJobShop(text: string, file: string): FlexibleJobShop {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const head = new NumberReader((lines[first] ?? '').trim().split(/\s+/).slice(0, 2).join(' '), file, first + 1);
  const count = head.next('the number of jobs', 1);
  const machines = head.next('the number of machines', 1);
  const reader = new NumberReader(lines.slice(first + 1).join('\n'), file, first + 2);
  const jobs = Array.from({ length: count }, () =>
    Array.from({ length: reader.next('a number of operations', 1) }, () =>
      Array.from({ length: reader.next('a number of alternatives', 1) }, (): [number, number] => [
        reader.next('a machine', 1, machines) - 1,
        reader.next('a duration'),
      ]),
    ),
  );
  reader.end();
  return { machines, jobs };
}

export const fjsp: InstanceFamily = {
  folder: 'techcard/fjsp',
  extension: '.jsonl',
  read: (text, file) =>
    readJsonLines(text, file, Row).map(({ id, lb, ub, status, ...shop }) => {
      const optimum = status === 'closed' ? ub : undefined;
      const reference: Reference = { lowerBound: lb, upperBound: ub, optimum };
      return { name: id, request: () => requestOf(shop), reference };
    }),
  tables: [],
  references: () => new Map(),
};

export const fjs: InstanceFamily = {
  folder: 'techcard',
  extension: '.fjs',
  read: (text, file) => {
    const shop = readFlexibleJobShop(text, file);
    return [{ request: () => requestOf(shop) }];
  },
  tables: [],
  references: () => new Map(),
};
