/**
 * Every error that leaves takt has a code from this table. A code is listed in docs/api.md and never used again for
 * something else; a test compares the two.
 */
export const errorTable = {
  'malformed-json': { status: 400, exit: 2, title: 'The body is not JSON' },
  'invalid-request': { status: 400, exit: 2, title: 'The request does not fit its schema' },
  'inconsistent-request': { status: 422, exit: 2, title: 'The request contradicts itself' },
  'invalid-parameter': { status: 400, exit: 2, title: 'A parameter or header does not fit' },
  'unsupported-media-type': { status: 415, exit: 2, title: 'The body must be application/json' },
  'body-too-large': { status: 413, exit: 2, title: 'The body is larger than the service takes' },
  unauthenticated: { status: 401, exit: 2, title: 'Nobody known is asking' },
  forbidden: { status: 403, exit: 2, title: 'The key may not do this' },
  'not-found': { status: 404, exit: 2, title: 'There is nothing under this address' },
  'plan-not-found': { status: 404, exit: 2, title: 'There is no plan with this id' },
  'method-not-allowed': { status: 405, exit: 2, title: 'This address does not take that method' },
  'plan-ended': { status: 409, exit: 2, title: "The plan's state forbids it" },
  'outcome-not-taken': { status: 409, exit: 2, title: 'The plan is not one that takes an outcome, or not yet' },
  'outcome-exists': { status: 409, exit: 2, title: 'The plan has another outcome already' },
  'plan-not-ended': { status: 409, exit: 2, title: 'The plan has not ended yet' },
  'other-version': { status: 409, exit: 2, title: 'The plan was made by another version of takt' },
  'patch-conflict': { status: 422, exit: 2, title: 'The changes do not fit the request' },
  'idempotency-mismatch': { status: 422, exit: 2, title: 'The idempotency key belongs to another request' },
  'batch-not-found': { status: 404, exit: 2, title: 'There is no batch with this id' },
  'catalog-not-found': { status: 404, exit: 2, title: 'There is no such catalog item' },
  'catalog-conflict': { status: 409, exit: 2, title: 'The catalog item has changed meanwhile' },
  'webhook-not-found': { status: 404, exit: 2, title: 'There is no webhook with this id' },
  'webhook-disabled': { status: 409, exit: 2, title: 'The webhook is disabled' },
  'forbidden-address': { status: 422, exit: 2, title: 'The address may not be called' },
  'equipment-not-found': { status: 404, exit: 2, title: 'There is no such site or oven' },
  'hold-not-found': { status: 404, exit: 2, title: 'There is no hold with this id' },
  'key-not-found': { status: 404, exit: 2, title: 'There is no access key with this id' },
  'rate-limited': { status: 429, exit: 3, title: 'Too many requests' },
  'tenant-limit': { status: 429, exit: 3, title: 'The limit of the tenant is reached' },
  'queue-full': { status: 503, exit: 3, title: 'The solver queue is full' },
  'too-many-streams': { status: 503, exit: 3, title: 'Too many event streams are open' },
  'shutting-down': { status: 503, exit: 3, title: 'The service is stopping' },
  'database-unavailable': { status: 503, exit: 3, title: 'The database cannot be reached' },
  'issuer-unavailable': { status: 503, exit: 3, title: 'The issuer of tokens cannot be reached' },
  'broker-unavailable': { status: 503, exit: 3, title: 'The MQTT broker cannot be reached' },
  'service-unreachable': { status: 503, exit: 3, title: 'The takt service cannot be reached' },
  'data-folder-locked': { status: 503, exit: 3, title: 'Another process uses the data folder' },
  'bad-configuration': { status: 500, exit: 2, title: 'A setting is unknown or does not fit' },
  'crashed-solver': { status: 500, exit: 1, title: 'The solver process died on this request' },
  'failed-check': { status: 500, exit: 1, title: 'The plan did not pass the independent check' },
  'internal-error': { status: 500, exit: 1, title: 'Something went wrong inside takt' },
} as const satisfies Record<string, { status: number; exit: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

/** One finding about the input: where, which rule, what came, what would do. */
export interface InputProblem {
  /** JSON pointer (RFC 6901) into the request body, or the name of a parameter or header. */
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
  readonly received: unknown;
  readonly remedy: string;
}

/** The only error class that crosses module borders; everything that matters is data, so that it survives a thread. */
export class TaktError extends Error {
  readonly code: ErrorCode;
  readonly details: { readonly errors?: readonly InputProblem[]; readonly retryAfterSeconds?: number };

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; errors?: readonly InputProblem[]; retryAfterSeconds?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TaktError';
    this.code = code;
    this.details = { errors: options.errors, retryAfterSeconds: options.retryAfterSeconds };
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get exitCode(): number {
    return errorTable[this.code].exit;
  }
}

/** What crosses a thread or process border in place of an error object. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: TaktError['details'];
}

export function toErrorData(error: unknown): ErrorData {
  if (error instanceof TaktError) return { code: error.code, message: error.message, details: error.details };
  return { code: 'internal-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function fromErrorData(data: ErrorData): TaktError {
  return new TaktError(data.code, data.message, { ...data.details });
}
