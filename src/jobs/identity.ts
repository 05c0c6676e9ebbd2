/** Ids, hashes and the version that go into a stored plan. */
import { hash, randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Random bytes are drawn for so many ids at a time: one by one they cost ten times as much, and each request has an id. */
const idsDrawn = 256;
const drawn = Buffer.alloc(16 * idsDrawn);
let nextDrawn = drawn.length;

/** A UUID of version 7 (RFC 9562 section 5.7): ids made later sort later, which keeps the primary key's index dense. */
export function uuidV7(now = Date.now()): string {
  if (nextDrawn === drawn.length) {
    randomFillSync(drawn);
    nextDrawn = 0;
  }
  const at = nextDrawn;
  nextDrawn += 16;
  drawn.writeUIntBE(now, at, 6);
  drawn[at + 6] = (drawn[at + 6] & 0x0f) | 0x70;
  drawn[at + 8] = (drawn[at + 8] & 0x3f) | 0x80;
  const hex = drawn.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** SHA-256 over JSON with sorted keys: equal for requests that differ only in the order of keys or in spelled-out defaults. */
export function requestHash(request: unknown): string {
  return hash('sha256', JSON.stringify(withSortedKeys(request)));
}

/** A copy, because a replacer that sorts makes JSON.stringify call back for each value: two to three times as slow. */
function withSortedKeys(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) sorted[key] = withSortedKeys((value as Record<string, unknown>)[key]);
  return sorted;
}

/** Version of takt, from package.json. */
export const codeVersion: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;
