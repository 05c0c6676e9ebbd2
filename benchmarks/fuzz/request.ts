/** HTTP requests for an operation: some as they should be, most of them not. */
import fc, { type Arbitrary } from 'fast-check';
import type { ApiDocument, Operation, Parameter } from './operations.ts';
import { anyJson, fitting, nastyText, spoil, spoilings } from './values.ts';

export interface FuzzRequest {
  readonly operation: Operation;
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** The body as a value, where it is JSON under the right content type. */
  readonly value?: unknown;
  /** Method, path and content type are those of the operation. */
  readonly addressed: boolean;
}

/** What earlier answers named: ids by collection, the first word of an address under /v1. */
export type Seen = ReadonlyMap<string, readonly string[]>;

export function collectionOf(path: string): string {
  return /^\/v1\/([a-z-]+)/.exec(path)?.[1] ?? '';
}

/** Plans must not keep the one thread of a fuzzed service busy. */
const longestBudgetMs = 20;

/** @param bases - bodies to begin from beside the document's examples, by operation id. */
export function requestsFor(
  operation: Operation,
  document: ApiDocument,
  seen: Seen,
  bases: readonly unknown[] = [],
): Arbitrary<FuzzRequest> {
  return fc
    .record({
      method: often(operation.method, fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD')),
      target: targetFor(operation, document, seen),
      headers: headersFor(operation, document),
      body: bodyFor(operation, document, bases),
    })
    .map(({ method, target, headers, body }) => {
      const carriesBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
      const type = headers['content-type'];
      return {
        operation,
        method,
        target,
        headers: { ...headers, ...(carriesBody ? { 'content-type': type ?? 'application/json' } : {}) },
        body: carriesBody ? body.bytes : undefined,
        value: carriesBody && type === undefined && headers['content-encoding'] === undefined ? body.value : undefined,
        addressed: method === operation.method,
      };
    });
}

/** Mostly `usual`. */
function often<Value>(usual: Value, other: Arbitrary<Value>): Arbitrary<Value> {
  return fc.oneof({ weight: 19, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
}

function targetFor(operation: Operation, document: ApiDocument, seen: Seen): Arbitrary<string> {
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
  const path = fc
    .tuple(...inPath.map((parameter) => pathValue(parameter, document, seen.get(collectionOf(operation.path)) ?? [])))
    .map((values) => values.reduce((text, value, at) => text.replace(`{${inPath[at].name}}`, value), operation.path));
  const pair = fc.oneof(
    ...inQuery.map((parameter) =>
      fc.tuple(fc.constant(parameter.name), fc.oneof(asText(fitting(parameter.schema, document)), nastyText)),
    ),
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('wait', 'x', '__proto__', 'Limit'), nastyText) },
  );
  const query = fc
    .array(pair, { maxLength: inQuery.length > 0 ? 3 : 1 })
    .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'));
  return fc.tuple(path, query).map(([where, what]) => (what === '' ? where : `${where}?${what}`));
}

function pathValue(parameter: Parameter, document: ApiDocument, ids: readonly string[]): Arbitrary<string> {
  const known = fc.nat().map((at) => (ids.length === 0 ? 'none' : ids[at % ids.length]));
  return fc.oneof(
    { weight: 4, arbitrary: known.map(encode) },
    { weight: 3, arbitrary: asText(fitting(parameter.schema, document)).map(encode) },
    { weight: 1, arbitrary: nastyText.map(encode) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '..', '%2e%2e', '%00', '.', ';', '*', 'A'.repeat(300)) },
  );
}

const asText = (values: Arbitrary<unknown>) => values.map((value) => (typeof value === 'string' ? value : `${value}`));
const encode = (text: string) => encodeURIComponent(text.toWellFormed());

const headerValues: Readonly<Record<string, readonly string[]>> = {
  prefer: ['wait=0', 'wait=1', 'wait=-1', 'wait=x', 'respond-async', 'wait=1, wait=2', ';;;'],
  'idempotency-key': ['k1', 'k2', '', ' ', 'x'.repeat(300), 'ü', '"quoted"'],
  'last-event-id': ['0', '1', '7', '-1', 'x', '99999999999999999999', ''],
  'if-match': ['"1"', '1', '*', 'W/"1"', '""', '"x"', '"999999999999"'],
  'if-none-match': ['*', '"1"', 'x'],
  accept: ['application/json', 'text/html', 'nonsense', '*/*;q=0'],
  traceparent: ['00-11111111111111111111111111111111-2222222222222222-01', 'x', '00-0-0-0'],
  authorization: ['Bearer x', 'Basic eDp5', 'Bearer ', 'bearer a b', 'x'.repeat(5000)],
  'content-type': ['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', 'application/jsonp', '/'],
  'content-encoding': ['gzip', 'identity', 'br, gzip'],
  'x-http-method-override': ['DELETE'],
  'x-forwarded-host': ['evil.example'],
  expect: ['nothing'],
};

function headersFor(operation: Operation, document: ApiDocument): Arbitrary<Record<string, string>> {
  const documented = operation.parameters
    .filter((parameter) => parameter.in === 'header' && !(parameter.name.toLowerCase() in headerValues))
    .map((parameter) =>
      fc.tuple(fc.constant(parameter.name.toLowerCase()), asText(fitting(parameter.schema, document)).map(visible)),
    );
  const usual = Object.entries(headerValues).map(([name, values]) =>
    fc.tuple(fc.constant(name), fc.constantFrom(...values.map(visible))),
  );
  return fc
    .oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.oneof(...documented, ...usual), { maxLength: 2 }))
    .map((pairs) => Object.fromEntries(pairs));
}

/** What HTTP lets through in a header. */
const visible = (text: string) => text.replace(/[^\x20-\x7e]/g, (letter) => (letter === 'ü' ? letter : ''));

interface Body {
  readonly bytes: Buffer;
  /** Absent where the bytes are no JSON of ours. */
  readonly value?: unknown;
}

function bodyFor(operation: Operation, document: ApiDocument, bases: readonly unknown[]): Arbitrary<Body | undefined> {
  if (!operation.body)
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      anyJson.map((value) => jsonBody(value)),
    );
  const examples = [...bases, ...(bases.length > 0 ? [] : operation.body.examples)];
  const drawn = fitting(operation.body.schema, document);
  const base = examples.length === 0 ? drawn : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...examples) }, drawn);
  const spoilt = fc.tuple(base, spoilings).map(([value, changes]) => jsonBody(shortened(spoil(value, changes))));
  const broken = fc
    .tuple(spoilt, fc.constantFrom(...breakings))
    .map(([{ bytes }, breaking]) => ({ bytes: breaking(bytes) }));
  return fc.oneof(
    { weight: 16, arbitrary: spoilt },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: anyJson.map((value) => jsonBody(value)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function jsonBody(value: unknown): Body {
  const text = JSON.stringify(value);
  return { bytes: Buffer.from(text), value: JSON.parse(text) };
}

/** Things that happen to bytes on the way, and that JSON does not have. */
const breakings: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => bytes.subarray(0, bytes.length >> 1),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]),
  (bytes) => Buffer.from(bytes.toString().replace(/\d+/, 'NaN')),
  (bytes) => Buffer.from(bytes.toString().replace(/\d+/, '1e999')),
  (bytes) => Buffer.from(bytes.toString().replaceAll('"', "'")),
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/[a-z]/, '\xc3')),
  (bytes) => Buffer.from(bytes.toString().replace(/[,}]/, '/* */$&')),
  (bytes) => Buffer.from('['.repeat(50_000) + bytes.toString()),
  () => Buffer.alloc(0),
  () => Buffer.from(' '.repeat(1000)),
];

/** Time budgets that would fit, made short, wherever they stand. */
function shortened(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  for (const [key, inner] of Object.entries(value)) {
    const holder = value as Record<string, unknown>;
    if (key === 'timeMs' && Number.isInteger(inner) && (inner as number) >= 10 && (inner as number) <= 3_600_000)
      holder[key] = longestBudgetMs;
    else shortened(inner);
  }
  return value;
}
