/** The mode `duplicates`: callers who ask the same thing five times at once, of three replicas, get one plan. */
import { Client } from 'pg';
import { TaktError } from '../../models/errors.ts';
import type { PlanView } from '../../src/jobs/plan-view.ts';
import { createPostgres } from '../../src/testing/database.ts';
import { type MachineMeta, machineMeta } from '../meta.ts';
import { percentile } from '../percentile.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { trivial } from './requests.ts';
import { type Verdict, verdictTable } from './verdict.ts';

export interface DuplicatesOptions {
  readonly keys: number;
  /** PostgreSQL server on which a database may be made. */
  readonly postgres?: string;
}

export interface DuplicatesReport {
  readonly meta: MachineMeta & DuplicatesOptions;
  readonly verdicts: readonly Verdict[];
}

const replicas = 3;
const copies = 5;
/** Keys at the same time. */
const callers = 8;

/** @throws TaktError `invalid-parameter` where no PostgreSQL is named: the embedded store has one process. */
export async function measureDuplicates(
  options: DuplicatesOptions,
  print: (lines: string) => void,
): Promise<DuplicatesReport> {
  if (!options.postgres)
    throw new TaktError('invalid-parameter', 'duplicates needs a PostgreSQL server: --postgres URL');
  const meta = { ...machineMeta(), ...options, postgres: 'given' };
  const database = await createPostgres(options.postgres);
  const closing: (() => Promise<void>)[] = [database.drop];
  try {
    const urls: string[] = [];
    for (let replica = 0; replica < replicas; replica++) {
      const service = await startServiceProcess({
        DATABASE_URL: database.url,
        TAKT_THREADS: '1',
        // One that solves is enough: the race is in the keeping.
        TAKT_ROLES: replica === 0 ? 'api,solver' : 'api',
        TAKT_QUEUE_LIMIT: '1000000',
        TAKT_QUEUE_SECONDS: '0',
      });
      closing.push(service.close);
      urls.push(service.url);
    }
    const start = performance.now();
    const latencies: number[] = [];
    const faults: string[] = [];
    let next = 0;
    const call = async () => {
      while (next < options.keys) {
        const number = next++;
        const answers = await Promise.all(
          Array.from({ length: copies }, (_, copy) => post(urls[(number + copy) % replicas], `key-${number}`)),
        );
        latencies.push(...answers.map(({ ms }) => ms));
        const ids = new Set(answers.map(({ plan }) => plan.id));
        const statuses = answers.map(({ status }) => status);
        if (ids.size !== 1 || statuses.some((status) => status !== 200 && status !== 202))
          faults.push(`key-${number}: ${ids.size} plans, answered ${statuses.join(', ')}`);
      }
    };
    await Promise.all(Array.from({ length: callers }, call));
    const seconds = (performance.now() - start) / 1000;
    const kept = await countPlans(database.url);
    print(
      `${options.keys} keys, ${copies} requests each over ${replicas} replicas: ${seconds.toFixed(1)} s, ` +
        `p50 ${percentile(latencies, 0.5).toFixed(1)} ms, p99 ${percentile(latencies, 0.99).toFixed(1)} ms`,
    );
    for (const fault of faults.slice(0, 10)) print(fault);
    const verdicts: Verdict[] = [
      { what: 'plans kept', value: kept, unit: '', atLeast: options.keys, atMost: options.keys },
      { what: 'keys whose answers disagree or failed', value: faults.length, unit: '', atMost: 0 },
    ];
    print(verdictTable(verdicts));
    return { meta, verdicts };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function post(url: string, key: string): Promise<{ status: number; plan: PlanView; ms: number }> {
  const start = performance.now();
  const response = await fetch(`${url}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: trivial.planBody,
  });
  const plan = (await response.json()) as PlanView;
  return { status: response.status, plan, ms: performance.now() - start };
}

async function countPlans(url: string): Promise<number> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ plans: string }>('select count(*) as plans from takt.plans');
    return Number(rows[0].plans);
  } finally {
    await client.end();
  }
}
