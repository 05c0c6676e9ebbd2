/** Judges answers by their time budget: a checked plan each, no later than the allowance. */
import { registry } from '../../solvers/registry.ts';
import { percentile } from '../percentile.ts';
import type { Answer } from './send.ts';

export interface KeepingRow {
  readonly name: string;
  readonly budgetMs: number;
  readonly found: string;
  /** The answer has a plan, and the plan breaks no rule. */
  readonly checked: boolean;
  /** Seen by the caller, from sending to the last byte. */
  readonly elapsedMs: number;
  /** Told by the service: waiting for a thread, which is not part of the budget. */
  readonly waitingMs: number;
  /** Told by the service: what it counts against the budget. */
  readonly solvingMs: number | null;
  /** `elapsedMs - waitingMs - budgetMs`; negative where the answer came early. */
  readonly overshootMs: number;
  readonly within: boolean;
  /** Why it is not checked. */
  readonly fault: string | null;
}

export interface KeepingSummary {
  readonly budgetMs: number;
  readonly count: number;
  readonly checked: number;
  readonly within: number;
  readonly allowanceMs: number;
  readonly overshootP50Ms: number;
  readonly overshootP99Ms: number;
  readonly overshootMaxMs: number;
}

/** How late an answer may be. */
export function allowanceMs(budgetMs: number): number {
  return Math.max(150, 0.05 * budgetMs);
}

export function judgeAnswer({ sent, status, elapsedMs, body }: Answer): KeepingRow {
  const { kind, problem, budget } = sent.request;
  const result = parseAnswer(status, body);
  const waitingMs = result.waitingMs ?? 0;
  const overshootMs = elapsedMs - waitingMs - budget.timeMs;
  const fault = faultOf(result, (plan) => registry[kind].check({ problem }, plan).violations);
  return {
    name: sent.name,
    budgetMs: budget.timeMs,
    found: result.found ?? `status ${status}`,
    checked: fault === null,
    elapsedMs: rounded(elapsedMs),
    waitingMs: rounded(waitingMs),
    solvingMs: result.solvingMs === undefined ? null : rounded(result.solvingMs),
    overshootMs: rounded(overshootMs),
    within: overshootMs <= allowanceMs(budget.timeMs),
    fault,
  };
}

export function summarizeKeeping(rows: readonly KeepingRow[]): readonly KeepingSummary[] {
  const budgets = [...new Set(rows.map(({ budgetMs }) => budgetMs))].sort((one, other) => one - other);
  return budgets.map((budgetMs) => {
    const own = rows.filter((row) => row.budgetMs === budgetMs);
    const overshoots = own.map(({ overshootMs }) => overshootMs);
    return {
      budgetMs,
      count: own.length,
      checked: own.filter(({ checked }) => checked).length,
      within: own.filter(({ within }) => within).length,
      allowanceMs: allowanceMs(budgetMs),
      overshootP50Ms: percentile(overshoots, 0.5),
      overshootP99Ms: percentile(overshoots, 0.99),
      overshootMaxMs: percentile(overshoots, 1),
    };
  });
}

interface ParsedAnswer {
  readonly found?: string;
  readonly plan?: unknown;
  readonly waitingMs?: number;
  readonly solvingMs?: number;
  /** What came instead of a result. */
  readonly trouble?: string;
}

function parseAnswer(status: number, body: string): ParsedAnswer {
  if (status !== 200) return { trouble: `status ${status}: ${body.slice(0, 500)}` };
  return JSON.parse(body) as ParsedAnswer;
}

function faultOf(
  { found, plan, trouble }: ParsedAnswer,
  check: (plan: unknown) => readonly { rule: string; message: string }[],
): string | null {
  if (trouble !== undefined) return trouble;
  if (plan === undefined) return `no plan, found: ${found}`;
  const [first] = check(plan);
  return first ? `${first.rule}: ${first.message}` : null;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
