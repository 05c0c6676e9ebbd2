/** Batches, and plans made from plans: their part of the OpenAPI document. */
import { kindExamples } from '../../models/examples.ts';
import { BatchView } from '../jobs/batch-view.ts';
import { ResolveRequest } from './change-request.ts';
import { RecomputeRequest } from './derive-routes.ts';
import {
  type ApiArea,
  anyCall,
  bodyPassedOver,
  idempotencyParameter,
  type Json,
  json,
  pendingAnswer,
  planAnswer,
  planIdParameter,
  preferParameter,
  ref,
  replayHeaders,
  responses,
  withBody,
} from './openapi-parts.ts';
import { BatchRequest } from './read-batch.ts';

const { equipment: _, ...meltExample } = kindExamples.melt;
const batchIdParameter = { ...planIdParameter };
const batchEnded = { description: 'the batch; all have ended', headers: replayHeaders, ...json(ref('Batch')) };
const batchPending = {
  description: 'the batch as it is; not all have ended',
  headers: {
    ...replayHeaders,
    Location: { schema: { type: 'string' }, description: 'where to ask for it' },
    'Retry-After': { schema: { type: 'integer' }, description: 'seconds' },
  },
  ...json(ref('Batch')),
};
const ofBatch = [...anyCall, 'batch-not-found'] as const;
const keeping = ['queue-full', 'tenant-limit', 'idempotency-mismatch', 'invalid-parameter'] as const;

export const lifeArea: ApiArea = {
  requests: { BatchRequest, ResolveRequest, RecomputeRequest },
  answers: { Batch: BatchView },
  paths: () => ({ ...batchPaths(), ...derivePaths() }),
};

function batchPaths(): Json {
  return {
    '/v1/batches': {
      post: {
        operationId: 'createBatch',
        summary: 'Keep many plans at once, all or none',
        description: 'Errors name the plan: their pointers begin with `/plans/<index>`.',
        parameters: [idempotencyParameter],
        requestBody: {
          required: true,
          ...json(ref('BatchRequest'), { example: { plans: [meltExample], tags: { week: '48' } } }),
        },
        responses: responses({ 200: batchEnded, 202: batchPending }, [...withBody, ...keeping]),
      },
    },
    '/v1/batches/{id}': {
      get: {
        operationId: 'getBatch',
        summary: 'How far a batch is',
        parameters: [batchIdParameter],
        responses: responses({ 200: { description: 'the batch', ...json(ref('Batch')) } }, ofBatch),
      },
      delete: {
        operationId: 'stopBatch',
        summary: 'Stop all of a batch that has not ended, and keep the best so far',
        parameters: [batchIdParameter],
        responses: responses({ 200: batchEnded, 202: batchPending }, [...bodyPassedOver, 'batch-not-found']),
      },
    },
    '/v1/batches/{id}/events': {
      get: {
        operationId: 'followBatch',
        summary: 'The progress of a batch, as server-sent events',
        description:
          'Events `progress` carry the batch as it is, twice a second at most; the last is `end`. Ids count the steps of its ' +
          'plans, two each, so that with `Last-Event-ID` nothing is told again.',
        parameters: [
          batchIdParameter,
          { name: 'Last-Event-ID', in: 'header', schema: { type: 'integer', minimum: 0 } },
        ],
        responses: responses(
          {
            200: {
              description: 'the stream; each `data` line is a Batch',
              content: { 'text/event-stream': { schema: ref('Batch') } },
            },
            204: { description: 'all have ended and there is nothing after Last-Event-ID' },
          },
          [...ofBatch, 'invalid-parameter'],
        ),
      },
    },
  };
}

function derivePaths(): Json {
  return {
    '/v1/plans/{id}/request': {
      get: {
        operationId: 'getRequest',
        summary: 'The request of a plan as it was solved: defaults, catalog items and what was learned filled in',
        parameters: [planIdParameter],
        responses: responses({ 200: { description: 'the plan-request', ...json(ref('PlanRequest')) } }, [
          ...anyCall,
          'plan-not-found',
        ]),
      },
    },
    '/v1/plans/{id}/resolve': {
      post: {
        operationId: 'resolvePlan',
        summary: 'Solve the request of a plan with changes, beginning from that plan',
        description:
          'Changes are a JSON Patch or a merge patch on the request as kept. What of the earlier plan no longer fits is left ' +
          'out of the start; `warmStart` of the new plan tells what.',
        parameters: [planIdParameter, preferParameter, idempotencyParameter],
        requestBody: {
          required: false,
          ...json(ref('ResolveRequest'), {
            example: {
              changes: [{ op: 'replace', path: '/problem/lines/0/quantity', value: 12 }],
              keepWarmStart: true,
            },
          }),
        },
        responses: responses({ 200: planAnswer, 202: pendingAnswer }, [
          ...[...withBody, ...keeping],
          ...(['plan-not-found', 'patch-conflict'] as const),
        ]),
      },
    },
    '/v1/plans/{id}/recompute': {
      post: {
        operationId: 'recomputePlan',
        summary: 'Solve the request of a plan again',
        description:
          'A new plan of the same request without `equipment` and `notAfter`: nothing moves by it. With a deterministic ' +
          'budget and the same version of takt its plan is the same to the byte.',
        parameters: [planIdParameter, preferParameter, idempotencyParameter],
        requestBody: { required: false, ...json(ref('RecomputeRequest'), { example: { anyVersion: false } }) },
        responses: responses({ 200: planAnswer, 202: pendingAnswer }, [
          ...[...withBody, ...keeping],
          ...(['plan-not-found', 'other-version'] as const),
        ]),
      },
    },
  };
}
