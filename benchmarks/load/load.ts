/** The mode `addresses`: rate and latency of the HTTP interface under as many requests as a few connections can ask. */
import type { PlanRequestInput } from '../../models/plan-request.ts';
import { type MachineMeta, machineMeta } from '../meta.ts';
import { type ServiceProcess, startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, textTable } from '../text-table.ts';
import { type ClosedLoopResult, closedLoop } from './closed-loop.ts';

export interface LoadOptions {
  /** Seconds for each address. */
  readonly durationS: number;
  readonly connections: number;
  readonly threads: number;
}

export interface LoadRow extends ClosedLoopResult {
  readonly target: string;
}

export interface LoadReport {
  readonly meta: MachineMeta & LoadOptions;
  readonly rows: readonly LoadRow[];
}

/** Solved by its first plan, so that what is measured is the way there and back. */
const tiny: Omit<PlanRequestInput, 'kind'> = {
  budget: { timeMs: 50 },
  problem: {
    lines: [
      { id: 'a', pieceMass: 400, quantity: 5, grade: 'g' },
      { id: 'b', pieceMass: 150, quantity: 8, grade: 'g' },
    ],
    furnaces: [{ id: 'f', leastMass: 500, greatestMass: 1000 }],
    grades: [{ id: 'g' }],
  },
};

const targets: readonly { target: string; path: string; body?: unknown }[] = [
  { target: 'GET /livez', path: '/livez' },
  { target: 'POST /v1/solve/melt', path: '/v1/solve/melt', body: tiny },
  { target: 'POST /v1/plans', path: '/v1/plans', body: { kind: 'melt', ...tiny } },
];

const columns: readonly Column<LoadRow>[] = [
  { name: 'target', width: 20, left: true, cell: (row) => row.target },
  { name: 'answers', width: 8, cell: (row) => figure(row.answers) },
  { name: 'per s', width: 8, cell: (row) => figure(row.rate) },
  { name: 'p50 ms', width: 8, cell: (row) => figure(row.p50Ms) },
  { name: 'p97.5', width: 8, cell: (row) => figure(row.p97_5Ms) },
  { name: 'p99', width: 8, cell: (row) => figure(row.p99Ms) },
  { name: 'max', width: 8, cell: (row) => figure(row.maxMs) },
  { name: 'errors', width: 6, cell: (row) => figure(row.errors) },
  { name: 'statuses', width: 8, left: true, cell: (row) => statusText(row) },
];

/**
 * Asks each address in turn. The requests of `POST /v1/plans` are only accepted within the time: what waits in the queue
 * at the end goes with the store, which is in memory.
 * @throws TaktError where the service does not start.
 */
export async function measureLoad(options: LoadOptions, print: (lines: string) => void): Promise<LoadReport> {
  const { durationS, connections, threads } = options;
  const meta = { ...machineMeta(), durationS, connections, threads };
  const service = await startServiceProcess({ TAKT_THREADS: String(threads), TAKT_ROLES: 'api,solver' });
  const rows: LoadRow[] = [];
  try {
    print(`${connections} connections, ${durationS} s for each address, ${threads} solver threads`);
    for (const target of targets) rows.push(await ask(service, target, options));
  } finally {
    await service.close();
  }
  print(textTable(columns, rows));
  return { meta, rows };
}

/** Whether something failed: a refusal (4xx) or a fault (5xx); 503 is how a full queue answers. */
export function hasFailed({ errors, statuses }: LoadRow): boolean {
  return errors > 0 || Object.keys(statuses).some((status) => Number(status) >= 400 && status !== '503');
}

async function ask(
  service: ServiceProcess,
  { target, path, body }: (typeof targets)[number],
  { durationS, connections }: LoadOptions,
): Promise<LoadRow> {
  const url = `${service.url}${path}`;
  return {
    target,
    ...(await closedLoop({ url, connections, durationS, body: body === undefined ? undefined : JSON.stringify(body) })),
  };
}

function statusText({ statuses }: LoadRow): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');
}
