/** The service without sockets, threads and ovens: real store and routes over a solver that the test plays. */

import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { approvePlan, programsOfPlan } from '../bridge/outbox.ts';
import { closeHttpServer } from '../http/close.ts';
import { createHttpServer } from '../http/server.ts';
import { Changes } from '../jobs/changes.ts';
import { Dispatcher } from '../jobs/dispatcher.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import type { PlanRunParts } from '../jobs/plan-run.ts';
import { PlanStore } from '../jobs/plan-store.ts';
import { RepairOutcomes } from '../jobs/repair-outcomes.ts';
import { Metrics } from '../telemetry/metrics.ts';
import type { TestDatabase } from './database.ts';
import { FakeSolver, fakeCheck } from './fake-solver.ts';

export interface TestApi {
  readonly app: FastifyInstance;
  readonly solver: FakeSolver;
  readonly store: PlanStore;
  readonly queue: JobQueue;
  readonly changes: Changes;
  readonly dispatcher: Dispatcher;
  readonly closing: AbortController;
  close(): Promise<void>;
}

export async function startTestApi(
  opened: TestDatabase,
  options: {
    queueLimit?: number;
    concurrency?: number;
    log?: Logger;
    onSucceeded?: PlanRunParts['onSucceeded'];
  } = {},
): Promise<TestApi> {
  const log = options.log ?? pino({ level: 'silent' });
  const queue = new JobQueue(opened.database);
  await queue.start();
  const changes = new Changes();
  const solver = new FakeSolver();
  const store = new PlanStore(opened.database, queue, {
    queueLimit: options.queueLimit ?? 1000,
    onChange: (id) => {
      changes.announce(id);
      dispatcher.wake();
    },
  });
  const metrics = new Metrics({ queue: () => store.waiting(), running: () => dispatcher.running });
  const dispatcher: Dispatcher = new Dispatcher({
    queue,
    store,
    solver,
    check: fakeCheck,
    log,
    concurrency: options.concurrency ?? 2,
    onSucceeded: options.onSucceeded,
    onEnded: (begun, ending) => metrics.ended(begun.request.kind, ending.state),
  });
  const closing = new AbortController();
  const app = await createHttpServer({
    store,
    changes,
    outcomes: new RepairOutcomes(opened.database),
    solver,
    check: fakeCheck,
    programs: {
      ofPlan: (planId) => programsOfPlan(opened.database, planId),
      approve: (planId, by) => approvePlan(opened.database, { planId, by, now: Date.now() }),
    },
    metrics,
    log,
    api: true,
    bodyLimitBytes: 8_388_608,
    stopHint: () => void dispatcher.lookForStops(),
    readiness: async () => ({ ready: !closing.signal.aborted, parts: {} }),
    closing: closing.signal,
  });
  dispatcher.start();
  return {
    app,
    solver,
    store,
    queue,
    changes,
    dispatcher,
    closing,
    async close() {
      closing.abort();
      await closeHttpServer(app, 10_000);
      await dispatcher.stop(0);
      await queue.stop();
    },
  };
}
