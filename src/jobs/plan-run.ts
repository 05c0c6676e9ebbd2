/** One attempt at one plan: from the solver's first incumbent to the stored end. */
import { setTimeout } from 'node:timers/promises';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { TaktError } from '../../models/errors.ts';
import { hasPlan, type Incumbent } from '../../models/result.ts';
import type { Queryable } from '../db/database.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { traceIds } from '../telemetry/log.ts';
import { startProcessSpan } from '../telemetry/queue-spans.ts';
import { recordThread, traceparentOf } from '../telemetry/spans.ts';
import { assertPlan, assertResult } from './checked.ts';
import { LatestWriter } from './latest-writer.ts';
import type { Ending } from './plan-ending.ts';
import type { Begun, PlanStore } from './plan-store.ts';
import { isEnded } from './plan-view.ts';
import type { CheckPlan, SolveOutcome, SolverPort } from './solver-port.ts';
import { solverRequest } from './solver-port.ts';

/** Incumbents are kept at most this often: five a second is more than anybody follows. */
const incumbentIntervalMs = 200;

const notTakenPauseMs = 500;

/** Pauses between tries to store an end, or to hand back, while the database is away: doubled from the first to the last. */
const storePauseMs = { first: 250, last: 5000 };

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
  readonly #givenUp = new AbortController();
  readonly #span: Span;

  constructor(begun: Begun, parts: PlanRunParts) {
    this.begun = begun;
    this.#parts = parts;
    const { id: planId, tenant, attempt, traceparent } = begun;
    this.#span = startProcessSpan({ planId, kind: begun.request.kind, attempt, traceparent });
    this.#log = parts.log.child({ planId, tenant, attempt, ...traceIds(this.#span) });
  }

  /** A caller asked to stop: the best plan so far is kept. */
  stop(): void {
    this.#stopped ??= 'by-caller';
    this.#stop.abort();
  }

  /** The plan is somebody else's now, or goes back to the queue: whatever comes out is dropped. */
  giveUp(): void {
    this.#stopped = 'given-up';
    this.#givenUp.abort();
    this.#stop.abort();
  }

  /** The plan was taken from a holder that had fallen silent, but lives: this one. */
  async passOn(): Promise<void> {
    await this.#parts.store.retractLoss(this.begun.id, this.begun.attempt);
    this.#log.warn('the plan passed to another attempt while this one could not be heard');
    this.giveUp();
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
    // While the database is away the plan is kept here: a claim left to lapse would count as a death.
    for (let pauseMs = storePauseMs.first; !this.#givenUp.signal.aborted; pauseMs = nextStorePause(pauseMs))
      try {
        await this.#parts.store.handBack(this.begun);
        this.#log.info('the solver did not take it; handed back to the queue');
        return;
      } catch (error) {
        if (!isUnavailable(error)) {
          this.#log.error({ err: error }, 'could not be handed back; the plan runs again when its claim lapses');
          return;
        }
        this.#log.warn({ err: error }, 'cannot be handed back yet');
        await setTimeout(pauseMs, undefined, { signal: this.#givenUp.signal }).catch(() => {});
      }
  }

  /** A database that is away is no reason to lose what was solved: it is kept until it is stored or somebody else's turn. */
  async #store(ending: Ending): Promise<void> {
    let pauseMs = storePauseMs.first;
    let unsure = false;
    while (!this.#givenUp.signal.aborted) {
      try {
        const held = await this.#storeOnce(ending);
        if (held || (unsure && (await this.#isStored()))) return this.#tellEnd(ending);
        return await this.passOn();
      } catch (error) {
        if (isUnavailable(error)) {
          if (!unsure) this.#log.warn({ err: error }, 'the end of the plan cannot be stored yet');
          unsure = true;
          await setTimeout(pauseMs, undefined, { signal: this.#givenUp.signal }).catch(() => {});
          pauseMs = nextStorePause(pauseMs);
        } else if (ending.state === 'failed') {
          this.#log.error({ err: error }, 'the failure of the plan could not be stored; it runs again later');
          return;
        } else ending = this.#failure(error);
      }
    }
  }

  /** @returns false where the attempt no longer holds the plan. */
  #storeOnce(ending: Ending): Promise<boolean> {
    const { store, onSucceeded } = this.#parts;
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
    return store.end(id, attempt, ending, together);
  }

  /** Whether a write whose answer did not arrive was done all the same. */
  async #isStored(): Promise<boolean> {
    const now = await this.#parts.store.attempt(this.begun.id);
    return now !== undefined && now.attempt === this.begun.attempt && isEnded(now.state);
  }

  #tellEnd(ending: Ending): void {
    this.#log.info({ state: ending.state, ...endFigures(ending) }, 'plan ended');
    this.#parts.onEnded?.(this.begun, ending);
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

function nextStorePause(pauseMs: number): number {
  return Math.min(storePauseMs.last, 2 * pauseMs);
}

function endFigures(ending: Ending): object {
  if (ending.state === 'failed') return { code: ending.error.code };
  return { found: ending.result.found, endedBy: ending.result.endedBy, solvingMs: Math.round(ending.solvingMs) };
}
