/** One operation at a time; before each, the set-up and the warm-up that its state and the idle time ask for. */
import type { TechcardResource } from '../../../models/techcard.ts';
import { never } from '../instance.ts';
import { Changeover } from './changeover.ts';
import { type Preparation, ResourceModel, type Setting, type Use } from './model.ts';
import { Reservations } from './reservations.ts';

export class Machine extends ResourceModel {
  readonly #changeover: Changeover;
  readonly #steady: boolean;
  readonly #hasFacts: boolean;
  readonly #reserved: Reservations;

  constructor(resource: TechcardResource & { type: 'machine' }, setting: Setting) {
    super();
    this.#hasFacts = setting.instance.problem.given.length > 0;
    this.#changeover = new Changeover(resource, setting);
    this.#steady = this.#changeover.steady;
    this.#reserved = new Reservations(this.#changeover);
  }

  override get steady(): boolean {
    return this.#steady;
  }

  override reset(): void {
    this.#changeover.reset();
    this.#reserved.clear();
    this.setupSeconds = 0;
  }

  override classKey({ state, duration }: Use): string {
    return this.#hasFacts ? `${state} ${duration}` : `${state}`;
  }

  override canRun(use: Use, time: number, end: number): number {
    const at = this.#reserved.isEmpty
      ? this.#changeover.earliest(use.state, time)
      : this.#reserved.earliest(use, time, end - time);
    this.reason = this.#changeover.reason;
    return at;
  }

  override reserve(use: Use, start: number, end: number): boolean {
    return this.#reserved.add(use, start, end);
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'end') this.#changeover.end(time);
    else {
      this.setupSeconds += this.#reserved.passUntil(time);
      this.setupSeconds += this.#changeover.begin(use, time);
    }
  }

  override finish(): undefined {
    this.setupSeconds += this.#reserved.passUntil(never);
  }

  override preparation(): Preparation | undefined {
    return this.#changeover.preparation();
  }

  override explain(reason: number, use: Use): string {
    return this.#changeover.explain(reason, use);
  }
}
