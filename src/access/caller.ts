/** Who asks: what every request is allowed by, and whose plans it sees. */

/** What a key or token may do. `admin` may do everything within its tenant. */
export const scopes = ['plan:read', 'plan:write', 'equipment:write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export interface Caller {
  /** Whose plans, catalog and limits; never seen by another tenant. */
  readonly tenant: string;
  /** For the audit: `key:<id>`, `token:<issuer>#<subject>`, or `open` where nobody is asked who they are. */
  readonly actor: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** The tenant of everything where there are no keys. */
export const soleTenant = 'default';

/** Everybody, where access is open. */
export const anyone: Caller = { tenant: soleTenant, actor: 'open', scopes: new Set(scopes) };

export function may(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has(scope) || caller.scopes.has('admin');
}
