/** Where the parts meet: store, queue, solver, bridge and HTTP, by the roles of this process. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { registry } from '../solvers/registry.ts';
import { ordinaryStop, type PoolEvent, SolverPool } from '../workers/pool.ts';
import { type EmbeddedBroker, startEmbeddedBroker } from './bridge/broker.ts';
import { approvePlan, programsOfPlan, writePrograms } from './bridge/outbox.ts';
import { ovenHeats } from './bridge/oven-heats.ts';
import { Bridge } from './bridge/relay.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { closeHttpServer } from './http/close.ts';
import { createHttpServer } from './http/server.ts';
import type { Readiness } from './http/services.ts';
import { Changes } from './jobs/changes.ts';
import { Dispatcher } from './jobs/dispatcher.ts';
import { JobQueue } from './jobs/job-queue.ts';
import type { PlanRunParts } from './jobs/plan-run.ts';
import { PlanStore } from './jobs/plan-store.ts';
import { RepairOutcomes } from './jobs/repair-outcomes.ts';
import type { CheckPlan } from './jobs/solver-port.ts';
import { Metrics } from './telemetry/metrics.ts';

const checkPlan: CheckPlan = (kind, request, plan) => registry[kind].check(request, plan);

/** How long /readyz waits for the database. */
const readinessLimitMs = 2000;

/** What a stopped solve has to get its answer out. */
const answerLimitMs = 2000;

export interface App {
  readonly http: FastifyInstance;
  readonly database: Database;
  readonly store: PlanStore;
  readonly pool?: SolverPool;
  readonly bridge?: Bridge;
  /** Where ovens find the broker; absent without the role `bridge`. */
  readonly mqttUrl?: string;
  /** Takes no more, lets running solves end or hands them back, then closes all parts and the pool. */
  close(): Promise<void>;
}

export interface AppParts {
  readonly database: Database;
  /** Begun already, so that its child starts while the database opens; absent without the role `solver`. */
  readonly pool?: SolverPool;
  readonly log: Logger;
}

/** Builds and starts everything but the listening socket. The parts that are handed in stay the caller's until it succeeds. */
export async function startApp(config: Config, { database, pool, log }: AppParts): Promise<App> {
  const has = (role: Config['roles'][number]) => config.roles.includes(role);
  const closing = new AbortController();
  const queue = new JobQueue(database, {
    supervise: has('solver'),
    onError: (error) => log.error({ err: error }, 'job queue'),
  });
  const changes = new Changes();
  const store = new PlanStore(database, queue, {
    queueLimit: config.queueLimit,
    onChange: (id) => {
      changes.announce(id);
      dispatcher?.wake();
    },
  });
  const { bridge, broker, mqttUrl } = has('bridge') ? await startBridge(config, database, log) : {};
  const metrics = new Metrics({
    queue: () => store.waiting(),
    running: () => dispatcher?.running ?? 0,
    pool: pool && (() => pool.stats()),
  });
  const dispatcher: Dispatcher | undefined =
    pool &&
    new Dispatcher({
      queue,
      store,
      log,
      solver: pool,
      check: checkPlan,
      concurrency: config.threads,
      onSucceeded: keepPrograms,
      onEnded: (begun, ending) => {
        const { kind, equipment } = begun.request;
        metrics.ended(kind, ending.state);
        if ('result' in ending) metrics.solved(kind, ending.result.found, ending.solvingMs, ending.poolWaitingMs);
        if (equipment) bridge?.wake();
      },
    });
  const http = await createHttpServer({
    store,
    changes,
    outcomes: new RepairOutcomes(database),
    solver: pool,
    check: checkPlan,
    programs: {
      ofPlan: (planId) => programsOfPlan(database, planId),
      approve: async (planId, by) => {
        const approved = await approvePlan(database, { planId, by, now: Date.now() });
        bridge?.wake();
        return approved;
      },
    },
    metrics,
    log,
    api: has('api'),
    bodyLimitBytes: config.bodyLimitBytes,
    stopHint: () => void dispatcher?.lookForStops().catch(() => {}),
    readiness: () => readiness({ closing: closing.signal, database, pool, bridge }),
    closing: closing.signal,
  });
  await queue.start();
  await pool?.start();
  dispatcher?.start();
  bridge?.start();
  metrics.watchProcess();

  return {
    http,
    database,
    store,
    pool,
    bridge,
    mqttUrl,
    async close() {
      const limitMs = config.stopSeconds * 1000;
      closing.abort();
      await Promise.all([closeHttpServer(http, limitMs + answerLimitMs), stopSolving(limitMs, dispatcher, pool)]);
      await bridge?.stop();
      await broker?.close();
      await queue.stop();
    },
  };
}

/** Setpoint programs are kept in the transaction that ends their plan: there is never one without the other. */
const keepPrograms: PlanRunParts['onSucceeded'] = async (transaction, { begun, plan, traceparent }) => {
  const { equipment } = begun.request;
  if (!equipment) return;
  await writePrograms(transaction, {
    planId: begun.id,
    equipment,
    heats: ovenHeats(begun.request.kind, plan),
    now: Date.now(),
    traceparent,
  });
};

/** A pool whose child is starting; `start` tells when it is ready. */
export function createPool(config: Config, log: Logger): SolverPool {
  const onEvent = ({ type, ...details }: PoolEvent) => {
    const isOrdinary = type === 'child-ready' || ('reason' in details && details.reason === ordinaryStop);
    log[isOrdinary ? 'info' : 'warn'](details, type);
  };
  return new SolverPool({ threads: config.threads, queueLimit: config.threads * 64, onEvent });
}

async function startBridge(
  config: Config,
  database: Database,
  log: Logger,
): Promise<{ bridge: Bridge; broker?: EmbeddedBroker; mqttUrl: string }> {
  const broker = config.mqttUrl ? undefined : await startEmbeddedBroker({ port: config.mqttPort });
  const mqttUrl = config.mqttUrl ?? broker!.url;
  return { bridge: new Bridge({ database, mqttUrl, siteKeys: config.siteKeys, log }), broker, mqttUrl };
}

/** The dispatcher first: once the pool stops its solves, their results are no longer what their budgets asked for. */
async function stopSolving(limitMs: number, dispatcher?: Dispatcher, pool?: SolverPool): Promise<void> {
  const until = performance.now() + limitMs;
  await dispatcher?.stop(limitMs);
  await pool?.close({ drain: true, limitMs: Math.max(0, until - performance.now()) });
}

interface ReadinessParts {
  readonly closing: AbortSignal;
  readonly database: Database;
  readonly pool?: SolverPool;
  readonly bridge?: Bridge;
}

/** A broker that is away is told but does not make the service unready: plans can be taken and solved without it. */
async function readiness({ closing, database, pool, bridge }: ReadinessParts): Promise<Readiness> {
  if (closing.aborted) return { ready: false, parts: { service: 'is stopping' } };
  const parts: Record<string, string> = { database: await databaseHealth(database) };
  if (pool) parts.solver = pool.stats().childPid === undefined ? 'its process is being restarted' : 'ok';
  const ready = Object.values(parts).every((part) => part === 'ok');
  if (bridge) parts.bridge = bridge.stats().connected ? 'ok' : 'is not connected to the broker';
  return { ready, parts };
}

async function databaseHealth(database: Database): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`did not answer within ${readinessLimitMs} ms`), readinessLimitMs);
  database.query('select 1').then(
    () => resolve('ok'),
    () => resolve('cannot be reached'),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
