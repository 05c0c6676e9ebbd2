/**
 * Whether there is room for one more plan, answered without asking the database: counting for each request would cost a
 * full queue the most. What waits is read at most every `refreshMs`; between two readings this process adds what it
 * takes and leaves out what it begins. So the limits hold exactly for one process, and several together can exceed them
 * by no more than the others take within `refreshMs` and one reading.
 */
import { TaktError } from '../../models/errors.ts';
import { retryAfterSeconds } from '../../models/retry-after.ts';

/** What waits in the queue, of all replicas. */
export interface QueueFigures {
  readonly plans: number;
  /** Their time budgets, together. */
  readonly costMs: number;
  /** Of all solver processes that were seen lately. */
  readonly threads: number;
}

export interface AdmissionLimits {
  /** Plans that may wait. */
  readonly queueLimit: number;
  /** Expected wait above which nothing is taken, in seconds; 0: whatever the wait. */
  readonly queueSeconds: number;
}

export interface Demand {
  readonly plans: number;
  /** Time budgets, together. */
  readonly costMs: number;
}

/** How old the figures may be before they are read anew. */
const refreshMs = 200;
/** Plans on their way into the database: where it is slow, requests would otherwise pile up with their bodies. */
const mostPending = 1000;

/** What plans of these budgets ask for. */
export function demandOf(budgets: readonly { readonly timeMs: number }[]): Demand {
  return { plans: budgets.length, costMs: budgets.reduce((sum, { timeMs }) => sum + timeMs, 0) };
}

const nothing: Demand = { plans: 0, costMs: 0 };

export class Admission {
  readonly #read: () => Promise<QueueFigures>;
  readonly #limits: AdmissionLimits;
  readonly #now: () => number;
  #figures: QueueFigures | undefined;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;
  /** Taken and not in the database yet. */
  #pending = nothing;
  /** Came less what began here, since the figures were read, and of that what the reading under way may have missed. */
  #since = nothing;
  #sinceReading = nothing;

  /** @param now - milliseconds of a clock that does not jump. */
  constructor(read: () => Promise<QueueFigures>, limits: AdmissionLimits, now = () => performance.now()) {
    this.#read = read;
    this.#limits = limits;
    this.#now = now;
  }

  /**
   * Runs `keep` where there is room for what it keeps.
   * @param kept - what of the demand `keep` has put into the queue; default: all of it.
   * @throws TaktError `queue-full`, at once: without waiting for the database, but for the first reading of all.
   */
  async admit<Kept>(
    demand: Demand,
    keep: () => Promise<Kept>,
    kept: (result: Kept) => Demand = () => demand,
  ): Promise<Kept> {
    if (this.#now() - this.#readAt >= refreshMs) this.#refresh();
    if (!this.#figures) await this.#reading;
    this.#refuseWithoutRoom(demand);
    this.#pending = sum(this.#pending, demand);
    try {
      const result = await keep();
      this.came(kept(result));
      return result;
    } finally {
      this.#pending = difference(this.#pending, demand);
    }
  }

  /** Plans have come into the queue otherwise, e.g. handed back. */
  came(demand: Demand): void {
    this.#since = sum(this.#since, demand);
    this.#sinceReading = sum(this.#sinceReading, demand);
  }

  /** Plans have left the queue here: begun or cancelled. */
  left(demand: Demand): void {
    this.#since = difference(this.#since, demand);
    this.#sinceReading = difference(this.#sinceReading, demand);
  }

  #refuseWithoutRoom(demand: Demand): void {
    const { queueLimit, queueSeconds } = this.#limits;
    const known = sum(this.#figures ?? nothing, this.#since);
    const waiting = sum(known, this.#pending);
    const threads = Math.max(1, this.#figures?.threads ?? 1);
    const tooMany = waiting.plans + demand.plans - queueLimit;
    const meanMs = waiting.costMs / Math.max(1, waiting.plans) / threads;
    if (tooMany > 0) throw full(`${Math.max(0, waiting.plans)} plans wait, and ${queueLimit} may`, tooMany * meanMs);
    const waitMs = waiting.costMs / threads;
    if (queueSeconds > 0 && waitMs > queueSeconds * 1000)
      throw full(
        `the expected wait is ${Math.ceil(waitMs / 1000)} s (time budgets of ${waiting.plans} plans, over ${threads} threads), and may be ${queueSeconds} s`,
        waitMs - queueSeconds * 1000,
      );
    if (this.#pending.plans > 0 && this.#pending.plans + demand.plans > mostPending)
      throw full(`${this.#pending.plans} plans are on their way into the database, and ${mostPending} may be`, 1000);
  }

  /** One reading at a time. A failed one leaves the figures as they were: this process's own count goes on. */
  #refresh(): void {
    if (this.#reading) return;
    this.#sinceReading = nothing;
    this.#reading = this.#read()
      .then((figures) => {
        this.#figures = figures;
        // What changed while it was read may be in the figures already or not: counted, to be on the safe side of both.
        this.#since = this.#sinceReading;
      })
      .catch(() => {
        this.#figures ??= { ...nothing, threads: 1 };
      })
      .finally(() => {
        this.#readAt = this.#now();
        this.#reading = undefined;
      });
  }
}

function full(why: string, untilRoomMs: number): TaktError {
  const seconds = retryAfterSeconds(untilRoomMs);
  return new TaktError('queue-full', `${why}; come back in ${seconds} s`, { retryAfterSeconds: seconds });
}

function sum(one: Demand, other: Demand): Demand {
  return { plans: one.plans + other.plans, costMs: one.costMs + other.costMs };
}

function difference(one: Demand, other: Demand): Demand {
  return { plans: one.plans - other.plans, costMs: one.costMs - other.costMs };
}
