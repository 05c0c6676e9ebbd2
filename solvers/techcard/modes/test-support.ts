/** For tests: a check of schedules and an exact search, written apart from the solver. */
import type { ModesProblem, ModesSchedule } from './problem.ts';

/** @returns the rules that the schedule breaks, and its makespan. */
export function checkSchedule(problem: ModesProblem, { starts, modes }: ModesSchedule) {
  const broken: string[] = [];
  const count = problem.releases.length;
  const mode = Array.from(modes, (chosen, i) => {
    if (!(chosen >= 0 && chosen < problem.modeFrom[i + 1] - problem.modeFrom[i]))
      broken.push(`no mode ${chosen} of ${i}`);
    return problem.modeFrom[i] + chosen;
  });
  const end = mode.map((m, i) => starts[i] + problem.durations[m]);
  for (let i = 0; i < count; i++) if (starts[i] < problem.releases[i]) broken.push(`release of ${i}`);
  problem.arcFrom.forEach((from, a) => {
    if (starts[problem.arcTo[a]] < end[from] + problem.arcLag[a]) broken.push(`arc ${from} -> ${problem.arcTo[a]}`);
  });
  problem.stock.forEach((most, k) => {
    const taken = mode.reduce((sum, m) => sum + problem.consumption[m * problem.stock.length + k], 0);
    if (taken > most) broken.push(`stock ${k}`);
  });
  // The use of a resource rises only at starts, so it is enough to look there.
  for (const time of starts)
    problem.renewable.forEach((most, k) => {
      const used = mode.reduce(
        (sum, m, i) =>
          sum + (starts[i] <= time && time < end[i] ? problem.demands[m * problem.renewable.length + k] : 0),
        0,
      );
      if (used > most) broken.push(`resource ${k} at ${time}`);
    });
  return { broken, makespan: Math.max(0, ...end) };
}

/**
 * The least makespan by trying all choices of modes and, for each, all start times up to the best so far, activity by
 * activity in the order of the indices (arcs must go upward). Infinity where no choice of modes fits.
 */
export function bruteForce(problem: ModesProblem): number {
  const count = problem.releases.length;
  const modes = new Int32Array(count);
  const starts = new Int32Array(count);
  let best = Infinity;

  const fitsAt = (last: number): boolean => {
    const width = problem.renewable.length;
    const from = starts[last];
    const to = from + problem.durations[modes[last]];
    for (let time = from; time < to; time++)
      for (let k = 0; k < width; k++) {
        let used = 0;
        for (let i = 0; i <= last; i++)
          if (starts[i] <= time && time < starts[i] + problem.durations[modes[i]])
            used += problem.demands[modes[i] * width + k];
        if (used > problem.renewable[k]) return false;
      }
    return true;
  };
  const place = (i: number, makespan: number): void => {
    if (i === count) {
      best = makespan;
      return;
    }
    let ready = problem.releases[i];
    problem.arcTo.forEach((to, a) => {
      const from = problem.arcFrom[a];
      if (to === i) ready = Math.max(ready, starts[from] + problem.durations[modes[from]] + problem.arcLag[a]);
    });
    const limit = Number.isFinite(best) ? best - 1 : longest;
    for (let time = ready; time + problem.durations[modes[i]] <= Math.min(limit, best - 1); time++) {
      starts[i] = time;
      if (fitsAt(i)) place(i + 1, Math.max(makespan, time + problem.durations[modes[i]]));
    }
  };
  const longest =
    Math.max(0, ...problem.releases) +
    problem.arcLag.reduce((sum, lag) => sum + lag, 0) +
    problem.durations.reduce((sum, time) => sum + time, 0);
  const choose = (i: number): void => {
    if (i === count) {
      const kept = problem.stock.every(
        (most, k) => modes.reduce((sum, m) => sum + problem.consumption[m * problem.stock.length + k], 0) <= most,
      );
      if (kept) place(0, 0);
      return;
    }
    for (let m = problem.modeFrom[i]; m < problem.modeFrom[i + 1]; m++) {
      const alone = problem.demands.subarray(m * problem.renewable.length, (m + 1) * problem.renewable.length);
      if (problem.durations[m] > 0 && alone.some((demand, k) => demand > problem.renewable[k])) continue;
      modes[i] = m;
      choose(i + 1);
    }
  };
  choose(0);
  return best;
}

export interface Draft {
  /** By activity: its modes as [duration, demands, consumption]. */
  readonly activities: readonly (readonly (readonly [number, readonly number[], readonly number[]])[])[];
  readonly renewable: readonly number[];
  readonly stock: readonly number[];
  /** [from, to, lag]. */
  readonly arcs?: readonly (readonly [number, number, number])[];
  readonly releases?: readonly number[];
}

export function problemOf({ activities, renewable, stock, arcs = [], releases }: Draft): ModesProblem {
  const modeFrom = new Int32Array(activities.length + 1);
  activities.forEach((modes, i) => {
    modeFrom[i + 1] = modeFrom[i] + modes.length;
  });
  const modes = activities.flat();
  return {
    modeFrom,
    durations: Int32Array.from(modes, ([duration]) => duration),
    renewable: Int32Array.from(renewable),
    demands: Int32Array.from(modes.flatMap(([, demands]) => demands)),
    stock: Int32Array.from(stock),
    consumption: Int32Array.from(modes.flatMap(([, , consumption]) => consumption)),
    arcFrom: Int32Array.from(arcs, ([from]) => from),
    arcTo: Int32Array.from(arcs, ([, to]) => to),
    arcLag: Int32Array.from(arcs, ([, , lag]) => lag),
    releases: Int32Array.from(releases ?? activities.map(() => 0)),
  };
}
