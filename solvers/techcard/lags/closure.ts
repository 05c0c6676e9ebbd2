/**
 * Longest paths through the lags: cycles that ask an activity to start after itself, and pairs whose order is settled.
 *
 * @see Bartusch, Moehring and Radermacher (1988), Annals of Operations Research 16:201-240; Roy (1959) and
 *   Floyd (1962) for all pairs.
 */
import type { LagsConflict, LagsProblem } from './problem.ts';

/** Beyond this many activities all pairs take too long and are left out. */
const mostForAllPairs = 400;
/** No path. A path shorter than this means nothing within the range of times, and is cut off there. */
export const noPath = -(2 ** 30);

/**
 * Looks for a cycle of positive length through lags, releases and deadlines.
 * @returns the arcs of the cycle, and the activities whose release and deadline it runs through; undefined where all
 *   windows can be kept.
 */
export function findPositiveCycle(problem: LagsProblem): LagsConflict | undefined {
  const { durations, arcFrom, arcTo, arcWeight, releases, deadlines } = problem;
  const count = durations.length;
  const arcs = arcFrom.length;
  const distance = Float64Array.from(releases);
  const cameBy = new Int32Array(count).fill(-1);
  let last = -1;
  for (let round = 0; round <= count + 1; round++) {
    last = -1;
    for (let arc = 0; arc < arcs; arc++) {
      const reached = distance[arcFrom[arc]] + arcWeight[arc];
      if (reached <= distance[arcTo[arc]]) continue;
      distance[arcTo[arc]] = reached;
      cameBy[arcTo[arc]] = arc;
      last = arcTo[arc];
    }
    if (last < 0) break;
  }
  if (last >= 0) return cycleFrom(problem, cameBy, last);
  let fewest: LagsConflict | undefined;
  for (let i = 0; i < count && deadlines !== undefined; i++) {
    if (distance[i] + durations[i] <= deadlines[i]) continue;
    const broken = brokenWindow(problem, cameBy, i);
    if (fewest === undefined || broken.arcs.length < fewest.arcs.length) fewest = broken;
  }
  return fewest;
}

/** The last lags of the way to a broken deadline, as few as break it. */
function brokenWindow(problem: LagsProblem, cameBy: Int32Array, end: number): LagsConflict {
  const { durations, arcFrom, arcWeight, releases, deadlines } = problem;
  const most = deadlines![end] - durations[end];
  const arcs: number[] = [];
  let node = end;
  let length = 0;
  while (releases[node] + length <= most) {
    const arc = cameBy[node];
    arcs.push(arc);
    length += arcWeight[arc];
    node = arcFrom[arc];
  }
  const activities = node === end || releases[node] === 0 ? [end] : [node, end].sort((a, b) => a - b);
  return { arcs: Int32Array.from(arcs).sort(), activities: Int32Array.from(activities) };
}

function cycleFrom({ arcFrom }: LagsProblem, cameBy: Int32Array, end: number): LagsConflict {
  let node = end;
  for (let step = 0; step < cameBy.length; step++) node = arcFrom[cameBy[node]];
  const arcs: number[] = [];
  const start = node;
  do {
    arcs.push(cameBy[node]);
    node = arcFrom[cameBy[node]];
  } while (node !== start);
  return { arcs: Int32Array.from(arcs).sort(), activities: new Int32Array(0) };
}

/** Longest path from each activity to each, row by row; undefined where there are too many. No cycle may be positive. */
export function longestPaths(problem: LagsProblem): Int32Array | undefined {
  const count = problem.durations.length;
  if (count > mostForAllPairs) return undefined;
  const paths = new Int32Array(count * count).fill(noPath);
  for (let i = 0; i < count; i++) paths[i * count + i] = 0;
  for (let arc = 0; arc < problem.arcFrom.length; arc++) {
    const cell = problem.arcFrom[arc] * count + problem.arcTo[arc];
    paths[cell] = Math.max(paths[cell], problem.arcWeight[arc], noPath + 1);
  }
  for (let via = 0; via < count; via++)
    for (let i = 0; i < count; i++) {
      const first = paths[i * count + via];
      if (first === noPath) continue;
      for (let j = 0; j < count; j++) {
        const second = paths[via * count + j];
        if (second === noPath) continue;
        const through = Math.max(first + second, noPath + 1);
        if (through > paths[i * count + j]) paths[i * count + j] = through;
      }
    }
  return paths;
}
