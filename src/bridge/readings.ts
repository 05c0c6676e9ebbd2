/** Which of the many reports of an oven are kept as samples. */
import type { OvenState } from './protocol.ts';

export class ReadingSamples {
  readonly #everyMs: number;
  readonly #last = new Map<string, { readonly at: number; readonly command: string }>();

  /** @param everyMs - least time between two samples of an oven; 0: none are kept. */
  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /**
   * @param states - newest reports.
   * @returns those whose time has come, or whose command has changed since the last sample.
   */
  choose(states: readonly OvenState[]): OvenState[] {
    if (this.#everyMs === 0) return [];
    return states.filter((state) => {
      const at = Date.parse(state.at);
      const command = `${state.command?.cmdId} ${state.command?.status}`;
      const last = this.#last.get(state.oven);
      // By its distance, so that a clock that was set back does not end the samples.
      if (last && Math.abs(at - last.at) < this.#everyMs && last.command === command) return false;
      this.#last.set(state.oven, { at, command });
      return true;
    });
  }
}
