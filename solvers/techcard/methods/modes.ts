/** Operations with several ways to do them, on pools and machines and out of stocks: the multi-mode project. */
import type { Instance, Schedule } from '../instance.ts';
import { solveModes } from '../modes/solve.ts';
import type { Method } from './method.ts';
import { traitsOf } from './traits.ts';
import { assignWorkers, unitMatrix } from './units.ts';

export const modesMethod: Method = {
  name: 'modes',
  suits: (instance) => {
    const traits = traitsOf(instance);
    return (
      traits.plain && traits.renewableOrStock && traits.precedencesOnly && traits.makespanOnly && !traits.deadlines
    );
  },
  run: ({ instance, budget, first, report }) => {
    const { lags } = instance;
    const weight = instance.problem.objective.makespan;
    const { capacities, demands } = unitMatrix(instance);
    const result = solveModes(
      {
        modeFrom: instance.modeFrom,
        durations: instance.durations,
        renewable: capacities,
        demands,
        ...stockMatrix(instance),
        arcFrom: lags.from,
        arcTo: lags.to,
        arcLag: lags.least,
        releases: instance.releases,
      },
      budget,
      {
        onIncumbent: (starts, modes, _makespan, bound) => report(scheduleOf(instance, starts, modes), weight * bound),
        warmStart: first && { starts: first.starts, modes: first.modes },
      },
    );
    const { endedBy, schedules: iterations } = result;
    const lowerBound = weight * result.lowerBound;
    if (result.starts && result.modes)
      return { schedule: scheduleOf(instance, result.starts, result.modes), lowerBound, iterations, endedBy };
    const infeasible = result.found === 'infeasible';
    return {
      infeasible,
      reason: infeasible
        ? `the stocks do not suffice, whichever modes are chosen: ${stockNames(instance).join(', ')}`
        : 'no choice of modes was found that the stocks suffice for',
      iterations,
      endedBy,
    };
  },
};

function scheduleOf(instance: Instance, found: Int32Array, chosen: Int32Array): Schedule {
  const starts = found.slice();
  const modes = chosen.slice();
  const ends = starts.map(
    (start, operation) => start + instance.durations[instance.modeFrom[operation] + modes[operation]],
  );
  return { starts, ends, modes, assignments: assignWorkers(instance, starts, ends, modes) };
}

function stocksOf({ resources, demandResource }: Instance): number[] {
  return [...new Set(demandResource)].filter((index) => resources[index].type === 'reservoir').sort((a, b) => a - b);
}

function stockNames(instance: Instance): string[] {
  return stocksOf(instance).map((index) => `"${instance.resources[index].id}"`);
}

function stockMatrix(instance: Instance): { stock: Int32Array; consumption: Int32Array } {
  const stocks = stocksOf(instance);
  const column = new Map(stocks.map((resource, at) => [resource, at]));
  const consumption = new Int32Array(instance.durations.length * stocks.length);
  for (let mode = 0; mode < instance.durations.length; mode += 1)
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
      const at = column.get(instance.demandResource[demand]);
      if (at !== undefined) consumption[mode * stocks.length + at] += instance.demandAmount[demand];
    }
  const initial = (index: number) => (instance.resources[index] as { initial: number }).initial;
  return { stock: Int32Array.from(stocks, initial), consumption };
}
