/** The webhooks' part of the OpenAPI document. */
import {
  DeliveryList,
  DeliveryView,
  NewSecret,
  NewWebhook,
  WebhookInput,
  WebhookList,
  WebhookMessage,
  WebhookView,
} from '../webhooks/view.ts';
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

const idParameter = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
});
const ofWebhook = [idParameter('id')];
const answer = (status: number, description: string, schema: string): Json => ({
  [status]: { description, ...json(ref(schema)) },
});
const found = [...anyCall, 'webhook-not-found'] as const;
const changed = [...bodyPassedOver, 'webhook-not-found'] as const;

export const webhookArea: ApiArea = {
  requests: { WebhookInput },
  answers: {
    Webhook: WebhookView,
    NewWebhook,
    NewSecret,
    WebhookList,
    Delivery: DeliveryView,
    DeliveryList,
    WebhookMessage,
  },
  paths: () => ({
    '/v1/webhooks': {
      post: {
        operationId: 'createWebhook',
        summary: 'Have ended plans posted to an address',
        description: 'The secret is told this once. Messages are signed by the Standard Webhooks convention.',
        requestBody: { required: true, ...json(ref('WebhookInput'), { example: { url: 'https://example.com/takt' } }) },
        responses: responses(answer(201, 'kept', 'NewWebhook'), [...withBody, 'forbidden-address', 'tenant-limit']),
        callbacks: {
          ended: {
            '{$request.body#/url}': {
              post: {
                summary: 'A plan has ended',
                requestBody: { required: true, ...json(ref('WebhookMessage')) },
                responses: { '2XX': { description: 'taken' }, 410: { description: 'disables the webhook' } },
              },
            },
          },
        },
      },
      get: {
        operationId: 'listWebhooks',
        summary: 'Webhooks, newest first',
        responses: responses(answer(200, 'all of the tenant', 'WebhookList'), anyCall),
      },
    },
    '/v1/webhooks/{id}': {
      get: {
        operationId: 'getWebhook',
        summary: 'A webhook',
        parameters: ofWebhook,
        responses: responses(answer(200, 'the webhook', 'Webhook'), found),
      },
      delete: {
        operationId: 'deleteWebhook',
        summary: 'Delete a webhook and what is on its way',
        parameters: ofWebhook,
        responses: responses({ 204: { description: 'deleted' } }, changed),
      },
    },
    '/v1/webhooks/{id}/secret': {
      post: {
        operationId: 'changeWebhookSecret',
        summary: 'A new secret; for a day messages are signed with the old one as well',
        parameters: ofWebhook,
        responses: responses(answer(200, 'the new secret', 'NewSecret'), changed),
      },
    },
    '/v1/webhooks/{id}/test': {
      post: {
        operationId: 'testWebhook',
        summary: 'Post a message of type `webhook.test` now and say what came',
        parameters: ofWebhook,
        responses: responses(answer(200, 'what came, be it a refusal', 'Delivery'), changed),
      },
    },
    '/v1/webhooks/{id}/deliveries': {
      get: {
        operationId: 'listDeliveries',
        summary: 'What was or is to be delivered, newest first; kept for 30 days',
        parameters: [
          ...ofWebhook,
          query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 50 }, 'deliveries on a page'),
          query('cursor', { type: 'string' }, '`next` of the page before'),
        ],
        responses: responses(answer(200, 'a page', 'DeliveryList'), [...found, 'invalid-parameter']),
      },
    },
    '/v1/webhooks/{id}/deliveries/{deliveryId}/retry': {
      post: {
        operationId: 'retryDelivery',
        summary: 'Deliver again, at once and with all attempts before it',
        parameters: [...ofWebhook, idParameter('deliveryId')],
        responses: responses(answer(202, 'it waits', 'Delivery'), [...changed, 'webhook-disabled']),
      },
    },
  }),
};
