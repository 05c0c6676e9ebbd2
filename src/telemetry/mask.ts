/**
 * Takes secrets out of what is logged. Two nets, because either alone leaks: fields are masked by their name, and texts by
 * what stands in them, for a connection string in the message of a cause has no field of its own.
 *
 * Repetitions in the patterns are bounded where a text could be made that takes them a time that grows with its square.
 */

export const masked = '(secret)';

/** Names of fields and headers that hold secrets, in any spelling: `apiKey`, `api_key`, `X-API-Key`. */
const secretName =
  /^(?:proxy)?authorization$|^(?:set)?cookies?$|pass(?:word|wd|phrase)?$|^pwd$|secrets?$|api_?keys?$|^(?:access|private|site)keys?$|(?:^|access|refresh|auth|id|csrf|session|bearer)tokens?$|credentials?$|signature$|^(?:database|mqtt|webhook|connection)(?:url|string|uri)$/;

/** `user:password@` of an address; a password may hold an at sign, and ends before the host. */
const userInfo = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"'`<>/?#]*@/gi;
/** `password=...` in connection strings, queries and forms, `"password":"..."` in JSON, also where that is quoted once more. */
const assignment =
  /\b((?:[a-z0-9]{0,30}[_-])?(?:pass(?:word|wd|phrase)?|pwd|secret|api_?key|(?:access|refresh|auth|id)?_?token|authorization|signature)\\*["']?\s*[=:]\s*)(?:\\+"[\s\S]{0,1000}?\\+"|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?!\(secret\))(?:(?:bearer|basic|digest)\s+)?[^\s"'&,;)}\]]+)/gi;
/** What goes after the scheme in an Authorization header. */
const credentials = /\b(bearer|basic|digest)\s+(?!\(secret\))[A-Za-z0-9+/._~=-]{6,}/gi;
const ourKey = /\btakt_[A-Za-z0-9_-]{8,}/g;
/** A JSON web token begins with `{"` in base64url. */
const webToken = /\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){0,4}/g;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Whether a field of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name.replaceAll(/[-_]/g, '').toLowerCase());
}

/** Masks addresses with passwords, keys, tokens and the like; leaves all else as it is. */
export function maskText(text: string): string {
  return text
    .replaceAll(privateKey, masked)
    .replaceAll(userInfo, `$1${masked}@`)
    .replaceAll(assignment, `$1${masked}`)
    .replaceAll(credentials, `$1 ${masked}`)
    .replaceAll(ourKey, masked)
    .replaceAll(webToken, masked);
}

/** The value with all secrets in it masked, at any depth. It must be plain JSON. */
export function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      maskText(name),
      isSecretName(name) && member !== null ? masked : maskValue(member),
    ]),
  );
}
