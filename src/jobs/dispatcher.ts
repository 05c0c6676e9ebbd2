/**
 * Takes jobs from the queue and gives them to the solver, as many at a time as there are threads, and short work beyond.
 *
 * running    claims while there is room; woken by a local insert or a finished run, polls as the floor; after an error
 *            it pauses, longer each time, and nothing wakes it
 * stopping   entered by `stop`; claims nothing more, waits for what runs, then hands the rest back
 */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isShortWork } from '../../models/queue-order.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { type Claim, heartbeatIntervalMs, type JobQueue } from './job-queue.ts';
import { PlanRun, type PlanRunParts } from './plan-run.ts';
import type { Begun } from './plan-store.ts';

const pollIntervalMs = 1000;
const longestErrorPauseMs = 5000;
const stopPollIntervalMs = 500;
const handBackTries = 3;

interface Held {
  /** Renewed where this process claims a job again that it holds. */
  claim: Claim;
  readonly run: PlanRun;
  readonly done: Promise<void>;
}

export interface DispatcherOptions extends PlanRunParts {
  readonly queue: JobQueue;
  /** Solves at a time. */
  readonly concurrency: number;
  /** Solves beyond, so that of all at most `concurrency` are long work; default 0. */
  readonly express?: number;
  readonly log: Logger;
}

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #held = new Map<string, Held>();
  /** Claims whose `begin` met an outage: it may have been done or not. */
  readonly #unsure = new Set<Claim>();
  readonly #timers: NodeJS.Timeout[] = [];
  #stopping = false;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #woken = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#work();
    this.#every(heartbeatIntervalMs, () => this.#keepClaims());
    this.#every(stopPollIntervalMs, () => this.lookForStops());
  }

  /** There may be something to do: a hint for speed. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Plans that are being solved here. */
  get running(): number {
    return this.#held.size;
  }

  /** Stops the runs whose callers asked for it; called by a timer, and by whoever knows that there is one. */
  async lookForStops(): Promise<void> {
    if (this.#held.size === 0) return;
    for (const id of await this.#options.store.stopRequested([...this.#held.keys()])) this.#held.get(id)?.run.stop();
  }

  /** @param patienceMs - how long running solves may go on before they are handed back to the queue. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    const timeOut = Promise.withResolvers<void>();
    const timer = globalThis.setTimeout(timeOut.resolve, patienceMs);
    await Promise.race([Promise.all([...this.#held.values()].map((held) => held.done)), timeOut.promise]);
    clearTimeout(timer);
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([...this.#held.values()].map((held) => this.#handBack(held)));
  }

  /**
   * The stop limit is over by now, so there are few tries. Where the database is away for all of them, the plan runs again
   * once its claim has lapsed, and that counts as a death: a process that could not say that it stops looks like one that died.
   */
  async #handBack({ run, done }: Held): Promise<void> {
    const { store, log } = this.#options;
    run.giveUp();
    for (let tries = 1; ; tries++)
      try {
        const held = await store.handBack(run.begun);
        if (held) log.info({ planId: run.begun.id, tenant: run.begun.tenant }, 'handed back to the queue');
        break;
      } catch (error) {
        log.warn({ err: error, planId: run.begun.id }, 'could not be handed back');
        if (!isUnavailable(error) || tries === handBackTries) break;
        await setTimeout(pollIntervalMs);
      }
    await done;
  }

  async #work(): Promise<void> {
    let errors = 0;
    while (!this.#stopping) {
      this.#woken = false;
      try {
        await this.#clearUp();
        while (!this.#stopping && this.#hasRoom()) {
          const claim = await this.#options.queue.claim({ shortOnly: this.#hasRoomForShortOnly() });
          if (!claim) break;
          await this.#take(claim);
        }
        errors = 0;
        await this.#sleep(pollIntervalMs);
      } catch (error) {
        this.#options.log.error({ err: error }, 'the queue could not be read; trying again');
        await this.#pause(Math.min(longestErrorPauseMs, pollIntervalMs * 2 ** errors++));
      }
    }
  }

  #hasRoom(): boolean {
    return this.#held.size < this.#options.concurrency + (this.#options.express ?? 0);
  }

  #hasRoomForShortOnly(): boolean {
    const long = [...this.#held.values()].filter(({ run }) => !isShortWork(run.begun.request.budget.timeMs));
    return long.length >= this.#options.concurrency;
  }

  async #take(claim: Claim): Promise<void> {
    const own = this.#held.get(claim.id);
    if (own && (await this.#takeAgain(own, claim))) return;
    const begun = await this.#begin(claim);
    if (!begun) return;
    const run = new PlanRun(begun, this.#options);
    const done = run.run().finally(() => {
      // It may have been handed back and taken again by now.
      if (this.#held.get(begun.id)?.run === run) this.#held.delete(begun.id);
      this.wake();
    });
    this.#held.set(begun.id, { claim, run, done });
  }

  /** A job that is solved here already was given back while this process could not be heard. @returns whether it goes on. */
  async #takeAgain(own: Held, claim: Claim): Promise<boolean> {
    const now = await this.#options.store.attempt(claim.id);
    if (now?.state === 'running' && now.attempt === own.run.begun.attempt) {
      own.claim = claim;
      return true;
    }
    await own.run.passOn();
    return false;
  }

  async #begin(claim: Claim): Promise<Begun | undefined> {
    const holdsSuspect = [...this.#held.values()].some(({ run }) => run.begun.suspect);
    try {
      return await this.#options.store.begin(claim.id, { holdsSuspect });
    } catch (error) {
      this.#unsure.add(claim);
      throw error;
    }
  }

  /** Gives back what was claimed and perhaps begun when the database went away, as long as the claim holds. */
  async #clearUp(): Promise<void> {
    for (const claim of this.#unsure) {
      const kept = await this.#options.queue.keep([claim]);
      if (kept.has(claim.id)) await this.#options.store.undoBegin(claim.id);
      this.#unsure.delete(claim);
    }
  }

  async #keepClaims(): Promise<void> {
    if (this.#held.size === 0) return;
    const held = [...this.#held.values()];
    const claims = held.map(({ claim }) => claim);
    const kept = await this.#options.queue.keep(claims);
    for (const [index, { run }] of held.entries()) {
      const { id } = claims[index];
      // Ended in the meantime, or this process was away for so long that the job was given to another.
      const isLost = () =>
        !kept.has(id) && this.#held.get(id)?.run === run && this.#held.get(id)?.claim === claims[index];
      if (!isLost()) continue;
      const now = await this.#options.store.attempt(id);
      if (isLost() && now?.attempt !== run.begun.attempt) await run.passOn();
    }
  }

  #every(intervalMs: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((error: unknown) => {
          const level = isUnavailable(error) ? 'warn' : 'error';
          this.#options.log[level]({ err: error }, 'periodic work of the dispatcher failed');
        })
        .finally(() => {
          busy = false;
        });
    }, intervalMs);
    this.#timers.push(timer);
  }

  /** Ends early when there may be something to do. */
  #sleep(ms: number): Promise<void> {
    if (this.#woken) return Promise.resolve();
    return this.#pause(ms, () => this.#woken);
  }

  /** Ends early when the dispatcher stops, or at a `wake` after which `enough` holds. */
  #pause(ms: number, enough = () => false): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = globalThis.setTimeout(done, ms);
      this.#wake = () => {
        if (this.#stopping || enough()) done();
      };
    });
  }
}
