/** The mode `rate`: what the way through takt costs beside a bare Fastify route that takes and gives the same bodies. */
import { PlanRequest } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { createPostgres } from '../../src/testing/database.ts';
import { type MachineMeta, machineMeta } from '../meta.ts';
import { percentile } from '../percentile.ts';
import { startChild } from '../service/child.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, textTable } from '../text-table.ts';
import { type ClosedLoop, type ClosedLoopResult, closedLoop } from './closed-loop.ts';
import { oneHeat, type Sendable, trivial } from './requests.ts';
import { type Verdict, verdictTable } from './verdict.ts';

export interface RateOptions {
  /** Seconds for each target in each round. */
  readonly durationS: number;
  readonly rounds: number;
  readonly connections: number;
  readonly threads: number;
  /** PostgreSQL server on which a database may be made; without it the store is only measured embedded. */
  readonly postgres?: string;
}

export interface RateRow extends ClosedLoopResult {
  readonly round: number;
  readonly target: string;
}

export interface RateReport {
  readonly meta: MachineMeta & RateOptions;
  readonly rows: readonly RateRow[];
  readonly verdicts: readonly Verdict[];
}

interface Target extends Pick<ClosedLoop, 'url' | 'body' | 'headers'> {
  readonly target: string;
  /** Part of the bare rate that it should reach; absent: shown only. */
  readonly atLeast?: number;
}

const bare = 'bare route';
const columns: readonly Column<RateRow>[] = [
  { name: 'round', width: 5, cell: ({ round }) => figure(round) },
  { name: 'target', width: 32, left: true, cell: ({ target }) => target },
  { name: 'answers', width: 8, cell: ({ answers }) => figure(answers) },
  { name: 'per s', width: 8, cell: ({ rate }) => figure(rate) },
  { name: 'p50 ms', width: 7, cell: ({ p50Ms }) => figure(p50Ms) },
  { name: 'p99', width: 7, cell: ({ p99Ms }) => figure(p99Ms) },
  { name: 'statuses', width: 10, left: true, cell: ({ statuses }) => JSON.stringify(statuses) },
];

/**
 * Targets take turns in each round, so that what else the machine does falls on all of them; what is judged is the median
 * over the rounds of a target's rate over the bare rate of the same round.
 * @throws TaktError where a service does not start; Error where an answer is not the plan that it should be.
 */
export async function measureRate(options: RateOptions, print: (lines: string) => void): Promise<RateReport> {
  const { rounds, connections, durationS, threads } = options;
  const meta = { ...machineMeta(), ...options, postgres: options.postgres && 'given' };
  const settings = { TAKT_THREADS: String(threads), TAKT_ROLES: 'api,solver' };
  await registry.reorder.prepare();
  const expected = expectedAnswer(trivial);
  const closing: (() => Promise<void>)[] = [];
  try {
    const bareServer = await startChild<{ url: string }>(
      new URL('bare-host.ts', import.meta.url),
      JSON.stringify(expected),
    );
    closing.push(bareServer.close);
    const embedded = await startServiceProcess(settings);
    closing.push(embedded.close);
    const targets: Target[] = [
      { target: bare, url: bareServer.ready.url, body: trivial.solveBody },
      { target: 'solve, one formula', url: `${embedded.url}/v1/solve/reorder`, body: trivial.solveBody, atLeast: 0.5 },
      { target: 'solve, one heat', url: `${embedded.url}/v1/solve/melt`, body: oneHeat.solveBody },
      { target: 'plan and wait, PGlite', ...planTarget(embedded.url) },
    ];
    if (options.postgres) {
      const database = await createPostgres(options.postgres);
      closing.push(database.drop);
      const stored = await startServiceProcess({ ...settings, DATABASE_URL: database.url });
      closing.push(stored.close);
      targets.push({ target: 'plan and wait, PostgreSQL', ...planTarget(stored.url), atLeast: 0.2 });
    }
    for (const target of targets) await assertAnswers(target, expected);
    print(`${targets.length} targets by turns, ${rounds} rounds of ${durationS} s each, ${connections} connections`);
    const rows: RateRow[] = [];
    for (let round = 1; round <= rounds; round++)
      for (const { target, url, body, headers } of targets)
        rows.push({ round, target, ...(await closedLoop({ url, body, headers, connections, durationS })) });
    const verdicts = targets.slice(1).map((target) => verdictOf(target, rows));
    print(textTable(columns, rows));
    print(verdictTable(verdicts));
    return { meta, rows, verdicts };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

const planTarget = (url: string) => ({
  url: `${url}/v1/plans`,
  body: trivial.planBody,
  headers: { prefer: 'wait=30' },
});

function expectedAnswer({ request }: Sendable): object {
  const { kind, problem } = PlanRequest.parse(request);
  return registry[kind].solve({ problem } as never, iterationBudget(1000));
}

/** A rate of wrong answers would be worth nothing: the first answer of each target has the plan that the solver gives here. */
async function assertAnswers({ target, url, body, headers }: Target, expected: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const answer = (await response.json()) as { found?: string; plan?: unknown };
  if (response.status !== 200 || answer.found !== 'optimal')
    throw new Error(`${target} answered ${response.status}: ${JSON.stringify(answer).slice(0, 500)}`);
  if (body === trivial.solveBody && JSON.stringify(answer.plan) !== JSON.stringify((expected as typeof answer).plan))
    throw new Error(`${target} answered another plan: ${JSON.stringify(answer.plan).slice(0, 500)}`);
}

function verdictOf({ target, atLeast }: Target, rows: readonly RateRow[]): Verdict {
  const rates = (name: string) => rows.filter((row) => row.target === name).map(({ rate }) => rate);
  const bareRates = rates(bare);
  const ratios = rates(target).map((rate, round) => rate / bareRates[round]);
  return { what: `${target}: rate over that of a bare route`, value: percentile(ratios, 0.5), unit: '', atLeast };
}
