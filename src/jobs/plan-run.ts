/** One attempt at one plan: from the solver's first incumbent to the stored end. */
import { setTimeout } from 'node:timers/promises';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { TaktError } from '../../models/errors.ts';
import { hasPlan, type Incumbent } from '../../models/result.ts';
import type { Queryable } from '../db/database.ts';
import { recordThread, startSpan, traceparentOf } from '../telemetry/spans.ts';
import { assertPlan, assertResult } from './checked.ts';
import { LatestWriter } from './latest-writer.ts';
import type { Begun, Ending, PlanStore } from './plan-store.ts';
import type { CheckPlan, SolveOutcome, SolverPort } from './solver-port.ts';
import { solverRequest } from './solver-port.ts';

/** Incumbents are kept at most this often: five a second is more than anybody follows. */
const incumbentIntervalMs = 200;

const notTakenPauseMs = 500;

export interface PlanRunParts {
  readonly store: PlanStore;
  readonly solver: SolverPort;
  readonly check: CheckPlan;
  readonly log: Logger;
  /** Writes what must be kept together with a succeeded plan, e.g. setpoint programs, in the same transaction. */
  readonly onSucceeded?: (
    transaction: Queryable,
    succeeded: { begun: Begun; plan: unknown; traceparent?: string },
  ) => Promise<void>;
  /** Told of each end after it is committed. */
  readonly onEnded?: (begun: Begun, ending: Ending) => void;
}

export class PlanRun {
  readonly begun: Begun;
  readonly #parts: PlanRunParts;
  readonly #stop = new AbortController();
  readonly #log: Logger;
  #stopped: 'by-caller' | 'given-up' | undefined;
  readonly #span: Span;

  constructor(begun: Begun, parts: PlanRunParts) {
    this.begun = begun;
    this.#parts = parts;
    this.#log = parts.log.child({ planId: begun.id, attempt: begun.attempt });
    this.#span = startSpan('takt.plan.run', begun.traceparent, {
      'takt.plan.id': begun.id,
      'takt.plan.kind': begun.request.kind,
      'takt.plan.attempt': begun.attempt,
    });
  }

  /** A caller asked to stop: the best plan so far is kept. */
  stop(): void {
    this.#stopped ??= 'by-caller';
    this.#stop.abort();
  }

  /** The plan is somebody else's now, or goes back to the queue: whatever comes out is dropped. */
  giveUp(): void {
    this.#stopped = 'given-up';
    this.#stop.abort();
  }

  /** Solves and stores. Never rejects: a fault of the service becomes the plan's state `failed`. */
  async run(): Promise<void> {
    const ending = await this.#solve();
    if (ending === 'not-taken') await this.#handBack();
    else if (this.#stopped !== 'given-up') await this.#store(ending);
    if (ending !== 'not-taken' && ending.state === 'failed')
      this.#span.setStatus({ code: SpanStatusCode.ERROR, message: ending.error.code });
    this.#span.end();
  }

  async #solve(): Promise<Ending | 'not-taken'> {
    const { begun, check, solver } = { begun: this.begun, ...this.#parts };
    const { kind, budget, priority } = begun.request;
    const task = { id: begun.id, kind, request: solverRequest(begun.request), budget, priority };
    const traceparent = traceparentOf(this.#span) ?? begun.traceparent;
    const incumbents = new LatestWriter<Incumbent>(incumbentIntervalMs, (incumbent) => this.#keepIncumbent(incumbent));
    try {
      const outcome = await solver.solve(
        { ...task, traceparent },
        { signal: this.#stop.signal, onIncumbent: (incumbent) => incumbents.put(incumbent) },
      );
      this.#traceThread(outcome);
      assertResult(check, task, outcome.result);
      return {
        state: this.#stopped === 'by-caller' ? 'cancelled' : 'succeeded',
        result: outcome.result,
        solvingMs: outcome.solvingMs,
        poolWaitingMs: outcome.waitingMs,
      };
    } catch (error) {
      // The pool is closing or full: no fault of the plan.
      if (error instanceof TaktError && (error.code === 'shutting-down' || error.code === 'queue-full'))
        return 'not-taken';
      return this.#failure(error);
    } finally {
      await incumbents.close();
    }
  }

  async #keepIncumbent(incumbent: Incumbent): Promise<void> {
    const { kind } = this.begun.request;
    try {
      assertPlan(this.#parts.check, { kind, request: solverRequest(this.begun.request) }, incumbent);
      await this.#parts.store.recordIncumbent(this.begun.id, this.begun.attempt, incumbent);
    } catch (error) {
      this.#log.warn({ err: error }, 'incumbent not kept');
    }
  }

  async #handBack(): Promise<void> {
    // Long enough not to ask a full pool a hundred times a second.
    await setTimeout(notTakenPauseMs, undefined, { signal: this.#stop.signal }).catch(() => {});
    if (this.#stopped === 'given-up') return;
    try {
      await this.#parts.store.handBack(this.begun);
      this.#log.info('the solver did not take it; handed back to the queue');
    } catch (error) {
      this.#log.error({ err: error }, 'could not be handed back; the plan runs again when its claim lapses');
    }
  }

  async #store(ending: Ending): Promise<void> {
    try {
      await this.#storeOnce(ending);
    } catch (error) {
      this.#log.error({ err: error }, 'the end of the plan could not be stored');
      await this.#storeOnce(this.#failure(error)).catch((again: unknown) =>
        this.#log.error({ err: again }, 'nor could its failure; the plan runs again when its claim lapses'),
      );
    }
  }

  async #storeOnce(ending: Ending): Promise<void> {
    const { store, onSucceeded, onEnded } = this.#parts;
    const { id, attempt } = this.begun;
    const succeeded = ending.state === 'succeeded' && hasPlan(ending.result) ? ending.result : undefined;
    const together =
      succeeded &&
      onSucceeded &&
      ((transaction: Queryable) =>
        onSucceeded(transaction, {
          begun: this.begun,
          plan: succeeded.plan,
          traceparent: traceparentOf(this.#span) ?? this.begun.traceparent,
        }));
    const held = await store.end(id, attempt, ending, together);
    if (!held) return this.#log.warn('the plan had passed to another attempt; this result is dropped');
    this.#log.info({ state: ending.state, ...endFigures(ending) }, 'plan ended');
    onEnded?.(this.begun, ending);
  }

  #failure(error: unknown): Ending {
    this.#log.error({ err: error }, 'solve failed');
    const known = error instanceof TaktError && error.code !== 'internal-error' ? error : undefined;
    return {
      state: 'failed',
      error: {
        code: known?.code ?? 'internal-error',
        message:
          known?.message ?? `something went wrong inside takt; its log has the details under plan ${this.begun.id}`,
      },
    };
  }

  #traceThread(outcome: SolveOutcome): void {
    recordThread(this.#span, outcome, {
      'takt.plan.kind': this.begun.request.kind,
      'takt.plan.found': outcome.result.found,
      'takt.plan.ended_by': outcome.result.endedBy,
      'takt.pool.attempts': outcome.attempts,
    });
  }
}

function endFigures(ending: Ending): object {
  if (ending.state === 'failed') return { code: ending.error.code };
  return { found: ending.result.found, endedBy: ending.result.endedBy, solvingMs: Math.round(ending.solvingMs) };
}
