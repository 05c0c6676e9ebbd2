/** `POST /v1/solve/:kind`: the same solve without the store, for callers that keep their own state. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { preview, problemError } from '../../models/input-problems.ts';
import { type PlanKind, type PlanRequest, planKinds } from '../../models/plan-request.ts';
import { hasPlan, relativeGap } from '../../models/result.ts';
import { assertResult } from '../jobs/checked.ts';
import { codeVersion, requestHash, uuidV7 } from '../jobs/identity.ts';
import { solverRequest } from '../jobs/solver-port.ts';
import { recordThread, startSpan, traceparentOf } from '../telemetry/spans.ts';
import { readJsonBody } from './json-body.ts';
import { prepareRequest, type RequestBody } from './prepare-request.ts';
import type { HttpServices } from './services.ts';

export function solveRoutes(app: FastifyInstance, services: HttpServices): void {
  const { solver, check, metrics, limits, log } = services;
  if (!solver) return;

  app.post('/v1/solve/:kind', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const goneAway = new AbortController();
    // Every answer closes; only one that never got out means that the caller has gone.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) goneAway.abort();
    });
    const { request: planRequest, catalog } = await prepareRequest(services, request.caller, bodyWithKind(request));
    refuseWhatNeedsTheStore(planRequest);
    const { kind, budget, priority } = planRequest;
    await limits?.checkSolve(request.caller.tenant, budget.timeMs);
    const task = { kind, request: solverRequest(planRequest) };
    const span = startSpan('takt.solve.request', request.traceparent, { 'takt.plan.kind': kind });
    try {
      const outcome = await solver.solve(
        { id: uuidV7(), ...task, budget, priority, traceparent: traceparentOf(span) ?? request.traceparent },
        { signal: goneAway.signal },
      );
      recordThread(span, outcome, { 'takt.plan.kind': kind, 'takt.plan.found': outcome.result.found });
      const { result, solvingMs, waitingMs } = outcome;
      assertResult(check, task, result);
      metrics.solved({ kind, budget, result, solvingMs, waitingMs });
      return {
        kind,
        ...result,
        gap: hasPlan(result) ? relativeGap(result.objective, result.lowerBound) : undefined,
        waitingMs,
        solvingMs,
        requestHash: requestHash(planRequest),
        codeVersion,
        catalog,
      };
    } catch (error) {
      if (didNotBegin(error))
        await limits
          ?.giveBackSolve(request.caller.tenant, budget.timeMs)
          .catch((err: unknown) => log.warn({ err }, 'a refused solve stays counted for its tenant'));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The pool had no room for it, or ends. */
function didNotBegin(error: unknown): boolean {
  return error instanceof TaktError && (error.code === 'queue-full' || error.code === 'shutting-down');
}

function bodyWithKind(request: FastifyRequest): RequestBody {
  const { kind } = request.params as { kind: string };
  if (!planKinds.includes(kind as PlanKind))
    throw new TaktError('not-found', `there is no kind "${preview(kind)}"; there are ${planKinds.join(', ')}`);
  const body = readJsonBody(request.body as Buffer | undefined);
  const { value } = body;
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
  const named = isObject && 'kind' in value ? value.kind : undefined;
  if (named !== undefined && named !== kind)
    throw problemError('invalid-request', [
      {
        pointer: '/kind',
        rule: 'one-of',
        message: `the address says ${kind}, the body another kind`,
        received: preview(named),
        remedy: `leave "kind" out of the body, or write "${kind}"`,
      },
    ]);
  return { ...body, value: isObject ? { ...value, kind } : value };
}

/** What only a kept plan can have. */
function refuseWhatNeedsTheStore({ equipment }: PlanRequest): void {
  if (!equipment) return;
  throw problemError('inconsistent-request', [
    {
      pointer: '/equipment',
      rule: 'equipment-needs-a-kept-plan',
      message: 'setpoints are sent for kept plans only',
      received: preview(equipment),
      remedy: 'post the request to /v1/plans, or leave equipment out',
    },
  ]);
}
