/**
 * A set of rounds in the middle of a search: linked lists of nodes in rounds and of rounds in trucks, with all that is
 * needed to tell in O(1) whether a stop fits between two others and what that costs.
 *
 * Each node knows the earliest start of its service as the truck drives now, and the latest one with which all the rest
 * of the truck, later rounds too, is still in time. A round that must wait for goods of a new stop leaves later, so each
 * node also knows the way from the depot to it as a function of the departure: whoever leaves at t starts service at
 * max(t + lag, floor), and t must not be after `lastLeave`. These three compose like the time-window segments of Vidal,
 * Crainic, Gendreau and Prins (2013), Computers & Operations Research 40(1):475-489.
 *
 * All numbers of a state lie in one buffer: to keep or restore a state is one copy.
 */
import type { Tables } from './tables.ts';

/** Where a list ends, and the round of a stop that is not served. */
export const none = -1;

export class State {
  readonly tables: Tables;
  readonly #ints: Int32Array;
  /** Distance, then cost of the stops left out. */
  readonly sums: Float64Array;

  /** Per node; 0, the depot, ends a round at both sides. */
  readonly next: Int32Array;
  readonly prev: Int32Array;
  readonly roundOf: Int32Array;
  readonly early: Int32Array;
  readonly late: Int32Array;
  readonly lag: Int32Array;
  readonly floor: Int32Array;
  readonly lastLeave: Int32Array;
  /** From the node before. */
  readonly distanceIn: Int32Array;
  readonly durationIn: Int32Array;

  /** Per round. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly size: Int32Array;
  readonly load: Int32Array;
  readonly released: Int32Array;
  readonly depart: Int32Array;
  readonly back: Int32Array;
  readonly lateDepart: Int32Array;
  readonly lateBack: Int32Array;
  readonly distanceBack: Int32Array;
  readonly durationBack: Int32Array;
  readonly truckOf: Int32Array;
  readonly nextRound: Int32Array;
  readonly prevRound: Int32Array;
  readonly #free: Int32Array;

  /** Per truck. */
  readonly firstRound: Int32Array;
  readonly lastRound: Int32Array;
  readonly roundCount: Int32Array;

  /** Stops that are not served, the first `absentCount` of them. */
  readonly absent: Int32Array;
  /** Number of free rounds, of trucks with a round, and of stops not served. */
  readonly #counts: Int32Array;

  constructor(tables: Tables) {
    const { nodes, rounds, instance } = tables;
    const { trucks } = instance;
    this.tables = tables;
    this.sums = new Float64Array(2);
    this.#ints = new Int32Array(11 * nodes + 15 * rounds + 3 * trucks + 3);
    let from = 0;
    const take = (length: number) => {
      from += length;
      return this.#ints.subarray(from - length, from);
    };
    this.next = take(nodes);
    this.prev = take(nodes);
    this.roundOf = take(nodes).fill(none);
    this.early = take(nodes);
    this.late = take(nodes);
    this.lag = take(nodes);
    this.floor = take(nodes);
    this.lastLeave = take(nodes);
    this.distanceIn = take(nodes);
    this.durationIn = take(nodes);
    this.absent = take(nodes);
    this.first = take(rounds);
    this.last = take(rounds);
    this.size = take(rounds);
    this.load = take(rounds);
    this.released = take(rounds);
    this.depart = take(rounds);
    this.back = take(rounds);
    this.lateDepart = take(rounds);
    this.lateBack = take(rounds);
    this.distanceBack = take(rounds);
    this.durationBack = take(rounds);
    this.truckOf = take(rounds).fill(none);
    this.nextRound = take(rounds).fill(none);
    this.prevRound = take(rounds).fill(none);
    this.#free = take(rounds);
    this.firstRound = take(trucks).fill(none);
    this.lastRound = take(trucks).fill(none);
    this.roundCount = take(trucks);
    this.#counts = take(3);
    for (let round = 0; round < rounds; round++) this.#free[round] = rounds - 1 - round;
    this.#counts[0] = rounds;
    for (let node = 1; node < nodes; node++) this.leaveOut(node);
  }

  copyFrom(other: State): void {
    this.#ints.set(other.#ints);
    this.sums.set(other.sums);
  }

  get trucksUsed(): number {
    return this.#counts[1];
  }

  get absentCount(): number {
    return this.#counts[2];
  }

  get cost(): number {
    return this.sums[0] + this.sums[1] + this.#counts[1] * this.tables.instance.truckCost;
  }

  /** Counts a stop that is in no round among those not served. */
  leaveOut(node: number): void {
    this.absent[this.#counts[2]++] = node;
    this.sums[1] += this.tables.missCost[node];
  }

  /** Where a stop is among those not served; -1 where it is not. */
  absentIndex(node: number): number {
    for (let index = 0; index < this.#counts[2]; index++) if (this.absent[index] === node) return index;
    return -1;
  }

  /** Takes a stop from the list of those not served, by its place there; whoever calls puts it somewhere. */
  takeAbsent(index: number): number {
    const node = this.absent[index];
    this.absent[index] = this.absent[--this.#counts[2]];
    this.sums[1] -= this.tables.missCost[node];
    // Sums of prizes that are no whole numbers drift; an empty list is a chance to begin anew.
    if (this.#counts[2] === 0) this.sums[1] = 0;
    return node;
  }

  /** Whether rounds can still be added. */
  get hasFreeRound(): boolean {
    return this.#counts[0] > 0;
  }

  /**
   * Opens a round with one stop.
   * @param previous - the truck's round before it, `none` for the truck's first.
   */
  openRound(node: number, truck: number, previous: number): void {
    const { tables } = this;
    const round = this.#free[--this.#counts[0]];
    const following = previous === none ? this.firstRound[truck] : this.nextRound[previous];
    this.truckOf[round] = truck;
    this.prevRound[round] = previous;
    this.nextRound[round] = following;
    if (previous === none) this.firstRound[truck] = round;
    else this.nextRound[previous] = round;
    if (following === none) this.lastRound[truck] = round;
    else this.prevRound[following] = round;
    if (this.roundCount[truck]++ === 0) this.#counts[1]++;
    this.first[round] = 0;
    this.last[round] = 0;
    this.size[round] = 0;
    this.load[round] = 0;
    this.released[round] = tables.truckOpen[truck];
    this.distanceBack[round] = 0;
    this.durationBack[round] = 0;
    this.#link(node, round, 0);
    this.forward(round);
    this.backward(round);
  }

  /** Puts a stop after `before` (0: first in the round). Times must allow it. */
  insert(node: number, round: number, before: number): void {
    this.#link(node, round, before);
    this.forward(round);
    this.backward(round);
  }

  #link(node: number, round: number, before: number): void {
    const { nodes, instance, distanceInto, durationInto } = this.tables;
    const { distances, durations, release, demand } = instance;
    const row = node * nodes;
    const following = before === 0 ? this.first[round] : this.next[before];
    this.prev[node] = before;
    this.next[node] = following;
    const distanceIn = distanceInto[row + before];
    this.distanceIn[node] = distanceIn;
    this.durationIn[node] = durationInto[row + before];
    if (before === 0) this.first[round] = node;
    else this.next[before] = node;
    let gone = 0;
    if (following === 0) {
      if (before !== 0) gone = this.distanceBack[round];
      this.last[round] = node;
      this.distanceBack[round] = distances[row];
      this.durationBack[round] = durations[row];
    } else {
      gone = this.distanceIn[following];
      this.prev[following] = node;
      this.distanceIn[following] = distances[row + following];
      this.durationIn[following] = durations[row + following];
    }
    this.sums[0] += distanceIn + distances[row + following] - gone;
    this.roundOf[node] = round;
    this.size[round]++;
    this.load[round] += demand[node];
    if (release[node] > this.released[round]) this.released[round] = release[node];
  }

  /** Takes a stop out of its round; times are wrong until `settle`, and an empty round is still there. */
  unlink(node: number): void {
    const { nodes, instance } = this.tables;
    const { distances, durations, demand } = instance;
    const round = this.roundOf[node];
    const before = this.prev[node];
    const following = this.next[node];
    this.roundOf[node] = none;
    this.size[round]--;
    this.load[round] -= demand[node];
    let gone = this.distanceIn[node];
    const joined = this.size[round] === 0 ? 0 : distances[before * nodes + following];
    const joinedTime = this.size[round] === 0 ? 0 : durations[before * nodes + following];
    if (before === 0) this.first[round] = following;
    else this.next[before] = following;
    if (following === 0) {
      gone += this.distanceBack[round];
      this.last[round] = before;
      this.distanceBack[round] = joined;
      this.durationBack[round] = joinedTime;
    } else {
      gone += this.distanceIn[following];
      this.prev[following] = before;
      this.distanceIn[following] = joined;
      this.durationIn[following] = joinedTime;
    }
    this.sums[0] += joined - gone;
  }

  /**
   * Drops the truck's empty rounds and computes its times anew.
   * @returns whether the truck is in time: to leave a stop out can make a truck late where the straight way is longer.
   */
  settle(truck: number): boolean {
    const { hasReleases, truckOpen, instance } = this.tables;
    for (let round = this.firstRound[truck]; round !== none; ) {
      const following = this.nextRound[round];
      if (this.size[round] === 0) this.#closeRound(round);
      else if (hasReleases) {
        let released = truckOpen[truck];
        for (let node = this.first[round]; node !== 0; node = this.next[node])
          if (instance.release[node] > released) released = instance.release[node];
        this.released[round] = released;
      }
      round = following;
    }
    if (this.firstRound[truck] === none) return true;
    this.forward(this.firstRound[truck], true);
    this.backward(this.lastRound[truck], true);
    for (let round = this.firstRound[truck]; round !== none; round = this.nextRound[round])
      if (this.depart[round] > this.lateDepart[round]) return false;
    return true;
  }

  #closeRound(round: number): void {
    const truck = this.truckOf[round];
    const before = this.prevRound[round];
    const following = this.nextRound[round];
    if (before === none) this.firstRound[truck] = following;
    else this.nextRound[before] = following;
    if (following === none) this.lastRound[truck] = before;
    else this.prevRound[following] = before;
    if (--this.roundCount[truck] === 0) this.#counts[1]--;
    this.truckOf[round] = none;
    this.#free[this.#counts[0]++] = round;
  }

  /** Earliest times from a round to the truck's end; later rounds are `all` computed, or only where they change. */
  forward(from: number, all = false): void {
    const { truckOpen, hasReleases, instance } = this.tables;
    const { readyFrom, readyTo, service, reloadTime } = instance;
    const { next, early, durationIn, lag, floor, lastLeave } = this;
    const truck = this.truckOf[from];
    const before = this.prevRound[from];
    let free = before === none ? truckOpen[truck] : this.back[before] + reloadTime;
    for (let round = from; round !== none; round = this.nextRound[round]) {
      const released = this.released[round];
      const depart = free > released ? free : released;
      if (!all && round !== from && depart === this.depart[round]) return;
      this.depart[round] = depart;
      let leave = depart;
      for (let node = this.first[round]; node !== 0; node = next[node]) {
        const arrival = leave + durationIn[node];
        const ready = readyFrom[node];
        const start = arrival > ready ? arrival : ready;
        early[node] = start;
        leave = start + service[node];
      }
      if (hasReleases) {
        let way = 0;
        let least = -1e9;
        let latest = 1e9;
        for (let node = this.first[round]; node !== 0; node = next[node]) {
          way += durationIn[node];
          least += durationIn[node];
          if (readyFrom[node] > least) least = readyFrom[node];
          if (readyTo[node] - way < latest) latest = readyTo[node] - way;
          lag[node] = way;
          floor[node] = least;
          lastLeave[node] = latest;
          way += service[node];
          least += service[node];
        }
      }
      this.back[round] = leave + this.durationBack[round];
      free = this.back[round] + reloadTime;
    }
  }

  /** Latest times from a round back to the truck's first; earlier rounds are `all` computed, or only where they change. */
  backward(from: number, all = false): void {
    const { truckClose, instance } = this.tables;
    const { readyTo, service, reloadTime } = instance;
    const { prev, late, durationIn } = this;
    const following = this.nextRound[from];
    let latest = following === none ? truckClose[this.truckOf[from]] : this.lateDepart[following] - reloadTime;
    for (let round = from; round !== none; round = this.prevRound[round]) {
      if (!all && round !== from && this.lateBack[round] === latest) return;
      this.lateBack[round] = latest;
      latest -= this.durationBack[round];
      for (let node = this.last[round]; node !== 0; node = prev[node]) {
        latest -= service[node];
        if (readyTo[node] < latest) latest = readyTo[node];
        late[node] = latest;
        latest -= durationIn[node];
      }
      this.lateDepart[round] = latest;
      latest -= reloadTime;
    }
  }

  routes(): number[][][] {
    const { trucks } = this.tables.instance;
    const routes: number[][][] = [];
    for (let truck = 0; truck < trucks; truck++) {
      const rounds: number[][] = [];
      for (let round = this.firstRound[truck]; round !== none; round = this.nextRound[round]) {
        const nodes: number[] = [];
        for (let node = this.first[round]; node !== 0; node = this.next[node]) nodes.push(node);
        rounds.push(nodes);
      }
      routes.push(rounds);
    }
    return routes;
  }
}
