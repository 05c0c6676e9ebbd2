/** Plans made from plans: the request of one read, repeated, or changed. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { mustMayMoveEquipment } from '../access/equipment.ts';
import { codeVersion } from '../jobs/identity.ts';
import type { NewPlan } from '../jobs/plan-insert.ts';
import type { KeptRequest } from '../jobs/plan-store.ts';
import { fitWarmStart, noWarmStart } from '../jobs/warm-start.ts';
import { blameChanges, changeRequest, isUnchangedAt, ResolveRequest } from './change-request.ts';
import { readJsonBody } from './json-body.ts';
import { refuseDeepNesting } from './nesting.ts';
import { refuseWhatIsTooLate } from './not-after.ts';
import { planId, planNotFound } from './parameters.ts';
import { keepAndAnswer } from './plan-answer.ts';
import { type RequestBody, readRequest } from './prepare-request.ts';
import type { HttpServices } from './services.ts';

export const RecomputeRequest = z
  .strictObject({
    anyVersion: z.boolean().default(false).describe('also where another version of takt made the plan'),
  })
  .describe('may be left out');

const largeCharacters = 65_536;

export function deriveRoutes(app: FastifyInstance, services: HttpServices): void {
  const { store } = services;

  async function keptRequest(request: FastifyRequest): Promise<KeptRequest> {
    const id = planId(request);
    const kept = await store.request(request.caller.tenant, id);
    if (!kept) throw planNotFound(id);
    return kept;
  }

  app.get('/v1/plans/:id/request', { config: { scope: 'plan:read' } }, async (request) => {
    return (await keptRequest(request)).request;
  });

  app.post('/v1/plans/:id/recompute', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const body = readOptionalBody(request);
    const { anyVersion } = parseInput(RecomputeRequest, body.value, body);
    return keepAndAnswer(services, request, reply, body.value, async () =>
      recomputed(await keptRequest(request), anyVersion),
    );
  });

  app.post('/v1/plans/:id/resolve', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const body = readOptionalBody(request);
    refuseDeepNesting(body.value);
    const wanted = parseInput(ResolveRequest, body.value, body);
    return keepAndAnswer(services, request, reply, body.value, async () =>
      resolved(services, request, await keptRequest(request), wanted),
    );
  });
}

function readOptionalBody(request: FastifyRequest): RequestBody {
  const bytes = request.body as Buffer | undefined;
  if (bytes && bytes.length > 0) return readJsonBody(bytes);
  return { value: {}, isLarge: false, sourceOf: () => undefined };
}

type Made = Pick<NewPlan, 'request' | 'catalog' | 'derived'>;

/** The request as it was solved, but for what moves ovens and what has passed: neither is part of what is computed. */
function recomputed(kept: KeptRequest, anyVersion: boolean): Made {
  const isOtherVersion = kept.codeVersion !== codeVersion;
  if (isOtherVersion && !anyVersion)
    throw new TaktError(
      'other-version',
      `plan ${kept.id} was made by version ${kept.codeVersion}, this is ${codeVersion}; send {"anyVersion": true} to compute it nevertheless`,
    );
  const { equipment: _, notAfter: __, ...rest } = kept.request;
  // Another version may ask for more than was kept; of this version it has been parsed before.
  const request = isOtherVersion ? parseInput(PlanRequest, rest) : rest;
  return { request, catalog: kept.catalog, derived: { from: kept.id, derivation: 'recomputed' } };
}

async function resolved(
  services: HttpServices,
  { caller }: FastifyRequest,
  kept: KeptRequest,
  wanted: ResolveRequest,
): Promise<Made> {
  const { bodyLimitBytes } = services;
  const changed = changeRequest(kept.request, wanted, bodyLimitBytes) as Partial<PlanRequest> | null;
  refuseDeepNesting(changed);
  const length = JSON.stringify(changed).length;
  if (length > bodyLimitBytes)
    throw new TaktError(
      'body-too-large',
      `the changed request has ${length} characters, and ${bodyLimitBytes} is the most`,
    );
  const isOwnStart =
    !wanted.keepWarmStart || !isUnchangedAt('', kept.request.warmStart ?? null, changed?.warmStart ?? null);
  const { warmStart, ...rest } = changed ?? {};
  const value =
    isOwnStart || typeof changed !== 'object' || changed === null || Array.isArray(changed) ? changed : rest;
  const read = { value, bytes: length, isLarge: length > largeCharacters, sourceOf: () => undefined };
  const prepared = await readRequest(services, caller, read)
    .then((prepared) => {
      refuseWhatIsTooLate(prepared.request);
      return prepared;
    })
    .catch((error: unknown) => {
      throw blameChanges(error, changed, wanted);
    });
  mustMayMoveEquipment(caller, prepared.request);
  const stillThere = (kept.catalog ?? []).filter(({ pointer }) =>
    isUnchangedAt(pointer, kept.request, prepared.request),
  );
  const catalog = [...stillThere, ...(prepared.catalog ?? [])];
  const made = { catalog: catalog.length > 0 ? catalog : undefined };
  const derived = { from: kept.id, derivation: 'resolved' as const };
  if (isOwnStart) return { ...made, request: prepared.request, derived };
  const start = startFrom(services, kept) ?? warmStart;
  const fitted = start
    ? fitWarmStart(prepared.request, start)
    : {
        request: prepared.request,
        use: noWarmStart('plan-to-begin-from', `plan ${kept.id} holds nothing to begin from`),
      };
  return { ...made, request: fitted.request, derived: { ...derived, warmStart: fitted.use } };
}

/** The earlier plan as a warm start, also the best so far of one that runs; undefined where there is none. */
function startFrom({ resumeFrom }: HttpServices, kept: KeptRequest): unknown {
  if (kept.plan === undefined || kept.plan === null) return undefined;
  try {
    return resumeFrom(kept.request, kept.plan);
  } catch (error) {
    // A plan of another version may have another shape.
    if (kept.codeVersion === codeVersion) throw error;
    return undefined;
  }
}
