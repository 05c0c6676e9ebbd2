/**
 * Lower bounds of paced lines that need no search.
 *
 * Makespan: at any threshold, each work at least that long on one station needs a takt of its own, so the takts at least that
 * long are as many as on the station that has most; added up over all thresholds this is the length of all takts
 * together. Before station s sees its first job a line runs s takts, each as long as the first job's work in it, and after
 * its last one the takts of the last job on later stations. The longest of the lines has its share of it.
 *
 * Tardiness: the k-th job of a set to leave is the ceil(k / lines)-th of some line, which no line reaches before the
 * least works of so many jobs are done on any one station. The k-th latest due date can do no better than that.
 */
import type { PacedInstance } from './problem.ts';

export function lowerBound(instance: PacedInstance): number {
  if (instance.jobs === 0) return 0;
  const makespan = makespanBound(instance);
  const tardiness = instance.tardinessWeight > 0 ? tardinessBound(instance) : 0;
  return instance.makespanWeight * makespan + (tardiness > 0 ? instance.tardinessWeight * tardiness : 0);
}

export function makespanBound(instance: PacedInstance): number {
  const { jobs, stations, work, releases } = instance;
  const lines = Math.min(instance.lines, jobs);
  let longestJob = 0;
  let firstRelease = Infinity;
  for (let job = 0; job < jobs; job++) {
    let total = Math.max(0, releases[job]);
    firstRelease = Math.min(firstRelease, total);
    for (let station = 0; station < stations; station++) total += work[job * stations + station];
    longestJob = Math.max(longestJob, total);
  }
  const shared = Math.ceil(totalOfTakts(instance, lines) / lines) + firstRelease;
  return Math.max(longestJob, shared, firstRelease + oneStationBound(instance, lines));
}

/** Length of the takts of all lines together, each of them used. */
function totalOfTakts({ jobs, stations, work }: PacedInstance, lines: number): number {
  const values = [...new Set(work)].sort((a, b) => a - b);
  const rank = new Map(values.map((value, at) => [value, at]));
  const takts = new Int32Array(values.length);
  for (let station = 0; station < stations; station++) {
    const count = new Int32Array(values.length + 1);
    for (let job = 0; job < jobs; job++) count[rank.get(work[job * stations + station])!]++;
    for (let at = values.length - 1; at >= 0; at--) count[at] += count[at + 1];
    const before = leastCount(work, jobs, stations, values, 0, station);
    const after = leastCount(work, jobs, stations, values, station + 1, stations);
    for (let at = 0; at < values.length; at++)
      takts[at] = Math.max(takts[at], count[at] + lines * (before[at] + after[at]));
  }
  let total = 0;
  for (let at = 1; at < values.length; at++) total += takts[at] * (values[at] - values[at - 1]);
  return total;
}

/** By value: the least number of works at least that long that any job has on stations [from, to). */
function leastCount(
  work: Int32Array,
  jobs: number,
  stations: number,
  values: readonly number[],
  from: number,
  to: number,
): Int32Array {
  const least = new Int32Array(values.length).fill(to - from);
  for (let job = 0; job < jobs; job++) {
    const own = work.subarray(job * stations + from, job * stations + to).toSorted();
    for (let at = 0, below = 0; at < values.length; at++) {
      while (below < own.length && own[below] < values[at]) below++;
      least[at] = Math.min(least[at], own.length - below);
    }
  }
  return least;
}

/** Work of each station, its share of a line, with the least that any job needs before and after it. */
function oneStationBound({ jobs, stations, work }: PacedInstance, lines: number): number {
  let bound = 0;
  for (let station = 0; station < stations; station++) {
    let total = 0;
    let before = Infinity;
    let after = Infinity;
    for (let job = 0; job < jobs; job++) {
      const own = work.subarray(job * stations, (job + 1) * stations);
      total += own[station];
      before = Math.min(before, sum(own.subarray(0, station)));
      after = Math.min(after, sum(own.subarray(station + 1)));
    }
    bound = Math.max(bound, Math.ceil(total / lines) + before + after);
  }
  return bound;
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Weighted tardiness: each step of the weights counts for the jobs that weigh at least as much. */
export function tardinessBound(instance: PacedInstance): number {
  const { jobs, stations, work, releases, dues, weights } = instance;
  const all = Array.from({ length: jobs }, (_, job) => job);
  const steps = [...new Set(weights.subarray(0, jobs))].filter((weight) => weight > 0).sort((a, b) => a - b);
  let bySets = 0;
  for (const [at, step] of steps.entries()) {
    const set = all.filter((job) => weights[job] >= step);
    bySets += (step - (steps[at - 1] ?? 0)) * leastTardiness(instance, set);
  }
  const alone = all.reduce((total, job) => {
    const end = Math.max(0, releases[job]) + sum(work.subarray(job * stations, (job + 1) * stations));
    return total + weights[job] * Math.max(0, end - dues[job]);
  }, 0);
  return Math.max(bySets, alone);
}

/** Unweighted tardiness of a set of jobs. */
function leastTardiness({ lines, stations, work, releases, dues }: PacedInstance, set: readonly number[]): number {
  const earliest = new Float64Array(set.length);
  const release = set.reduce((least, job) => Math.min(least, Math.max(0, releases[job])), Infinity);
  for (let station = 0; station < stations; station++) {
    const own = Int32Array.from(set, (job) => work[job * stations + station]).sort();
    const before = Math.min(...set.map((job) => sum(work.subarray(job * stations, job * stations + station))));
    const after = Math.min(...set.map((job) => sum(work.subarray(job * stations + station + 1, (job + 1) * stations))));
    let done = 0;
    for (let rank = 1, at = 0; at < set.length; rank++) {
      done += own[rank - 1];
      for (let line = 0; line < lines && at < set.length; line++, at++)
        earliest[at] = Math.max(earliest[at], release + before + done + after);
    }
  }
  const ordered = set.map((job) => dues[job]).sort((a, b) => a - b);
  return ordered.reduce((total, due, at) => total + Math.max(0, earliest[at] - due), 0);
}
