/** The API as an OpenAPI 3.1 document, made from the same zod schemas that check the requests. */
import { z } from 'zod';
import { kindExamples } from '../../models/examples.ts';
import { kindSchemas, PlanRequest, planKinds } from '../../models/plan-request.ts';
import { RepairOutcomeReport } from '../../models/repair-learning.ts';
import { Found, foundValues, StopReason } from '../../models/result.ts';
import { codeVersion } from '../jobs/identity.ts';
import { CatalogUse, PlanEvent, PlanView, planStates } from '../jobs/plan-view.ts';
import { KeptOutcome, learnedOutcomes } from '../jobs/repair-outcomes.ts';
import { auditArea } from './audit-routes.ts';
import { catalogArea } from './catalog-openapi.ts';
import { equipmentArea } from './equipment-openapi.ts';
import { explanationArea } from './explanation-routes.ts';
import { lifeArea } from './openapi-life.ts';
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
  queries,
  query,
  ref,
  responses,
  withBody,
} from './openapi-parts.ts';
import { OutcomeList } from './outcome-routes.ts';
import { Problem } from './problem.ts';
import { Approval, Approved, Programs } from './program-routes.ts';
import { webhookArea } from './webhook-openapi.ts';

/** Areas that describe themselves, each in a file of its own. */
const areas: readonly ApiArea[] = [auditArea, catalogArea, equipmentArea, explanationArea, lifeArea, webhookArea];

const PlanList = z.object({
  plans: z.array(PlanView.omit({ plan: true })),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});
const SolveAnswer = z.object({
  kind: z.string(),
  found: Found,
  endedBy: StopReason,
  plan: z.unknown().optional(),
  objective: z.number().optional(),
  lowerBound: z.number().optional(),
  gap: z.number().optional(),
  phase: z.int().optional().describe('which aim the objective measures; a later one is better, whatever the objective'),
  unit: z.string().optional().describe('what objective and bound count'),
  reason: z.string().optional(),
  statistics: z.record(z.string(), z.union([z.number(), z.string()])),
  waitingMs: z.number(),
  solvingMs: z.number(),
  requestHash: z.string(),
  codeVersion: z.string(),
  catalog: z.array(CatalogUse).optional().describe('catalog items that were put into the request'),
});
const Kinds = z.object({
  kinds: z.array(z.object({ kind: z.string(), example: z.unknown().describe('a plan-request that can be posted') })),
});
const Validated = z.object({
  valid: z.literal(true),
  request: z.unknown().describe('with all defaults filled in'),
  catalog: z.array(CatalogUse).optional().describe('catalog items that were put into it'),
});
const Health = z.object({ status: z.string(), parts: z.record(z.string(), z.string()).optional() });

const capital = (kind: string) => kind[0].toUpperCase() + kind.slice(1);

function componentSchemas(): Json {
  const requests = z
    .registry<{ id: string }>()
    .add(PlanRequest, { id: 'PlanRequest' })
    .add(RepairOutcomeReport, { id: 'OutcomeReport' });
  const answers = z
    .registry<{ id: string }>()
    .add(PlanView, { id: 'Plan' })
    .add(PlanEvent, { id: 'PlanEvent' })
    .add(PlanList, { id: 'PlanList' })
    .add(SolveAnswer, { id: 'SolveAnswer' })
    .add(Kinds, { id: 'Kinds' })
    .add(Validated, { id: 'Validated' })
    .add(Health, { id: 'Health' })
    .add(Programs, { id: 'Programs' })
    .add(Approval, { id: 'Approval' })
    .add(Approved, { id: 'Approved' })
    .add(KeptOutcome, { id: 'Outcome' })
    .add(OutcomeList, { id: 'OutcomeList' })
    .add(Problem, { id: 'Problem' });
  for (const kind of planKinds) {
    requests.add(kindSchemas[kind].request, { id: `${capital(kind)}PlanRequest` });
    answers.add(kindSchemas[kind].plan, { id: `${capital(kind)}Plan` });
  }
  for (const area of areas) {
    for (const [id, schema] of Object.entries(area.requests ?? {})) requests.add(schema, { id });
    for (const [id, schema] of Object.entries(area.answers ?? {})) answers.add(schema, { id });
  }
  const uri = (id: string) => ref(id).$ref;
  const made = {
    ...z.toJSONSchema(requests, { io: 'input', uri }).schemas,
    ...z.toJSONSchema(answers, { io: 'output', uri }).schemas,
  };
  return Object.fromEntries(Object.entries(made).map(([name, { $id, $schema, ...schema }]) => [name, schema]));
}

function requestBody(schema: Json, withKind: boolean): Json {
  const examples = Object.fromEntries(
    planKinds.map((kind) => {
      // Without the store there is no equipment bridge.
      const { kind: _, equipment: __, ...rest } = kindExamples[kind];
      return [kind, { summary: `a ${kind} request`, value: withKind ? kindExamples[kind] : rest }];
    }),
  );
  return { required: true, ...json(schema, { examples }) };
}

const withoutKind = { type: 'object', additionalProperties: true, description: 'a plan-request without `kind`' };

const outcomeExample: RepairOutcomeReport = {
  option: 'fewest-changes',
  success: true,
  recoveryMinutes: 45,
  loss: 12_000,
  quality: 80,
};

function paths(): Json {
  return {
    '/v1/plans': {
      post: {
        operationId: 'createPlan',
        summary: 'Keep a plan and have it solved',
        description: 'It is stored before it is acknowledged.',
        parameters: [preferParameter, idempotencyParameter],
        requestBody: requestBody(ref('PlanRequest'), true),
        responses: responses({ 200: planAnswer, 202: pendingAnswer }, [
          ...([...withBody, 'queue-full', 'tenant-limit', 'idempotency-mismatch', 'invalid-parameter'] as const),
        ]),
      },
      get: {
        operationId: 'listPlans',
        summary: 'Plans, newest first, without the plans themselves',
        parameters: [
          queries('state', { type: 'string', enum: planStates }, 'only plans in one of these states'),
          queries('kind', { type: 'string', enum: planKinds }, 'only plans of one of these kinds'),
          queries('found', { type: 'string', enum: foundValues }, 'only ended plans for which one of these was found'),
          queries('tag', { type: 'string', pattern: '^[^:]+:' }, '`key:value`: only plans with all of these tags'),
          query('batch', { type: 'string', format: 'uuid' }, 'only plans of this batch'),
          query('derivedFrom', { type: 'string', format: 'uuid' }, 'only plans made from this one'),
          query('createdAfter', { type: 'string', format: 'date-time' }, 'only plans kept after this instant'),
          query('createdBefore', { type: 'string', format: 'date-time' }, 'only plans kept before this instant'),
          query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 50 }, 'plans on a page'),
          query('cursor', { type: 'string' }, '`next` of the page before'),
        ],
        responses: responses({ 200: { description: 'a page', ...json(ref('PlanList')) } }, [
          ...anyCall,
          'invalid-parameter',
        ]),
      },
    },
    '/v1/plans/{id}': {
      get: {
        operationId: 'getPlan',
        summary: 'A plan; while it runs, the best so far',
        parameters: [planIdParameter, preferParameter],
        responses: responses({ 200: { ...planAnswer, description: 'the plan' } }, [...anyCall, 'plan-not-found']),
      },
      delete: {
        operationId: 'stopPlan',
        summary: 'Stop a plan and keep the best so far',
        description: 'A queued plan is cancelled at once. A cancelled plan may be stopped again, to no effect.',
        parameters: [planIdParameter, preferParameter],
        responses: responses({ 200: planAnswer, 202: pendingAnswer }, [
          ...bodyPassedOver,
          'plan-not-found',
          'plan-ended',
        ]),
      },
    },
    '/v1/plans/{id}/events': {
      get: {
        operationId: 'followPlan',
        summary: 'What happens to a plan, as server-sent events',
        description:
          'Events `state` and `incumbent` carry a PlanEvent and its sequence as id; the last is `end`. ' +
          'With `Last-Event-ID` the stream goes on after that event.',
        parameters: [planIdParameter, { name: 'Last-Event-ID', in: 'header', schema: { type: 'integer', minimum: 0 } }],
        responses: responses(
          {
            200: {
              description: 'the stream; each `data` line is a PlanEvent',
              content: { 'text/event-stream': { schema: ref('PlanEvent') } },
            },
            204: { description: 'the plan has ended and there is nothing after Last-Event-ID' },
          },
          [...anyCall, 'plan-not-found', 'invalid-parameter', 'too-many-streams'],
        ),
      },
    },
    '/v1/plans/{id}/programs': {
      get: {
        operationId: 'getPrograms',
        summary: 'The setpoint programs of a plan and how far the ovens are',
        parameters: [planIdParameter],
        responses: responses({ 200: { description: 'by oven', ...json(ref('Programs')) } }, [
          ...anyCall,
          'plan-not-found',
        ]),
      },
    },
    '/v1/plans/{id}/approve': {
      post: {
        operationId: 'approvePrograms',
        summary: 'Let the commands of ovens go that wait for a person',
        description: 'Of all ovens of the plan, or of those that are named.',
        parameters: [planIdParameter],
        requestBody: { required: true, ...json(ref('Approval'), { example: { by: 'M. Ivanova' } }) },
        responses: responses({ 200: { description: 'approved', ...json(ref('Approved')) } }, [
          ...withBody,
          'plan-not-found',
        ]),
      },
    },
    '/v1/plans/{id}/outcome': {
      post: {
        operationId: 'reportOutcome',
        summary: 'Say what became of a repair that was carried out',
        description:
          'For plans of kind `repair`, mode `dispatch`, once for a plan: later repairs learn from it. The same report again ' +
          'is answered as the first one, with 200.',
        parameters: [planIdParameter],
        requestBody: { required: true, ...json(ref('OutcomeReport'), { example: outcomeExample }) },
        responses: responses(
          {
            200: { description: 'it was reported before', ...json(ref('Outcome')) },
            201: { description: 'kept', ...json(ref('Outcome')) },
          },
          [...withBody, 'plan-not-found', 'outcome-not-taken', 'outcome-exists'],
        ),
      },
    },
    '/v1/repair-outcomes': {
      get: {
        operationId: 'listOutcomes',
        summary: 'Outcomes of repairs, newest first',
        parameters: [
          query(
            'limit',
            { type: 'integer', minimum: 1, maximum: learnedOutcomes, default: 50 },
            'outcomes in the answer',
          ),
        ],
        responses: responses({ 200: { description: 'the newest', ...json(ref('OutcomeList')) } }, [
          ...anyCall,
          'invalid-parameter',
        ]),
      },
    },
    '/v1/plans:validate': {
      post: {
        operationId: 'validatePlan',
        summary: 'Check a plan-request without solving it',
        requestBody: requestBody(ref('PlanRequest'), true),
        responses: responses({ 200: { description: 'it fits', ...json(ref('Validated')) } }, withBody),
      },
    },
    '/v1/solve/{kind}': {
      post: {
        operationId: 'solve',
        summary: 'Solve without keeping anything',
        description: 'The body is a plan-request without `kind`. It ends when the caller hangs up.',
        parameters: [{ name: 'kind', in: 'path', required: true, schema: { type: 'string', enum: planKinds } }],
        requestBody: requestBody({ anyOf: [ref('PlanRequest'), withoutKind] }, false),
        responses: responses({ 200: { description: 'what was found', ...json(ref('SolveAnswer')) } }, [
          ...withBody,
          'not-found',
          'queue-full',
          'tenant-limit',
          'crashed-solver',
          'failed-check',
        ]),
      },
    },
    '/v1/kinds': {
      get: {
        operationId: 'listKinds',
        summary: 'The kinds of plan, each with a request that can be posted',
        responses: responses({ 200: { description: 'the kinds', ...json(ref('Kinds')) } }, ['internal-error']),
      },
    },
    ...Object.assign({}, ...areas.map((area) => area.paths())),
    ...probes(),
  };
}

function probes(): Json {
  const probe = (operationId: string, summary: string, content: Json, more: Json = {}) => ({
    get: { operationId, summary, responses: { 200: { description: 'it is', ...content }, ...more } },
  });
  const notReady = { 503: { description: 'it is not; `parts` says why', ...json(ref('Health')) } };
  const text = (type: string) => ({ content: { [type]: { schema: { type: 'string' } } } });
  return {
    '/livez': probe('live', 'The process answers', json(ref('Health'))),
    '/readyz': probe('ready', 'The service can take work', json(ref('Health')), notReady),
    '/metrics': probe('metrics', 'Figures for Prometheus', text('text/plain')),
    '/openapi.json': probe('openapi', 'This document', json({ type: 'object' })),
  };
}

/** The document for a service under its own address. */
export function openApiDocument(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'takt',
      version: codeVersion,
      description:
        'Plans for factories that heat things and move them on time. Durations end in their unit, instants are ISO 8601 ' +
        'with an offset, intervals are [start, end), objectives and bounds are minimised.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: paths(),
    components: { schemas: componentSchemas() },
  };
}
