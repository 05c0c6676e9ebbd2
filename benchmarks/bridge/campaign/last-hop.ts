/**
 * The last hop to an oven, message by message: while it is disturbed some deliveries are lost and others come seconds later,
 * after what was sent after them. A TCP link alone cannot do that; radios, gateways with several sessions and brokers in a
 * cluster can.
 */
import type { Rng } from '../../../solvers/shared/rng.ts';
import type { OvenSide } from '../../../src/bridge/oven/client.ts';
import type { Ack, OvenState } from '../../../src/bridge/protocol.ts';

/** Of the deliveries while it is disturbed. */
const share = { lost: 0.3, held: 0.5 } as const;

/** From less than a repeat of the bridge to beyond the window of a command. */
const heldMs = { least: 100, most: 12_000 } as const;

export class LastHop implements OvenSide {
  readonly #oven: OvenSide;
  readonly #rng: Rng;
  #held: { readonly payload: string; readonly dueAt: number }[] = [];
  #disturbedUntil = 0;
  #powerLosses = 0;

  constructor(oven: OvenSide, rng: Rng) {
    this.#oven = oven;
    this.#rng = rng;
  }

  get name(): string {
    return this.#oven.name;
  }

  /** @param until - ms since 1970; what is held by then still comes late. */
  disturb(until: number): void {
    this.#disturbedUntil = until;
  }

  /** Nothing is on its way to a gateway without power. */
  powerLost(): void {
    this.#held = [];
    this.#powerLosses++;
  }

  receive(payload: string, now: number): Ack | undefined {
    if (now >= this.#disturbedUntil) return this.#oven.receive(payload, now);
    const fate = this.#rng.float();
    if (fate < share.lost) return undefined;
    if (fate >= share.lost + share.held) return this.#oven.receive(payload, now);
    this.#held.push({ payload, dueAt: now + heldMs.least + this.#rng.below(heldMs.most - heldMs.least) });
    return undefined;
  }

  hear(payload: string, now: number): void {
    this.#oven.hear(payload, now);
  }

  /** Also hands over what was held, whose answers are due with the others. */
  advance(now: number): Ack[] {
    const due = this.#held.filter(({ dueAt }) => dueAt <= now);
    if (due.length > 0) this.#held = this.#held.filter(({ dueAt }) => dueAt > now);
    const powerLosses = this.#powerLosses;
    const answers: Ack[] = [];
    for (const { payload } of due) {
      const answer = this.#oven.receive(payload, now);
      if (answer) answers.push(answer);
      // It may lose its power by accepting a command, and then does nothing more.
      if (this.#powerLosses !== powerLosses) return answers;
    }
    return [...answers, ...this.#oven.advance(now)];
  }

  state(now: number): OvenState {
    return this.#oven.state(now);
  }
}
