/**
 * Exact search for a makespan of at most a target: dynamic programming over the jobs that are still to come, one job
 * more in each level, lines filled one after the other.
 *
 * What the jobs on a line mean for its next takts is a profile: the least length of each of the next `stations - 1` takts.
 * Two partial plans with the same jobs to come are compared by clock and profile: the one whose clock, put back by
 * all by which its profile is longer, is still not later can do whatever the other can, so the other is dropped. This merges
 * far more states than the last jobs themselves would. Where jobs have releases a wait may eat up what the clock is ahead, so
 * there the profile must be no longer at all. Plans that cannot keep the target by the bound of bound.ts,
 * taken over the jobs to come and the profile, are not made at all.
 *
 * Lines are alike: each begins with a set that has the lowest type still to come in it. Where a level has more states than
 * allowed, those of the least bound are kept (a beam search): a plan may still be found, and the least bound among the dropped
 * ones is a proved bound.
 */

import { Level } from './exact-level.ts';
import { type JobTypes, jobTypes } from './job-types.ts';
import type { PacedInstance } from './problem.ts';
import { RestBound } from './rest-bound.ts';

export interface ExactAnswer {
  /** `none`: proved that no plan keeps the target; `cut`: none found, states were dropped. */
  readonly status: 'found' | 'none' | 'cut' | 'stopped';
  readonly entries?: Int32Array[];
  /** Proved lower bound of the makespan; 0 where nothing new is known. */
  readonly lowerBound: number;
}

/** Sets of jobs are numbers in a mixed radix, times lines and a flag: up to here they are exact. */
const mostKeys = 2 ** 52;
/** A level may grow to so many widths while it is made. */
const mostWidths = 4;

export class ExactSearch {
  readonly #instance: PacedInstance;
  readonly #types: JobTypes;
  readonly #lines: number;
  /** Factor of each type's count in the number of a set. */
  readonly #place: Float64Array;
  readonly #sets: number;
  readonly #bound: RestBound;
  /** By node: the node before it and what was added. */
  #parents = new Int32Array(1 << 12);
  #moves = new Int32Array(1 << 12);
  #nodes = 0;

  constructor(instance: PacedInstance) {
    this.#instance = instance;
    this.#types = jobTypes(instance);
    this.#lines = Math.min(instance.lines, instance.jobs);
    this.#place = new Float64Array(this.#types.counts.length);
    let sets = 1;
    for (const [type, count] of this.#types.counts.entries()) {
      this.#place[type] = sets;
      sets *= count + 1;
    }
    this.#sets = sets;
    this.#bound = new RestBound(this.#types, instance.stations);
  }

  /** Nodes of the last run. */
  get nodes(): number {
    return this.#nodes;
  }

  /** Whether the sets of jobs can be numbered; without that there is no search. */
  get isPossible(): boolean {
    return this.#sets * this.#lines * 2 < mostKeys;
  }

  /**
   * @param target - greatest makespan that is of use.
   * @param width - states kept in a level.
   * @param mostNodes - states kept in all levels; more count as cut.
   */
  run(target: number, width: number, mostNodes: number, shouldStop: () => boolean): ExactAnswer {
    const { jobs, stations, isAvailable } = this.#instance;
    this.#nodes = 0;
    let level = new Level(stations, isAvailable);
    const root = level.group((this.#sets - 1) * this.#lines * 2 + (this.#lines === 1 ? 1 : 0));
    level.add(root, 0, new Int32Array(stations - 1), this.#types.values, 0, 0, -1);
    this.#keep(level);
    let leastDropped = Infinity;
    for (let placed = 0; placed < jobs; placed++) {
      const next = new Level(stations, isAvailable);
      const dropped = this.#expand(level, next, placed, target, width, shouldStop);
      if (dropped === undefined) return { status: 'stopped', lowerBound: 0 };
      leastDropped = Math.min(
        leastDropped,
        dropped,
        next.narrow(Math.min(width, Math.max(1, mostNodes - this.#nodes))),
      );
      this.#keep(next);
      level = next;
    }
    const last = this.#bestEnd(level, target);
    if (last >= 0) {
      const bound = this.#lines === 1 ? Math.min(leastDropped, this.#endOf(level, last)) : 0;
      return { status: 'found', entries: this.#entriesOf(level.node[last]), lowerBound: bound };
    }
    return leastDropped === Infinity
      ? { status: 'none', lowerBound: target + 1 }
      : { status: 'cut', lowerBound: Math.min(leastDropped, target + 1) };
  }

  /**
   * Makes the states of the next level; one that grows far above the width is narrowed on the way, to keep memory bounded.
   * @returns least bound of a dropped state, undefined where it was stopped.
   */
  #expand(
    level: Level,
    next: Level,
    placed: number,
    target: number,
    width: number,
    shouldStop: () => boolean,
  ): number | undefined {
    const { counts } = this.#types;
    const remaining = new Int32Array(counts.length);
    let leastDropped = Infinity;
    for (let group = 0; group < level.groups; group++) {
      if (level.heads[group] < 0) continue;
      if (shouldStop()) return undefined;
      if (next.size > mostWidths * width) leastDropped = Math.min(leastDropped, next.narrow(width));
      const key = level.keys[group];
      const isAnchored = key % 2 === 1;
      const line = Math.floor(key / 2) % this.#lines;
      const set = Math.floor(key / (2 * this.#lines));
      let lowest = -1;
      for (let type = 0; type < counts.length; type++) {
        remaining[type] = Math.floor(set / this.#place[type]) % (counts[type] + 1);
        if (lowest < 0 && remaining[type] > 0) lowest = type;
      }
      const left = this.#instance.jobs - placed - 1;
      this.#bound.begin(remaining);
      for (let type = 0; type < counts.length; type++) {
        if (remaining[type] === 0) continue;
        const anchored = isAnchored || type === lowest || line === this.#lines - 1;
        if (left >= this.#lines - 1 - line) {
          this.#bound.without(type, left, this.#lines - line);
          const child = next.group(this.#keyOf(set - this.#place[type], line, anchored));
          this.#stay(level, group, next, child, type, line, target, placed === 0);
        }
        if (isAnchored && placed > 0 && line + 1 < this.#lines && left >= this.#lines - 2 - line) {
          this.#bound.without(type, left, this.#lines - line - 1);
          this.#nextLine(level, group, next, set, type, line + 1, type === lowest, target);
        }
      }
    }
    return leastDropped;
  }

  #keyOf(set: number, line: number, isAnchored: boolean): number {
    return (set * this.#lines + line) * 2 + (isAnchored || line === this.#lines - 1 ? 1 : 0);
  }

  /** Children on the line at hand, each state of the group with one more job, after 0 to `stations - 1` empty takts. */
  #stay(
    level: Level,
    group: number,
    next: Level,
    child: number,
    type: number,
    line: number,
    target: number,
    isFirst: boolean,
  ): void {
    const { stations, emptyTakts, isAvailable } = this.#instance;
    const { values, ranks, releases } = this.#types;
    const depth = stations - 1;
    const most = emptyTakts && !isFirst ? depth : 0;
    const linesLeft = this.#lines - line;
    const profile = new Int32Array(depth);
    const plain = new Int32Array(depth);
    for (let state = level.heads[group]; state >= 0; state = level.links[state]) {
      let clock = level.clock[state];
      let plainClock = 0;
      for (let empty = 0; empty <= most; empty++) {
        if (empty > 0) clock += values[level.profile[state * depth + empty - 1]];
        const first = empty < depth ? level.profile[state * depth + empty] : 0;
        const begin = Math.max(clock, releases[type]);
        const end = begin + values[Math.max(first, ranks[type * stations])];
        let flush = end;
        let behindPlain = 0;
        for (let k = 0; k < depth; k++) {
          const inherited = empty + k + 1 < depth ? level.profile[state * depth + empty + k + 1] : 0;
          profile[k] = Math.max(inherited, ranks[type * stations + k + 1]);
          flush += values[profile[k]];
          if (empty > 0 && plain[k] > profile[k]) behindPlain += values[plain[k]] - values[profile[k]];
        }
        if (empty === 0) {
          plain.set(profile);
          plainClock = end;
        } else if (plainClock + behindPlain <= end && (behindPlain === 0 || isAvailable)) continue;
        if (flush > target) continue;
        const bound = Math.max(flush, Math.ceil((end + this.#bound.of(profile)) / linesLeft));
        if (bound > target) continue;
        next.add(child, end, profile, values, bound, level.node[state], type * (stations + 1) + empty);
      }
    }
  }

  /** The line at hand is done, the job begins the next one: how it was done counts no more, so one state is enough. */
  #nextLine(
    level: Level,
    group: number,
    next: Level,
    set: number,
    type: number,
    line: number,
    isLowest: boolean,
    target: number,
  ): void {
    const { stations } = this.#instance;
    const { values, ranks, releases } = this.#types;
    let from = -1;
    let least = target + 1;
    for (let state = level.heads[group]; state >= 0; state = level.links[state]) {
      const end = this.#endOf(level, state);
      if (end >= least) continue;
      least = end;
      from = state;
    }
    if (from < 0) return;
    const profile = ranks.slice(type * stations + 1, (type + 1) * stations);
    const end = releases[type] + values[ranks[type * stations]];
    const flush = profile.reduce((clock, rank) => clock + values[rank], end);
    const bound = Math.max(flush, Math.ceil((end + this.#bound.of(profile)) / (this.#lines - line)));
    if (bound > target) return;
    const child = next.group(this.#keyOf(set - this.#place[type], line, isLowest));
    next.add(child, end, profile, values, bound, level.node[from], type * (stations + 1) + stations);
  }

  #endOf(level: Level, state: number): number {
    const depth = this.#instance.stations - 1;
    let end = level.clock[state];
    for (let k = 0; k < depth; k++) end += this.#types.values[level.profile[state * depth + k]];
    return end;
  }

  #bestEnd(level: Level, target: number): number {
    let best = -1;
    let least = target + 1;
    for (let group = 0; group < level.groups; group++) {
      // Every line is used: a job moved from the end of a line to an empty one makes no plan longer.
      if (Math.floor(level.keys[group] / 2) % this.#lines !== this.#lines - 1) continue;
      for (let state = level.heads[group]; state >= 0; state = level.links[state]) {
        const end = this.#endOf(level, state);
        if (end >= least) continue;
        least = end;
        best = state;
      }
    }
    return best;
  }

  /** Numbers the states of a finished level as nodes, so that the level itself can go. */
  #keep(level: Level): void {
    for (let group = 0; group < level.groups; group++) {
      for (let state = level.heads[group]; state >= 0; state = level.links[state]) {
        if (this.#nodes === this.#parents.length) {
          this.#parents = doubled(this.#parents);
          this.#moves = doubled(this.#moves);
        }
        this.#parents[this.#nodes] = level.node[state];
        this.#moves[this.#nodes] = level.move[state];
        level.node[state] = this.#nodes++;
      }
    }
  }

  #entriesOf(node: number): Int32Array[] {
    const { stations, empty, lines } = this.#instance;
    const used = this.#types.members.map(() => 0);
    const moves: number[] = [];
    for (let at = node; this.#moves[at] >= 0; at = this.#parents[at]) moves.push(this.#moves[at]);
    const entries: number[][] = Array.from({ length: lines }, () => []);
    let line = 0;
    for (const move of moves.reverse()) {
      const gap = move % (stations + 1);
      const type = Math.floor(move / (stations + 1));
      if (gap === stations) line++;
      else for (let k = 0; k < gap; k++) entries[line].push(empty);
      entries[line].push(this.#types.members[type][used[type]++]);
    }
    return entries.map((list) => Int32Array.from(list));
  }
}

export function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
