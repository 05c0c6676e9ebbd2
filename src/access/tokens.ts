/** Tokens of the issuer that the settings name: JWTs whose signature, times, audience and claims are checked here. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { TaktError } from '../../models/errors.ts';
import type { Config } from '../config.ts';
import { type Caller, type Scope, scopes } from './caller.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { tenantPattern } from './keys.ts';

/** Signatures by a private key alone. HMAC never: whoever knows the public key could sign with it. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Explicit types (RFC 8725 section 3.11) of tokens that are made for calling an API; none is allowed, since many issuers give none. */
const types: readonly unknown[] = [undefined, 'JWT', 'at+jwt', 'application/at+jwt'];

/** How far the clocks of issuer and service may differ. */
const clockToleranceSeconds = 5;

/** Longer ones are not looked at; headers as a whole may have 16 KiB. */
const longestToken = 8192;

export interface TokenCheckOptions {
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** Finds out whom a token speaks for; undefined where it is not taken, whatever the reason. */
export type CheckToken = (token: string) => Promise<Caller | undefined>;

/** @returns a check that throws TaktError `issuer-unavailable` where the issuer's keys are not known and cannot be had. */
export function tokenCheck(
  { issuer, audience, tenantClaim }: NonNullable<Config['jwt']>,
  keys: IssuerKeys,
  { now = Date.now }: TokenCheckOptions = {},
): CheckToken {
  return async (token) => {
    if (token.length > longestToken || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, (header, jws) => keys.get(header, jws), {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['exp', 'sub', tenantClaim],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now()),
      });
      if (!types.includes(protectedHeader.typ)) return undefined;
      return callerOf(payload, issuer, tenantClaim);
    } catch (error) {
      if (error instanceof TaktError) throw error;
      // Whatever else goes wrong, it is the token that is at fault: malformed parts, unknown keys, wrong claims.
      if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
        return undefined;
      throw error;
    }
  };
}

function callerOf(payload: JWTPayload, issuer: string, tenantClaim: string): Caller | undefined {
  const { sub, scope } = payload;
  const tenant = Object.hasOwn(payload, tenantClaim) ? payload[tenantClaim] : undefined;
  if (typeof sub !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(sub)) return undefined;
  if (typeof tenant !== 'string' || !tenantPattern.test(tenant)) return undefined;
  const words: readonly string[] = typeof scope === 'string' ? scope.split(' ') : [];
  const granted = scopes.filter((known) => words.includes(known));
  return { tenant, actor: `token:${issuer}#${sub}`, scopes: new Set<Scope>(granted) };
}
