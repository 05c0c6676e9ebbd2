/**
 * Signatures over the canonical form of a message. The key says which algorithm is used; what the message says of it
 * must agree, so nobody can have a public key taken for a secret or the stronger algorithm exchanged for another.
 */
import {
  createHmac,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  timingSafeEqual,
  verify as verifyBytes,
} from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Signature } from './protocol.ts';

/** What the bridge signs with: a secret for HMAC-SHA256, or the private key of an Ed25519 pair. */
export type SigningKey = string | { readonly ed25519Private: KeyObject };

/** What an oven checks with: the same secret, or the public key, with which nobody can sign. */
export type VerifyingKey = string | { readonly ed25519Public: KeyObject };

/** Site -> key that signs its commands; the entry `*` serves every site that has none of its own. */
export type SiteKeys = Readonly<Record<string, SigningKey>>;

export function siteKey(keys: SiteKeys, site: string): SigningKey | undefined {
  return Object.hasOwn(keys, site) ? keys[site] : keys['*'];
}

/** A secret for the embedded case, where service and simulated ovens start and end together. */
export function randomSiteKey(): string {
  return randomBytes(32).toString('base64url');
}

/** @throws TypeError where the message has no canonical form, e.g. holds a number that is not finite. */
export function sign<Message extends object>(message: Message, key: SigningKey): Message & { signature: Signature } {
  const signed = canonicalJson(message);
  const signature: Signature =
    typeof key === 'string'
      ? { algorithm: 'hmac-sha256', value: hmac(signed, key).toString('base64url') }
      : { algorithm: 'ed25519', value: signBytes(null, Buffer.from(signed), key.ed25519Private).toString('base64url') };
  return { ...message, signature };
}

/** @param message - parsed JSON of any shape: the signature is checked before anything else is believed. */
export function isSigned(message: unknown, key: VerifyingKey): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { signature, ...signed } = message as { signature?: { algorithm?: unknown; value?: unknown } };
  const algorithm: Signature['algorithm'] = typeof key === 'string' ? 'hmac-sha256' : 'ed25519';
  if (signature?.algorithm !== algorithm || typeof signature.value !== 'string') return false;
  const canonical = canonicalJsonIfAny(signed);
  if (canonical === undefined) return false;
  const given = Buffer.from(signature.value, 'base64url');
  if (typeof key !== 'string') return verifyBytes(null, Buffer.from(canonical), key.ed25519Public, given);
  const wanted = hmac(canonical, key);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What has no canonical form was not signed by anybody. */
function canonicalJsonIfAny(message: object): string | undefined {
  try {
    return canonicalJson(message);
  } catch {
    return undefined;
  }
}

function hmac(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
