/** Whether the bridge in charge is alive: fresh words of it, not the echo of old ones. */
import type { SignedClock } from './signed-clock.ts';

export class LifeSigns {
  readonly #clock: SignedClock;
  readonly #monotonic: () => number;
  readonly #freshMs: number;
  #newest: number | null;
  #heardAt: number;
  #isHeard = false;

  /**
   * @param freshMs - how much older than the signed time a sign may be.
   * @param newest - moment of the newest sign before a restart, ms since 1970.
   */
  constructor(clock: SignedClock, monotonic: () => number, freshMs: number, newest: number | null) {
    this.#clock = clock;
    this.#monotonic = monotonic;
    this.#freshMs = freshMs;
    this.#newest = newest;
    this.#heardAt = monotonic();
  }

  /** Moment of the newest sign of this epoch, as it was signed. */
  get newest(): number | null {
    return this.#newest;
  }

  /** Whether there was a sign since the start. */
  get isHeard(): boolean {
    return this.#isHeard;
  }

  /** Since the last sign of life, or the start. */
  get silentMs(): number {
    return this.#monotonic() - this.#heardAt;
  }

  /**
   * Takes a signed moment of the bridge in charge. It counts where it is newer than all before of its epoch, so a recorded
   * message that is played again counts for nothing; and where it is not older than the signed time by more than
   * `freshMs`, so messages held back and let go one by one prolong a life by no more than that. The clock of the oven
   * has no say: it may be wrong, and a bridge that is there must not be taken for silent.
   * @param isNewEpoch - another bridge has taken over, with a clock that may be a little behind.
   * @returns whether it counts.
   */
  hear(at: number, isNewEpoch: boolean): boolean {
    this.#clock.observe(at);
    if (isNewEpoch) this.#newest = null;
    const isReplayed = this.#newest !== null && at <= this.#newest;
    if (isReplayed || at < this.#clock.bound()! - this.#freshMs) return false;
    this.#newest = at;
    this.renew();
    return true;
  }

  /** Something was heard that nobody can repeat, such as a command that was accepted. */
  renew(): void {
    this.#heardAt = this.#monotonic();
    this.#isHeard = true;
  }
}
