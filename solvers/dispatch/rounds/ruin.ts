/**
 * Takes strings of stops out of rounds that pass near each other.
 * @see Christiaens and Vanden Berghe (2020), Slack induction by string removals for vehicle routing problems,
 *   Transportation Science 54(2):417-433, section 5.1.
 */
import type { Rng } from '../../shared/rng.ts';
import { none, type State } from './state.ts';

/** Mean number of stops taken out. */
const meanRemoved = 10;
const longestString = 10;
/** Share of strings with a gap of stops that stay, and the chance that the gap stops growing. */
const splitRate = 0.5;
const gapEndRate = 0.01;

export class StringRemoval {
  readonly #state: State;
  readonly #rng: Rng;
  readonly #roundTouched: Int32Array;
  readonly #truckTouched: Int32Array;
  #stamp = 0;
  readonly #trucks: Int32Array;
  #truckCount = 0;
  /** The stops taken out, the first `count` of them; not in the state's list of those left out. */
  readonly removed: Int32Array;
  count = 0;

  constructor(state: State, rng: Rng) {
    const { nodes, rounds, instance } = state.tables;
    this.#state = state;
    this.#rng = rng;
    this.#roundTouched = new Int32Array(rounds);
    this.#truckTouched = new Int32Array(instance.trucks);
    this.#trucks = new Int32Array(instance.trucks);
    this.removed = new Int32Array(nodes);
  }

  /** Removes strings around a stop. */
  ruin(seed: number): void {
    const rng = this.#rng;
    const { tables, roundOf, size } = this.#state;
    const { near, nearWidth, instance } = tables;
    this.begin();
    const served = instance.stops - this.#state.absentCount;
    const rounds = this.#roundsInUse();
    if (served === 0) return;
    const longest = Math.min(longestString, served / rounds);
    const mostStrings = (4 * meanRemoved) / (1 + longest) - 1;
    const strings = Math.floor(1 + rng.float() * mostStrings);
    let done = 0;
    for (let rank = seed * nearWidth; rank < (seed + 1) * nearWidth && done < strings; rank++) {
      const node = near[rank];
      const round = roundOf[node];
      if (round === none || this.#roundTouched[round] === this.#stamp) continue;
      this.#roundTouched[round] = this.#stamp;
      const most = Math.min(size[round], longest);
      this.#removeString(node, round, Math.floor(1 + rng.float() * most));
      done++;
    }
    this.settle();
  }

  begin(): void {
    this.#stamp++;
    this.count = 0;
    this.#truckCount = 0;
  }

  #roundsInUse(): number {
    const { firstRound, roundCount, tables } = this.#state;
    let rounds = 0;
    for (let truck = 0; truck < tables.instance.trucks; truck++)
      if (firstRound[truck] !== none) rounds += roundCount[truck];
    return rounds;
  }

  /** Removes `length` stops around one; a split string keeps some in its middle. */
  #removeString(node: number, round: number, length: number): void {
    const rng = this.#rng;
    const { size, prev, next } = this.#state;
    const whole = size[round];
    let wanted = Math.min(length, whole);
    let kept = 0;
    if (wanted > 1 && wanted < whole && rng.float() < splitRate) {
      kept = 1;
      while (wanted + kept < whole && rng.float() > gapEndRate) kept++;
    }
    // The string begins so many stops before the node, as far as the round goes both ways.
    const span = wanted + kept;
    let ahead = 0;
    for (let at = prev[node]; at !== 0 && ahead < span - 1; at = prev[at]) ahead++;
    let behind = 0;
    for (let at = next[node]; at !== 0 && behind < span - 1; at = next[at]) behind++;
    const least = Math.max(0, span - 1 - behind);
    let at = node;
    for (let steps = least + rng.below(ahead - least + 1); steps > 0; steps--) at = prev[at];
    const gapFrom = kept === 0 ? span : 1 + rng.below(wanted - 1);
    for (let index = 0; index < span; index++) {
      const following = next[at];
      if (index < gapFrom || index >= gapFrom + kept) {
        this.remove(at);
        wanted--;
      }
      at = following;
    }
  }

  /** Takes out one stop; times are wrong until `settle`. */
  remove(node: number): void {
    const state = this.#state;
    const truck = state.truckOf[state.roundOf[node]];
    state.unlink(node);
    this.removed[this.count++] = node;
    if (this.#truckTouched[truck] !== this.#stamp) {
      this.#truckTouched[truck] = this.#stamp;
      this.#trucks[this.#truckCount++] = truck;
    }
  }

  /** Empties a truck. */
  removeTruck(truck: number): void {
    const { firstRound, nextRound, first, next } = this.#state;
    for (let round = firstRound[truck]; round !== none; round = nextRound[round]) {
      for (let node = first[round]; node !== 0; ) {
        const following = next[node];
        this.remove(node);
        node = following;
      }
    }
  }

  /** Makes times right again; a truck that its shortening made late is emptied. */
  settle(): void {
    for (let index = 0; index < this.#truckCount; index++) {
      const truck = this.#trucks[index];
      if (this.#state.settle(truck)) continue;
      this.removeTruck(truck);
      this.#state.settle(truck);
    }
  }
}
