/**
 * The working setpoint of one control point: it moves towards its target no faster than the ramp, and never jumps. A new
 * target is approached from where it is at that moment.
 */
export class Ramp {
  #value: number;
  #target: number;
  #perMs = 0;

  /** @param measured - the first working setpoint is what the oven has, so that its power does not jump. */
  constructor(measured: number) {
    this.#value = measured;
    this.#target = measured;
  }

  get value(): number {
    return this.#value;
  }

  get target(): number {
    return this.#target;
  }

  /** @param rampPerMin - greatest change per minute on the wall. */
  aim(target: number, rampPerMin: number): void {
    this.#target = target;
    this.#perMs = rampPerMin / 60_000;
  }

  advance(ms: number): void {
    const step = this.#perMs * ms;
    const distance = this.#target - this.#value;
    // Set, not added: a sum may come to lie beyond the target, and so beyond a limit, by its last bit.
    if (Math.abs(distance) <= step) this.#value = this.#target;
    else this.#value += Math.sign(distance) * step;
  }
}
