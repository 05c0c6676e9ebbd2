/** Puts the parts of access together, as the settings say. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { type AuditFilter, type AuditRow, listAudit } from './audit.ts';
import type { Caller } from './caller.ts';
import { type Credentials, createIdentify, type IdentifyOptions } from './identify.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { KeyLookup } from './key-lookup.ts';
import { hasKeys } from './keys.ts';
import { TenantLimiter } from './limits.ts';
import { type CheckToken, tokenCheck } from './tokens.ts';

export interface Access {
  identify(request: Credentials, options?: IdentifyOptions): Promise<Caller>;
  readonly limits: TenantLimiter;
  readonly audit: { list(tenant: string, filter: AuditFilter): Promise<AuditRow[]> };
}

export async function startAccess(
  { access, jwt, tenantLimits }: Pick<Config, 'access' | 'jwt' | 'tenantLimits'>,
  database: Database,
  log: Logger,
): Promise<Access> {
  const limits = new TenantLimiter(database, tenantLimits);
  const asksForKeys = access === 'keys';
  const onError = (error: unknown) => log.warn({ err: error }, 'the time of last use of keys could not be written');
  const keys = asksForKeys ? new KeyLookup(database, { onError }) : undefined;
  const tokens = asksForKeys && jwt ? startTokens(jwt, log) : undefined;
  if (asksForKeys && !tokens && !(await hasKeys(database)))
    log.warn(
      'nobody can call yet: there is no access key; make one with ' +
        '`takt keys create --tenant default --name first --scopes plan:read,plan:write`',
    );
  return {
    identify: createIdentify({ keys, tokens, limits }),
    limits,
    audit: { list: (tenant, filter) => listAudit(database, tenant, filter) },
  };
}

function startTokens(jwt: NonNullable<Config['jwt']>, log: Logger): CheckToken {
  const keys = new IssuerKeys(jwt.jwksUrl, {
    onError: (error) => log.warn({ err: error, url: jwt.jwksUrl }, 'the keys of the issuer could not be fetched'),
  });
  // The first request need not wait for it, and a wrong address shows in the log at once.
  void keys.refresh();
  return tokenCheck(jwt, keys);
}
