/** The setpoint programs that follow from a plan: how far the ovens are, and letting those go that wait for a person. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Id } from '../../models/common.ts';
import { parseInput } from '../../models/input-problems.ts';
import { commandStates } from '../bridge/states.ts';
import { originOf } from './guard.ts';
import { readJsonBody } from './json-body.ts';
import { planId, planNotFound } from './parameters.ts';
import type { HttpServices } from './services.ts';

const Command = z.object({
  cmdId: z.uuid(),
  step: z.int().describe('from 1, in order of time'),
  version: z.number().describe('rises per oven'),
  heat: z.string().nullable().describe('heat of the plan; null: the idle step after the last one'),
  grade: z.string().nullable(),
  state: z.enum(commandStates),
  reason: z.string().nullable().describe('why it ended otherwise than verified'),
  setpoints: z.array(z.object({ tag: z.string(), value: z.number(), unit: z.string() }).loose()),
  startAt: z.iso.datetime(),
  latestStartAt: z.iso.datetime(),
  attempts: z.int().describe('times it was sent'),
});

export const Programs = z.object({
  programs: z.array(
    z.object({
      programId: z.uuid(),
      site: z.string(),
      oven: z.string(),
      furnace: z.string(),
      state: z.enum(['active', 'halted', 'superseded', 'done']),
      reason: z.string().nullable(),
      approval: z.boolean().describe('its commands wait until a person approves them'),
      commands: z.array(Command),
    }),
  ),
});

export const Approval = z.strictObject({
  by: z.string().trim().min(1).max(200).describe('who approves; kept'),
  ovens: z.array(Id).min(1).max(50).optional().describe('only these; absent: all ovens of the plan'),
});
export const Approved = z.object({ approved: z.int().describe('commands that were waiting') });

export function programRoutes(app: FastifyInstance, { store, programs, equipment }: HttpServices): void {
  app.get('/v1/plans/:id/programs', { config: { scope: 'plan:read' } }, async (request) => {
    const id = planId(request);
    if (!(await store.state(request.caller.tenant, id))) throw planNotFound(id);
    return { programs: await programs.ofPlan(id) };
  });

  app.post('/v1/plans/:id/approve', { config: { scope: 'equipment:write' } }, async (request) => {
    const id = planId(request);
    const body = readJsonBody(request.body as Buffer | undefined);
    const approval = parseInput(Approval, body.value, body);
    if (!(await store.state(request.caller.tenant, id))) throw planNotFound(id);
    return { approved: await equipment.approve(originOf(request), { planId: id, ...approval }) };
  });
}
