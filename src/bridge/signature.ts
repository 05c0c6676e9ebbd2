/** Signatures over the canonical form of a message. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Signature } from './protocol.ts';

/** Site -> shared secret; the entry `*` serves every site that has none of its own. */
export type SiteKeys = Readonly<Record<string, string>>;

/** What commands are signed with. */
export type SigningKey = string;

export function siteKey(keys: SiteKeys, site: string): string | undefined {
  return Object.hasOwn(keys, site) ? keys[site] : keys['*'];
}

/** A secret for the embedded case, where service and simulated ovens start and end together. */
export function randomSiteKey(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * JSON with keys sorted by UTF-16 code units and no white space: RFC 8785, whose number and string forms are those of
 * JSON.stringify.
 * @param value - parsed JSON; members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

export function sign<Message extends object>(message: Message, key: string): Message & { signature: Signature } {
  return { ...message, signature: { algorithm: 'hmac-sha256', value: digest(message, key).toString('base64url') } };
}

/** @param message - parsed JSON of any shape: the signature is checked before anything else is believed. */
export function isSigned(message: unknown, key: string): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { signature, ...signed } = message as { signature?: { algorithm?: unknown; value?: unknown } };
  if (signature?.algorithm !== 'hmac-sha256' || typeof signature.value !== 'string') return false;
  const given = Buffer.from(signature.value, 'base64url');
  const wanted = digest(signed, key);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function digest(message: object, key: string): Buffer {
  return createHmac('sha256', key).update(canonicalJson(message)).digest();
}
