/**
 * The conflict-driven search: propagate, learn from each conflict, jump back, restart now and then, and ask for a shorter
 * makespan after each schedule until there is none. The project without greatest lags has a smaller search of this sort in
 * ../project/learning/, which says why there are two.
 *
 * @see Schutt, Feydy, Stuckey and Wallace (2013), Solving RCPSP/max by lazy clause generation, Journal of Scheduling
 *   16:273-289; Luby, Sinclair and Zuckerman (1993), Information Processing Letters 47:173-180, on restarts.
 */
import type { Budget } from '../../solver.ts';
import { Analysis } from './analysis.ts';
import { bottleneckBound } from './bound.ts';
import { Branching } from './branching.ts';
import { Clauses } from './clauses.ts';
import { pairsOf, tablesOf } from './model.ts';
import { Precedences } from './precedences.ts';
import { isSchedule, type LagsProblem, makespanOf } from './problem.ts';
import type { TimeTable } from './time-table.ts';
import { Reason, Trail } from './trail.ts';

/** Conflicts of the shortest run between two restarts. */
const restartUnit = 100;
/** Clauses before the first clean-up, and by how many more after each. */
const firstClauses = 4000;
const moreClauses = 500;

export type SearchEnd = 'proof' | 'nodes' | 'stopped';

export class Search {
  starts: Int32Array | undefined;
  makespan: number;
  /** Decisions and conflicts so far. */
  nodes = 0;
  conflicts = 0;
  readonly #problem: LagsProblem;
  readonly #trail: Trail;
  readonly #precedences: Precedences;
  readonly #clauses: Clauses;
  readonly #tables: TimeTable[];
  readonly #analysis: Analysis;
  readonly #branching: Branching;
  /** By activity: resources whose profile it is part of. */
  readonly #tablesOf: Int32Array[];
  readonly #dirty: Uint8Array;
  /** Propagations since the start: the budget is asked every sixteenth. */
  #rounds = 0;
  #head = 0;
  #keptClauses = firstClauses;
  #impossible = false;
  /** Which part of the gap the next probe asks to close from above, and what the last one came from. */
  #share = 1;
  #probedAt = -1;
  #probedBound = 0;

  /** @param horizon - the latest makespan of interest; `paths` are the longest paths, if known. */
  constructor(problem: LagsProblem, horizon: number, paths?: Int32Array) {
    this.#problem = problem;
    this.makespan = horizon + 1;
    const { durations, releases, deadlines, arcFrom, arcTo, arcWeight } = problem;
    const count = durations.length;
    const { pairs, settled } = pairsOf(problem, paths);
    const trail = new Trail(count + 1 + pairs.length);
    for (let i = 0; i < count; i++) {
      trail.bound[2 * i] = releases[i];
      trail.bound[2 * i + 1] = -(Math.min(horizon, deadlines?.[i] ?? horizon) - durations[i]);
    }
    trail.bound[2 * count + 1] = -horizon;
    const lags = Array.from(arcFrom, (from, arc) => ({ from, to: arcTo[arc], weight: arcWeight[arc] }));
    for (let i = 0; i < count; i++) lags.push({ from: i, to: count, weight: durations[i] });
    for (const { variable } of pairs) trail.bound[2 * variable + 1] = -1;
    for (let i = 0; i <= count; i++) if (trail.bound[2 * i] > -trail.bound[2 * i + 1]) this.#impossible = true;

    this.#trail = trail;
    this.#precedences = new Precedences(trail, [...lags, ...settled], pairs, durations);
    this.#clauses = new Clauses(trail);
    this.#tables = tablesOf(trail, problem);
    this.#analysis = new Analysis(trail, this.#precedences, this.#clauses, this.#tables);
    this.#branching = new Branching(trail, pairs, durations, this.#tables);
    this.#dirty = new Uint8Array(this.#tables.length).fill(1);
    this.#tablesOf = Array.from({ length: trail.bound.length / 2 }, (_, x) =>
      Int32Array.from(this.#tables.keys()).filter((k) => this.#tables[k].tasks.includes(x)),
    );
    if (this.#impossible) return;
    for (let side = 0; side < trail.bound.length && !this.#impossible; side++)
      if (!this.#precedences.propagate(side)) this.#impossible = true;
    this.#settle();
    if (this.#impossible) return;
    const heads = Int32Array.from(durations, (_, i) => trail.bound[2 * i]);
    const bottleneck = bottleneckBound(problem, heads, paths);
    if (!trail.raise(2 * count, bottleneck, Reason.decision, 0, 0)) this.#impossible = true;
    this.#settle();
  }

  /** Proved: no schedule is shorter. Meaningless once the search has ended with a proof. */
  get lowerBound(): number {
    return this.#trail.bound[2 * this.#problem.durations.length];
  }

  /** Takes a schedule from elsewhere: only shorter ones are of interest now. */
  offer(starts: Int32Array): void {
    const makespan = makespanOf(this.#problem, starts);
    if (makespan >= this.makespan) return;
    this.#accept(Int32Array.from(starts), makespan);
  }

  /** Searches on until all is proved or the limit of nodes is reached. */
  run(
    nodeLimit: number,
    budget: Budget,
    onIncumbent?: (starts: Int32Array, makespan: number, lowerBound: number) => void,
    firstOnly = false,
  ): SearchEnd {
    const trail = this.#trail;
    let untilRestart = 0;
    let restarts = 0;
    if (this.#impossible) return 'proof';
    for (;;) {
      if (!this.#propagate()) {
        if (trail.level === 0) return this.#prove();
        this.nodes++;
        this.conflicts++;
        this.#learn();
        untilRestart--;
        continue;
      }
      if (trail.level === 0) this.#settleTrail();
      if (this.nodes >= nodeLimit) return this.#leave('nodes');
      if ((++this.#rounds & 15) === 0 && budget.shouldStop()) return this.#leave('stopped');
      if (untilRestart <= 0) {
        untilRestart = restartUnit * luby(++restarts);
        this.#restart();
        continue;
      }
      this.nodes++;
      if (trail.level === 0 && this.#probe(restarts)) continue;
      if (this.#branching.choose(this.starts !== undefined || restarts > 3)) {
        trail.openLevel();
        this.#branching.openLevel();
        trail.raise(this.#branching.side, this.#branching.value, Reason.decision, 0, 0);
        continue;
      }
      const starts = Int32Array.from(this.#problem.durations, (_, i) => trail.bound[2 * i]);
      if (!isSchedule(this.#problem, starts)) throw new Error('lags: the search ended in no schedule');
      this.#accept(starts, makespanOf(this.#problem, starts));
      onIncumbent?.(starts, this.makespan, this.lowerBound);
      if (this.#impossible) return 'proof';
      if (firstOnly) return 'stopped';
    }
  }

  /**
   * Every other run between restarts asks for much less than the best schedule: a refusal raises the lower bound, and a
   * schedule is a leap. The question moves towards the bound while it stays open.
   */
  #probe(restarts: number): boolean {
    const trail = this.#trail;
    const side = 2 * this.#problem.durations.length;
    if (this.starts === undefined || restarts % 2 === 1) return false;
    const lower = trail.bound[side];
    const room = -trail.bound[side + 1] - lower;
    if (room < 1) return false;
    if (restarts !== this.#probedAt) {
      this.#probedAt = restarts;
      this.#share = lower > this.#probedBound ? Math.min(0.5, this.#share * 2) : this.#share / 2;
      this.#probedBound = lower;
    }
    trail.openLevel();
    this.#branching.openLevel();
    trail.raise(side + 1, -(lower + Math.floor(room * this.#share)), Reason.decision, 0, 0);
    return true;
  }

  #prove(): SearchEnd {
    this.#impossible = true;
    return 'proof';
  }

  #leave(end: SearchEnd): SearchEnd {
    this.#backTo(0);
    return end;
  }

  #accept(starts: Int32Array, makespan: number): void {
    this.starts = starts;
    this.makespan = makespan;
    this.#branching.follow(starts, makespan);
    this.#backTo(0);
    const upper = 2 * this.#problem.durations.length + 1;
    if (this.#impossible || !this.#trail.raise(upper, 1 - makespan, Reason.decision, 0, 0)) this.#impossible = true;
    else this.#settle();
  }

  #settle(): void {
    if (this.#impossible || !this.#propagate()) this.#impossible = true;
    else this.#settleTrail();
  }

  #settleTrail(): void {
    this.#trail.settleRoot();
    this.#head = 0;
  }

  #learn(): void {
    const analysis = this.#analysis;
    const level = analysis.learn();
    this.#branching.learn(analysis.met, analysis.sides, analysis.values);
    this.#backTo(level);
    if (analysis.sides.length === 1) this.#trail.raise(analysis.sides[0], analysis.values[0], Reason.decision, 0, 0);
    else {
      const clause = this.#clauses.add(analysis.sides, analysis.values, analysis.levels);
      this.#trail.raise(analysis.sides[0], analysis.values[0], Reason.clause, clause, 0);
    }
  }

  #restart(): void {
    this.#backTo(0);
    if (this.#trail.count > 0 || this.#clauses.count < this.#keptClauses) return;
    this.#clauses.reduce();
    this.#branching.reduce(this.#clauses);
    this.#keptClauses += moreClauses;
  }

  #backTo(level: number): void {
    this.#trail.backTo(level);
    this.#branching.backTo(level);
    this.#head = Math.min(this.#head, this.#trail.count);
  }

  /** @returns false on a conflict, noted in the trail. */
  #propagate(): boolean {
    const trail = this.#trail;
    const dirty = this.#dirty;
    this.#precedences.begin();
    for (;;) {
      while (this.#head < trail.count) {
        const entry = this.#head++;
        const side = trail.side[entry];
        const tables = this.#tablesOf[side >> 1];
        for (let at = 0; at < tables.length; at++) dirty[tables[at]] = 1;
        // A later entry of the same side covers the lags of this one.
        if (trail.latest[side] === entry && !this.#precedences.propagate(side)) return false;
        if (!this.#clauses.propagate(side, trail.former[entry], trail.value[entry])) return false;
      }
      const table = dirty.indexOf(1);
      if (table < 0) return true;
      if (!this.#tables[table].propagate()) return false;
      if (trail.count === this.#head) dirty[table] = 0;
    }
  }
}

/** 1, 1, 2, 1, 1, 2, 4, ... */
export function luby(index: number): number {
  let size = 1;
  while (size < index + 1) size *= 2;
  if (size === index + 1) return size / 2;
  return luby(index - size / 2 + 1);
}
