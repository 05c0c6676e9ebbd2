/** `Idempotency-Key`: a request that is sent again gives the plan that it gave before. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemError } from '../../models/input-problems.ts';
import type { Idempotency } from '../jobs/idempotency.ts';
import { requestHash } from '../jobs/identity.ts';
import { refuseDeepNesting } from './nesting.ts';

export const idempotencyHeader = 'Idempotency-Key';

/**
 * The key of a request, with the hash of what is asked: of the call and of its body as JSON, so that neither blanks nor
 * the order of keys count, nor anything that the service adds.
 * @throws TaktError `invalid-parameter`.
 */
export function idempotencyOf(request: FastifyRequest, body: unknown): Idempotency | undefined {
  const key = request.headers[idempotencyHeader.toLowerCase()];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw problemError('invalid-parameter', [
      {
        pointer: idempotencyHeader,
        rule: 'idempotency-key',
        message: 'the header must be one text of 1 to 200 visible ASCII characters',
        received: String(key).slice(0, 100),
        remedy: 'send a UUID or the like, or leave the header out',
      },
    ]);
  refuseDeepNesting(body);
  const call = `${request.method} ${request.url.split('?')[0]}`;
  return { key, hash: requestHash([call, body]) };
}

export function tellReplay(reply: FastifyReply): void {
  reply.header('idempotency-replayed', 'true');
}
