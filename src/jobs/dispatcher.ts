/**
 * Takes jobs from the queue and gives them to the solver, as many at a time as there are threads.
 *
 * running    claims while there is room; woken by a local insert or a finished run, polls as the floor
 * stopping   entered by `stop`; claims nothing more, waits for what runs, then hands the rest back
 */
import type { Logger } from 'pino';
import { TaktError } from '../../models/errors.ts';
import { type Claim, heartbeatIntervalMs, type JobQueue } from './job-queue.ts';
import { PlanRun, type PlanRunParts } from './plan-run.ts';

const pollIntervalMs = 1000;
const stopPollIntervalMs = 500;

interface Held {
  readonly claim: Claim;
  readonly run: PlanRun;
  readonly done: Promise<void>;
}

export interface DispatcherOptions extends PlanRunParts {
  readonly queue: JobQueue;
  readonly concurrency: number;
  readonly log: Logger;
}

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #held = new Map<string, Held>();
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
    const timer = setTimeout(timeOut.resolve, patienceMs);
    await Promise.race([Promise.all([...this.#held.values()].map((held) => held.done)), timeOut.promise]);
    clearTimeout(timer);
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([...this.#held.values()].map((held) => this.#handBack(held)));
  }

  async #handBack({ run, done }: Held): Promise<void> {
    const { store, log } = this.#options;
    run.giveUp();
    const held = await store.handBack(run.begun);
    if (held) log.info({ planId: run.begun.id }, 'handed back to the queue');
    await done;
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        while (!this.#stopping && this.#held.size < this.#options.concurrency) {
          const claim = await this.#options.queue.claim();
          if (!claim) break;
          await this.#take(claim);
        }
      } catch (error) {
        this.#options.log.error({ err: error }, 'the queue could not be read; trying again');
      }
      await this.#sleep();
    }
  }

  async #take(claim: Claim): Promise<void> {
    const begun = await this.#options.store.begin(claim.id);
    if (!begun) return;
    const run = new PlanRun(begun, this.#options);
    const done = run.run().finally(() => {
      // It may have been handed back and taken again by now.
      if (this.#held.get(begun.id)?.run === run) this.#held.delete(begun.id);
      this.wake();
    });
    this.#held.set(begun.id, { claim, run, done });
  }

  async #keepClaims(): Promise<void> {
    if (this.#held.size === 0) return;
    const held = [...this.#held.values()];
    const kept = await this.#options.queue.keep(held.map(({ claim }) => claim));
    for (const { claim, run } of held)
      if (!kept.has(claim.id) && this.#held.get(claim.id)?.run === run) {
        // Ended in the meantime, or this process was away for so long that the job was given to another.
        const attempt = await this.#options.store.attempt(claim.id);
        if (attempt !== run.begun.attempt) run.giveUp();
      }
  }

  #every(intervalMs: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((error: unknown) => {
          const level = error instanceof TaktError ? 'warn' : 'error';
          this.#options.log[level]({ err: error }, 'periodic work of the dispatcher failed');
        })
        .finally(() => {
          busy = false;
        });
    }, intervalMs);
    this.#timers.push(timer);
  }

  #sleep(): Promise<void> {
    if (this.#woken || this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, pollIntervalMs);
      this.#wake = done;
    });
  }
}
