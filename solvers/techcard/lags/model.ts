/**
 * From the problem to what the search works on: pairs of activities to be ordered, and resources that can be overloaded.
 *
 * Variables are the starts of all activities, then the makespan, then one for each pair.
 */
import { noPath } from './closure.ts';
import type { Lag, Pair } from './precedences.ts';
import type { LagsProblem } from './problem.ts';
import { TimeTable } from './time-table.ts';
import type { Trail } from './trail.ts';

/** Pairs with a variable of their own; the profiles alone keep further ones apart. */
const mostPairs = 20_000;

/** Pairs too much for some resource together: those to be ordered, and lags for those whose order is settled. */
export function pairsOf(problem: LagsProblem, paths: Int32Array | undefined) {
  const { durations, capacities, demands } = problem;
  const count = durations.length;
  const resources = capacities.length;
  const pairs: Pair[] = [];
  const settled: Lag[] = [];
  const path = (from: number, to: number): number => (paths === undefined ? noPath : paths[from * count + to]);
  for (let first = 0; first < count; first++)
    for (let second = first + 1; second < count; second++) {
      if (durations[first] === 0 || durations[second] === 0) continue;
      let tooMuch = false;
      for (let k = 0; k < resources; k++)
        if (demands[first * resources + k] + demands[second * resources + k] > capacities[k]) tooMuch = true;
      if (!tooMuch || path(first, second) >= durations[first] || path(second, first) >= durations[second]) continue;
      // An order is out of the question where a path leaves no room for it.
      if (path(first, second) > -durations[second]) settled.push({ from: first, to: second, weight: durations[first] });
      else if (path(second, first) > -durations[first])
        settled.push({ from: second, to: first, weight: durations[second] });
      else if (pairs.length < mostPairs) pairs.push({ variable: count + 1 + pairs.length, first, second });
    }
  return { pairs, settled };
}

/** One for each resource that can be overloaded at all. */
export function tablesOf(trail: Trail, { durations, capacities, demands }: LagsProblem): TimeTable[] {
  const resources = capacities.length;
  const tables: TimeTable[] = [];
  for (let k = 0; k < resources; k++) {
    const tasks: number[] = [];
    let total = 0;
    for (let i = 0; i < durations.length; i++) {
      if (demands[i * resources + k] === 0 || durations[i] === 0) continue;
      tasks.push(i);
      total += demands[i * resources + k];
    }
    if (total <= capacities[k]) continue;
    const needs = tasks.map((i) => demands[i * resources + k]);
    tables.push(new TimeTable(trail, tables.length, capacities[k], tasks, durations, needs));
  }
  return tables;
}
