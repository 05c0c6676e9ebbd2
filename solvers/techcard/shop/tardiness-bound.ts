/**
 * Lower bound of the weighted tardiness. At prices of the machines' time each job has a least priced work; when the k-th
 * job ends, the machines have worked at least the k smallest of these, or the job's own and the k - 1 smallest others. So
 * a place in the sequence of completions gives each job an earliest end, and the cheapest assignment of jobs to places
 * bounds the sum.
 */
import { cheapestAssignment } from './assignment.ts';
import type { Chains } from './bound.ts';
import type { ShopProblem } from './problem.ts';

/** With more jobs the assignment takes too long; then each job is bounded by itself. */
const mostJobsToAssign = 120;

export function tardinessBound(problem: ShopProblem, chains: Chains): number {
  const jobs = problem.jobFrom.length - 1;
  const earliest = Array.from({ length: jobs }, (_, job) => {
    const last = problem.jobFrom[job + 1] - 1;
    return last < problem.jobFrom[job] ? 0 : chains.heads[last] + chains.durations[last];
  });
  const costOf = (job: number, end: number) => problem.weights[job] * Math.max(0, end - problem.dues[job]);
  let bound = earliest.reduce((sum, end, job) => sum + costOf(job, end), 0);
  if (jobs > mostJobsToAssign) return bound;
  for (let machine = -1; machine < problem.machines; machine++) {
    const prices = Array.from({ length: problem.machines }, (_, other) => (machine < 0 || machine === other ? 1 : 0));
    const ends = placeEnds(problem, chains, prices);
    bound = Math.max(
      bound,
      cheapestAssignment(jobs, (job, place) => costOf(job, Math.max(earliest[job], ends(job, place)))),
    );
  }
  return bound;
}

/** @returns the earliest end of a job that is the (place + 1)-th to end. */
function placeEnds(
  problem: ShopProblem,
  { heads, tails }: Chains,
  prices: number[],
): (job: number, place: number) => number {
  const { jobFrom, alternativeFrom, alternativeMachine, alternativeDuration } = problem;
  const jobs = jobFrom.length - 1;
  const sum = prices.reduce((a, b) => a + b, 0);
  const work = new Float64Array(jobs);
  let from = Infinity;
  let rest = Infinity;
  for (let job = 0; job < jobs; job++) {
    for (let o = jobFrom[job]; o < jobFrom[job + 1]; o++) {
      let least = Infinity;
      for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++)
        least = Math.min(least, prices[alternativeMachine[a]] * alternativeDuration[a]);
      if (least === 0) continue;
      work[job] += least;
      from = Math.min(from, heads[o]);
      rest = Math.min(rest, tails[o]);
    }
  }
  const ascending = Array.from({ length: jobs }, (_, job) => job).sort((a, b) => work[a] - work[b] || a - b);
  const rank = new Int32Array(jobs);
  ascending.forEach((job, at) => {
    rank[job] = at;
  });
  const before = [0];
  for (const job of ascending) before.push(before[before.length - 1] + work[job]);
  return (job, place) => {
    // The smallest `place` others: without the job itself where it is among them.
    const others = rank[job] < place ? before[place + 1] - work[job] : before[place];
    const total = others + work[job];
    return total === 0 ? 0 : from + rest + Math.ceil(total / sum);
  };
}
