/** Solves one instance in this process and judges every plan that it hands out. */
import { hasPlan, type Incumbent, type SolveResult } from '../../models/result.ts';
import type { Budget, KindSolver } from '../../solvers/solver.ts';
import type { BenchmarkInstance } from '../instances/data-folder.ts';
import { brokenRules, type Finding, publishedFaults, referenceGap, referenceValue, wrongClaims } from './judge.ts';

/** A row of the table; null where there is nothing to tell. */
export interface Row {
  readonly instance: string;
  readonly found: SolveResult<unknown>['found'] | 'error';
  readonly objective: number | null;
  readonly lowerBound: number | null;
  /** Known optimum, else the objective of the best known plan. */
  readonly reference: number | null;
  /** `(objective - reference) / |reference|`. */
  readonly referenceGap: number | null;
  /** Of the solve alone: reading, checking and what comes before are not counted. */
  readonly timeMs: number;
  /** Processor time of this process in the same while: the solve, and compiling and collecting that go on beside it. */
  readonly cpuS: number;
  /** Until the first complete plan was handed out. */
  readonly firstMs: number | null;
  /** Broken rules of all plans handed out. */
  readonly violations: number;
  /** It is known that there is no plan; absent where that is not known. */
  readonly infeasible?: true;
  /** Length of the longest chain of work where nothing is scarce; absent where the source does not tell. */
  readonly criticalPath?: number;
}

/** What each solve may use: wall time or iterations. */
export type Limits =
  | { readonly timeMs: number; readonly iterations?: undefined }
  | { readonly iterations: number; readonly timeMs?: undefined };

export interface RunOptions {
  readonly limits: Limits;
  readonly seed: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Milliseconds of processor time that this process has used. */
  readonly cpuMs: () => number;
}

export function runInstance(
  solver: KindSolver<unknown, unknown>,
  instance: BenchmarkInstance,
  { limits, seed, now, cpuMs }: RunOptions,
): { row: Row; findings: readonly Finding[] } {
  const request = instance.request();
  // Plans are kept and checked after the solve, so that checking takes nothing from the budget.
  const incumbents: { found: Incumbent; afterMs: number }[] = [];
  const cpuBefore = cpuMs();
  const start = now();
  const budget: Budget = {
    ...clockOf(limits, start, now),
    seed,
    gap: 0,
    onIncumbent: (found) => incumbents.push({ found, afterMs: now() - start }),
  };
  let result: SolveResult<unknown> | undefined;
  let failure: unknown;
  try {
    result = solver.solve(request, budget);
  } catch (error) {
    failure = error;
  }
  const timeMs = now() - start;
  const cpuS = (cpuMs() - cpuBefore) / 1000;
  const plans = incumbents.map(({ found }) => found);
  if (result && hasPlan(result)) plans.push(result);
  const broken = plans.flatMap((plan) => [
    ...brokenRules(solver.check, request, plan),
    ...publishedFaults(instance.published, plan),
  ]);
  const findings = [
    ...broken.map((message) => ({ finding: 'violation' as const, message })),
    ...(result ? wrongClaims(result, instance.reference) : []).map((message) => ({
      finding: 'wrong-optimal' as const,
      message,
    })),
    ...(result ? [] : [{ finding: 'error' as const, message: describe(failure) }]),
  ].map((finding) => ({ instance: instance.name, ...finding }));
  const objective = result && hasPlan(result) ? result.objective : undefined;
  const reference = referenceValue(instance.reference);
  const row: Row = {
    instance: instance.name,
    found: result?.found ?? 'error',
    objective: objective ?? null,
    lowerBound: (result && hasPlan(result) ? result.lowerBound : undefined) ?? null,
    reference: reference ?? null,
    referenceGap: objective === undefined || reference === undefined ? null : referenceGap(objective, reference),
    timeMs: rounded(timeMs),
    cpuS: Math.round(cpuS * 1000) / 1000,
    firstMs: objective === undefined ? null : rounded(incumbents[0]?.afterMs ?? timeMs),
    violations: broken.length,
    ...(instance.reference?.infeasible ? { infeasible: true as const } : {}),
    ...(instance.reference?.criticalPath === undefined ? {} : { criticalPath: instance.reference.criticalPath }),
  };
  return { row, findings };
}

function clockOf(limits: Limits, start: number, now: () => number) {
  if (limits.timeMs === undefined)
    return { maxIterations: limits.iterations, shouldStop: () => false, remainingMs: () => Number.POSITIVE_INFINITY };
  const stopAt = start + limits.timeMs;
  return {
    maxIterations: Number.POSITIVE_INFINITY,
    shouldStop: () => now() >= stopAt,
    remainingMs: () => Math.max(0, stopAt - now()),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function describe(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
