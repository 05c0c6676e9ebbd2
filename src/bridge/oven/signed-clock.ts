/**
 * How late it is at least. The clock of an oven may stand still, be set back or never have been set; what the bridge has
 * signed is proof that its moment has passed, and a monotonic clock counts on from there.
 */

/**
 * A monotonic clock may run faster than the time by so much: no quartz does, and it is the most by which NTP slews one.
 * Less is counted than it shows, so that the sum stays a lower bound however long nothing is heard.
 */
const driftPart = 500e-6;

export class SignedClock {
  readonly #wall: () => number;
  readonly #monotonic: () => number;
  /** What the bound is ahead of the monotonic clock. */
  #lead: number;

  /**
   * @param wall - ms since 1970.
   * @param monotonic - ms since whenever; never goes back.
   * @param atLeast - a bound that was known before a restart.
   */
  constructor(wall: () => number, monotonic: () => number, atLeast: number | null) {
    this.#wall = wall;
    this.#monotonic = monotonic;
    this.#lead = (atLeast ?? Number.NEGATIVE_INFINITY) - this.#elapsed();
  }

  /** @param at - a moment that the bridge in charge has signed, ms since 1970. */
  observe(at: number): void {
    this.#lead = Math.max(this.#lead, at - this.#elapsed());
  }

  /** The time by signed messages alone, ms since 1970, never later than the true one; null: none was heard yet. */
  bound(): number | null {
    return this.#lead === Number.NEGATIVE_INFINITY ? null : this.#lead + this.#elapsed();
  }

  /** What windows are checked against: the own clock, unless messages prove that it is later. */
  now(): number {
    return Math.max(this.#wall(), this.bound() ?? Number.NEGATIVE_INFINITY);
  }

  #elapsed(): number {
    return this.#monotonic() * (1 - driftPart);
  }
}
