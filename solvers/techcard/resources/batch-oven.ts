/**
 * Several operations at once, with one state and one duration, that start together.
 *
 * An operation joins the batch that was opened last if it is ready by its start and fits; else it opens the next one, after
 * the end of that. Who wants fuller batches holds back the operation that opens them.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { type Assignment, never } from '../instance.ts';
import { Changeover } from './changeover.ts';
import { type Preparation, ResourceModel, type Setting, type Use } from './model.ts';
import { type Reservation, Reservations } from './reservations.ts';

export class BatchOven extends ResourceModel {
  readonly #capacity: number;
  readonly #changeover: Changeover;
  readonly #steady: boolean;
  readonly #reserved: Reservations;
  /** Number of the batch by demand, where facts for later make it known late. */
  readonly #numbers = new Map<number, Assignment>();
  /** Of the batch opened last. */
  #batch = -1;
  #start = -never;
  #load = 0;
  #state = -1;
  #duration = -1;
  /** Whether another operation may still join: not where a fact took longer or shorter than its card says. */
  #open = false;

  constructor(resource: TechcardResource & { type: 'batch-oven' }, setting: Setting) {
    super();
    this.#capacity = resource.capacity;
    this.#changeover = new Changeover(resource, setting);
    this.#steady = this.#changeover.steady;
    this.#reserved = new Reservations(this.#changeover, resource.capacity, (batch) => this.#passed(batch));
  }

  override get steady(): boolean {
    return this.#steady;
  }

  override reset(): void {
    this.#changeover.reset();
    this.#reserved.clear();
    this.#numbers.clear();
    this.setupSeconds = 0;
    this.#batch = -1;
    this.#start = -never;
    this.#open = false;
  }

  #joins({ state, duration, amount }: Use, time: number): boolean {
    return (
      this.#open &&
      time <= this.#start &&
      state === this.#state &&
      duration === this.#duration &&
      this.#load + amount <= this.#capacity
    );
  }

  override canRun(use: Use, time: number, end: number): number {
    if (use.amount > this.#capacity) return never;
    if (this.#joins(use, time)) return this.#start;
    const at = this.#reserved.isEmpty
      ? this.#changeover.earliest(use.state, time)
      : this.#reserved.earliest(use, time, end - time);
    this.reason = this.#changeover.reason;
    return at;
  }

  override reserve(use: Use, start: number, end: number): boolean {
    return this.#reserved.add(use, start, end);
  }

  #passed({ uses, start, load, isOpen }: Reservation): void {
    this.#batch += 1;
    this.#start = start;
    this.#load = load;
    this.#state = uses[0].state;
    this.#duration = uses[0].duration;
    this.#open = isOpen;
    for (const { demand } of uses) this.#numbers.set(demand, { batch: this.#batch });
  }

  override finish(): ReadonlyMap<number, Assignment> {
    this.setupSeconds += this.#reserved.passUntil(never);
    return this.#numbers;
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'end') {
      if (!use.pausable && time - this.#start !== use.duration) this.#open = false;
      this.#changeover.end(time);
      return;
    }
    if (time === this.#start && this.#batch >= 0) {
      this.#load += use.amount;
      // Facts need not go together; then nothing else goes with them.
      if (use.state !== this.#state || use.duration !== this.#duration) this.#open = false;
      return;
    }
    if (!this.#reserved.isEmpty) {
      this.setupSeconds += this.#reserved.passUntil(time);
      if (this.#start === time) {
        // It joins the fact that has just been passed.
        this.#load += use.amount;
        return;
      }
    }
    this.setupSeconds += this.#changeover.begin(use, time);
    this.#batch += 1;
    this.#start = time;
    this.#load = use.amount;
    this.#state = use.state;
    this.#duration = use.duration;
    this.#open = true;
  }

  override assignment(): Assignment {
    return { batch: this.#batch };
  }

  override preparation({ operation }: Use): Preparation | undefined {
    const last = this.#changeover.preparation();
    return last?.operation === operation ? last : undefined;
  }

  override explain(reason: number, use: Use): string {
    return this.#changeover.explain(reason, use);
  }
}
