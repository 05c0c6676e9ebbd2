/** Runs a solver on a task in a process of its own, which is killed where it does not come back. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type EndEvent, readEvent, type Solution, type Task } from './protocol.ts';

export interface Solver {
  readonly name: string;
  /** Program and arguments of its process. */
  readonly command: readonly [program: string, ...words: string[]];
  /** takt gets the request, solvers of rounds the matrices of it, everybody else the direct model. */
  readonly takes: 'problem' | 'model' | 'rounds';
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const nodeSolver = (name: string, takes: Solver['takes']): Solver => ({
  name,
  command: [process.execPath, path('solver-process.ts'), name],
  takes,
});

/** takt first: the others are compared with it. */
export const solvers: readonly Solver[] = [
  nodeSolver('takt', 'problem'),
  nodeSolver('highs', 'model'),
  nodeSolver('glpk.js', 'model'),
  nodeSolver('cp-sat', 'model'),
  nodeSolver('scip', 'model'),
  { name: 'scipy', command: ['python3', path('drivers/scipy_milp.py')], takes: 'model' },
];

/** Those that can be asked for a schedule: takt, and CP-SAT in WebAssembly and, where Python has OR-Tools, as native code. */
export const scheduleSolvers: readonly Solver[] = [
  { ...nodeSolver('takt-techcard', 'problem'), name: 'takt' },
  nodeSolver('cp-sat', 'model'),
  { name: 'cp-sat-native', command: ['python3', path('drivers/cp_sat_native.py')], takes: 'model' },
];

/** Those that can be asked for a purchase plan: takt, and general solvers of mixed-integer models. */
export const purchaseSolvers: readonly Solver[] = [
  { ...nodeSolver('takt-reorder', 'problem'), name: 'takt' },
  ...solvers.filter(({ name }) => ['highs', 'glpk.js', 'scipy'].includes(name)),
];

/** Those that can be asked for a day of trucks: takt, CP-SAT as for schedules, and of rounds OR-Tools' routing and VROOM. */
export const dispatchSolvers: readonly Solver[] = [
  { ...nodeSolver('takt-dispatch', 'problem'), name: 'takt' },
  ...scheduleSolvers.filter(({ takes }) => takes === 'model'),
  { name: 'or-tools-routing', command: ['python3', path('drivers/routing_native.py')], takes: 'rounds' },
  nodeSolver('vroom', 'rounds'),
];

/** How a run went, before anybody has looked at its plan. */
export interface RunOutcome {
  /**
   * The library's word; `crashed` and `killed` where it did not come back with one, `missing` where it is not there, `ready`
   * where it was only asked for that.
   */
  readonly status: EndEvent['status'] | 'crashed' | 'killed' | 'missing' | 'ready';
  /** As the library tells it, else `unknown`; absent where it was not loaded. */
  readonly version?: string;
  readonly objective?: number;
  readonly bound?: number;
  readonly solution?: Solution;
  readonly firstMs?: number;
  /** From the library being loaded until it came back; absent where it did not. */
  readonly timeMs?: number;
  readonly cpuMs?: number;
  readonly peakRssMb?: number;
  readonly reason?: string;
}

/** Time for loading a library, and for coming back after the budget has run out. */
export interface Patience {
  readonly loadMs: number;
  readonly graceMs: number;
}

/** Whether a solver's library is there: `missing` with the reason where it is not. */
export function probe(solver: Solver, patience: Patience): Promise<RunOutcome> {
  return runSolver(solver, { probe: true }, patience);
}

/** Never rejects: whatever becomes of the process is part of the outcome. */
export async function runSolver(
  { command: [program, ...words] }: Solver,
  task: Task,
  { loadMs, graceMs }: Patience,
): Promise<RunOutcome> {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'] });
  const outcome: { -readonly [Key in keyof RunOutcome]: RunOutcome[Key] } = { status: 'crashed' };
  let complaint = '';
  let isLate = false;
  const kill = () => {
    isLate = true;
    child.kill('SIGKILL');
  };
  let alarm = setTimeout(kill, loadMs);
  const closed = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('error', (error) => {
      outcome.status = 'missing';
      outcome.reason = error.message;
      resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  // A process that is gone before it has read its task says so by its end.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(task));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = readEvent(line);
    if (told?.event === 'ready') {
      clearTimeout(alarm);
      alarm = setTimeout(kill, task.probe ? loadMs : task.timeMs + graceMs);
    }
    note(outcome, told);
  });
  const { code, signal } = await closed;
  clearTimeout(alarm);
  if (task.probe && code === 0 && outcome.version !== undefined) return { ...outcome, status: 'ready' };
  if (outcome.status !== 'crashed') return outcome;
  return isLate
    ? { ...outcome, status: 'killed', reason: 'did not come back' }
    : { ...outcome, reason: lastWords(complaint) ?? `ended with ${signal ?? `code ${code}`}` };
}

function note(
  outcome: { -readonly [Key in keyof RunOutcome]: RunOutcome[Key] },
  told: ReturnType<typeof readEvent>,
): void {
  switch (told?.event) {
    case 'missing':
      outcome.status = 'missing';
      outcome.reason = told.reason;
      break;
    case 'ready':
      outcome.version = told.version ?? 'unknown';
      break;
    case 'found':
      outcome.firstMs ??= told.atMs;
      outcome.objective = told.objective;
      outcome.solution = told.solution ?? outcome.solution;
      break;
    case 'end': {
      const hasPlan = told.status === 'optimal' || told.status === 'feasible';
      outcome.status = told.status;
      outcome.bound = told.bound ?? undefined;
      outcome.timeMs = told.atMs;
      outcome.cpuMs = told.cpuMs;
      outcome.peakRssMb = told.peakRssMb;
      outcome.reason = told.reason ?? undefined;
      if (hasPlan) {
        outcome.objective = told.objective ?? outcome.objective;
        outcome.solution = told.solution ?? outcome.solution;
        // A library that tells of no solution before its end has its first plan then, at the latest.
        outcome.firstMs ??= told.firstMs ?? told.atMs;
      }
      break;
    }
  }
}

/** The line of an error, without the stack and the source text around it. */
function lastWords(complaint: string): string | undefined {
  const lines = complaint.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^(\w*(Error|Exception)\b|Aborted|abort)/.test(line)) ?? lines.findLast((line) => line !== '')
  );
}
