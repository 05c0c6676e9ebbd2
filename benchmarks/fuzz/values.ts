/** Values by their schema, and values that no schema would have. */
import fc, { type Arbitrary } from 'fast-check';
import { type ApiDocument, resolved, type Schema } from './operations.ts';

/** Below this depth only the smallest value of a schema is drawn. */
const deepest = 4;

/** What gets past careless checks: borders of number formats, other scripts, control characters, names of the language. */
const nastyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  'null',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "'; drop table takt.plans; --",
  '{{7*7}}',
  '%00',
  '%2e%2e%2f',
  '1e400',
  '-0',
  'NaN',
  '2026-02-30',
  '2026-11-22T25:00:00Z',
  '9999-12-31T23:59:59.999999999+23:59',
  'ё'.repeat(200),
  'x'.repeat(5000),
  '😀',
];
const nastyNumbers = [0, -0, -1, 0.1, 1e-320, 1e21, 1.7e308, -1.7e308, 2 ** 31, 2 ** 53, -(2 ** 63), 1 / 3];

export const nastyText = fc.constantFrom(...nastyTexts);

/** Any JSON that takes nobody long to read. */
export const anyJson: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], { a: null }),
  fc.constantFrom(...nastyNumbers),
  nastyText,
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that mostly fit a schema; patterns and rules between fields are not looked at. */
export function fitting(schema: Schema, document: ApiDocument, depth = 0): Arbitrary<unknown> {
  const known = resolved(schema, document);
  const deeper = (inner: unknown) => fitting(inner as Schema, document, depth + 1);
  if ('const' in known) return fc.constant(known.const);
  if (Array.isArray(known.enum)) return fc.constantFrom(...known.enum);
  const branches = (known.anyOf ?? known.oneOf) as Schema[] | undefined;
  if (branches) return fc.oneof(...(depth >= deepest ? branches.slice(0, 1) : branches).map(deeper));
  switch ([known.type].flat()[0]) {
    case 'string':
      return texts(known);
    case 'integer':
    case 'number':
      return numbers(known);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const first = ((known.prefixItems ?? []) as unknown[]).map(deeper);
      if (known.items === false || first.length > 0) return fc.tuple(...first);
      const least = Number(known.minItems ?? 0);
      return fc.array(deeper(known.items ?? {}), { minLength: least, maxLength: depth >= deepest ? least : least + 2 });
    }
    case 'object': {
      const required = new Set((known.required as string[] | undefined) ?? []);
      const fields = Object.entries((known.properties ?? {}) as Record<string, Schema>).filter(
        ([name]) => required.has(name) || depth < deepest,
      );
      return fc.record(Object.fromEntries(fields.map(([name, inner]) => [name, deeper(inner)])), {
        requiredKeys: [...required].filter((name) => fields.some(([field]) => field === name)),
      });
    }
    default:
      return anyJson;
  }
}

function texts({ format, minLength = 0, maxLength }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'date') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  if (format === 'uri' || format === 'url') return fc.webUrl();
  const least = Number(minLength);
  return fc.string({ minLength: least, maxLength: Math.min(Number(maxLength ?? 40), least + 40) });
}

function numbers({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): Arbitrary<number> {
  const min = Number(minimum ?? exclusiveMinimum ?? -1000);
  const max = Number(maximum ?? exclusiveMaximum ?? Math.max(1000, min));
  return type === 'integer'
    ? fc.integer({ min: Math.ceil(Math.max(min, -(2 ** 31))), max: Math.floor(Math.min(max, 2 ** 31)) })
    : fc.double({ min, max, noNaN: true });
}

/** One thing done to a value, at a place between the first (0) and the last (1) of all that it holds. */
export interface Spoiling {
  readonly where: number;
  readonly what: 'drop' | 'replace' | 'rename' | 'add' | 'double' | 'empty' | 'nest' | 'exchange';
  readonly by: unknown;
}

export const spoilings: Arbitrary<Spoiling[]> = fc.array(
  fc.record({
    where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    what: fc.constantFrom('drop', 'replace', 'rename', 'add', 'double', 'empty', 'nest', 'exchange'),
    by: anyJson,
  }),
  { minLength: 0, maxLength: 3 },
);

/** A changed copy. */
export function spoil(value: unknown, changes: readonly Spoiling[]): unknown {
  const root = { value: structuredClone(value) };
  for (const { where, what, by: given } of changes) {
    // A copy each time: the same list put into itself would have no end.
    const by = structuredClone(given);
    const places = [...placesIn(root)];
    const { holder, key } = places[Math.floor(where * places.length)];
    const holds = holder as Record<string | number, unknown>;
    const held = holds[key];
    if (what === 'replace') holds[key] = by;
    else if (what === 'nest') holds[key] = [held];
    else if (what === 'empty') holds[key] = Array.isArray(held) ? [] : typeof held === 'string' ? '' : {};
    else if (what === 'drop') remove(holder, key);
    else if (what === 'add') put(held, String(by).slice(0, 20), by);
    else if (what === 'rename') {
      remove(holder, key);
      put(holder, `${key}s`, held);
    } else if (what === 'double' && Array.isArray(held)) held.push(...structuredClone(held));
    else if (what === 'exchange') {
      const other = places[Math.floor(places.length / 2)];
      holds[key] = structuredClone((other.holder as Record<string | number, unknown>)[other.key]);
    }
  }
  return root.value;
}

function remove(holder: object, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (key !== 'value') delete (holder as Record<string, unknown>)[key];
}

function put(holder: unknown, key: string, value: unknown): void {
  if (Array.isArray(holder)) holder.push(value);
  else if (holder !== null && typeof holder === 'object')
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function* placesIn(holder: object): Generator<{ holder: object; key: string | number }> {
  for (const [key, value] of Object.entries(holder)) {
    yield { holder, key: Array.isArray(holder) ? Number(key) : key };
    if (value !== null && typeof value === 'object') yield* placesIn(value);
  }
}
