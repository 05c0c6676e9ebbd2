/** A tank that takes one piece at a time and needs fresh water after every few of them (docs/resource-models.md). */
import { ResourceModel, type Setting, type Use } from './model.ts';

export interface QuenchTankConfig {
  readonly id: string;
  readonly usesPerFilling: number;
  readonly changeSeconds: number;
}

const busy = 1;
const changing = 2;

export class QuenchTank extends ResourceModel {
  readonly #config: QuenchTankConfig;
  #freeFrom = -Infinity;
  #uses = 0;

  constructor(config: QuenchTankConfig, _setting: Setting) {
    super();
    this.#config = config;
  }

  /** Back to the state after binding: the kernel runs again and again. */
  override reset(): void {
    this.#freeFrom = -Infinity;
    this.#uses = 0;
  }

  /** The queue of the tank: what waits for it could be looked at here. This tank takes what comes. */
  override bind(_use: Use): void {}

  override canRun(_use: Use, time: number): number {
    if (time >= this.#freeFrom) return time;
    this.reason = this.#uses === 0 ? changing : busy;
    return this.#freeFrom;
  }

  override apply(_use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'start') return;
    this.#uses = (this.#uses + 1) % this.#config.usesPerFilling;
    this.#freeFrom = time + (this.#uses === 0 ? this.#config.changeSeconds : 0);
  }

  override explain(reason: number): string {
    return reason === changing ? `the water of "${this.#config.id}" is changed` : `"${this.#config.id}" is busy`;
  }
}
