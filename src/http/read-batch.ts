/** From the body of a batch to its plans; errors name the plan that they are in. */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { Id, list } from '../../models/common.ts';
import { type InputProblem, TaktError } from '../../models/errors.ts';
import { mostProblems, parseInput, problemError } from '../../models/input-problems.ts';
import { mostTags, PlanRequest } from '../../models/plan-request.ts';
import type { Caller } from '../access/caller.ts';
import type { JsonBody } from './json-body.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import type { HttpServices } from './services.ts';

const Tags = z.record(Id, z.string().max(200)).default({}).describe("added to each plan's, whose own go before them");

/** Plans of one batch. */
const mostPlans = 1000;
/** Other requests come in between after so long. */
const sliceMs = 20;

const shape = { tags: Tags };
const Envelope = z.strictObject({ plans: list(z.unknown(), mostPlans).min(1), ...shape });
/** For the document: the plans are parsed one by one, so that their errors come in the order of the plans. */
export const BatchRequest = z.strictObject({ plans: list(PlanRequest, mostPlans).min(1), ...shape });

export interface PreparedBatch {
  readonly tags: Readonly<Record<string, string>>;
  readonly plans: readonly PreparedRequest[];
}

/** @throws TaktError `invalid-request`, `inconsistent-request`, with pointers that begin with `/plans/<index>`. */
export async function readBatch(services: HttpServices, caller: Caller, body: JsonBody): Promise<PreparedBatch> {
  const { tags, plans } = parseInput(Envelope, body.value, { sourceOf: body.sourceOf });
  // All plans of a batch see the same outcomes and the same newest versions.
  const parts = { ...services, outcomes: services.outcomes.readOnce(), catalog: services.catalog.readOnce() };
  const room = { limitBytes: services.bodyLimitBytes, usedBytes: body.bytes };
  const prepared: PreparedRequest[] = [];
  const problems: InputProblem[] = [];
  const codes = new Set<TaktError['code']>();
  let until = performance.now() + sliceMs;
  for (const [index, value] of plans.entries()) {
    const at = `/plans/${index}`;
    const sourceOf = (pointer: string) => body.sourceOf(`${at}${pointer}`);
    try {
      const { request, catalog } = await prepareRequest(parts, caller, {
        ...{ value, sourceOf, room },
        isLarge: body.isLarge,
        bytes: 0,
      });
      prepared.push({ request: withTags(request, tags), catalog });
    } catch (error) {
      if (!(error instanceof TaktError) || !error.details.errors) throw error;
      codes.add(error.code);
      problems.push(...error.details.errors.map((problem) => ({ ...problem, pointer: `${at}${problem.pointer}` })));
      if (problems.length > mostProblems) break;
    }
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + sliceMs;
  }
  if (problems.length > 0)
    throw problemError(codes.has('invalid-request') ? 'invalid-request' : 'inconsistent-request', problems);
  return { tags, plans: prepared };
}

/** @throws TaktError `inconsistent-request`. */
function withTags(request: PlanRequest, ofBatch: Readonly<Record<string, string>>): PlanRequest {
  const tags = { ...ofBatch, ...request.tags };
  const count = Object.keys(tags).length;
  if (count <= mostTags) return { ...request, tags };
  throw problemError('inconsistent-request', [
    {
      pointer: '/tags',
      rule: 'at-most-20-tags',
      message: `with those of the batch there are ${count} tags`,
      received: count,
      remedy: `keep at most ${mostTags}`,
    },
  ]);
}
