/** `takt solve`: one plan-request from a file, solved in a solver process of its own, without server and store. */
import { randomUUID } from 'node:crypto';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { BudgetRequest, type PlanRequest } from '../../models/plan-request.ts';
import { hasPlan, type Incumbent, relativeGap, type SolveResult } from '../../models/result.ts';
import { registry } from '../../solvers/registry.ts';
import { SolverPool } from '../../workers/pool.ts';
import { assertResult } from '../jobs/checked.ts';
import { solverRequest } from '../jobs/solver-port.ts';
import { onStopSignal } from '../signals.ts';
import { naming, parseRequest, readJsonFile, writeTextFile } from './files.ts';
import { presentationOf } from './presentation.ts';
import { number, percent } from './table.ts';

export interface SolveCommandOptions {
  readonly output?: 'json' | 'table';
  readonly timeMs?: number;
  readonly seed?: number;
  readonly svg?: string;
  /** Ask for certificates. */
  readonly proof?: boolean;
  /** Show progress where standard error is no terminal, too: a line for each better plan. */
  readonly progress?: boolean;
}

export async function solveCommand(file: string, options: SolveCommandOptions): Promise<void> {
  const body = await readJsonFile(file);
  const given = naming(file, () => parseRequest(body));
  const { timeMs = given.budget.timeMs, seed = given.budget.seed } = options;
  const request: PlanRequest = {
    ...(options.proof ? withProof(given) : given),
    budget: parseInput(BudgetRequest, { ...given.budget, timeMs, seed }),
  };
  const { result, solvingMs } = await solveHere(request, options.progress ?? false);
  const output = options.output ?? (process.stdout.isTTY ? 'table' : 'json');
  if (output === 'json') {
    const gap = hasPlan(result) ? relativeGap(result.objective, result.lowerBound) : undefined;
    console.log(JSON.stringify({ kind: request.kind, ...result, gap, solvingMs }, null, 2));
  } else console.log(report(request, result));
  if (options.svg && hasPlan(result))
    await writeTextFile(options.svg, presentationOf(request).gantt(result.plan, `Plan of ${file}`));
}

function withProof(request: PlanRequest): PlanRequest {
  if (request.kind === 'melt') return { ...request, problem: { ...request.problem, certificate: true } };
  throw new TaktError('invalid-parameter', `plans of kind ${request.kind} come without proofs to check`);
}

/** Ctrl-C stops the search and gives the best plan so far; a second one ends the process. */
async function solveHere(
  request: PlanRequest,
  progress: boolean,
): Promise<{ result: SolveResult<unknown>; solvingMs: number }> {
  const stop = new AbortController();
  const forget = onStopSignal(['SIGINT', 'SIGTERM'], () => stop.abort());
  const pool = new SolverPool({ threads: 1, queueLimit: 1, spareThreads: 0 });
  try {
    await pool.start();
    const task = { kind: request.kind, request: solverRequest(request) };
    const { result, solvingMs } = await pool.solve(
      { id: randomUUID(), ...task, budget: request.budget },
      { signal: stop.signal, onIncumbent: progress || process.stderr.isTTY ? showProgress : undefined },
    );
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    assertResult((kind, ...rest) => registry[kind].check(...rest), task, result);
    return { result, solvingMs };
  } finally {
    await pool.close();
    forget();
  }
}

function showProgress({ objective, lowerBound, unit = '' }: Incumbent): void {
  const gap = relativeGap(objective, lowerBound);
  const bound = lowerBound === undefined ? '' : `, bound ${number(lowerBound)}, gap ${percent(gap!)}`;
  const line = `best so far ${number(objective)} ${unit}${bound}`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

/** The plan as tables, for people. */
export function report(request: PlanRequest, result: SolveResult<unknown>): string {
  if (!hasPlan(result))
    return `No plan: ${[`${result.found} (${result.endedBy})`, result.reason].filter(Boolean).join('; ')}`;
  return presentationOf(request).report(result.plan, result).join('\n\n');
}
