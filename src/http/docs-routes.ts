/** The API's document, and a page to read and try it; all of it served from here, so that it works without a network. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi.ts';

/** The page needs its own scripts and styles (some of the styles are inline) and nothing from elsewhere. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self' data:; frame-ancestors 'none'";

export async function docsRoutes(app: FastifyInstance): Promise<void> {
  const document = openApiDocument();
  app.get('/openapi.json', { config: { scope: 'none' } }, () => document);
  // biome-ignore lint/suspicious/noExplicitAny: the plugin types documents of 3.0 and 3.1 as two that do not overlap with plain data
  await app.register(swagger, { mode: 'static', specification: { document: document as any } });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  app.addHook('onSend', async (request, reply) => {
    const isDocs = request.url === '/docs' || request.url.startsWith('/docs/');
    if (isDocs) reply.header('content-security-policy', docsPolicy).header('cache-control', 'max-age=3600');
  });
}
