/**
 * Iterated greedy search for paced lines: a few jobs are taken out and put back where they cost least, then jobs move to
 * better places until none is better off, and a plan that is a little worse is kept now and then.
 *
 * In a search plan the longest line counts most and the sum of all lines a little, so that work that is saved on any
 * line shows before the longest one gets shorter. Empty takts are entries like jobs; a local search may drop them.
 *
 * @see Ruiz and Stützle (2007), European Journal of Operational Research 177(3):2033-2049; Nawaz, Enscore and Ham (1983),
 *   Omega 11(1):91-95, for the order of the first insertions.
 */
import type { Rng } from '../../shared/rng.ts';
import { isAdditive, Line } from './line.ts';
import type { PacedInstance } from './problem.ts';

/** Weight of the sum of line ends beside the makespan, for one line; measured: 1/2 and 1/32 are worse on three lines. */
const sumWeight = 1 / 8;
/** Temperature of the acceptance rule as a share of the mean work; Ruiz and Stützle's value is 0.4 / 10. */
const temperatureShare = 0.04;
/** Jobs looked at after each rebuild; more make an iteration slow on long lines. */
const mostJobsPerRound = 40;
const emptyTaktChance = 0.15;

interface Place {
  line: number;
  position: number;
  cost: number;
}

export class PacedSearch {
  readonly #instance: PacedInstance;
  readonly #isAdditive: boolean;
  readonly #rng: Rng;
  readonly #shouldStop: () => boolean;
  readonly #lines: Line[];
  readonly #temperature: number;
  readonly #found: Place = { line: 0, position: 0, cost: 0 };
  readonly #order: Int32Array;
  /** Line of each job; positions are looked up. */
  readonly #lineOf: Int32Array;
  #cost = 0;

  constructor(instance: PacedInstance, rng: Rng, shouldStop: () => boolean) {
    this.#instance = instance;
    this.#isAdditive = isAdditive(instance);
    this.#rng = rng;
    this.#shouldStop = shouldStop;
    const most = instance.emptyTakts ? 2 * instance.jobs + 2 * instance.stations : instance.jobs + 1;
    this.#lines = Array.from({ length: instance.lines }, () => new Line(instance, most));
    const total = instance.work.reduce((sum, lasts) => sum + lasts, 0);
    const scale = Math.max(instance.makespanWeight, instance.tardinessWeight);
    this.#temperature = (temperatureShare * scale * total) / Math.max(1, instance.jobs * instance.stations);
    this.#order = Int32Array.from({ length: instance.jobs }, (_, job) => job);
    this.#lineOf = new Int32Array(instance.jobs + 1).fill(-1);
  }

  get entries(): Int32Array[] {
    return this.#lines.map((line) => line.toEntries());
  }

  /** Inserts every job where it costs least, by due date or, without due dates, the most work first. */
  construct(): void {
    const { jobs, stations, work, dues, releases, isMakespanOnly, isAvailable } = this.#instance;
    const total = Float64Array.from({ length: jobs }, (_, job) =>
      work.subarray(job * stations, (job + 1) * stations).reduce((sum, lasts) => sum + lasts, 0),
    );
    const rank = (job: number) => (isMakespanOnly ? (isAvailable ? -total[job] : releases[job]) : dues[job]);
    const order = [...this.#order].sort((a, b) => rank(a) - rank(b) || total[b] - total[a] || a - b);
    for (const job of order) {
      if (this.#shouldStop()) this.#append(job);
      else this.#insertBest(job);
    }
    this.#cost = this.#costNow();
  }

  load(entries: readonly Int32Array[]): void {
    const { empty } = this.#instance;
    for (const [at, line] of this.#lines.entries()) {
      line.load((entries[at] ?? new Int32Array(0)).map((entry) => (entry < 0 ? empty : entry)));
      for (let position = 0; position < line.length; position++) this.#lineOf[line.at(position)] = at;
    }
    this.#cost = this.#costNow();
  }

  /** One round from the plan at hand; afterwards the plan is the one that the acceptance rule keeps. */
  iterate(): void {
    const before = this.#lines.map((line) => line.toEntries());
    const costBefore = this.#cost;
    this.#rebuild();
    this.#improve();
    if (this.#cost < costBefore) return;
    const isKept = this.#rng.float() < Math.exp((costBefore - this.#cost) / Math.max(this.#temperature, 1e-9));
    if (!isKept) this.load(before);
  }

  /** Moves jobs to better places until a look at each finds none; the jobs of long plans are sampled. */
  improve(): void {
    this.#improve();
  }

  #rebuild(): void {
    const { jobs, empty, emptyTakts } = this.#instance;
    const out = Math.min(jobs, 2 + this.#rng.below(3));
    const taken: number[] = [];
    while (taken.length < out) {
      const job = this.#rng.below(jobs);
      if (taken.includes(job)) continue;
      this.#takeOut(job);
      taken.push(job);
    }
    if (emptyTakts && this.#rng.float() < emptyTaktChance) {
      const at = this.#rng.below(this.#lines.length);
      const line = this.#lines[at];
      if (!line.isFull && line.length > 1) line.insert(1 + this.#rng.below(line.length - 1), empty);
    }
    for (const job of taken) this.#insertBest(job);
    this.#cost = this.#costNow();
  }

  #improve(): void {
    const { jobs } = this.#instance;
    const order = this.#rng.shuffle(this.#order);
    const round = Math.min(jobs, mostJobsPerRound);
    for (let at = 0, unchanged = 0; unchanged < round; at = (at + 1) % jobs, unchanged++) {
      if (this.#shouldStop()) break;
      if (this.#reinsert(order[at]) || this.#exchange(order[at])) unchanged = 0;
    }
    if (this.#instance.emptyTakts) this.#dropEmptyTakts();
  }

  /** Puts the job where it costs least. @returns whether that is better than before. */
  #reinsert(job: number): boolean {
    const before = this.#cost;
    const from = this.#lineOf[job];
    const position = this.#takeOut(job);
    const { line, position: to, cost } = this.#bestPlace(job);
    const isBetter = cost < before - 1e-9;
    this.#put(job, isBetter ? line : from, isBetter ? to : position);
    if (isBetter) this.#cost = this.#costNow();
    return isBetter;
  }

  /** Exchanges the job with the one that saves most; only where the effects of both are sums over takts of their own. */
  #exchange(job: number): boolean {
    const { stations, empty } = this.#instance;
    if (!this.#isAdditive) return false;
    const own = this.#lineOf[job];
    const place = this.#positionOf(job);
    let best = this.#cost - 1e-9;
    let bestLine = -1;
    let bestPosition = 0;
    for (let other = 0; other < this.#lines.length; other++) {
      const line = this.#lines[other];
      for (let position = 0; position < line.length; position++) {
        const partner = line.at(position);
        if (partner === empty || (other === own && Math.abs(position - place) < stations)) continue;
        const here = this.#lines[own].replacementDelta(place, partner);
        const there = line.replacementDelta(position, job);
        const cost = this.#costWith(own, here, other, there);
        if (cost < best) {
          best = cost;
          bestLine = other;
          bestPosition = position;
        }
      }
    }
    if (bestLine < 0) return false;
    const partner = this.#lines[bestLine].at(bestPosition);
    this.#lines[own].replace(place, partner);
    this.#lines[bestLine].replace(bestPosition, job);
    this.#lineOf[partner] = own;
    this.#lineOf[job] = bestLine;
    this.#cost = this.#costNow();
    return true;
  }

  #dropEmptyTakts(): void {
    for (const line of this.#lines) {
      for (let position = line.length - 1; position >= 0; position--) {
        if (line.at(position) !== this.#instance.empty) continue;
        line.remove(position);
        const cost = this.#costNow();
        if (cost <= this.#cost) this.#cost = cost;
        else line.insert(position, this.#instance.empty);
      }
    }
  }

  #insertBest(job: number): void {
    const { line, position } = this.#bestPlace(job);
    this.#put(job, line, position);
  }

  #append(job: number): void {
    const shortest = this.#lines.reduce((best, line, at) => (line.end < this.#lines[best].end ? at : best), 0);
    this.#put(job, shortest, this.#lines[shortest].length);
  }

  #put(job: number, line: number, position: number): void {
    this.#lines[line].insert(position, job);
    this.#lineOf[job] = line;
  }

  /** @returns position at which it was. */
  #takeOut(job: number): number {
    const position = this.#positionOf(job);
    this.#lines[this.#lineOf[job]].remove(position);
    return position;
  }

  #positionOf(job: number): number {
    const line = this.#lines[this.#lineOf[job]];
    let position = 0;
    while (line.at(position) !== job) position++;
    return position;
  }

  /** Least cost of the plan with `job` added; ties to the first place. */
  #bestPlace(job: number): Place {
    const found = this.#found;
    found.cost = Infinity;
    for (let at = 0; at < this.#lines.length; at++) {
      if (this.#isAdditive) this.#placeByDelta(at, job);
      else this.#placeByRun(at, job);
    }
    return found;
  }

  #placeByDelta(at: number, job: number): void {
    const line = this.#lines[at];
    let least = Infinity;
    let position = 0;
    for (let place = 0; place <= line.length; place++) {
      const delta = line.insertionDelta(place, job);
      if (delta < least) {
        least = delta;
        position = place;
      }
    }
    this.#offer(at, position, this.#costWith(at, least, -1, 0));
  }

  #placeByRun(at: number, job: number): void {
    const line = this.#lines[at];
    const { end, tardiness } = line;
    line.insert(0, job);
    for (let position = 0; ; position++) {
      // The line itself has changed already: what is asked for is its cost as it is.
      const cost = this.#costNow();
      this.#offer(at, position, cost);
      if (position + 1 >= line.length) break;
      line.moveRight(position);
    }
    line.remove(line.length - 1);
    if (line.end !== end || line.tardiness !== tardiness)
      throw new Error('a line is not as it was before a look at it');
  }

  #offer(line: number, position: number, cost: number): void {
    const found = this.#found;
    if (cost >= found.cost) return;
    found.line = line;
    found.position = position;
    found.cost = cost;
  }

  #costNow(): number {
    return this.#costWith(-1, 0, -1, 0);
  }

  /** Cost of the plan with one line, or two, that end so much later. */
  #costWith(one: number, oneDelta: number, other: number, otherDelta: number): number {
    const { makespanWeight, tardinessWeight } = this.#instance;
    let longest = 0;
    let sum = 0;
    let tardiness = 0;
    for (let at = 0; at < this.#lines.length; at++) {
      const line = this.#lines[at];
      const end = line.end + (at === one ? oneDelta : 0) + (at === other ? otherDelta : 0);
      if (end > longest) longest = end;
      sum += end;
      tardiness += line.tardiness;
    }
    const tidy = (sumWeight * sum) / this.#lines.length;
    // Without a makespan in the objective a shorter plan is only a tie-break.
    return (makespanWeight || 1 / 64) * (longest + tidy) + tardinessWeight * tardiness;
  }
}
