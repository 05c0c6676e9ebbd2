/** `POST /v1/solve/:kind`: the same solve without the store, for callers that keep their own state. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type InputProblem, TaktError } from '../../models/errors.ts';
import { parseInput, preview, problemError } from '../../models/input-problems.ts';
import { type PlanKind, PlanRequest, planKinds } from '../../models/plan-request.ts';
import { hasPlan, relativeGap } from '../../models/result.ts';
import { assertResult } from '../jobs/checked.ts';
import { codeVersion, requestHash, uuidV7 } from '../jobs/identity.ts';
import { solverRequest } from '../jobs/solver-port.ts';
import { recordThread, startSpan, traceparentOf } from '../telemetry/spans.ts';
import { readJsonBody } from './json-body.ts';
import type { HttpServices } from './services.ts';

export function solveRoutes(app: FastifyInstance, { solver, check, metrics, outcomes }: HttpServices): void {
  if (!solver) return;

  app.post('/v1/solve/:kind', async (request, reply) => {
    const goneAway = new AbortController();
    reply.raw.once('close', () => goneAway.abort());
    const planRequest = await outcomes.addTo(readRequest(request));
    const { kind, budget, priority } = planRequest;
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
      metrics.solved(kind, result.found, solvingMs, waitingMs);
      return {
        kind,
        ...result,
        gap: hasPlan(result) ? relativeGap(result.objective, result.lowerBound) : undefined,
        waitingMs,
        solvingMs,
        requestHash: requestHash(planRequest),
        codeVersion,
      };
    } finally {
      span.end();
    }
  });
}

function readRequest(request: FastifyRequest): PlanRequest {
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
  const parsed = parseInput(PlanRequest, isObject ? { ...value, kind } : value, body);
  const problems = needsStore(parsed);
  if (problems.length > 0) throw problemError('inconsistent-request', problems);
  return parsed;
}

/** What only a kept plan can have. */
function needsStore({ equipment, notAfter }: PlanRequest): InputProblem[] {
  const problems: InputProblem[] = [];
  if (equipment)
    problems.push({
      pointer: '/equipment',
      rule: 'equipment-needs-a-kept-plan',
      message: 'setpoints are sent for kept plans only',
      received: preview(equipment),
      remedy: 'post the request to /v1/plans, or leave equipment out',
    });
  if (notAfter && Date.parse(notAfter) < Date.now())
    problems.push({
      pointer: '/notAfter',
      rule: 'not-after-passed',
      message: 'the instant has passed already',
      received: notAfter,
      remedy: 'name a later instant, or leave notAfter out',
    });
  return problems;
}
