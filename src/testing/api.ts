/** The service without sockets, threads and ovens: real store and routes over a solver that the test plays. */

import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { startAccess } from '../access/access.ts';
import { programsOfPlan } from '../bridge/outbox.ts';
import { Catalog } from '../catalog/store.ts';
import type { Config } from '../config.ts';
import { Equipment } from '../equipment/equipment.ts';
import { EquipmentFeed } from '../equipment/feed.ts';
import { Explanations } from '../explanations/explanations.ts';
import { closeHttpServer } from '../http/close.ts';
import { createHttpServer } from '../http/server.ts';
import type { SocketLimits } from '../http/socket-limits.ts';
import { BatchStore } from '../jobs/batch-store.ts';
import { Changes } from '../jobs/changes.ts';
import { Dispatcher } from '../jobs/dispatcher.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { latestEvents } from '../jobs/plan-events.ts';
import { PlanFeed } from '../jobs/plan-feed.ts';
import type { PlanRunParts } from '../jobs/plan-run.ts';
import { PlanStore } from '../jobs/plan-store.ts';
import { RepairOutcomes } from '../jobs/repair-outcomes.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { AddressRules } from '../webhooks/address.ts';
import { endedPlanMessage } from '../webhooks/message.ts';
import { type RelayParts, WebhookRelay } from '../webhooks/relay.ts';
import { Webhooks } from '../webhooks/webhooks.ts';
import type { TestDatabase } from './database.ts';
import { FakeSolver, fakeCheck, fakeResume } from './fake-solver.ts';

const noLimits: Config['tenantLimits'] = { requestsPerSecond: 0, waitingPlans: 0, solvingSecondsPerHour: 0 };

export interface TestApi {
  readonly app: FastifyInstance;
  readonly solver: FakeSolver;
  readonly store: PlanStore;
  readonly queue: JobQueue;
  readonly changes: Changes;
  readonly dispatcher: Dispatcher;
  readonly relay: WebhookRelay;
  readonly webhooks: Webhooks;
  readonly equipmentFeed: EquipmentFeed;
  readonly closing: AbortController;
  close(): Promise<void>;
}

export async function startTestApi(
  opened: TestDatabase,
  options: {
    queueLimit?: number;
    concurrency?: number;
    express?: number;
    log?: Logger;
    onSucceeded?: PlanRunParts['onSucceeded'];
    webhookAllow?: readonly string[];
    relay?: Partial<Pick<RelayParts, 'now' | 'limits'>>;
    sockets?: SocketLimits;
    /** Default: open, and no limits. */
    access?: Partial<Pick<Config, 'access' | 'jwt' | 'tenantLimits'>>;
    onEnded?: PlanRunParts['onEnded'];
  } = {},
): Promise<TestApi> {
  const log = options.log ?? pino({ level: 'silent' });
  const queue = new JobQueue(opened.database);
  await queue.start();
  const access = await startAccess({ access: 'open', tenantLimits: noLimits, ...options.access }, opened.database, log);
  const changes = new Changes((ids) => latestEvents(opened.database, ids));
  const solver = new FakeSolver();
  const store = new PlanStore(opened.database, queue, {
    queueLimit: options.queueLimit ?? 1000,
    limits: access.limits,
    onChange: (id, change) => feed.tell(id, change),
  });
  const metrics = new Metrics({ queue: () => store.waiting(), running: () => dispatcher.running });
  const dispatcher: Dispatcher = new Dispatcher({
    queue,
    store,
    solver,
    check: fakeCheck,
    log,
    concurrency: options.concurrency ?? 2,
    express: options.express,
    onSucceeded: options.onSucceeded,
    onEnded: (begun, ending) => {
      metrics.ended(begun.request.kind, ending.state);
      options.onEnded?.(begun, ending);
    },
  });
  const feed = new PlanFeed(opened.database, {
    changes,
    onQueued: () => dispatcher.wake(),
    onStop: () => void dispatcher.lookForStops(),
    onEnded: () => relay.hint(),
  });
  const rules = new AddressRules(options.webhookAllow ?? []);
  const webhooks = new Webhooks(opened.database, rules, () => relay.wake());
  const relay: WebhookRelay = new WebhookRelay({
    ...webhooks,
    bodyOf: (planId) => endedPlanMessage(opened.database, planId),
    log,
    ...options.relay,
  });
  const closing = new AbortController();
  const equipmentFeed = new EquipmentFeed(opened.database);
  const explanations = new Explanations({ database: opened.database, solver, log });
  const app = await createHttpServer({
    store,
    changes,
    outcomes: new RepairOutcomes(opened.database),
    batches: new BatchStore(opened.database, store),
    catalog: new Catalog(opened.database),
    explanations,
    solver,
    check: fakeCheck,
    resumeFrom: fakeResume,
    programs: { ofPlan: (planId) => programsOfPlan(opened.database, planId) },
    equipment: new Equipment(opened.database, equipmentFeed),
    webhooks,
    identify: access.identify,
    limits: access.limits,
    audit: access.audit,
    sockets: options.sockets,
    metrics,
    log,
    api: true,
    bodyLimitBytes: 8_388_608,
    readiness: async () => ({ ready: !closing.signal.aborted, parts: {} }),
    closing: closing.signal,
  });
  await feed.start();
  await equipmentFeed.start();
  dispatcher.start();
  relay.start();
  return {
    app,
    solver,
    store,
    queue,
    changes,
    dispatcher,
    relay,
    webhooks,
    equipmentFeed,
    closing,
    async close() {
      closing.abort();
      await closeHttpServer(app, 10_000);
      await explanations.stop();
      await dispatcher.stop(0);
      await relay.stop();
      await feed.stop();
      await equipmentFeed.stop();
      await queue.stop();
    },
  };
}
