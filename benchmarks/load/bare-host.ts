/**
 * A Fastify server with one route that parses the body and answers a given value: the rate that HTTP and JSON leave to
 * any service. In a process of its own like the service; ends with the channel to the process that started it.
 */
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';

const answer = JSON.parse(process.argv[2]) as unknown;
const app = fastify({ logger: false });
app.post('/', async (request) => {
  if (typeof request.body !== 'object') throw new Error('the body was not parsed');
  return answer;
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.once('disconnect', () => process.exit(0));
process.send!({ url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/` });
