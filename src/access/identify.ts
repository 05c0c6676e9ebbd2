/** Who sends a request: by key, by token, or nobody in particular where access is open. */
import { TaktError } from '../../models/errors.ts';
import { anyone, type Caller } from './caller.ts';
import type { KeyLookup } from './key-lookup.ts';
import type { TenantLimiter } from './limits.ts';
import type { CheckToken } from './tokens.ts';

/** What of a request says who sends it. */
export interface Credentials {
  readonly raw: { readonly rawHeaders: readonly string[] };
}

export interface IdentifyOptions {
  /** false: it takes nothing from the requests that the tenant may send in a second. */
  readonly counted?: boolean;
}

export interface IdentifyParts {
  /** Absent: access is open. */
  readonly keys?: Pick<KeyLookup, 'find'>;
  readonly tokens?: CheckToken;
  readonly limits: Pick<TenantLimiter, 'takeRequest'>;
}

/**
 * @returns a function that throws TaktError `unauthenticated` (one sentence whatever the reason: which part of a credential
 *   was right is nobody's business), `rate-limited`, `issuer-unavailable`.
 */
export function createIdentify({
  keys,
  tokens,
  limits,
}: IdentifyParts): (request: Credentials, options?: IdentifyOptions) => Promise<Caller> {
  const find = async (request: Credentials): Promise<Caller | undefined> => {
    if (!keys) return anyone;
    const credential = bearer(request.raw.rawHeaders);
    if (credential === undefined) return undefined;
    return credential.startsWith('takt_') ? keys.find(credential) : tokens?.(credential);
  };
  return async (request, { counted = true } = {}) => {
    const caller = await find(request);
    if (!caller)
      throw new TaktError(
        'unauthenticated',
        'no key or token came that is taken; send the header Authorization: Bearer <key or token>',
      );
    if (counted) await limits.takeRequest(caller.tenant);
    return caller;
  };
}

/** The credential of the one Authorization header; two of them could be read as one by a proxy and the other here. */
function bearer(rawHeaders: readonly string[]): string | undefined {
  let value: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index].length !== 13 || rawHeaders[index].toLowerCase() !== 'authorization') continue;
    if (value !== undefined) return undefined;
    value = rawHeaders[index + 1];
  }
  return value && /^bearer ([\w.~+/-]+=*)$/i.exec(value)?.[1];
}
