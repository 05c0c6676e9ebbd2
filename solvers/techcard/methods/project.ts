/** Cards on pools and plain machines, one mode each, the end of all to be early: the resource-constrained project. */

import type { Instance, Schedule } from '../instance.ts';
import { solveProject } from '../project/solve.ts';
import type { Method } from './method.ts';
import { startLag, traitsOf } from './traits.ts';
import { assignWorkers, unitMatrix } from './units.ts';

/** Beyond so many entries the matrix of demands costs more than the method gains. */
const mostEntries = 20_000_000;

export const projectMethod: Method = {
  name: 'project',
  suits: (instance) => {
    const traits = traitsOf(instance);
    return (
      traits.plain &&
      traits.singleMode &&
      traits.renewable &&
      traits.forwardLags &&
      traits.makespanOnly &&
      !traits.deadlines &&
      instance.operations * new Set(instance.demandResource).size <= mostEntries
    );
  },
  run: ({ instance, budget, first, report }) => {
    const { lags, modeFrom } = instance;
    const weight = instance.problem.objective.makespan;
    const { capacities, demands } = unitMatrix(instance);
    const { starts, lowerBound, schedules, endedBy } = solveProject(
      {
        durations: instance.durations,
        capacities,
        demands,
        arcFrom: lags.from,
        arcTo: lags.to,
        arcLag: Int32Array.from(lags.from, (_, lag) => startLag(instance, modeFrom, lag)),
        releases: instance.releases,
        tails: new Int32Array(instance.operations),
      },
      budget,
      {
        onIncumbent: (found, _makespan, bound) => report(singleModeSchedule(instance, found), weight * bound),
        warmStarts: first?.starts,
      },
    );
    return {
      schedule: singleModeSchedule(instance, starts),
      lowerBound: weight * lowerBound,
      iterations: schedules,
      endedBy,
    };
  },
};

/** A schedule of operations that have one mode each. */
export function singleModeSchedule(instance: Instance, found: Int32Array): Schedule {
  const starts = found.slice();
  const ends = starts.map((start, operation) => start + instance.durations[operation]);
  const modes = new Int32Array(instance.operations);
  return { starts, ends, modes, assignments: assignWorkers(instance, starts, ends, modes) };
}
