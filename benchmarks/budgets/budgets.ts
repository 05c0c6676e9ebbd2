/** The command `budgets`: whether answers keep their time budgets, measured at the service's HTTP interface. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, percent, textTable } from '../text-table.ts';
import {
  judgeAnswer,
  type KeepingRow,
  type KeepingSummary,
  summarizeKeeping,
  targets,
  type Verdict,
  verdictOf,
} from './keeping.ts';
import { type BudgetedRequest, budgetedRequests } from './requests.ts';
import { sendAll, writeAll } from './send.ts';

export interface BudgetsOptions {
  readonly requests: number;
  readonly seed: number;
  /** Solver threads, and requests at the same time. */
  readonly threads: number;
  readonly json?: string;
}

export interface BudgetsReport {
  readonly meta: MachineMeta & { readonly requests: number; readonly seed: number; readonly threads: number };
  readonly targets: typeof targets;
  readonly verdict: Verdict;
  readonly senderLag: SenderLag;
  readonly summary: readonly KeepingSummary[];
  readonly rows: readonly KeepingRow[];
}

/**
 * How late timers of the sender fired while it waited for answers, which is when it has nothing to do: what the machine
 * alone adds to every step on the way of an answer.
 */
export interface SenderLag {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

type LagHistogram = ReturnType<typeof monitorEventLoopDelay>;

const registryModule = new URL('looping-registry.ts', import.meta.url);
/** Requests whose problems and answers are held at the same time. */
const batchSize = 50;
const lagResolutionMs = 10;

const columns: readonly Column<KeepingSummary>[] = [
  { name: 'budget ms', width: 9, cell: (row) => (row.budgetMs === null ? 'all' : figure(row.budgetMs)) },
  { name: 'kind', width: 8, left: true, cell: (row) => row.group },
  { name: 'requests', width: 8, cell: (row) => figure(row.count) },
  { name: 'right', width: 6, cell: (row) => figure(row.right) },
  { name: 'overshoot p50', width: 13, cell: (row) => figure(row.overshootP50Ms) },
  { name: 'p99', width: 7, cell: (row) => figure(row.overshootP99Ms) },
  { name: 'max', width: 7, cell: (row) => figure(row.overshootMaxMs) },
  { name: 'late', width: 5, cell: (row) => figure(row.count - row.within) },
];

/** @throws TaktError where the service does not start. */
export async function measureBudgets(options: BudgetsOptions, print: (lines: string) => void): Promise<BudgetsReport> {
  const { requests: count, seed, threads, json } = options;
  const meta = { ...machineMeta(), requests: count, seed, threads };
  const requests = budgetedRequests(count, seed);
  const budgetsMs = requests.reduce((sum, { timeMs }) => sum + timeMs, 0) / threads;
  print(`${count} plan-requests, ${threads} at a time, ${Math.ceil(budgetsMs / 1000)} s of budgets in all`);
  const lag = monitorEventLoopDelay({ resolution: lagResolutionMs });
  const rows = await answerAll({ requests, threads, lag }, (row) => {
    if (!row.within || row.fault !== null) print(complaint(row));
  });
  const verdict = verdictOf(rows);
  const senderLag = lagOf(lag);
  const report = { meta, targets, verdict, senderLag, summary: summarizeKeeping(rows), rows };
  print(textTable(columns, report.summary));
  print(sentence(verdict));
  const { p50Ms, p99Ms, maxMs } = senderLag;
  print(`the machine alone: timers of the idle sender were ${p50Ms} ms late (median), ${p99Ms} (p99), ${maxMs} (most)`);
  if (json !== undefined) writeJson(json, report);
  return report;
}

interface Sending {
  readonly requests: readonly BudgetedRequest[];
  readonly threads: number;
  readonly lag: LagHistogram;
}

async function answerAll(
  { requests, threads, lag }: Sending,
  tell: (row: KeepingRow) => void,
): Promise<readonly KeepingRow[]> {
  const settings = { TAKT_THREADS: String(threads), TAKT_ROLES: 'api,solver' };
  const service = await startServiceProcess(settings, { registryModule });
  const rows: KeepingRow[] = [];
  try {
    for (let start = 0; start < requests.length; start += batchSize) {
      const batch = writeAll(service.url, requests.slice(start, start + batchSize));
      lag.enable();
      const answers = await sendAll(batch, threads);
      lag.disable();
      for (const row of answers.map(judgeAnswer)) {
        rows.push(row);
        tell(row);
      }
    }
  } finally {
    await service.close();
  }
  return rows;
}

function complaint({ name, group, route, budgetMs, overshootMs, solvingMs, waitingMs, fault }: KeepingRow): string {
  const times = `${overshootMs} ms over the budget (solving ${solvingMs ?? '-'}, waiting ${waitingMs})`;
  return `${group} ${name} (${route}), ${budgetMs} ms: ${fault ?? times}`;
}

function lagOf(lag: LagHistogram): SenderLag {
  // The histogram counts whole intervals, in nanoseconds.
  const beyondMs = (nanoseconds: number) => Math.max(0, Math.round(nanoseconds / 1e6 - lagResolutionMs));
  return { p50Ms: beyondMs(lag.percentile(50)), p99Ms: beyondMs(lag.percentile(99)), maxMs: beyondMs(lag.max) };
}

function sentence({ withinShare, overshootMaxMs, faults, passed }: Verdict): string {
  const wanted = `${percent(targets.withinShare, 0)} within max(150 ms, 5 %), none later than ${targets.overshootMaxMs} ms`;
  const came = `${percent(withinShare)} within, latest ${figure(overshootMaxMs)} ms over, ${faults} answers at fault`;
  return `${passed ? 'kept' : 'MISSED'}: ${came} (asked: ${wanted}, none at fault)`;
}
