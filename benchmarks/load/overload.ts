/** The mode `overload`: what becomes of the answers, and of what was accepted, at one to three times the capacity. */
import { setTimeout as pause } from 'node:timers/promises';
import { PlanRequest } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { isEnded, type PlanView } from '../../src/jobs/plan-view.ts';
import { createPostgres } from '../../src/testing/database.ts';
import { type MachineMeta, machineMeta } from '../meta.ts';
import { percentile } from '../percentile.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, textTable } from '../text-table.ts';
import { poissonArrivals } from './arrivals.ts';
import { endedPlans } from './ended-plans.ts';
import { type OpenAnswer, openLoop } from './open-loop.ts';
import { startProbe } from './probe.ts';
import { type Sendable, week } from './requests.ts';
import { type Verdict, verdictTable } from './verdict.ts';

export interface OverloadOptions {
  /** Seconds of each step. */
  readonly durationS: number;
  readonly threads: number;
  readonly seed: number;
  /** PostgreSQL server on which a database may be made; absent: the embedded store. */
  readonly postgres?: string;
}

export interface OverloadRow {
  readonly step: string;
  readonly sent: number;
  readonly accepted: number;
  readonly refused: number;
  /** Neither of the two, and what could not even be sent. */
  readonly wrong: number;
  /** Plans a second that succeeded within their deadline. */
  readonly goodput: number;
  readonly acceptP99Ms: number;
  readonly refuseP50Ms: number;
  readonly refuseMaxMs: number;
  /** The same from the intended moment: with the lateness of the sender, which shares the processors. */
  readonly refuseIntendedMaxMs: number;
  readonly livezP99Ms: number;
  /** Accepted, and never seen to end well. */
  readonly unfinished: number;
}

export interface OverloadReport {
  readonly meta: MachineMeta & OverloadOptions;
  readonly rows: readonly OverloadRow[];
  readonly verdicts: readonly Verdict[];
}

/** Time budget of a plan, and for how many budgets the queue may hold plans back. */
const budgetMs = 50;
const queueLength = 40;
/** From the intended moment to the end: the whole queue before it at three budgets each, for what the store takes. */
const deadlineMs = 3 * budgetMs * (queueLength + 10);
const warmUpMs = 2000;
/** Different requests, sent by turns. */
const requestCount = 50;
/** Plans that are checked rule by rule in each step. */
const checkedPlans = 20;

const columns: readonly Column<OverloadRow>[] = [
  { name: 'step', width: 11, left: true, cell: ({ step }) => step },
  { name: 'sent', width: 6, cell: ({ sent }) => figure(sent) },
  { name: 'accepted', width: 8, cell: ({ accepted }) => figure(accepted) },
  { name: 'refused', width: 7, cell: ({ refused }) => figure(refused) },
  { name: 'wrong', width: 5, cell: ({ wrong }) => figure(wrong) },
  { name: 'goodput/s', width: 9, cell: ({ goodput }) => figure(goodput) },
  { name: 'accept p99', width: 10, cell: ({ acceptP99Ms }) => figure(acceptP99Ms) },
  { name: 'refuse p50', width: 10, cell: ({ refuseP50Ms }) => figure(refuseP50Ms) },
  { name: 'max', width: 7, cell: ({ refuseMaxMs }) => figure(refuseMaxMs) },
  { name: 'intended', width: 8, cell: ({ refuseIntendedMaxMs }) => figure(refuseIntendedMaxMs) },
  { name: 'livez p99', width: 9, cell: ({ livezP99Ms }) => figure(livezP99Ms) },
  { name: 'unfinished', width: 10, cell: ({ unfinished }) => figure(unfinished) },
];

/**
 * Plans take their budget at most, so the capacity is the number of threads over that, less what the store costs; it is
 * measured by a full queue.
 */
export async function measureOverload(
  options: OverloadOptions,
  print: (lines: string) => void,
): Promise<OverloadReport> {
  const { durationS, threads, seed } = options;
  const meta = { ...machineMeta(), ...options, postgres: options.postgres && 'given' };
  const database = options.postgres ? await createPostgres(options.postgres) : undefined;
  const rows: OverloadRow[] = [];
  // Written before, so that the sender has little to do while it sends.
  const requests = Array.from({ length: requestCount }, (_, number) => week(seed + number, budgetMs));
  try {
    const service = await startServiceProcess({
      TAKT_THREADS: String(threads),
      TAKT_ROLES: 'api,solver',
      TAKT_QUEUE_LIMIT: String(queueLength),
      ...(database && { DATABASE_URL: database.url }),
    });
    try {
      await peakRate(service.url, requests, warmUpMs);
      const peak = await peakRate(service.url, requests, durationS * 1000);
      print(
        `peak ${figure(peak)} plans a second on ${threads} threads, ${budgetMs} ms each; ${durationS} s for each step`,
      );
      for (const times of [1, 2, 3])
        rows.push(await step(service.url, requests, { times, rate: times * peak, durationMs: durationS * 1000, seed }));
      const verdicts = verdictsOf(rows, peak);
      print(textTable(columns, rows));
      print(verdictTable(verdicts));
      return { meta, rows, verdicts };
    } finally {
      await service.close();
    }
  } finally {
    await database?.drop();
  }
}

function verdictsOf(rows: readonly OverloadRow[], peak: number): Verdict[] {
  const worst = (of: (row: OverloadRow) => number) => Math.max(...rows.map(of));
  const best = Math.max(peak, ...rows.map(({ goodput }) => goodput));
  return [
    {
      what: 'goodput at three times the capacity, over the peak',
      value: rows[rows.length - 1].goodput / best,
      unit: '',
      atLeast: 0.9,
    },
    { what: 'slowest refusal', value: worst(({ refuseMaxMs }) => refuseMaxMs), unit: 'ms', atMost: 50 },
    { what: 'accepted plans that did not end well', value: worst(({ unfinished }) => unfinished), unit: '', atMost: 0 },
    { what: 'answers that are neither', value: worst(({ wrong }) => wrong), unit: '', atMost: 0 },
    { what: '/livez p99', value: worst(({ livezP99Ms }) => livezP99Ms), unit: 'ms', atMost: 50 },
  ];
}

/** Plans that end a second while one caller keeps the queue full. */
async function peakRate(url: string, requests: readonly Sendable[], durationMs: number): Promise<number> {
  const start = Date.now();
  const ids: string[] = [];
  while (Date.now() - start < durationMs) {
    const response = await fetch(`${url}/v1/plans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: requests[ids.length % requests.length].planBody,
    });
    const plan = (await response.json()) as PlanView;
    if (response.status === 202) ids.push(plan.id);
    // There is always more waiting than ends in so short a time.
    else if (response.status === 503) await pause(budgetMs);
    else throw new Error(`a plan was answered ${response.status}: ${JSON.stringify(plan).slice(0, 300)}`);
  }
  const plans = await endedPlans(url, ids);
  const within = plans.filter(({ endedAt }) => Date.parse(endedAt!) <= start + durationMs);
  return (within.length * 1000) / durationMs;
}

async function step(
  url: string,
  requests: readonly Sendable[],
  { times, rate, durationMs, seed }: { times: number; rate: number; durationMs: number; seed: number },
): Promise<OverloadRow> {
  const arrivals = poissonArrivals(rate, durationMs, seed + times);
  const startedAt = Date.now();
  const probe = startProbe(url);
  const result = await openLoop({
    url: `${url}/v1/plans`,
    arrivals,
    body: (number) => requests[number % requests.length].planBody,
    mostInFlight: 512,
  });
  const livez = await probe.stop();
  const of = (belongs: (answer: OpenAnswer) => boolean) => result.answers.filter(belongs);
  const accepted = of(({ status }) => status === 202 || status === 200);
  const refused = of(({ status, retryAfter }) => (status === 429 || status === 503) && retryAfter !== undefined);
  const numbers = new Map(accepted.map(({ number, body }) => [(JSON.parse(body) as PlanView).id, number]));
  const plans = await endedPlans(url, [...numbers.keys()]);
  const isGood = (plan: PlanView | undefined) => plan?.state === 'succeeded' && plan.found !== 'unknown';
  const inTime = plans.filter(
    (plan) => isGood(plan) && Date.parse(plan.endedAt!) - startedAt - arrivals[numbers.get(plan.id)!] <= deadlineMs,
  );
  // What ended after the step was not its rate: the queue that it leaves behind is served without competition.
  const within = inTime.filter(({ endedAt }) => Date.parse(endedAt!) <= startedAt + durationMs);
  for (const plan of plans.filter(isGood).slice(0, checkedPlans)) {
    const { problem } = PlanRequest.parse(requests[numbers.get(plan.id)! % requests.length].request);
    const [fault] = registry.melt.check({ problem } as never, plan.plan as never).violations;
    if (fault) throw new Error(`plan ${plan.id} breaks a rule: ${fault.message}`);
  }
  const refuseMs = refused.map(({ serverMs }) => serverMs);
  return {
    step: `${times} x capacity`,
    sent: arrivals.length - result.notSent,
    accepted: accepted.length,
    refused: refused.length,
    wrong: result.answers.length - accepted.length - refused.length + result.notSent,
    goodput: (within.length * 1000) / durationMs,
    acceptP99Ms: percentile(
      accepted.map(({ latencyMs }) => latencyMs),
      0.99,
    ),
    refuseP50Ms: refused.length > 0 ? percentile(refuseMs, 0.5) : 0,
    refuseMaxMs: Math.max(0, ...refuseMs),
    refuseIntendedMaxMs: Math.max(0, ...refused.map(({ latencyMs }) => latencyMs)),
    livezP99Ms: percentile(livez, 0.99),
    unfinished: accepted.length - plans.filter((plan) => isEnded(plan.state) && isGood(plan)).length,
  };
}
