/** Least and greatest lags on pools and machines, one mode each, deadlines or none: the project with time windows. */
import { type Instance, never } from '../instance.ts';
import { solveLags } from '../lags/solve.ts';
import { reference } from '../plan.ts';
import { dispatched } from './dispatched.ts';
import type { Method } from './method.ts';
import { singleModeSchedule } from './project.ts';
import { startLag, traitsOf } from './traits.ts';
import { unitMatrix } from './units.ts';

/** Below so many the search finds its first plan at once. */
const fewOperations = 60;

export const lagsMethod: Method = {
  name: 'lags',
  suits: (instance) => {
    const traits = traitsOf(instance);
    return traits.plain && traits.singleMode && traits.renewable && traits.makespanOnly;
  },
  run: (context) => {
    const { instance, budget, lowerBound, report } = context;
    const { lags, modeFrom } = instance;
    const weight = instance.problem.objective.makespan;
    const { capacities, demands } = unitMatrix(instance);
    // The search proves first and finds second: on hundreds of operations a dispatched plan is far ahead of it.
    const first = context.first ?? (instance.operations > fewOperations ? dispatched(context) : undefined);
    if (first) report(first, lowerBound);
    const result = solveLags(
      {
        durations: instance.durations,
        capacities,
        demands,
        arcFrom: lags.from,
        arcTo: lags.to,
        arcWeight: Int32Array.from(lags.from, (_, lag) => startLag(instance, modeFrom, lag)),
        releases: instance.releases,
        ...(instance.deadlines.some((deadline) => deadline < never) && { deadlines: instance.deadlines }),
      },
      budget,
      {
        onIncumbent: (starts, _makespan, bound) => report(singleModeSchedule(instance, starts), weight * bound),
        warmStart: first?.starts,
      },
    );
    const { iterations } = result;
    switch (result.found) {
      case 'infeasible':
        return { infeasible: true, reason: conflictInWords(instance, result.conflict), iterations, endedBy: 'proof' };
      case 'unknown':
        if (first)
          return { schedule: first, lowerBound: weight * result.lowerBound, iterations, endedBy: result.endedBy };
        return {
          infeasible: false,
          reason: 'no plan was found that keeps every greatest lag',
          iterations,
          endedBy: result.endedBy,
        };
      default:
        return {
          schedule: singleModeSchedule(instance, result.starts),
          lowerBound: weight * result.lowerBound,
          iterations,
          endedBy: result.endedBy,
        };
    }
  },
};

/** A reason that names more is read by nobody. */
const mostNamed = 30;

function conflictInWords(
  instance: Instance,
  conflict: { readonly arcs: Int32Array; readonly activities: Int32Array; readonly resource?: number },
): string {
  const name = (operation: number) => {
    const { order, serial, operation: id } = reference(instance, operation);
    return instance.pieces.length === 1 ? `"${id}"` : `"${id}" of ${order} #${serial}`;
  };
  const { lags } = instance;
  const arcs = [...conflict.arcs].slice(0, mostNamed).map((lag) => {
    const [from, to] = [name(lags.from[lag]), name(lags.to[lag])];
    const moment = (isEnd: number) => (isEnd === 1 ? 'end' : 'start');
    return lags.least[lag] < 0
      ? `${moment(lags.fromEnd[lag])} of ${from} at most ${-lags.least[lag]} s after ${moment(lags.toEnd[lag])} of ${to}`
      : `${moment(lags.toEnd[lag])} of ${to} at least ${lags.least[lag]} s after ${moment(lags.fromEnd[lag])} of ${from}`;
  });
  const more = conflict.arcs.length > mostNamed ? ` and ${conflict.arcs.length - mostNamed} more` : '';
  const activities = [...conflict.activities].slice(0, mostNamed).map(name);
  return [
    arcs.length > 0 ? `these lags contradict each other: ${arcs.join('; ')}${more}` : 'there is no room',
    activities.length > 0 ? `with what these operations take: ${activities.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
