/** The catalog in the OpenAPI document. */
import { CatalogInput, CatalogItem, CatalogVersion, catalogTypes } from '../catalog/types.ts';
import { CatalogList, CatalogVersions, partsInWords } from './catalog-routes.ts';
import {
  type ApiArea,
  anyCall,
  bodyPassedOver,
  type Json,
  json,
  query,
  ref,
  responses,
  withBody,
} from './openapi-parts.ts';

const typeParameter = { name: 'type', in: 'path', required: true, schema: { type: 'string', enum: catalogTypes } };
const idParameter = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 100 },
};
const header = (name: string, description: string) => ({ name, in: 'header', schema: { type: 'string' }, description });
const ifMatch = header('If-Match', '`"<version>"`: only while that is the newest one; `*`: only where there is one');
const limit = query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 50 }, 'entries on a page');
const cursor = query('cursor', { type: 'string' }, '`next` of the page before');
const tagged = (description: string, schema: Json, more: Json = {}) => ({
  description,
  headers: { ETag: { schema: { type: 'string' }, description: '`"<version>"`' }, ...more },
  ...json(schema),
});

/** A furnace of a foundry, as it would be put. */
const furnaceExample = {
  kind: 'melt',
  part: 'furnace',
  body: { id: 'induction-1', leastMass: 700, greatestMass: 1000, powerKw: 900, heatMinutes: 55, heatKwh: 620 },
};

export const catalogArea: ApiArea = {
  paths: () => ({
    '/v1/catalog/{type}': {
      get: {
        operationId: 'listCatalog',
        summary: 'Items of a type, by id, without their bodies',
        parameters: [
          typeParameter,
          query('text', { type: 'string', minLength: 1, maxLength: 100 }, 'only ids that hold this text'),
          query('kind', { type: 'string' }, 'only parts of this plan kind'),
          query('part', { type: 'string' }, 'only this part of its model'),
          query(
            'withdrawn',
            { type: 'boolean', default: false },
            'true: those that were withdrawn, in place of the others',
          ),
          limit,
          cursor,
        ],
        responses: responses({ 200: { description: 'a page', ...json(ref('CatalogList')) } }, [
          ...anyCall,
          'not-found',
          'invalid-parameter',
        ]),
      },
    },
    '/v1/catalog/{type}/{id}': {
      put: {
        operationId: 'putCatalogItem',
        summary: 'Add a version of an item',
        description: `The newest version again adds none. What a type holds, one or a list: ${partsInWords}.`,
        parameters: [typeParameter, idParameter, ifMatch, header('If-None-Match', '`*`: only where there is none')],
        requestBody: { required: true, ...json(ref('CatalogInput'), { example: furnaceExample }) },
        responses: responses(
          {
            200: tagged('the newest version is the same', ref('CatalogVersion')),
            201: tagged('a new version', ref('CatalogVersion'), {
              Location: { schema: { type: 'string' }, description: 'of this version' },
            }),
          },
          [...withBody, 'not-found', 'invalid-parameter', 'catalog-conflict'],
        ),
      },
      get: {
        operationId: 'getCatalogItem',
        summary: 'An item: its newest version, or the one that is named',
        parameters: [
          typeParameter,
          idParameter,
          query('version', { type: 'integer', minimum: 1 }, 'absent: the newest'),
          header('If-None-Match', '`"<version>"`: answered 304 while that is the one'),
        ],
        responses: responses(
          {
            200: tagged('the version', ref('CatalogItem')),
            304: { description: 'the version is the one of If-None-Match' },
          },
          [...anyCall, 'not-found', 'invalid-parameter', 'catalog-not-found'],
        ),
      },
      delete: {
        operationId: 'withdrawCatalogItem',
        summary: 'Add a version that withdraws the item',
        description: 'References without a version are refused from then on; earlier versions may still be named.',
        parameters: [typeParameter, idParameter, ifMatch],
        responses: responses({ 200: tagged('the version that withdraws it', ref('CatalogVersion')) }, [
          ...bodyPassedOver,
          'not-found',
          'invalid-parameter',
          'catalog-not-found',
          'catalog-conflict',
        ]),
      },
    },
    '/v1/catalog/{type}/{id}/versions': {
      get: {
        operationId: 'listCatalogVersions',
        summary: 'The history of an item, newest first',
        parameters: [typeParameter, idParameter, limit, cursor],
        responses: responses({ 200: { description: 'a page', ...json(ref('CatalogVersions')) } }, [
          ...anyCall,
          'not-found',
          'invalid-parameter',
          'catalog-not-found',
        ]),
      },
    },
  }),
  requests: { CatalogInput },
  answers: { CatalogVersion, CatalogItem, CatalogList, CatalogVersions },
};
