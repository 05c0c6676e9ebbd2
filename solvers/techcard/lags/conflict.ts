/**
 * Why nothing fits: a small set of lags and activities that contradict each other on their own, by leaving out what is
 * not needed, first in large parts and then one by one.
 *
 * @see Chinneck and Dravnieks (1991), ORSA Journal on Computing 3:157-168 (deletion filter); Junker (2004), AAAI
 *   19:167-172 (halving).
 */
import type { Budget } from '../../solver.ts';
import { findPositiveCycle, longestPaths } from './closure.ts';
import type { LagsConflict, LagsProblem } from './problem.ts';
import { Search } from './search.ts';

/** Nodes that one question may cost: a part whose absence is hard to judge stays. */
const nodesPerQuestion = 2000;

/** The problem with nothing but the named arcs, and demands, releases and deadlines of the named activities only. */
export function restrictTo(problem: LagsProblem, { arcs, activities }: LagsConflict): LagsProblem {
  const { durations, capacities, demands, arcFrom, arcTo, arcWeight, releases, deadlines } = problem;
  const resources = capacities.length;
  const kept = new Uint8Array(durations.length);
  for (const i of activities) kept[i] = 1;
  return {
    durations,
    capacities,
    demands: demands.map((demand, cell) => (kept[Math.floor(cell / resources)] === 1 ? demand : 0)),
    arcFrom: Int32Array.from(arcs, (arc) => arcFrom[arc]),
    arcTo: Int32Array.from(arcs, (arc) => arcTo[arc]),
    arcWeight: Int32Array.from(arcs, (arc) => arcWeight[arc]),
    releases: releases.map((release, i) => (kept[i] === 1 ? release : 0)),
    deadlines: deadlines?.map((deadline, i) => (kept[i] === 1 ? deadline : 2 ** 30)),
  };
}

/** An activity that needs more than there is. */
export function findOversized({ durations, capacities, demands }: LagsProblem): LagsConflict | undefined {
  const resources = capacities.length;
  for (let i = 0; i < durations.length; i++)
    for (let k = 0; k < resources; k++)
      if (durations[i] > 0 && demands[i * resources + k] > capacities[k])
        return { arcs: new Int32Array(0), activities: Int32Array.of(i), resource: k };
  return undefined;
}

/** @param horizon - a makespan that is enough for the whole problem, and so for each part of it. */
export function shrinkConflict(problem: LagsProblem, horizon: number, budget: Budget, nodeLimit: number): LagsConflict {
  const arcCount = problem.arcFrom.length;
  let nodesLeft = nodeLimit;
  // Elements: arcs, then activities.
  let needed = Array.from({ length: arcCount + problem.durations.length }, (_, element) => element);
  const conflictOf = (elements: readonly number[]): LagsConflict => ({
    arcs: Int32Array.from(elements.filter((element) => element < arcCount)),
    activities: Int32Array.from(elements.filter((element) => element >= arcCount).map((element) => element - arcCount)),
  });
  const contradicts = (elements: readonly number[]): boolean => {
    if (nodesLeft <= 0 || budget.shouldStop()) return false;
    const part = restrictTo(problem, conflictOf(elements));
    if (findPositiveCycle(part) !== undefined) return true;
    const search = new Search(part, horizon, longestPaths(part));
    const end = search.run(Math.min(nodesPerQuestion, nodesLeft), budget, undefined, true);
    nodesLeft -= search.nodes + 1;
    return end === 'proof' && search.starts === undefined;
  };
  // Activities without any demand, lags between others and so on go in large parts.
  for (let size = needed.length >> 1; ; size >>= 1) {
    for (let at = needed.length; at > 0; at -= size) {
      const fewer = [...needed.slice(0, Math.max(0, at - size)), ...needed.slice(at)];
      if (contradicts(fewer)) needed = fewer;
    }
    if (size === 1) break;
  }
  return withResource(problem, conflictOf(needed), horizon, budget);
}

/** Names the resource where one alone is enough for the contradiction. */
function withResource(problem: LagsProblem, conflict: LagsConflict, horizon: number, budget: Budget): LagsConflict {
  const resources = problem.capacities.length;
  const part = restrictTo(problem, conflict);
  if (findPositiveCycle(part) !== undefined) return conflict;
  for (let k = 0; k < resources && !budget.shouldStop(); k++) {
    const demands = part.demands.map((demand, cell) => (cell % resources === k ? demand : 0));
    if (!demands.some((demand) => demand > 0)) continue;
    const search = new Search({ ...part, demands }, horizon, longestPaths(part));
    if (search.run(nodesPerQuestion, budget, undefined, true) === 'proof' && search.starts === undefined)
      return { ...conflict, resource: k };
  }
  return conflict;
}
