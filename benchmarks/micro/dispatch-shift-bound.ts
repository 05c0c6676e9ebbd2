/**
 * Bounds of generated shifts by how long they take:
 * `node benchmarks/micro/dispatch-shift-bound.ts [name part] [CPU ms of the fine bound]`.
 */
import { lowerBound } from '../../solvers/dispatch/bound.ts';
import { denseShift } from '../../solvers/dispatch/dense.ts';
import { type Budget, iterationBudget } from '../../solvers/solver.ts';
import { generateShift } from '../instances/dispatch/generate.ts';
import { seedCase } from '../instances/dispatch/seed-case.ts';
import { dispatchSuite } from '../instances/dispatch/suite.ts';
import { type Column, headLines, rowLine } from '../text-table.ts';

interface Row {
  readonly instance: string;
  readonly coarse: number;
  readonly coarseMs: number;
  readonly fine: number;
  readonly fineMs: number;
  readonly spentMs: number;
  readonly rounds: number;
  readonly terms: string;
}

const columns: Column<Row>[] = [
  { name: 'instance', width: 14, left: true, cell: (row) => row.instance },
  { name: 'coarse', width: 10, cell: (row) => row.coarse.toFixed(0) },
  { name: 'CPU ms', width: 7, cell: (row) => row.coarseMs.toFixed(0) },
  { name: 'fine', width: 10, cell: (row) => row.fine.toFixed(0) },
  { name: 'CPU ms', width: 7, cell: (row) => row.fineMs.toFixed(0) },
  { name: 'spent', width: 7, cell: (row) => row.spentMs.toFixed(1) },
  { name: 'rounds', width: 6, cell: (row) => String(row.rounds) },
  { name: 'terms', width: 60, left: true, cell: (row) => row.terms },
];

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed<Answer>(work: () => Answer): [answer: Answer, ms: number] {
  const from = cpuMs();
  const answer = work();
  return [answer, cpuMs() - from];
}

/** A budget that is spent after so much CPU time. */
function cpuBudget(ms: number): Budget {
  const to = cpuMs() + ms;
  return { ...iterationBudget(1_000_000), shouldStop: () => cpuMs() >= to };
}

const [part = '', fineMs = '1000'] = process.argv.slice(2);
process.stdout.write(`${headLines(columns)}\n`);
const shifts = [
  ...dispatchSuite.map(({ name, shape, seed }) => ({ name, generate: () => generateShift(shape, seed) })),
  { name: 'seed/01', generate: seedCase },
];
for (const { name, generate } of shifts) {
  if (!name.includes(part)) continue;
  const { problem } = generate().request;
  if (problem.mode !== 'plan') continue;
  const { instance } = denseShift(problem, problem.fixed);
  const [coarse, coarseMs] = timed(() => lowerBound(instance, iterationBudget(0)));
  const [, spentMs] = timed(() => lowerBound(instance, cpuBudget(0)));
  const [fine, ownMs] = timed(() => lowerBound(instance, cpuBudget(Number(fineMs))));
  const terms = Object.entries(fine.terms)
    .map(([term, value]) => `${term} ${value.toFixed(0)}`)
    .join(' ');
  const row = {
    instance: name,
    coarse: coarse.lowerBound,
    coarseMs,
    fine: fine.lowerBound,
    fineMs: ownMs,
    spentMs,
    rounds: fine.statistics.rounds,
    terms,
  };
  process.stdout.write(`${rowLine(columns, row)}\n`);
}
