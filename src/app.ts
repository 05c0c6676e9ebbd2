/** Where the parts meet: store, queue, solver, bridge and HTTP, by the roles of this process. */
import { setMaxListeners } from 'node:events';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { registry } from '../solvers/registry.ts';
import { ordinaryStop, type PoolEvent, SolverPool } from '../workers/pool.ts';
import { startAccess } from './access/access.ts';
import { type EmbeddedBroker, startEmbeddedBroker } from './bridge/broker.ts';
import { programsOfPlan, writePrograms } from './bridge/outbox.ts';
import { ovenHeats } from './bridge/oven-heats.ts';
import { Bridge, type BridgeOptions } from './bridge/relay.ts';
import { sparkplugLinks } from './bridge/sparkplug/link.ts';
import { mqttTls } from './bridge/tls.ts';
import { Catalog } from './catalog/store.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { Equipment } from './equipment/equipment.ts';
import { EquipmentFeed } from './equipment/feed.ts';
import { Explanations } from './explanations/explanations.ts';
import { closeHttpServer } from './http/close.ts';
import { createHttpServer } from './http/server.ts';
import type { Readiness } from './http/services.ts';
import { Tls } from './http/tls.ts';
import { BatchStore } from './jobs/batch-store.ts';
import { Changes } from './jobs/changes.ts';
import { Dispatcher } from './jobs/dispatcher.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { latestEvents } from './jobs/plan-events.ts';
import { PlanFeed } from './jobs/plan-feed.ts';
import type { PlanRunParts } from './jobs/plan-run.ts';
import { PlanStore } from './jobs/plan-store.ts';
import { RepairOutcomes } from './jobs/repair-outcomes.ts';
import { Retention } from './jobs/retention.ts';
import { SolverNode } from './jobs/solver-node.ts';
import type { CheckPlan } from './jobs/solver-port.ts';
import { type Stop, stopEach } from './stop-each.ts';
import { timedDatabase } from './telemetry/database-metrics.ts';
import { Metrics, type MetricsOptions } from './telemetry/metrics.ts';
import { AddressRules } from './webhooks/address.ts';
import { endedPlanMessage } from './webhooks/message.ts';
import { WebhookRelay } from './webhooks/relay.ts';
import { Webhooks } from './webhooks/webhooks.ts';

const checkPlan: CheckPlan = (kind, request, plan) => registry[kind].check(request, plan);

/** Threads beside the ordinary ones that take short work only. */
const expressThreads = 1;

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
  /** Readers beside /metrics, such as a push by OTLP. */
  readonly metricPush?: MetricsOptions;
}

/**
 * Builds and starts everything but the listening socket. The parts that are handed in stay the caller's until it succeeds;
 * where it fails, all that it has started is stopped.
 */
export async function startApp(config: Config, parts: AppParts): Promise<App> {
  const stops: Stop[] = [];
  try {
    return await startParts(config, parts, stops);
  } catch (error) {
    // A timer or the broker's socket would keep a process alive that serves nobody.
    await stopEach(stops.reverse(), parts.log);
    throw error;
  }
}

/** @param stops - takes what ends each part, as far as the start may still fail after it. */
async function startParts(
  config: Config,
  { database: untimed, pool, log, metricPush }: AppParts,
  stops: Stop[],
): Promise<App> {
  const has = (role: Config['roles'][number]) => config.roles.includes(role);
  const tls = config.tls && new Tls(config.tls, log);
  const closing = new AbortController();
  // Every stream and every caller who waits for a plan listens to it.
  setMaxListeners(0, closing.signal);
  const metrics = new Metrics(
    {
      queue: () => store.waiting(),
      running: () => dispatcher?.running ?? 0,
      pool: pool && (() => pool.stats()),
      bridge: has('bridge') ? () => bridge!.stats() : undefined,
      connections: untimed.connections && (() => untimed.connections!()),
    },
    metricPush,
  );
  stops.push(() => metrics.close());
  const database = timedDatabase(untimed, metrics);
  const queue = new JobQueue(database, {
    supervise: has('solver'),
    log,
  });
  const { identify, limits, audit } = await startAccess(config, database, log);
  const changes = new Changes((ids) => latestEvents(database, ids));
  const webhooks = new Webhooks(database, new AddressRules(config.webhookAllow), () => relay?.wake());
  const relay = has('api')
    ? new WebhookRelay({
        ...webhooks,
        bodyOf: (planId) => endedPlanMessage(database, planId),
        log,
        onOutcome: (outcome) => metrics.webhook(outcome),
      })
    : undefined;
  const feed = new PlanFeed(database, {
    changes,
    onQueued: () => dispatcher?.wake(),
    onStop: () => void dispatcher?.lookForStops().catch(() => {}),
    onEnded: () => relay?.hint(),
  });
  const store = new PlanStore(database, queue, {
    queueLimit: config.queueLimit,
    limits,
    queueSeconds: config.queueSeconds,
    onChange: (id, change) => feed.tell(id, change),
    onAttemptLost: () => metrics.attemptLost(),
  });
  const equipmentFeed = new EquipmentFeed(database);
  const { bridge, broker, mqttUrl } = has('bridge')
    ? await startBridge(config, {
        database,
        log,
        onAnswer: (ms) => metrics.answered(ms),
        onChanged: (site) => equipmentFeed.tell(site, 'report'),
      })
    : {};
  if (broker) stops.push(() => broker.close());
  equipmentFeed.onChange((change, site) => {
    if (change === 'work') bridge?.wake(site);
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
      express: expressThreads,
      onSucceeded: keepPrograms,
      onEnded: (begun, ending) => {
        const { kind, equipment, budget } = begun.request;
        metrics.ended(kind, ending.state);
        if ('result' in ending) metrics.solved({ kind, budget, waitingMs: ending.poolWaitingMs, ...ending });
        if (equipment) equipmentFeed.tell(equipment.site, 'work');
      },
    });
  const explanations = new Explanations({ database, solver: pool, log });
  const http = await createHttpServer({
    store,
    changes,
    outcomes: new RepairOutcomes(database),
    batches: new BatchStore(database, store),
    catalog: new Catalog(database),
    explanations,
    solver: pool,
    check: checkPlan,
    resumeFrom: ({ kind, problem }, plan) => registry[kind].resumeFrom({ problem }, plan).warmStart,
    programs: { ofPlan: (planId) => programsOfPlan(database, planId) },
    equipment: new Equipment(database, equipmentFeed),
    webhooks,
    identify,
    limits,
    audit,
    metrics,
    log,
    api: has('api'),
    bodyLimitBytes: config.bodyLimitBytes,
    tls,
    readiness: () => readiness({ closing: closing.signal, database, pool, bridge }),
    closing: closing.signal,
  });
  stops.push(() => closeHttpServer(http, 0));
  const { keepDays, archiveDir, readings } = config;
  const retention = new Retention(database, { keepDays, readingsDays: readings.days, archiveDir, log });
  const node = pool && new SolverNode(database, config.threads, log);
  // One that fails half-way has begun already.
  stops.push(() => queue.stop());
  await queue.start();
  await pool?.start();
  stops.push(() => node?.stop());
  await node?.start();
  stops.push(() => feed.stop());
  await feed.start();
  stops.push(() => equipmentFeed.stop());
  await equipmentFeed.start();
  dispatcher?.start();
  if (has('solver')) retention.start();
  explanations.start();
  bridge?.start();
  relay?.start();
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
      await Promise.all([
        stopEach([() => closeHttpServer(http, limitMs + answerLimitMs)], log),
        stopEach([() => explanations.stop()], log),
        stopEach([() => stopSolving(limitMs, dispatcher, pool)], log),
      ]);
      await stopEach(
        [
          () => relay?.stop(),
          () => bridge?.stop(),
          () => broker?.close(),
          () => node?.stop(),
          () => feed.stop(),
          () => equipmentFeed.stop(),
          () => retention.stop(),
          () => queue.stop(),
          () => metrics.close(),
        ],
        log,
      );
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
export function createPool(config: Config, log: Logger, registryModule?: URL): SolverPool {
  const onEvent = ({ type, ...details }: PoolEvent) => {
    const isOrdinary = type === 'child-ready' || ('reason' in details && details.reason === ordinaryStop);
    log[isOrdinary ? 'info' : 'warn'](details, type);
  };
  return new SolverPool({
    threads: config.threads + expressThreads,
    expressThreads,
    queueLimit: config.threads * 64,
    registryModule,
    onEvent,
  });
}

async function startBridge(
  config: Config,
  options: Pick<BridgeOptions, 'database' | 'log' | 'onAnswer' | 'onChanged'>,
): Promise<{ bridge: Bridge; broker?: EmbeddedBroker; mqttUrl: string }> {
  const warn = (details: object, message: string) => options.log.warn(details, message);
  const tls = config.mqttTls && mqttTls(config.mqttTls, warn);
  const broker = config.mqttUrl ? undefined : await startEmbeddedBroker({ port: config.mqttPort });
  const mqttUrl = config.mqttUrl ?? broker!.url;
  const { mqttVersion: protocolVersion, sparkplug } = config;
  const openSparkplug = sparkplugLinks({ broker: { url: mqttUrl, tls, protocolVersion }, ...sparkplug, warn });
  const bridge = new Bridge({
    ...options,
    mqttUrl,
    tls,
    protocolVersion,
    linkOf: (site) => (Object.hasOwn(sparkplug.groups, site) ? openSparkplug : undefined),
    siteKeys: config.siteKeys,
    readingsMs: config.readings.seconds * 1000,
  });
  return { bridge, broker, mqttUrl };
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
    () => resolve(database.trouble?.() ?? 'ok'),
    () => resolve('cannot be reached'),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
