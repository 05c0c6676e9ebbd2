/**
 * A client of takt's API. Calls that may be repeated are: reads, and posts under an idempotency key that the client makes,
 * so that an answer lost on the way never makes a second plan.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type components, routes } from './api-types.ts';
import { type Answer, type CallerOptions, type CallOptions, call, type OperationId, TaktApiError } from './call.ts';
import { followEvents, type PlanEvent } from './events.ts';

export { type Problem, TaktApiError } from './call.ts';
export type { PlanEvent } from './events.ts';

type Schemas = components['schemas'];
export type PlanRequest = Schemas['PlanRequest'];
export type Plan = Schemas['Plan'];

/** Operations that are posted under an idempotency key. */
const underKey: ReadonlySet<OperationId> = new Set(
  (['createPlan', 'createBatch', 'resolvePlan', 'recomputePlan'] as string[]).filter(
    (id) => id in routes,
  ) as OperationId[],
);

export interface ClientOptions extends CallerOptions {
  /** Times a call is tried in all. Default 5. */
  readonly tries?: number;
  /** Longest pause between two tries. Default 30 000. */
  readonly longestPauseMs?: number;
}

export class TaktClient {
  readonly #options: Required<Pick<ClientOptions, 'tries' | 'longestPauseMs'>> & CallerOptions;

  constructor(options: ClientOptions) {
    this.#options = { tries: 5, longestPauseMs: 30_000, ...options };
  }

  /**
   * Any operation of the API by its id, typed by the document. Repeated while it is refused for want of room or cannot be
   * reached, if that can do no harm.
   * @throws TaktApiError, or the error of `fetch` after the last try.
   */
  async call<Id extends OperationId>(operation: Id, options: CallOptions<Id>): Promise<Answer<Id>> {
    const { tries, longestPauseMs, ...caller } = this.#options;
    const headers: Record<string, string> = { ...options.headers };
    if (underKey.has(operation)) headers['idempotency-key'] ??= randomUUID();
    const mayRepeat = routes[operation][0] !== 'POST' || 'idempotency-key' in headers;
    for (let tried = 1; ; tried++)
      try {
        return await call(caller, operation, { ...options, headers });
      } catch (error) {
        if (tried >= tries || options.signal?.aborted || !isPassing(error, mayRepeat)) throw error;
        await setTimeout(Math.min(longestPauseMs, pauseMs(error, tried)), undefined, { signal: options.signal });
      }
  }

  /** Keeps a plan and has it solved. @param waitSeconds - for its end, at most; by default it is not waited for. */
  async createPlan(body: PlanRequest, { waitSeconds = 0, idempotencyKey }: CreateOptions = {}): Promise<Plan> {
    const headers = {
      ...(waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    return (await this.call('createPlan', { body, headers })).body;
  }

  /** Keeps a plan and waits until it has ended, however long that takes. */
  async solve(body: PlanRequest, options: Pick<CreateOptions, 'idempotencyKey'> = {}): Promise<Plan> {
    const plan = await this.createPlan(body, { ...options, waitSeconds: 60 });
    return plan.endedAt === undefined ? this.ended(plan.id) : plan;
  }

  /** The same solve without the store: nothing is kept, and hanging up ends it. */
  async solveOnly(body: PlanRequest, signal?: AbortSignal): Promise<Schemas['SolveAnswer']> {
    return (await this.call('solve', { path: { kind: body.kind }, body, signal })).body;
  }

  async getPlan(id: string, waitSeconds = 0): Promise<Plan> {
    const headers: Record<string, string> = waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {};
    return (await this.call('getPlan', { path: { id }, headers })).body;
  }

  /** Waits for the end of a plan. */
  async ended(id: string): Promise<Plan> {
    for (;;) {
      const plan = await this.getPlan(id, 60);
      if (plan.endedAt !== undefined) return plan;
    }
  }

  /** Stops a plan and keeps its best. */
  async stopPlan(id: string): Promise<Plan> {
    return (await this.call('stopPlan', { path: { id } })).body;
  }

  /** Plans, newest first, page after page as they are asked for. */
  async *plans(query: CallOptions<'listPlans'>['query'] = {}): AsyncGenerator<Schemas['PlanList']['plans'][number]> {
    let cursor = query.cursor;
    do {
      const { plans, next } = (await this.call('listPlans', { query: { ...query, cursor } })).body;
      yield* plans;
      cursor = next;
    } while (cursor !== undefined);
  }

  /** A plan's events from the first, or after `lastEventId`, to its end; a stream that breaks off is taken up again. */
  follow(id: string, lastEventId = 0): AsyncGenerator<PlanEvent> {
    return followEvents(this.#options, id, { lastEventId, tries: this.#options.tries });
  }
}

export interface CreateOptions {
  readonly waitSeconds?: number;
  /** Default: one of its own for each call. */
  readonly idempotencyKey?: string;
}

/** Whether to try again: refused before anything was done, or unanswered and without harm when done twice. */
function isPassing(error: unknown, mayRepeat: boolean): boolean {
  if (!(error instanceof TaktApiError)) return mayRepeat && (error as Error).name !== 'AbortError';
  if (error.status === 429 || error.status === 503) return true;
  return mayRepeat && error.problem === undefined && error.status >= 500;
}

function pauseMs(error: unknown, tried: number): number {
  const asked = error instanceof TaktApiError ? error.retryAfterSeconds : undefined;
  return asked === undefined ? 100 * 2 ** tried * (0.5 + Math.random()) : asked * 1000;
}
