/** What became of repairs: reported here, kept, and given to later repairs to learn from. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../../models/input-problems.ts';
import { RepairOutcomeReport } from '../../models/repair-learning.ts';
import { KeptOutcome } from '../jobs/repair-outcomes.ts';
import { originOf } from './guard.ts';
import { readJsonBody } from './json-body.ts';
import { outcomeLimit, planId, planNotFound } from './parameters.ts';
import type { HttpServices } from './services.ts';

export const OutcomeList = z.object({ outcomes: z.array(KeptOutcome).describe('newest first') });

export function outcomeRoutes(app: FastifyInstance, { outcomes }: HttpServices): void {
  app.post('/v1/plans/:id/outcome', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const id = planId(request);
    const body = readJsonBody(request.body as Buffer | undefined);
    const report = parseInput(RepairOutcomeReport, body.value, body);
    const answer = await outcomes.keep(request.caller.tenant, id, report, originOf(request));
    if (!answer) throw planNotFound(id);
    return reply.code(answer.isNew ? 201 : 200).send(answer.kept);
  });

  app.get('/v1/repair-outcomes', { config: { scope: 'plan:read' } }, async (request) => ({
    outcomes: await outcomes.list(request.caller.tenant, outcomeLimit(request)),
  }));
}
