/** Signatures of the Standard Webhooks convention (https://www.standardwebhooks.com, "Signature scheme"), symmetric. */
import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A secret of 256 random bits in the form that receivers' libraries take. */
export function makeSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/**
 * @param secrets - the one in use, and while it is being changed the one before: a receiver takes either.
 * @returns the header `webhook-signature`: `v1,<base64>` for each secret, separated by spaces.
 */
export function signature(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(prefix.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
