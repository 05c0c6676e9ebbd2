/**
 * A belt through the heat: operations enter one after another and are on it together if state and duration agree.
 *
 * Entries come in order of time, so that the belt is fullest at the entry itself: only what is still on it then counts.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { never } from '../instance.ts';
import { Changeover } from './changeover.ts';
import { type Preparation, ResourceModel, refused, type Setting, type Use } from './model.ts';

const belt = 10;
const entry = 11;
const otherRegime = 12;
/** No state of any operation. */
const noRegime = -2;

export class ConveyorOven extends ResourceModel {
  readonly #id: string;
  readonly #capacity: number;
  readonly #entrySeconds: number;
  readonly #changeover: Changeover;
  readonly #steady: boolean;
  /** Ends and amounts of what is on the belt, those that ended before the last entry left out. */
  #ends: number[] = [];
  #amounts: number[] = [];
  #state = -1;
  #duration = -1;
  #lastEntry = -never;

  constructor(resource: TechcardResource & { type: 'conveyor-oven' }, setting: Setting) {
    super();
    this.#id = resource.id;
    this.#capacity = resource.capacity;
    this.#entrySeconds = resource.entrySeconds;
    this.#changeover = new Changeover(resource, setting);
    this.#steady = this.#changeover.steady;
  }

  override get steady(): boolean {
    return this.#steady;
  }

  override reset(): void {
    this.#changeover.reset();
    this.setupSeconds = 0;
    this.#ends.length = 0;
    this.#amounts.length = 0;
    this.#lastEntry = -never;
  }

  get #emptyFrom(): number {
    return this.#ends.length === 0 ? -never : this.#changeover.until;
  }

  override canRun(use: Use, time: number): number {
    if (use.amount > this.#capacity) return refused;
    const next = this.#lastEntry === -never ? -never : this.#lastEntry + this.#entrySeconds;
    let at = time;
    if (at < next) {
      at = next;
      this.reason = entry;
    }
    if (at < this.#emptyFrom) {
      const agrees = use.state === this.#state && use.duration === this.#duration;
      if (agrees) at = this.#roomFrom(use.amount, at);
      else {
        at = this.#emptyFrom;
        this.reason = otherRegime;
      }
      if (at < this.#emptyFrom) return at;
    }
    const ready = this.#changeover.earliest(use.state, at);
    if (ready > at) this.reason = this.#changeover.reason;
    return ready;
  }

  #roomFrom(amount: number, time: number): number {
    let at = time;
    for (;;) {
      let load = 0;
      let next = never;
      for (let k = 0; k < this.#ends.length; k += 1)
        if (this.#ends[k] > at) {
          load += this.#amounts[k];
          next = Math.min(next, this.#ends[k]);
        }
      if (load + amount <= this.#capacity) return at;
      at = next;
      this.reason = belt;
    }
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'end') {
      this.#ends.push(time);
      this.#amounts.push(use.amount);
      this.#changeover.end(time);
      return;
    }
    if (time >= this.#emptyFrom) {
      this.setupSeconds += this.#changeover.begin(use, time);
      this.#state = use.state;
      this.#duration = use.duration;
    } else if (use.state !== this.#state || use.duration !== this.#duration) {
      // Facts need not go together; then nothing joins them.
      this.#state = noRegime;
    }
    this.#lastEntry = Math.max(this.#lastEntry, time);
    let kept = 0;
    for (let k = 0; k < this.#ends.length; k += 1)
      if (this.#ends[k] > time) {
        this.#ends[kept] = this.#ends[k];
        this.#amounts[kept] = this.#amounts[k];
        kept += 1;
      }
    this.#ends.length = kept;
    this.#amounts.length = kept;
  }

  override preparation({ operation }: Use): Preparation | undefined {
    const last = this.#changeover.preparation();
    return last?.operation === operation ? last : undefined;
  }

  override explain(reason: number, use: Use): string {
    if (reason === belt) return `the belt of "${this.#id}" is full`;
    if (reason === entry) return `two entries into "${this.#id}" are ${this.#entrySeconds} s apart`;
    if (reason === otherRegime) return `the belt of "${this.#id}" runs another regime`;
    return this.#changeover.explain(reason, use);
  }
}
