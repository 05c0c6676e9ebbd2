/** Ids, hashes and the version that go into a stored plan. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A UUID of version 7 (RFC 9562 section 5.7): ids made later sort later, which keeps the primary key's index dense. */
export function uuidV7(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** SHA-256 over JSON with sorted keys: equal for requests that differ only in the order of keys or in spelled-out defaults. */
export function requestHash(request: unknown): string {
  const sorted = JSON.stringify(request, (_key, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}

/** Version of takt, from package.json. */
export const codeVersion: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;
