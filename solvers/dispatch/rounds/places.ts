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
    const last = state.lastRound[truck];
    if (opens) {
      if (!state.hasFreeRound || state.roundCount[truck] >= instance.roundsPerTruck) return false;
      if (instance.demand[node] > instance.capacity[truck]) return false;
      if (instance.allowed !== undefined && instance.allowed[truck * nodes + node] === 0) return false;
      return this.#fitsGap(node, truck, last);
    }
    return this.#fitsEnd(node, last);
  }

  /** All places in rounds. The loop is one function with its arrays at hand: most of the time is spent here. */
  #everywhere(node: number): void {
    const { tables, firstRound, nextRound, load, depart, lateDepart, lateBack, distanceBack } = this.#state;
    const { first, next, early, late, distanceIn } = this.#state;
    const { instance, distanceInto, durationInto, nodes } = tables;
    const { allowed, trucks, capacity, distances, durations, service, release } = instance;
    const row = node * nodes;
    const ready = instance.readyFrom[node];
    const due = instance.readyTo[node];
    const lasts = service[node];
    const released = release[node];
    const demand = instance.demand[node];
    const doneFirst = ready + lasts;
    let least = this.#cost;
    let work = 0;
    for (let truck = 0; truck < trucks; truck++) {
      let round = firstRound[truck];
      if (round === none || (allowed !== undefined && allowed[truck * nodes + node] === 0)) continue;
      const room = capacity[truck] - demand;
      for (; round !== none; round = nextRound[round]) {
        let leave = depart[round];
        // What comes later in the truck is later still.
        if (leave > due) break;
        work++;
        if (load[round] > room || lateBack[round] < doneFirst || released > lateDepart[round]) continue;
        const waits = released > leave;
        let before = 0;
        let following = first[round];
        for (;;) {
          work++;
          const latest = following === 0 ? lateBack[round] : late[following];
          if (latest >= doneFirst) {
            const gone = following === 0 ? distanceBack[round] : distanceIn[following];
            const cost = distanceInto[row + before] + distances[row + following] - gone;
            if (cost < least) {
              const arrival = (waits ? this.#leaveAfter(before, released) : leave) + durationInto[row + before];
              const start = arrival > ready ? arrival : ready;
              if (start <= due && start + lasts + durations[row + following] <= latest && !this.#blink()) {
                least = cost;
                this.#round = round;
                this.#before = before;
                this.#truck = truck;
              }
            }
          }
          if (following === 0) break;
          before = following;
          leave = early[before] + service[before];
          if (leave > due) break;
          following = next[before];
        }
      }
    }
    this.#cost = least;
    this.work += work;
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
  #beside(node: number, goodBefore: Int32Array, goodAfter: Int32Array): void {
    const { tables, roundOf, next, prev, early, late, load, truckOf } = this.#state;
    const { depart, lateBack, distanceIn, distanceBack } = this.#state;
    const { instance, distanceInto, durationInto, nodes, sideWidth } = tables;
    const { beforeDistance, afterDistance, shortestFrom, shortestTo } = tables;
    const { allowed, capacity, distances, durations, service } = instance;
    const row = node * nodes;
    const ready = instance.readyFrom[node];
    const due = instance.readyTo[node];
    const lasts = service[node];
    const released = instance.release[node];
    const demand = instance.demand[node];
    const doneFirst = ready + lasts;
    const out = shortestFrom[node];
    const into = shortestTo[node];
    const from = node * sideWidth;
    let least = this.#cost;
    for (let index = 0; index < 2 * sideWidth; index++) {
      const ahead = index < sideWidth;
      const rank = ahead ? from + index : from + index - sideWidth;
      const beside = ahead ? goodBefore[rank] : goodAfter[rank];
      const round = beside === none ? none : roundOf[beside];
      if (round === none) continue;
      // What can be told without the matrices comes first: their rows are seldom in the processor's cache.
      const truck = truckOf[round];
      if (load[round] + demand > capacity[truck]) continue;
      const before = ahead ? beside : prev[beside];
      const following = ahead ? next[beside] : beside;
      const gone = following === 0 ? distanceBack[round] : distanceIn[following];
      const way = ahead ? beforeDistance[rank] : afterDistance[rank];
      if (way + (ahead ? out : into) - gone >= least) continue;
      let leave = before === 0 ? depart[round] : early[before] + service[before];
      const latest = following === 0 ? lateBack[round] : late[following];
      if (leave > due || latest < doneFirst) continue;
      const cost = way - gone + (ahead ? distances[row + following] : distanceInto[row + before]);
      if (cost >= least) continue;
      if (allowed !== undefined && allowed[truck * nodes + node] === 0) continue;
      if (released > depart[round]) leave = this.#leaveAfter(before, released);
      const arrival = leave + durationInto[row + before];
      const start = arrival > ready ? arrival : ready;
      if (start > due || start + lasts + durations[row + following] > latest || this.#blink()) continue;
      least = cost;
      this.#round = round;
      this.#before = before;
      this.#truck = truck;
    }
    this.#cost = least;
    this.work += 2 * sideWidth;
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

  /** Whether the stop fits at the end of a round. */
  #fitsEnd(node: number, round: number): boolean {
    const state = this.#state;
    const { instance, nodes, durationInto } = state.tables;
    const truck = state.truckOf[round];
    const before = state.last[round];
    if (state.load[round] + instance.demand[node] > instance.capacity[truck]) return false;
    if (instance.allowed !== undefined && instance.allowed[truck * nodes + node] === 0) return false;
    const waits = instance.release[node] > state.depart[round];
    const leave = waits
      ? this.#leaveAfter(before, instance.release[node])
      : state.early[before] + instance.service[before];
    const start = Math.max(leave + durationInto[node * nodes + before], instance.readyFrom[node]);
    if (start > instance.readyTo[node]) return false;
    return start + instance.service[node] + instance.durations[node * nodes] <= state.lateBack[round];
  }

  #blink(): boolean {
    return this.#blinks && this.#rng.float() < this.#blinkRate;
  }
}
