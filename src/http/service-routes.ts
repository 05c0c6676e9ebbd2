/** What tells of the service itself: kinds, health, metrics. */
import type { FastifyInstance } from 'fastify';
import { kindExamples } from '../../models/examples.ts';
import { planKinds } from '../../models/plan-request.ts';
import type { HttpServices } from './services.ts';

export function serviceRoutes(app: FastifyInstance, { metrics, readiness }: HttpServices): void {
  app.get('/v1/kinds', { config: { scope: 'none' } }, () => ({
    kinds: planKinds.map((kind) => ({ kind, example: kindExamples[kind] })),
  }));

  app.get('/livez', { config: { scope: 'none' } }, () => ({ status: 'ok' }));

  app.get('/readyz', { config: { scope: 'none' } }, async (_request, reply) => {
    const { ready, parts } = await readiness();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'not-ready', parts });
  });

  app.get('/metrics', { config: { scope: 'none' } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
