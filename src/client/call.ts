/** One call of the API, typed by its operation: what it takes, what it gives, and what goes wrong. */
import { type components, type operations, routes } from './api-types.ts';

export type Problem = components['schemas']['Problem'];
export type OperationId = keyof operations;

type Operation<Id extends OperationId> = operations[Id];
type Parameters<Id extends OperationId, Where extends string> = Operation<Id> extends {
  parameters: { [Key in Where]?: infer Given };
}
  ? Exclude<Given, undefined>
  : never;
type Body<Id extends OperationId> =
  Operation<Id> extends { requestBody: { content: { 'application/json': infer Given } } } ? Given : never;

/** What a call takes; fields that the operation does not have are left out. */
export type CallOptions<Id extends OperationId> = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
} & ([Parameters<Id, 'path'>] extends [never] ? unknown : { readonly path: Parameters<Id, 'path'> }) &
  ([Parameters<Id, 'query'>] extends [never] ? unknown : { readonly query?: Parameters<Id, 'query'> }) &
  ([Body<Id>] extends [never] ? unknown : { readonly body: Body<Id> });

type Json<Answer> = Answer extends { content: { 'application/json': infer Given } } ? Given : never;
type Answers<Id extends OperationId> = Operation<Id>['responses'];
type Good<Id extends OperationId> = {
  [Status in keyof Answers<Id>]: Status extends 200 | 201 | 202 ? Json<Answers<Id>[Status]> : never;
}[keyof Answers<Id>];

/** What comes back where all is well. */
export interface Answer<Id extends OperationId> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Good<Id>;
}

/** The service refused, or failed: `problem` says what and, for input, where and what would do. */
export class TaktApiError extends Error {
  readonly status: number;
  /** Absent where the answer was no problem document, e.g. from a proxy. */
  readonly problem: Problem | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfterSeconds: number | undefined) {
    super(problem ? `${problem.code}: ${problem.detail}` : `the service answered ${status}`);
    this.name = 'TaktApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get code(): Problem['code'] | undefined {
    return this.problem?.code;
  }
}

export interface CallerOptions {
  /** Of the service, e.g. `http://127.0.0.1:7420`. */
  readonly url: string;
  /** Key or token; absent where access is open. */
  readonly key?: string;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
}

/** Calls once. @throws TaktApiError; the error of `fetch` where there was no answer at all. */
export async function call<Id extends OperationId>(
  caller: CallerOptions,
  operation: Id,
  options: CallOptions<Id>,
): Promise<Answer<Id>> {
  const response = await send(caller, operation, options);
  const text = await response.text();
  if (!response.ok) throw errorOf(response, text);
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** Sends and leaves reading the answer to the caller. */
export async function send<Id extends OperationId>(
  caller: CallerOptions,
  operation: Id,
  options: CallOptions<Id>,
): Promise<Response> {
  const { path, query, body, headers, signal } = options as {
    path?: Record<string, string>;
    query?: Record<string, unknown>;
    body?: unknown;
    headers?: Record<string, string>;
    signal?: AbortSignal;
  };
  const [method, template] = routes[operation];
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path?.[name] ?? ''));
  const url = new URL(address, caller.url);
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of [value].flat()) if (one !== undefined) url.searchParams.append(name, String(one));
  return (caller.fetch ?? fetch)(url, {
    method,
    headers: {
      ...(caller.key === undefined ? {} : { authorization: `Bearer ${caller.key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
}

export function errorOf(response: Response, text: string): TaktApiError {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  return new TaktApiError(
    response.status,
    isProblem ? (JSON.parse(text) as Problem) : undefined,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}
