/** Nothing here is meant to be framed, sniffed, cached or scripted; /docs has a policy of its own. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Of this host alone: what else its name's owner serves under it is not ours to say. */
const overTls = { ...everywhere, 'strict-transport-security': 'max-age=31536000' };

/** What every answer carries (OWASP REST Security Cheat Sheet, "Security headers"). */
export function securityHeaders(isTls: boolean): Readonly<Record<string, string>> {
  return isTls ? overTls : everywhere;
}
