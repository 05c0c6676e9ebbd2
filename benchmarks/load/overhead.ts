/** The mode `overhead`: what the service adds to a solve, request by request, beside the same solve in this process. */
import { PlanRequest } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { type MachineMeta, machineMeta } from '../meta.ts';
import { percentile } from '../percentile.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, textTable } from '../text-table.ts';
import { oneHeat, type Sendable, smallPlans, trivial } from './requests.ts';
import { type Verdict, verdictTable } from './verdict.ts';

export interface OverheadOptions {
  /** Requests in all. */
  readonly requests: number;
  readonly seed: number;
}

export interface OverheadRow {
  readonly kind: string;
  readonly inProcessMs: number;
  readonly serviceMs: number;
  /** The difference: transport, checks, the way to the thread and back. */
  readonly overheadMs: number;
}

export interface OverheadReport {
  readonly meta: MachineMeta & OverheadOptions;
  readonly rows: readonly OverheadRow[];
  readonly verdicts: readonly Verdict[];
}

interface KindRow {
  readonly kind: string;
  readonly count: number;
  readonly inProcessMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const columns: readonly Column<KindRow>[] = [
  { name: 'kind', width: 9, left: true, cell: ({ kind }) => kind },
  { name: 'requests', width: 8, cell: ({ count }) => figure(count) },
  { name: 'in process p50 ms', width: 17, cell: ({ inProcessMs }) => figure(inProcessMs, 2) },
  { name: 'overhead p50 ms', width: 15, cell: ({ p50Ms }) => figure(p50Ms, 2) },
  { name: 'p99', width: 8, cell: ({ p99Ms }) => figure(p99Ms, 2) },
];

const warmUps = 12;

/**
 * One request after another, here and there by turns, so that both see the same machine. All end by iterations or by
 * proof: both sides do the same search. The body is written before, and read back, on the service's account.
 * @throws Error where the service answers another plan than the solver gives here.
 */
export async function measureOverhead(
  options: OverheadOptions,
  print: (lines: string) => void,
): Promise<OverheadReport> {
  const meta = { ...machineMeta(), ...options };
  const requests = [trivial, oneHeat, ...smallPlans(options.seed)];
  await Promise.all(Object.values(registry).map((solver) => solver.prepare()));
  const service = await startServiceProcess({ TAKT_THREADS: '1', TAKT_ROLES: 'api,solver' });
  const rows: OverheadRow[] = [];
  try {
    for (let number = -warmUps; number < options.requests; number++) {
      const row = await compare(service.url, requests[(number + warmUps) % requests.length]);
      if (number >= 0) rows.push(row);
    }
  } finally {
    await service.close();
  }
  const overheads = rows.map(({ overheadMs }) => overheadMs);
  const verdicts: Verdict[] = [
    { what: 'overhead of a synchronous solve, p50', value: percentile(overheads, 0.5), unit: 'ms', atMost: 5 },
    { what: 'overhead of a synchronous solve, p99', value: percentile(overheads, 0.99), unit: 'ms', atMost: 25 },
  ];
  print(textTable(columns, byKind(rows)));
  print(verdictTable(verdicts));
  return { meta, rows, verdicts };
}

async function compare(url: string, { kind, request, solveBody }: Sendable): Promise<OverheadRow> {
  const { problem, budget } = PlanRequest.parse(request);
  const before = performance.now();
  const here = registry[kind].solve({ problem } as never, iterationBudget(budget.maxIterations ?? 0, budget.seed));
  const between = performance.now();
  const response = await fetch(`${url}/v1/solve/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: solveBody,
  });
  const there = (await response.json()) as { plan?: unknown };
  const after = performance.now();
  if (response.status !== 200 || JSON.stringify(there.plan) !== JSON.stringify((here as typeof there).plan))
    throw new Error(`${kind} answered ${response.status} and another plan: ${JSON.stringify(there).slice(0, 500)}`);
  const inProcessMs = between - before;
  const serviceMs = after - between;
  return { kind, inProcessMs, serviceMs, overheadMs: serviceMs - inProcessMs };
}

function byKind(rows: readonly OverheadRow[]): KindRow[] {
  return [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const overheads = own.map(({ overheadMs }) => overheadMs);
    return {
      kind,
      count: own.length,
      inProcessMs: percentile(
        own.map(({ inProcessMs }) => inProcessMs),
        0.5,
      ),
      p50Ms: percentile(overheads, 0.5),
      p99Ms: percentile(overheads, 0.99),
    };
  });
}
