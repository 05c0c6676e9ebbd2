/** Explanations of plans: kept ones are told, others computed by a solver thread of whichever process has one, once. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { TaktError } from '../../models/errors.ts';
import type { Explanation } from '../../models/explanation.ts';
import { shortWorkMs } from '../../models/queue-order.ts';
import { hasPlan } from '../../models/result.ts';
import { type ExplainRequest, explainReserveMs } from '../../solvers/explain/explain.ts';
import { explainTask } from '../../solvers/tasks.ts';
import type { Database } from '../db/database.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { uuidV7 } from '../jobs/identity.ts';
import type { SolveOutcome, SolveTask } from '../jobs/solver-port.ts';
import { ExplanationStore, type KeptExplanation, leastGrowth, type PlanToExplain, renewIntervalMs } from './store.ts';

/** How often a process with a solver looks for what others were asked. */
const pollIntervalMs = 2000;

/** How often who waits looks whether another process has computed it. */
const lookIntervalMs = 500;

/** The solver pool, which takes tasks that are no solves as well. */
export interface TaskPort {
  solve(
    task: Omit<SolveTask, 'kind' | 'request'> & { readonly kind: string; readonly request: unknown },
    options?: { signal?: AbortSignal },
  ): Promise<SolveOutcome>;
}

export interface ExplanationsOptions {
  readonly database: Database;
  /** Absent: another process computes what is asked here. */
  readonly solver?: TaskPort;
  readonly log: Logger;
}

export class Explanations {
  readonly #store: ExplanationStore;
  readonly #options: ExplanationsOptions;
  /** Told of each plan whose explanation was computed here, or not. */
  readonly #computed = new EventEmitter().setMaxListeners(0);
  readonly #stop = new AbortController();
  readonly #computing = new Set<Promise<void>>();
  /** Ids of plans that are being computed here, or wait for a thread. */
  readonly #here = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #polling = false;

  constructor(options: ExplanationsOptions) {
    this.#options = options;
    this.#store = new ExplanationStore(options.database, randomUUID());
  }

  /** Computes also what is asked of other processes. */
  start(): void {
    // The embedded database has no other process.
    if (!this.#options.solver || this.#options.database.backend === 'pglite') return;
    this.#timer = setInterval(() => void this.#poll(), pollIntervalMs);
  }

  /** Stops what is being computed, and leaves it to others. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await Promise.all(this.#computing);
  }

  /**
   * The explanation of a plan that is known to have ended; computed unless it is kept.
   * @param asked.timeMs - for solves of changed requests; a kept one that had at most half of it and not enough is computed
   *   again where `asked.more` says so.
   * @param asked.waitMs - how long to wait for it.
   * @returns undefined where it is not there in time.
   * @throws TaktError as the computation did, to all who ask within some minutes, where none is kept from before.
   */
  async get(
    planId: string,
    asked: { timeMs: number; more: boolean; waitMs: number; signal?: AbortSignal },
  ): Promise<KeptExplanation | undefined> {
    const until = performance.now() + asked.waitMs;
    for (;;) {
      // Listens before it reads, so that nothing in between is lost.
      const computed = Promise.withResolvers<void>();
      this.#computed.once(planId, computed.resolve);
      const remainingMs = until - performance.now();
      const timer = setTimeout(computed.resolve, Math.max(0, Math.min(remainingMs, lookIntervalMs)));
      try {
        const kept = await this.#store.get(planId);
        if (kept?.explanation && (kept.error || suffices(kept, asked))) return kept;
        if (kept?.error) throw new TaktError(kept.error.code, kept.error.message);
        // Whoever only looks writes nothing.
        if (!kept?.open || (kept.wantedMs < asked.timeMs && !kept.claimed))
          await this.#store.ask(planId, asked.timeMs, asked.more);
        if (!kept?.claimed) this.#computeSoon(planId);
        if (remainingMs <= 0 || asked.signal?.aborted || this.#stop.signal.aborted) return undefined;
        await computed.promise;
      } finally {
        clearTimeout(timer);
        this.#computed.off(planId, computed.resolve);
      }
    }
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    await this.#track(this.#compute());
    this.#polling = false;
  }

  #computeSoon(planId: string): void {
    if (this.#options.solver && !this.#here.has(planId)) void this.#track(this.#compute(planId));
  }

  /** `stop` waits for it; what it fails with is only logged. */
  async #track(work: Promise<void>): Promise<void> {
    const logged = work.catch((error: unknown) => this.#options.log.error({ err: error }, 'explaining a plan'));
    this.#computing.add(logged);
    await logged;
    this.#computing.delete(logged);
  }

  async #compute(asked?: string): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const claim = await this.#store.claim(asked, [...this.#here]);
    if (!claim) return;
    const { planId, timeMs } = claim;
    this.#here.add(planId);
    const renewal = setInterval(() => this.#renew(planId), renewIntervalMs);
    try {
      const explanation = await this.#explain(planId, timeMs);
      if (explanation) await this.#store.keep(planId, timeMs, explanation);
      else await this.#store.release(planId);
    } catch (error) {
      if (isPassing(error)) return await this.#store.release(planId);
      this.#options.log.error({ err: error, planId }, 'a plan could not be explained');
      await this.#store.fail(planId, error);
    } finally {
      clearInterval(renewal);
      this.#here.delete(planId);
      this.#computed.emit(planId);
    }
  }

  /** It may wait for a thread for as long as there are plans before it. */
  #renew(planId: string): void {
    this.#store
      .renew(planId)
      .catch((error: unknown) => this.#options.log.warn({ err: error, planId }, 'claim of an explanation not renewed'));
  }

  /** @returns undefined where it was stopped. */
  async #explain(planId: string, timeMs: number): Promise<Explanation | undefined> {
    const plan = await this.#store.plan(planId);
    if (!plan) throw new TaktError('internal-error', `plan ${planId} is not there any more`);
    const longMs = timeMs + explainReserveMs;
    // What needs no solves takes milliseconds, and seconds only of a plan near the greatest request that is taken.
    for (const budgetMs of plan.kind === 'melt' ? [longMs] : [shortWorkMs, longMs]) {
      const { result } = await this.#options.solver!.solve(
        {
          id: uuidV7(),
          kind: explainTask,
          request: explainRequest(plan),
          budget: { timeMs: budgetMs, gap: 0, seed: 1, deterministic: false },
          priority: plan.priority,
        },
        { signal: this.#stop.signal },
      );
      // First: one that a stop cut short has a plan as well, and did not have its time.
      if (this.#stop.signal.aborted) return undefined;
      if (hasPlan(result)) return result.plan as Explanation;
    }
    throw new TaktError('internal-error', `no explanation of plan ${planId} within ${longMs} ms`);
  }
}

/** Whether it need not be computed again; as `ExplanationStore.ask` has it. */
function suffices({ explanation, timeMs }: KeptExplanation, asked: { timeMs: number; more: boolean }): boolean {
  return !asked.more || explanation?.endedBy === 'done' || asked.timeMs < leastGrowth * (timeMs ?? 0);
}

/** No fault of the plan: somebody else, or somebody later, may have more luck. */
function isPassing(error: unknown): boolean {
  return isUnavailable(error) || (error instanceof TaktError && ['queue-full', 'shutting-down'].includes(error.code));
}

function explainRequest(plan: PlanToExplain): ExplainRequest {
  return {
    kind: plan.kind,
    problem: plan.problem,
    found: plan.found ?? 'unknown',
    endedBy: plan.ended_by ?? undefined,
    reason: plan.reason ?? whyUnsolved(plan),
    plan: plan.plan ?? undefined,
    lowerBound: plan.lower_bound ?? undefined,
  };
}

function whyUnsolved({ state, error, ended_by }: PlanToExplain): string | undefined {
  if (state === 'expired') return 'The moment of `notAfter` had passed before a solver was free.';
  if (state === 'failed') return `Solving it failed: ${error?.message ?? 'the reason is not known'}.`;
  if (state === 'cancelled' && ended_by === null) return 'It was stopped before it was solved.';
  return undefined;
}
