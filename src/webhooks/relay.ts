/**
 * Sends what is due to receivers, a bounded number at a time, of each host only a few.
 *
 * running    claims while there is room; woken by new deliveries and by calls that end, looks by itself as the floor
 * stopping   entered by `stop`: hangs up, writes what came of each call, and leaves the rest to others
 */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AddressRules } from './address.ts';
import { type Delivered, type DeliveryLimits, deliver } from './deliver.ts';
import type { Claimed, WebhookStore } from './store.ts';

/** Calls of one process at once, and of them to one host: a receiver that does not answer holds up no other one. */
const mostCalls = 32;
const mostCallsPerHost = 4;

/** What is due is found within this time, also where no notification comes. */
const lookEveryMs = 2000;
const burstMs = 20;
const forgetEveryMs = 3_600_000;

const outcomeWords = { delivered: 'delivered', waiting: 'retried', failed: 'given-up' } as const;

export interface RelayParts {
  readonly store: WebhookStore;
  readonly rules: AddressRules;
  /** The message of an ended plan; undefined where the plan is gone. */
  readonly bodyOf: (planId: string) => Promise<string | undefined>;
  readonly log: Logger;
  /** Told what came of each attempt: `delivered`, `retried`, `given-up`. */
  readonly onOutcome?: (outcome: string) => void;
  /** Default: the clocks of database and process. */
  readonly now?: () => Date;
  readonly limits?: DeliveryLimits;
}

export class WebhookRelay {
  readonly #parts: RelayParts;
  readonly #calls = new Map<string, { readonly host: string; readonly done: Promise<void> }>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  /** Whether there is any webhook, as of the last look. */
  #wanted = false;
  #woken = false;
  #wake: (() => void) | undefined;
  #forgottenAt = 0;

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loop = this.#work();
  }

  /** A plan has ended somewhere: passed over while nobody wants to be told. */
  hint(): void {
    if (this.#wanted) this.wake();
  }

  /** There may be something to deliver. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#loop;
    await Promise.all([...this.#calls.values()].map(({ done }) => done));
  }

  /** Takes what is due now. @returns how many calls were begun. */
  async #claim(): Promise<number> {
    const { store, now } = this.#parts;
    const most = mostCalls - this.#calls.size;
    if (most <= 0) return 0;
    const busy = new Map<string, number>();
    for (const { host } of this.#calls.values()) busy.set(host, (busy.get(host) ?? 0) + 1);
    const claimed = await store.claim({ most, mostPerHost: mostCallsPerHost, busy }, now?.());
    for (const one of claimed) {
      const done = this.#call(one).finally(() => {
        this.#calls.delete(one.claim + one.id);
        this.wake();
      });
      this.#calls.set(one.claim + one.id, { host: one.host, done });
    }
    return claimed.length;
  }

  /** Never rejects. */
  async #call(claimed: Claimed): Promise<void> {
    const { store, log, now } = this.#parts;
    const { id, host, attempts, webhookId, planId } = claimed;
    try {
      const outcome = await this.#post(claimed);
      // The call was cut off from this side, which says nothing of the receiver.
      if (this.#stopping.signal.aborted && 'error' in outcome) return await store.handBack(claimed);
      const state = await store.record(claimed, outcome, now?.());
      if (state) this.#parts.onOutcome?.(outcomeWords[state]);
      // Neither the address, which may hold a secret of the receiver, nor anything of its answer.
      log.info({ deliveryId: id, webhookId, planId, host, attempt: attempts, ...outcome, state }, 'webhook called');
    } catch (error) {
      log.error({ err: error, deliveryId: id }, 'what came of a delivery could not be kept; it is sent again');
    }
  }

  async #post(claimed: Claimed): Promise<Delivered | { gone: string }> {
    const { store, rules, bodyOf, limits, now } = this.#parts;
    const { id, url, secrets, planId } = claimed;
    const body = claimed.body ?? (planId ? await bodyOf(planId) : undefined);
    if (body === undefined) return { gone: 'the plan has been deleted' };
    if (claimed.body === null) await store.keepBody(claimed, body);
    const timestamp = Math.floor((now?.().getTime() ?? Date.now()) / 1000);
    return deliver({ id, url, body, secrets, timestamp }, rules, { limits, signal: this.#stopping.signal });
  }

  async #work(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#woken = false;
      try {
        this.#wanted = await this.#parts.store.any();
        while (this.#wanted && !this.#stopping.signal.aborted && (await this.#claim()) > 0);
        await this.#forget();
      } catch (error) {
        this.#parts.log.error({ err: error }, 'deliveries to webhooks could not be read; trying again');
      }
      // What ends in one burst is claimed together.
      await setTimeout(burstMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      await this.#sleep();
    }
  }

  async #forget(): Promise<void> {
    if (performance.now() - this.#forgottenAt < forgetEveryMs && this.#forgottenAt > 0) return;
    this.#forgottenAt = performance.now();
    while ((await this.#parts.store.forget()) > 0 && !this.#stopping.signal.aborted);
  }

  #sleep(): Promise<void> {
    if (this.#woken || this.#stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = globalThis.setTimeout(done, lookEveryMs);
      this.#wake = done;
    });
  }
}
