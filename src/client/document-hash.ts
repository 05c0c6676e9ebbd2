import { createHash } from 'node:crypto';

/** SHA-256 of an OpenAPI document without its version, which changes nothing about the types. */
export function documentHash(document: object): string {
  const { info: _, ...rest } = document as { info?: unknown };
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}
