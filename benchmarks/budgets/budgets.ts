/** The command `budgets`: whether answers keep their time budgets, measured at the service's HTTP interface. */
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, textTable } from '../text-table.ts';
import { judgeAnswer, type KeepingRow, type KeepingSummary, summarizeKeeping } from './keeping.ts';
import { budgetedRequests } from './requests.ts';
import { sendAll } from './send.ts';

export interface BudgetsOptions {
  readonly requests: number;
  readonly seed: number;
  /** Solver threads, and requests at the same time. */
  readonly threads: number;
  readonly json?: string;
}

export interface BudgetsReport {
  readonly meta: MachineMeta & { readonly requests: number; readonly seed: number; readonly threads: number };
  readonly rows: readonly KeepingRow[];
  readonly summary: readonly KeepingSummary[];
}

const columns: readonly Column<KeepingSummary>[] = [
  { name: 'budget ms', width: 9, cell: (row) => figure(row.budgetMs) },
  { name: 'requests', width: 8, cell: (row) => figure(row.count) },
  { name: 'checked plan', width: 12, cell: (row) => figure(row.checked) },
  { name: 'overshoot p50', width: 13, cell: (row) => figure(row.overshootP50Ms) },
  { name: 'p99', width: 7, cell: (row) => figure(row.overshootP99Ms) },
  { name: 'max', width: 7, cell: (row) => figure(row.overshootMaxMs) },
  { name: 'allowance', width: 9, cell: (row) => figure(row.allowanceMs) },
  { name: 'within', width: 7, cell: (row) => `${figure((100 * row.within) / row.count)} %` },
];

/** @throws TaktError where the service does not start. */
export async function measureBudgets(options: BudgetsOptions, print: (lines: string) => void): Promise<BudgetsReport> {
  const { requests: count, seed, threads, json } = options;
  const meta = { ...machineMeta(), requests: count, seed, threads };
  const requests = budgetedRequests(count, seed);
  const solvingMs = requests.reduce((sum, { request }) => sum + request.budget.timeMs, 0) / threads;
  print(`${count} plan-requests, ${threads} at a time: ${Math.ceil(solvingMs / 1000)} s at most, and the start`);
  const service = await startServiceProcess({ TAKT_THREADS: String(threads), TAKT_ROLES: 'api,solver' });
  const answers = await sendAll(service.url, requests, threads).finally(() => service.close());
  const rows = answers.map(judgeAnswer);
  const report = { meta, rows, summary: summarizeKeeping(rows) };
  print(textTable(columns, report.summary));
  for (const row of rows) if (isBad(row)) print(complaint(row));
  if (json !== undefined) writeJson(json, report);
  return report;
}

export function isBad({ checked, within }: KeepingRow): boolean {
  return !checked || !within;
}

function complaint({ name, budgetMs, overshootMs, fault }: KeepingRow): string {
  return `${name}, ${budgetMs} ms: ${fault ?? `${overshootMs} ms over the budget`}`;
}
