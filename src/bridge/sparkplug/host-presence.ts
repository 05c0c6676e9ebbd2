/**
 * What a host application says of itself, and what it does when somebody else says something under its id. Bridges that
 * take a site over from each other are one host to the plant, so the words of the earlier one, its will above all, may
 * come at any time; timestamps tell them apart, since edge nodes leave an older one aside.
 */
import type { HostState } from './topics.ts';

/** republish: say the birth again; renew: begin a session with a later timestamp. */
export type Reaction = 'none' | 'republish' | 'renew';

export class HostPresence {
  readonly #clock: () => number;
  #timestamp = 0;
  #isSuperseded = false;

  /** @param clock - ms since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The will of a session about to begin; its birth carries the same timestamp. */
  will(): HostState {
    this.#timestamp = Math.max(this.#clock(), this.#timestamp + 1);
    this.#isSuperseded = false;
    return { online: false, timestamp: this.#timestamp };
  }

  birth(): HostState {
    return { online: true, timestamp: this.#timestamp };
  }

  /** @returns undefined where another bridge is the host by now: the host did not die. */
  death(): HostState | undefined {
    if (this.#isSuperseded) return undefined;
    return { online: false, timestamp: Math.max(this.#clock(), this.#timestamp) };
  }

  /**
   * Takes what came on the host's own topic.
   * @param isRetained - said before this session subscribed.
   */
  hear({ online, timestamp }: HostState, isRetained: boolean): Reaction {
    if (timestamp > this.#timestamp) {
      if (online && !isRetained) {
        this.#isSuperseded = true;
        return 'none';
      }
      // A clock ahead of ours wrote it, and edge nodes would leave our birth aside as the older.
      this.#timestamp = timestamp;
      return 'renew';
    }
    // It also took the place of our birth as what the broker keeps.
    return online || isRetained ? 'none' : 'republish';
  }
}
