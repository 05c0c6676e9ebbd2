/** Finds the cheapest place for a stop in a state: between two stops, at an end of a round, or in a round of its own. */
import type { Rng } from '../../shared/rng.ts';
import { none, type State } from './state.ts';

/**
 * Share of places that a search overlooks on purpose; Christiaens and Vanden Berghe (2020), section 5.2. Where there are
 * few places more of them are, lest the same greedy choice be made over and over.
 */
const leastBlinkRate = 0.01;
const mostBlinkRate = 0.2;

export class PlaceFinder {
  readonly #state: State;
  readonly #rng: Rng;
  /** Trucks that may start no round. */
  readonly closed: Uint8Array;
  readonly #kindSeen: Uint8Array;
  /** Places looked at since the start; a measure of work that no clock disturbs. */
  work = 0;

  /** The place found last: into `round` after `before`, or (`round` is none) a new round of `truck` after `previous`. */
  #cost = 0;
  #round: number = none;
  #before = 0;
  #truck = 0;
  #previous: number = none;
  #blinks = false;
  readonly #blinkRate: number;

  constructor(state: State, rng: Rng) {
    const { instance, truckKinds } = state.tables;
    this.#state = state;
    this.#rng = rng;
    this.#blinkRate = Math.min(mostBlinkRate, Math.max(leastBlinkRate, 1 / (1 + instance.stops)));
    this.closed = new Uint8Array(instance.trucks);
    this.#kindSeen = new Uint8Array(truckKinds);
  }

  /**
   * Puts a stop that is not served where it costs least.
   * @param mostCost - of the place; the stop stays out where all cost as much or more.
   * @param blinks - overlook some places by chance.
   * @returns whether there was a place.
   */
  place(node: number, mostCost: number, blinks: boolean): boolean {
    const state = this.#state;
    const { before, after } = state.tables;
    this.#cost = mostCost;
    this.#truck = none;
    this.#blinks = blinks;
    if (before !== undefined && after !== undefined) {
      this.#beside(node, before, after);
      if (this.#truck === none) this.#everywhere(node);
    } else {
      this.#everywhere(node);
    }
    this.#newRound(node);
    if (this.#truck === none) return false;
    if (this.#round === none) state.openRound(node, this.#truck, this.#previous);
    else state.insert(node, this.#round, this.#before);
    return true;
  }

  /** Whether the truck can serve the stop at the end of its last round, or in a new round after it. */
  canAppend(node: number, truck: number, opens: boolean): boolean {
    const state = this.#state;
    const { instance, nodes } = state.tables;
    this.#cost = Infinity;
    this.#truck = none;
    this.#blinks = false;
    const last = state.lastRound[truck];
    if (opens) {
      if (!state.hasFreeRound || state.roundCount[truck] >= instance.roundsPerTruck) return false;
      if (instance.demand[node] > instance.capacity[truck]) return false;
      if (instance.allowed !== undefined && instance.allowed[truck * nodes + node] === 0) return false;
      return this.#fitsGap(node, truck, last);
    }
    this.#between(node, last, state.last[last]);
    return this.#truck !== none;
  }

  #everywhere(node: number): void {
    const { instance, nodes } = this.#state.tables;
    const { allowed, trucks, capacity } = instance;
    const { firstRound, nextRound, load } = this.#state;
    const demand = instance.demand[node];
    for (let truck = 0; truck < trucks; truck++) {
      let round = firstRound[truck];
      if (round === none || (allowed !== undefined && allowed[truck * nodes + node] === 0)) continue;
      const room = capacity[truck] - demand;
      for (; round !== none; round = nextRound[round]) {
        if (load[round] <= room && !this.#alongRound(node, round)) break;
      }
    }
  }

  /** @returns false where all that comes later in the truck is too late for the node. */
  #alongRound(node: number, round: number): boolean {
    const state = this.#state;
    const { tables, next, early, late, distanceIn } = state;
    const { instance, distanceInto, durationInto, nodes } = tables;
    const { distances, durations, service, readyFrom } = instance;
    const row = node * nodes;
    const ready = readyFrom[node];
    const due = instance.readyTo[node];
    const lasts = service[node];
    const waits = instance.release[node] > state.depart[round];
    let least = this.#cost;
    let before = 0;
    let leave = state.depart[round];
    if (leave > due) return false;
    for (;;) {
      let following: number;
      let gone: number;
      let latest: number;
      if (before === 0) following = state.first[round];
      else following = next[before];
      if (following === 0) {
        gone = state.distanceBack[round];
        latest = state.lateBack[round];
      } else {
        gone = distanceIn[following];
        latest = late[following];
      }
      this.work++;
      if (latest >= ready) {
        const cost = distanceInto[row + before] + distances[row + following] - gone;
        if (cost < least) {
          const left = waits ? this.#leaveAfter(before, instance.release[node]) : leave;
          const arrival = left + durationInto[row + before];
          const start = arrival > ready ? arrival : ready;
          if (start <= due && start + lasts + durations[row + following] <= latest && !this.#blink()) {
            least = cost;
            this.#cost = cost;
            this.#round = round;
            this.#before = before;
            this.#truck = state.truckOf[round];
          }
        }
      }
      if (following === 0) return true;
      before = following;
      leave = early[before] + service[before];
      if (leave > due) return false;
    }
  }

  /** When the truck leaves a node of a round that itself leaves the depot no sooner than at `released`. */
  #leaveAfter(before: number, released: number): number {
    if (before === 0) return released;
    const { lag, floor, lastLeave, tables } = this.#state;
    if (released > lastLeave[before]) return 1e9;
    const start = released + lag[before];
    return (start > floor[before] ? start : floor[before]) + tables.instance.service[before];
  }

  /** The places right beside stops that suit the node. */
  #beside(node: number, before: Int32Array, after: Int32Array): void {
    const { tables, roundOf, prev } = this.#state;
    const from = node * tables.sideWidth;
    for (let rank = from; rank < from + tables.sideWidth; rank++) {
      const ahead = before[rank];
      if (ahead === none) break;
      const round = roundOf[ahead];
      if (round !== none) this.#between(node, round, ahead);
    }
    for (let rank = from; rank < from + tables.sideWidth; rank++) {
      const behind = after[rank];
      if (behind === none) break;
      const round = roundOf[behind];
      if (round !== none) this.#between(node, round, prev[behind]);
    }
  }

  #between(node: number, round: number, before: number): void {
    const state = this.#state;
    const { instance, distanceInto, durationInto, nodes } = state.tables;
    const following = before === 0 ? state.first[round] : state.next[before];
    const row = node * nodes;
    const gone = following === 0 ? state.distanceBack[round] : state.distanceIn[following];
    const cost = distanceInto[row + before] + instance.distances[row + following] - gone;
    this.work++;
    if (cost >= this.#cost) return;
    const truck = state.truckOf[round];
    if (state.load[round] + instance.demand[node] > instance.capacity[truck]) return;
    if (instance.allowed !== undefined && instance.allowed[truck * nodes + node] === 0) return;
    const released = instance.release[node];
    let leave: number;
    if (released > state.depart[round]) leave = this.#leaveAfter(before, released);
    else leave = before === 0 ? state.depart[round] : state.early[before] + instance.service[before];
    let start = leave + durationInto[row + before];
    if (start < instance.readyFrom[node]) start = instance.readyFrom[node];
    if (start > instance.readyTo[node]) return;
    const latest = following === 0 ? state.lateBack[round] : state.late[following];
    if (start + instance.service[node] + instance.durations[row + following] > latest || this.#blink()) return;
    this.#cost = cost;
    this.#round = round;
    this.#before = before;
    this.#truck = truck;
  }

  /** Rounds of the stop alone: they cost the same everywhere but in a truck that is not used yet. */
  #newRound(node: number): void {
    const state = this.#state;
    const { instance, nodes, distanceInto, truckKind } = state.tables;
    const row = node * nodes;
    const alone = distanceInto[row] + instance.distances[row];
    if (alone >= this.#cost || !state.hasFreeRound) return;
    const demand = instance.demand[node];
    this.#kindSeen.fill(0);
    let found = 0;
    for (let truck = 0; truck < instance.trucks; truck++) {
      const used = state.firstRound[truck] !== none;
      if (!used) {
        if (this.closed[truck] || this.#kindSeen[truckKind[truck]] || alone + instance.truckCost >= this.#cost)
          continue;
        this.#kindSeen[truckKind[truck]] = 1;
      } else if (state.roundCount[truck] >= instance.roundsPerTruck || (found > 0 && alone > this.#cost)) continue;
      if (demand > instance.capacity[truck]) continue;
      if (instance.allowed !== undefined && instance.allowed[truck * nodes + node] === 0) continue;
      const cost = used ? alone : alone + instance.truckCost;
      let previous: number = none;
      for (;;) {
        this.work++;
        if (cost < this.#cost || (cost === this.#cost && found > 0)) {
          if (this.#fitsGap(node, truck, previous) && !this.#blink()) {
            found = cost < this.#cost ? 1 : found + 1;
            // Of places with the same cost each is as likely to be taken.
            if (found === 1 || this.#rng.below(found) === 0) {
              this.#cost = cost;
              this.#round = none;
              this.#truck = truck;
              this.#previous = previous;
            }
          }
        }
        if (!used || previous === state.lastRound[truck]) break;
        previous = previous === none ? state.firstRound[truck] : state.nextRound[previous];
      }
    }
  }

  /** Whether a round of the stop alone fits after a round of the truck. */
  #fitsGap(node: number, truck: number, previous: number): boolean {
    const state = this.#state;
    const { instance, nodes, durationInto, truckOpen, truckClose } = state.tables;
    const following = previous === none ? state.firstRound[truck] : state.nextRound[previous];
    let leave = previous === none ? truckOpen[truck] : state.back[previous] + instance.reloadTime;
    if (leave < instance.release[node]) leave = instance.release[node];
    let start = leave + durationInto[node * nodes];
    if (start < instance.readyFrom[node]) start = instance.readyFrom[node];
    if (start > instance.readyTo[node]) return false;
    const latest = following === none ? truckClose[truck] : state.lateDepart[following] - instance.reloadTime;
    return start + instance.service[node] + instance.durations[node * nodes] <= latest;
  }

  #blink(): boolean {
    return this.#blinks && this.#rng.float() < this.#blinkRate;
  }
}
