/** Plans over HTTP: keep, read, list, stop. */
import type { FastifyInstance } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { isEnded } from '../jobs/plan-view.ts';
import { originOf } from './guard.ts';
import { readJsonBody } from './json-body.ts';
import { listFilter, makeCursor, planId, planNotFound, preferredWait } from './parameters.ts';
import { answerPlan, keepAndAnswer, waitForEnd } from './plan-answer.ts';
import { prepareRequest, readRequest } from './prepare-request.ts';
import type { HttpServices } from './services.ts';

export function planRoutes(app: FastifyInstance, services: HttpServices): void {
  const { store } = services;

  app.post('/v1/plans', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const body = readJsonBody(request.body as Buffer | undefined);
    return keepAndAnswer(services, request, reply, body.value, () => prepareRequest(services, request.caller, body));
  });

  // Fastify writes a colon in a path as two.
  app.post('/v1/plans::validate', { config: { scope: 'plan:read' } }, async (request) => {
    const body = readJsonBody(request.body as Buffer | undefined);
    const { request: completed, catalog } = await readRequest(services, request.caller, body);
    return { valid: true, request: completed, catalog };
  });

  app.get('/v1/plans', { config: { scope: 'plan:read' } }, async (request) => {
    const filter = listFilter(request);
    const plans = await store.list(request.caller.tenant, { ...filter, limit: filter.limit + 1 });
    const page = plans.slice(0, filter.limit);
    return { plans: page, next: plans.length > page.length ? makeCursor(page.at(-1)!) : undefined };
  });

  app.get('/v1/plans/:id', { config: { scope: 'plan:read' } }, async (request, reply) => {
    const id = planId(request);
    const plan = await store.get(request.caller.tenant, id);
    if (!plan) throw planNotFound(id);
    return waitForEnd(services, request.caller, plan, preferredWait(request, reply));
  });

  app.delete('/v1/plans/:id', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const id = planId(request);
    const before = await store.state(request.caller.tenant, id);
    if (!before) throw planNotFound(id);
    if (isEnded(before) && before !== 'cancelled')
      throw new TaktError('plan-ended', `plan ${id} has ended already: it is ${before}`);
    const plan = await store.requestStop(request.caller.tenant, id, originOf(request));
    if (!plan) throw planNotFound(id);
    return answerPlan(reply, await waitForEnd(services, request.caller, plan, preferredWait(request, reply)));
  });
}
