/** `GET /v1/plans/:id/explanation`: why a plan is as it is, and what would help. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { TaktError } from '../../models/errors.ts';
import { Explanation } from '../../models/explanation.ts';
import { isEnded } from '../jobs/plan-view.ts';
import {
  type ApiArea,
  anyCall,
  json,
  planIdParameter,
  preferParameter,
  query,
  ref,
  responses,
} from './openapi-parts.ts';
import { planId, planNotFound, preferredWait, readQuery } from './parameters.ts';
import type { HttpServices } from './services.ts';

const leastMs = 100;
const mostMs = 60_000;
const usualMs = 5000;

/** Granted to whoever does not say how long to wait: explanations that need no solves take milliseconds. */
const usualWaitMs = 1000;

export const PlanExplanation = Explanation.extend({
  planId: z.uuid(),
  timeMs: z.int().describe('that solves of changed requests could take'),
  computedAt: z.iso.datetime(),
  codeVersion: z.string().describe('version of takt that computed it'),
});
export const PendingExplanation = z.object({ planId: z.uuid(), state: z.literal('computing') });

const parameters = z.strictObject({
  timeMs: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, `a whole number from ${leastMs} to ${mostMs}`)
    .transform(Number)
    .refine((timeMs) => timeMs >= leastMs && timeMs <= mostMs, `a whole number from ${leastMs} to ${mostMs}`)
    .optional(),
});

export function explanationRoutes(app: FastifyInstance, { store, explanations, closing }: HttpServices): void {
  app.get('/v1/plans/:id/explanation', { config: { scope: 'plan:read' } }, async (request, reply) => {
    const id = planId(request);
    const { timeMs } = readQuery(parameters, request);
    const state = await store.state(request.caller.tenant, id);
    if (!state) throw planNotFound(id);
    if (!isEnded(state)) throw new TaktError('plan-not-ended', `plan ${id} has not ended: it is ${state}`);
    const waitMs = request.headers.prefer === undefined ? usualWaitMs : preferredWait(request, reply) * 1000;
    const asked = { timeMs: timeMs ?? usualMs, more: timeMs !== undefined, waitMs, signal: closing };
    const kept = await explanations.get(id, asked);
    if (!kept)
      return reply
        .code(202)
        .headers({ 'retry-after': 1, location: `/v1/plans/${id}/explanation` })
        .send({ planId: id, state: 'computing' });
    const { explanation, computedAt, codeVersion } = kept;
    return { planId: id, ...explanation, timeMs: kept.timeMs, computedAt, codeVersion };
  });
}

export const explanationArea: ApiArea = {
  paths: () => ({
    '/v1/plans/{id}/explanation': {
      get: {
        operationId: 'explainPlan',
        summary: 'Why a plan is as it is, and what would help',
        description:
          'Computed when it is first asked for, once for all who ask, and kept. Kind `melt` solves changed requests for it: ' +
          'one that had too little time is computed again where more is asked for.',
        parameters: [
          planIdParameter,
          preferParameter,
          query(
            'timeMs',
            { type: 'integer', minimum: leastMs, maximum: mostMs, default: usualMs },
            'time for solves of changed requests',
          ),
        ],
        responses: responses(
          {
            200: { description: 'the explanation', ...json(ref('PlanExplanation')) },
            202: {
              description: 'it is being computed',
              headers: {
                Location: { schema: { type: 'string' }, description: 'where to ask for it' },
                'Retry-After': { schema: { type: 'integer' }, description: 'seconds' },
              },
              ...json(ref('PendingExplanation')),
            },
          },
          [...anyCall, 'plan-not-found', 'plan-not-ended', 'invalid-parameter', 'crashed-solver'],
        ),
      },
    },
  }),
  answers: { PlanExplanation, PendingExplanation },
};
