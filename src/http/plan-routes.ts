/** Plans over HTTP: keep, read, list, stop. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { isEnded, type PlanView } from '../jobs/plan-view.ts';
import { readJsonBody } from './json-body.ts';
import { listFilter, makeCursor, planId, planNotFound, preferredWait } from './parameters.ts';
import type { HttpServices } from './services.ts';

export function planRoutes(app: FastifyInstance, services: HttpServices): void {
  const { store, outcomes } = services;

  app.post('/v1/plans', async (request, reply) => {
    const plan = await store.insert(await outcomes.addTo(readPlanRequest(request)), request.traceparent);
    reply.header('location', `/v1/plans/${plan.id}`);
    return answer(reply, await waitForEnd(services, plan, preferredWait(request, reply)));
  });

  // Fastify writes a colon in a path as two.
  app.post('/v1/plans::validate', (request) => ({ valid: true, request: readPlanRequest(request) }));

  app.get('/v1/plans', async (request) => {
    const filter = listFilter(request);
    const plans = await store.list({ ...filter, limit: filter.limit + 1 });
    const page = plans.slice(0, filter.limit);
    return { plans: page, next: plans.length > page.length ? makeCursor(page.at(-1)!) : undefined };
  });

  app.get('/v1/plans/:id', async (request, reply) => {
    const id = planId(request);
    const plan = await store.get(id);
    if (!plan) throw planNotFound(id);
    return waitForEnd(services, plan, preferredWait(request, reply));
  });

  app.delete('/v1/plans/:id', async (request, reply) => {
    const id = planId(request);
    const before = await store.state(id);
    if (!before) throw planNotFound(id);
    if (isEnded(before) && before !== 'cancelled')
      throw new TaktError('plan-ended', `plan ${id} has ended already: it is ${before}`);
    const plan = await store.requestStop(id);
    if (!plan) throw planNotFound(id);
    services.stopHint?.();
    return answer(reply, await waitForEnd(services, plan, preferredWait(request, reply)));
  });
}

function readPlanRequest(request: FastifyRequest): PlanRequest {
  const body = readJsonBody(request.body as Buffer | undefined);
  return parseInput(PlanRequest, body.value, body);
}

/** 200 once ended, 202 with a hint when to look again before. */
function answer(reply: FastifyReply, plan: PlanView): FastifyReply {
  if (isEnded(plan.state)) return reply.code(200).send(plan);
  return reply.code(202).header('retry-after', 1).send(plan);
}

/** Waits up to `seconds` for the end of a plan. @returns the plan as it then is. */
async function waitForEnd(services: HttpServices, plan: PlanView, seconds: number): Promise<PlanView> {
  if (seconds === 0 || isEnded(plan.state)) return plan;
  const { store, changes, closing } = services;
  const until = performance.now() + seconds * 1000;
  const watch = changes.watch(plan.id);
  try {
    for (;;) {
      const state = await store.state(plan.id);
      const remainingMs = until - performance.now();
      if (!state || isEnded(state) || remainingMs <= 0 || closing.aborted) return (await store.get(plan.id)) ?? plan;
      await watch.next(remainingMs);
    }
  } finally {
    watch.close();
  }
}
