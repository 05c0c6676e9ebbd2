/**
 * Time windows of all alternatives under a makespan that must not be exceeded, and the rules that narrow them: job
 * chains, pairs on a machine, and edge-finding over the operations that are tied to a machine. An alternative whose window
 * is too short for it is dropped; an operation without an alternative refutes the makespan. Set-ups are left out: every
 * window without them holds the window with them.
 *
 * @see Carlier and Pinson (1989), Management Science 35:164-176; Klein and Scholl (1999), European Journal of
 *   Operational Research 112:322-346, on destructive bounds.
 */
import type { ShopProblem } from './problem.ts';

export class Windows {
  readonly #problem: ShopProblem;
  readonly operationOf: Int32Array;
  /** By alternative: earliest start and latest end. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly alive: Uint8Array;
  /** By operation: number of alternatives alive. */
  readonly choices: Int32Array;
  /** order[i * operations + j] = 1: i is before j on their machine. Empty where no order is ever decided. */
  readonly order: Uint8Array;
  #changed = false;
  #failed = false;
  readonly #tied: Int32Array;
  readonly #first: Float64Array;
  readonly #last: Float64Array;
  readonly #size: Float64Array;

  constructor(problem: ShopProblem, makespan: number, withOrder: boolean) {
    const operations = problem.alternativeFrom.length - 1;
    const alternatives = problem.alternativeMachine.length;
    this.#problem = problem;
    this.operationOf = new Int32Array(alternatives);
    this.start = new Int32Array(alternatives);
    this.end = new Int32Array(alternatives).fill(makespan);
    this.alive = new Uint8Array(alternatives).fill(1);
    this.choices = new Int32Array(operations);
    this.order = new Uint8Array(withOrder ? operations * operations : 0);
    for (let o = 0; o < operations; o++) {
      this.choices[o] = problem.alternativeFrom[o + 1] - problem.alternativeFrom[o];
      this.operationOf.fill(o, problem.alternativeFrom[o], problem.alternativeFrom[o + 1]);
    }
    this.#tied = new Int32Array(operations);
    this.#first = new Float64Array(operations);
    this.#last = new Float64Array(operations);
    this.#size = new Float64Array(operations);
  }

  copyFrom(other: Windows): void {
    this.start.set(other.start);
    this.end.set(other.end);
    this.alive.set(other.alive);
    this.choices.set(other.choices);
    this.order.set(other.order);
    this.#failed = false;
  }

  limit(makespan: number): void {
    for (let a = 0; a < this.end.length; a++) if (this.end[a] > makespan) this.end[a] = makespan;
  }

  /** The one alternative left of an operation; the first of several. */
  choiceOf(o: number): number {
    let a = this.#problem.alternativeFrom[o];
    while (this.alive[a] === 0) a++;
    return a;
  }

  drop(a: number): void {
    if (this.alive[a] === 0) return;
    this.alive[a] = 0;
    this.#changed = true;
    if (--this.choices[this.operationOf[a]] === 0) this.#failed = true;
  }

  /** Narrows until nothing changes. @returns false where the makespan is refuted. */
  narrow(): boolean {
    do {
      this.#changed = false;
      this.#alongJobs();
      for (let machine = 0; machine < this.#problem.machines && !this.#failed; machine++) this.#onMachine(machine);
      if (this.#failed) return false;
    } while (this.#changed);
    return true;
  }

  /** i before j, both tied to one machine, is possible and not decided against. */
  canPrecede(i: number, j: number): boolean {
    const { alternativeDuration } = this.#problem;
    const a = this.choiceOf(i);
    const b = this.choiceOf(j);
    if (this.order.length > 0 && this.order[j * this.choices.length + i] === 1) return false;
    return this.start[a] + alternativeDuration[a] + alternativeDuration[b] <= this.end[b];
  }

  #startNoEarlier(a: number, time: number): void {
    if (this.start[a] >= time || this.alive[a] === 0) return;
    this.start[a] = time;
    this.#changed = true;
    if (time + this.#problem.alternativeDuration[a] > this.end[a]) this.drop(a);
  }

  #endNoLater(a: number, time: number): void {
    if (this.end[a] <= time || this.alive[a] === 0) return;
    this.end[a] = time;
    this.#changed = true;
    if (this.start[a] + this.#problem.alternativeDuration[a] > time) this.drop(a);
  }

  #alongJobs(): void {
    const { jobFrom, alternativeFrom, alternativeDuration, releases } = this.#problem;
    for (let job = 0; job + 1 < jobFrom.length && !this.#failed; job++) {
      let time = releases[job];
      for (let o = jobFrom[job]; o < jobFrom[job + 1] && !this.#failed; o++) {
        let least = Infinity;
        for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++) {
          this.#startNoEarlier(a, time);
          // The window is looked at even where its start stays: a limit may have cut its end.
          if (this.alive[a] === 1 && this.start[a] + alternativeDuration[a] > this.end[a]) this.drop(a);
          if (this.alive[a] === 1) least = Math.min(least, this.start[a] + alternativeDuration[a]);
        }
        time = least;
      }
      time = Infinity;
      for (let o = jobFrom[job + 1] - 1; o >= jobFrom[job] && !this.#failed; o--) {
        let most = -Infinity;
        for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++) {
          this.#endNoLater(a, time);
          if (this.alive[a] === 1) most = Math.max(most, this.end[a] - alternativeDuration[a]);
        }
        time = most;
      }
    }
  }

  #onMachine(machine: number): void {
    const { alternativeMachine } = this.#problem;
    const tied = this.#tied;
    let count = 0;
    for (let a = 0; a < alternativeMachine.length; a++)
      if (alternativeMachine[a] === machine && this.alive[a] === 1 && this.choices[this.operationOf[a]] === 1)
        tied[count++] = a;
    if (count === 0) return;
    for (let a = 0; a < alternativeMachine.length && !this.#failed; a++)
      if (alternativeMachine[a] === machine && this.alive[a] === 1) this.#besideTied(a, count);
    if (count > 1 && !this.#failed) this.#findEdges(count);
  }

  /** Pairs of an alternative, tied or not, with the operations tied to its machine. */
  #besideTied(a: number, count: number): void {
    const { alternativeDuration } = this.#problem;
    const operations = this.choices.length;
    const o = this.operationOf[a];
    const fixed = this.choices[o] === 1;
    for (let k = 0; k < count && this.alive[a] === 1; k++) {
      const b = this.#tied[k];
      const p = this.operationOf[b];
      if (p === o) continue;
      const both = alternativeDuration[a] + alternativeDuration[b];
      const known = fixed && this.order.length > 0;
      const first = this.start[a] + both <= this.end[b] && !(known && this.order[p * operations + o] === 1);
      const second = this.start[b] + both <= this.end[a] && !(known && this.order[o * operations + p] === 1);
      if (first && second) continue;
      if (!first && !second) this.drop(a);
      else if (first) {
        this.#endNoLater(a, this.end[b] - alternativeDuration[b]);
        if (fixed) this.#startNoEarlier(b, this.start[a] + alternativeDuration[a]);
      } else {
        this.#startNoEarlier(a, this.start[b] + alternativeDuration[b]);
        if (fixed) this.#endNoLater(b, this.end[a] - alternativeDuration[a]);
      }
    }
  }

  #findEdges(count: number): void {
    const { alternativeDuration } = this.#problem;
    for (let k = 0; k < count; k++) {
      const a = this.#tied[k];
      this.#first[k] = this.start[a];
      this.#last[k] = this.end[a];
      this.#size[k] = alternativeDuration[a];
    }
    this.#edges(count);
    if (this.#failed) return;
    for (let k = 0; k < count; k++) this.#startNoEarlier(this.#tied[k], this.#first[k]);
    // The same in mirrored time finds what must come first.
    for (let k = 0; k < count; k++) {
      const a = this.#tied[k];
      this.#first[k] = -this.end[a];
      this.#last[k] = -this.start[a];
    }
    this.#edges(count);
    if (this.#failed) return;
    for (let k = 0; k < count; k++) this.#endNoLater(this.#tied[k], -this.#first[k]);
  }

  /**
   * For the set within [a, b): more work than time refutes; an operation outside that cannot be in time together with the
   * set before b comes behind all of it.
   */
  #edges(count: number): void {
    const first = this.#first;
    const last = this.#last;
    const size = this.#size;
    const byFirst = Array.from({ length: count }, (_, k) => k).sort((a, b) => first[b] - first[a]);
    const found = first.slice(0, count);
    for (let k = 0; k < count; k++) {
      const b = last[k];
      let work = 0;
      let done = -Infinity;
      for (let at = 0; at < count; at++) {
        const i = byFirst[at];
        if (last[i] > b) continue;
        work += size[i];
        const a = first[i];
        if (a + work > done) done = a + work;
        if (done > b) {
          this.#failed = true;
          return;
        }
        for (let other = 0; other < count; other++)
          if (last[other] > b && Math.min(first[other], a) + work + size[other] > b && done > found[other])
            found[other] = done;
      }
    }
    first.set(found);
  }
}
