/** Judges answers by their time budget: within the allowance, and a checked plan wherever there is one. */
import { registry } from '../../solvers/registry.ts';
import { percentile } from '../percentile.ts';
import type { BudgetedRequest } from './requests.ts';
import type { Answer } from './send.ts';

export interface KeepingRow extends Pick<BudgetedRequest, 'name' | 'group' | 'kind' | 'route'> {
  readonly budgetMs: number;
  readonly found: string;
  readonly endedBy: string | null;
  /** Seen by the caller, from sending to the last byte. */
  readonly elapsedMs: number;
  /** Told by the service: waiting for a thread, which is not part of the budget. */
  readonly waitingMs: number;
  /** Told by the service: what it counts against the budget. */
  readonly solvingMs: number | null;
  /** `elapsedMs - waitingMs - budgetMs`; negative where the answer came early. */
  readonly overshootMs: number;
  readonly within: boolean;
  /** What is wrong with the answer itself; null where it is as it should be. */
  readonly fault: string | null;
}

export interface KeepingSummary {
  /** Null: all budgets. */
  readonly budgetMs: number | null;
  readonly group: string;
  readonly count: number;
  /** Answers that are right: a plan that passed its check, or none where that is right. */
  readonly right: number;
  readonly within: number;
  readonly overshootP50Ms: number;
  readonly overshootP99Ms: number;
  readonly overshootMaxMs: number;
}

export interface Verdict {
  readonly withinShare: number;
  readonly overshootMaxMs: number;
  readonly faults: number;
  readonly passed: boolean;
}

/** What is asked: so many answers within the allowance, none later than this, and every one right. */
export const targets = { withinShare: 0.99, overshootMaxMs: 1000, faults: 0 } as const;

/** How late an answer may be. */
export function allowanceMs(budgetMs: number): number {
  return Math.max(150, 0.05 * budgetMs);
}

export function judgeAnswer({ sent, request, status, elapsedMs, body }: Answer): KeepingRow {
  const { kind, problem, warmStart } = request;
  const result = parseAnswer(status, body);
  const waitingMs = result.waitingMs ?? 0;
  const overshootMs = elapsedMs - waitingMs - sent.timeMs;
  const fault = faultOf(sent, result, (plan) => registry[kind].check({ problem, warmStart }, plan).violations);
  return {
    ...{ name: sent.name, group: sent.group, kind, route: sent.route, budgetMs: sent.timeMs },
    found: result.found ?? `status ${status}`,
    endedBy: result.endedBy ?? null,
    elapsedMs: rounded(elapsedMs),
    waitingMs: rounded(waitingMs),
    solvingMs: result.solvingMs === undefined ? null : rounded(result.solvingMs),
    overshootMs: rounded(overshootMs),
    within: overshootMs <= allowanceMs(sent.timeMs),
    fault,
  };
}

/** A line for each budget and group, then one for each group and one for all. */
export function summarizeKeeping(rows: readonly KeepingRow[]): readonly KeepingSummary[] {
  const budgets = [...new Set(rows.map(({ budgetMs }) => budgetMs))].sort((one, other) => one - other);
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  const lines = [...budgets, null].flatMap((budgetMs) =>
    groups.map((group) => {
      const own = rows.filter((row) => row.group === group && (budgetMs === null || row.budgetMs === budgetMs));
      return summaryOf(own, budgetMs, group);
    }),
  );
  return [...lines.filter(({ count }) => count > 0), summaryOf(rows, null, 'all')];
}

export function verdictOf(rows: readonly KeepingRow[]): Verdict {
  const withinShare = rows.filter(({ within }) => within).length / Math.max(1, rows.length);
  const overshootMaxMs = Math.max(...rows.map((row) => row.overshootMs));
  const faults = rows.filter(({ fault }) => fault !== null).length;
  const passed =
    withinShare >= targets.withinShare && overshootMaxMs <= targets.overshootMaxMs && faults <= targets.faults;
  return { withinShare, overshootMaxMs, faults, passed };
}

function summaryOf(rows: readonly KeepingRow[], budgetMs: number | null, group: string): KeepingSummary {
  const overshoots = rows.map(({ overshootMs }) => overshootMs);
  return {
    ...{ budgetMs, group, count: rows.length },
    right: rows.filter(({ fault }) => fault === null).length,
    within: rows.filter(({ within }) => within).length,
    overshootP50Ms: percentile(overshoots, 0.5),
    overshootP99Ms: percentile(overshoots, 0.99),
    overshootMaxMs: percentile(overshoots, 1),
  };
}

interface ParsedAnswer {
  readonly found?: string;
  readonly endedBy?: string;
  readonly plan?: unknown;
  readonly waitingMs?: number;
  readonly solvingMs?: number;
  /** What came instead of a result. */
  readonly trouble?: string;
}

function parseAnswer(status: number, body: string): ParsedAnswer {
  if (status !== 200) return { trouble: `status ${status}: ${body.slice(0, 500)}` };
  const answer = JSON.parse(body) as ParsedAnswer & { readonly state?: string };
  if (answer.state === undefined || answer.state === 'succeeded') return answer;
  return { ...answer, trouble: `the plan is ${answer.state}: ${body.slice(0, 500)}` };
}

function faultOf(
  { expects }: BudgetedRequest,
  { found, endedBy, plan, trouble }: ParsedAnswer,
  check: (plan: unknown) => readonly { rule: string; message: string }[],
): string | null {
  if (trouble !== undefined) return trouble;
  if (plan === undefined || plan === null) return expects === 'plan' ? `no plan: ${found}, ended by ${endedBy}` : null;
  if (expects === 'nothing') return 'a plan came from a solve that found none';
  const [first] = check(plan);
  return first ? `${first.rule}: ${first.message}` : null;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
