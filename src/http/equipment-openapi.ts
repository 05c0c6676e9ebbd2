/** The ovens' and holds' part of the OpenAPI document. */
import { commandStates } from '../bridge/states.ts';
import {
  CommandChange,
  EquipmentList,
  HoldInput,
  HoldList,
  HoldView,
  NewHold,
  OvenDetail,
  OvenHistory,
  OvenReadings,
  OvenReport,
} from '../equipment/view.ts';
import { mostDays, mostOvens, mostPoints } from './equipment-parameters.ts';
import {
  type ApiArea,
  anyCall,
  bodyPassedOver,
  type Json,
  json,
  planIdParameter,
  queries,
  query,
  ref,
  responses,
  withBody,
} from './openapi-parts.ts';

const name = (of: string) => ({ name: of, in: 'path', required: true, schema: { type: 'string' } });
const ovenPath = [name('site'), name('oven')];
const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const ovenQueries = [query('site', text, 'only ovens of this site'), query('oven', text, 'only ovens of this name')];
const page = (most: number, of: string) => [
  query('limit', { type: 'integer', minimum: 1, maximum: most, default: 50 }, `${of} on a page`),
  query('cursor', text, '`next` of the page before'),
];
const answer = (description: string, schema: string): Json => ({ 200: { description, ...json(ref(schema)) } });
const found = [...anyCall, 'equipment-not-found'] as const;

export const equipmentArea: ApiArea = {
  requests: { HoldInput },
  answers: {
    EquipmentList,
    Oven: OvenDetail,
    OvenReport,
    CommandChange,
    OvenHistory,
    OvenReadings,
    Hold: HoldView,
    NewHold,
    HoldList,
  },
  paths: () => ({
    '/v1/equipment': {
      get: {
        operationId: 'listEquipment',
        summary:
          'Sites and ovens as they stand: what they report, what they were told, what comes next, who holds them',
        description: 'Of the sites of the caller’s tenant, and of plans of that tenant.',
        parameters: [
          ...ovenQueries,
          queries(
            'state',
            { type: 'string', enum: commandStates },
            'only ovens whose last sent command is in one of these',
          ),
          ...page(mostOvens, 'ovens'),
        ],
        responses: responses(answer('a page', 'EquipmentList'), anyCall),
      },
    },
    '/v1/equipment/{site}/{oven}': {
      get: {
        operationId: 'getOven',
        summary: 'An oven with its queue of unsent commands',
        parameters: ovenPath,
        responses: responses(answer('the oven', 'Oven'), found),
      },
    },
    '/v1/equipment/{site}/{oven}/history': {
      get: {
        operationId: 'listOvenHistory',
        summary: 'Changes of state of its commands, newest first',
        parameters: [
          ...ovenPath,
          query('after', instant, 'only changes after this instant'),
          query('before', instant, 'only changes before this instant'),
          ...page(500, 'changes'),
        ],
        responses: responses(answer('a page', 'OvenHistory'), found),
      },
    },
    '/v1/equipment/{site}/{oven}/readings': {
      get: {
        operationId: 'getOvenReadings',
        summary: 'What it measured, for a chart',
        description: 'Least, greatest and mean value of even intervals.',
        parameters: [
          ...ovenPath,
          query('from', instant, 'begin of the chart; default eight hours before `to`'),
          query('to', instant, `its end, at most ${mostDays} days later; default now`),
          query(
            'points',
            { type: 'integer', minimum: 1, maximum: mostPoints, default: 300 },
            'intervals, for each tag',
          ),
        ],
        responses: responses(answer('by tag', 'OvenReadings'), found),
      },
    },
    '/v1/equipment/events': {
      get: {
        operationId: 'followEquipment',
        summary: 'What happens to ovens, as server-sent events',
        description:
          'The first event is `start`. After it come `command` (a CommandChange), `oven` (an OvenReport), `hold` and ' +
          '`release` (a Hold). `start` and `command` have ids: with `Last-Event-ID` the stream goes on after that change, on ' +
          'any replica. Read listEquipment after `start` for ovens and holds as they are then.',
        parameters: [...ovenQueries, { name: 'Last-Event-ID', in: 'header', schema: { type: 'integer', minimum: 0 } }],
        responses: responses(
          {
            200: {
              description: 'the stream; it does not end by itself',
              content: {
                'text/event-stream': { schema: { anyOf: [ref('CommandChange'), ref('OvenReport'), ref('Hold')] } },
              },
            },
          },
          [...found, 'too-many-streams'],
        ),
      },
    },
    '/v1/holds': {
      post: {
        operationId: 'createHold',
        summary: 'Send no more commands to an oven, a site, or everything of the tenant',
        description:
          'Once it is answered no command leaves any more for what is held; `inFlight` are those that left before, all ' +
          'of them where `settled`. A bridge that stands still keeps no hold from acting. Needs the scope `equipment:write`. No part of ' +
          'the safety chain: an oven that has its setpoint goes on to it.',
        requestBody: {
          required: true,
          ...json(ref('HoldInput'), { example: { site: 'works', reason: 'smoke in hall 2', by: 'M. Ivanova' } }),
        },
        responses: responses({ 201: { description: 'it holds', ...json(ref('NewHold')) } }, [
          ...withBody,
          'equipment-not-found',
        ]),
      },
      get: {
        operationId: 'listHolds',
        summary: 'Holds, newest first',
        parameters: [
          query('active', { type: 'boolean' }, 'only those that hold, or only those that were released'),
          ...page(500, 'holds'),
        ],
        responses: responses(answer('a page', 'HoldList'), anyCall),
      },
    },
    '/v1/holds/{id}': {
      delete: {
        operationId: 'releaseHold',
        summary: 'Release a hold; commands within their window go on',
        description: 'Released again it gives the same answer. Needs the scope `equipment:write`.',
        parameters: [
          planIdParameter,
          { ...query('by', { type: 'string', minLength: 1, maxLength: 200 }, 'who releases; kept'), required: true },
        ],
        responses: responses(answer('released', 'Hold'), [...bodyPassedOver, 'hold-not-found']),
      },
    },
  }),
};
