/** Small random projects, their optima by full enumeration and a check of schedules, for tests: none uses the search. */
import type { Rng } from '../../shared/rng.ts';
import type { ProjectProblem } from './problem.ts';

export interface Shape {
  readonly activities: number;
  readonly resources: number;
  readonly mostDuration: number;
  readonly mostCapacity: number;
  readonly arcShare: number;
  /** Lags that differ from the duration, releases and tails. */
  readonly general: boolean;
}

export function randomProblem(rng: Rng, shape: Shape): ProjectProblem {
  const { activities: n, resources, mostDuration, mostCapacity, arcShare, general } = shape;
  const durations = new Int32Array(n).map(() => rng.below(mostDuration + 1));
  const capacities = new Int32Array(resources).map(() => 1 + rng.below(mostCapacity));
  const demands = new Int32Array(n * resources).map((_, at) =>
    rng.below(3) === 0 ? 0 : rng.below(capacities[at % resources] + 1),
  );
  const names = rng.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  const arcs: [number, number, number][] = [];
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      if (rng.float() >= arcShare) continue;
      const from = names[a];
      const lag = general && rng.below(2) === 0 ? rng.below(2 * mostDuration) : durations[from];
      arcs.push([from, names[b], lag]);
    }
  }
  const sometimes = () => (general && rng.below(3) === 0 ? rng.below(2 * mostDuration) : 0);
  return {
    durations,
    capacities,
    demands,
    arcFrom: Int32Array.from(arcs, ([from]) => from),
    arcTo: Int32Array.from(arcs, ([, to]) => to),
    arcLag: Int32Array.from(arcs, ([, , lag]) => lag),
    releases: new Int32Array(n).map(sometimes),
    tails: new Int32Array(n).map(sometimes),
  };
}

/** The same project with all times so many times as long. */
export function stretched(problem: ProjectProblem, factor: number): ProjectProblem {
  const longer = (times: Int32Array) => times.map((time) => time * factor);
  return {
    ...problem,
    durations: longer(problem.durations),
    arcLag: longer(problem.arcLag),
    releases: longer(problem.releases),
    tails: longer(problem.tails),
  };
}

/** What is wrong with a schedule, and its makespan. */
export function examine(problem: ProjectProblem, starts: Int32Array): { faults: string[]; makespan: number } {
  const { durations, capacities, demands, arcFrom, arcTo, arcLag, releases, tails } = problem;
  const faults: string[] = [];
  let makespan = 0;
  for (let i = 0; i < durations.length; i++) {
    if (!(starts[i] >= releases[i])) faults.push(`activity ${i} starts at ${starts[i]} before ${releases[i]}`);
    makespan = Math.max(makespan, starts[i] + durations[i] + tails[i]);
  }
  for (let e = 0; e < arcFrom.length; e++)
    if (starts[arcTo[e]] < starts[arcFrom[e]] + arcLag[e]) faults.push(`arc ${arcFrom[e]} -> ${arcTo[e]}`);
  for (let r = 0; r < capacities.length; r++) {
    // The use of a resource is greatest at the start of some activity.
    for (const time of starts) {
      let use = 0;
      for (let i = 0; i < starts.length; i++)
        if (starts[i] <= time && time < starts[i] + durations[i]) use += demands[i * capacities.length + r];
      if (use > capacities[r]) faults.push(`resource ${r} at ${time}: ${use} of ${capacities[r]}`);
    }
  }
  return { faults, makespan };
}

/**
 * Least makespan: in every order in which arcs point forward, each activity at its first place. Some optimal schedule
 * lets no activity move to the left by itself, and that one arises from the order of its starts.
 */
export function bruteForceMakespan(problem: ProjectProblem): number {
  const { durations, capacities, demands, arcFrom, arcTo, arcLag, releases, tails } = problem;
  const n = durations.length;
  const resources = capacities.length;
  const starts = new Int32Array(n).fill(-1);
  const use = new Int32Array(resources * easyUpperBound(problem));
  let best = Infinity;
  const fits = (i: number, start: number): boolean => {
    for (let t = start; t < start + durations[i]; t++)
      for (let r = 0; r < resources; r++)
        if (use[t * resources + r] + demands[i * resources + r] > capacities[r]) return false;
    return true;
  };
  const book = (i: number, start: number, sign: number) => {
    for (let t = start; t < start + durations[i]; t++)
      for (let r = 0; r < resources; r++) use[t * resources + r] += sign * demands[i * resources + r];
  };
  /** Earliest start by the arcs into i; -1 where one of them comes from an activity without a place. */
  const ready = (i: number): number => {
    let earliest = releases[i];
    for (let e = 0; e < arcFrom.length; e++) {
      if (arcTo[e] !== i) continue;
      if (starts[arcFrom[e]] < 0) return -1;
      earliest = Math.max(earliest, starts[arcFrom[e]] + arcLag[e]);
    }
    return earliest;
  };
  const place = (placed: number, longest: number): void => {
    if (longest >= best) return;
    if (placed === n) {
      best = longest;
      return;
    }
    for (let i = 0; i < n; i++) {
      let start = starts[i] < 0 ? ready(i) : -1;
      if (start < 0) continue;
      while (!fits(i, start)) start++;
      starts[i] = start;
      book(i, start, 1);
      place(placed + 1, Math.max(longest, start + durations[i] + tails[i]));
      book(i, start, -1);
      starts[i] = -1;
    }
  };
  place(0, 0);
  return best;
}

/** Makespan of one activity after the other, which is always possible where the order of arcs is kept: an upper bound. */
export function easyUpperBound({ durations, arcLag, releases, tails }: ProjectProblem): number {
  const sum = (times: Int32Array) => times.reduce((total, time) => total + time, 0);
  return sum(durations) + sum(arcLag) + Math.max(0, ...releases) + Math.max(0, ...tails) + 1;
}
