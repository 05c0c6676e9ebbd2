/**
 * First plans by list scheduling: time and again a job's next operation goes to the end of the sequence of the machine
 * where it would end first; which job is next is a rule's or the lot's choice.
 */
import type { Rng } from '../../shared/rng.ts';
import type { ShopIndex, ShopProblem } from './problem.ts';

export interface FirstPlan {
  readonly order: Int32Array;
  readonly alternatives: Int32Array;
}

/**
 * @param noise - 0: always the job whose next operation could end first; 1: the job by lot; between: a mix, operation by
 *   operation. Where tardiness counts, it is the most urgent of the jobs that could start before that first end.
 */
export function construct(problem: ShopProblem, { jobs, operations }: ShopIndex, rng: Rng, noise: number): FirstPlan {
  const latest = problem.tardinessWeight > 0 ? latestStarts(problem) : undefined;
  const order = new Int32Array(operations);
  const alternatives = new Int32Array(operations);
  const next = problem.jobFrom.slice(0, jobs);
  const ready = problem.releases.slice();
  const free = new Int32Array(problem.machines);
  const lastState = new Int32Array(problem.machines).fill(-1);
  const waiting: number[] = [];
  for (let job = 0; job < jobs; job++) if (next[job] < problem.jobFrom[job + 1]) waiting.push(job);

  const bestFor = (job: number) => {
    let chosen = -1;
    let end = Infinity;
    for (let a = problem.alternativeFrom[next[job]]; a < problem.alternativeFrom[next[job] + 1]; a++) {
      const machine = problem.alternativeMachine[a];
      const start = Math.max(ready[job], free[machine] + setupAfter(problem, machine, lastState[machine], a));
      if (start + problem.alternativeDuration[a] >= end) continue;
      end = start + problem.alternativeDuration[a];
      chosen = a;
    }
    return { chosen, end };
  };

  for (let at = 0; at < operations; at++) {
    let pick = rng.below(waiting.length);
    if (rng.float() >= noise) {
      const offers = waiting.map(bestFor);
      const offset = pick;
      let least = Infinity;
      for (let k = 0; k < waiting.length; k++) {
        const candidate = (offset + k) % waiting.length;
        if (offers[candidate].end >= least) continue;
        least = offers[candidate].end;
        pick = candidate;
      }
      if (latest !== undefined) {
        for (let k = 0; k < waiting.length; k++) {
          const { chosen, end } = offers[k];
          if (end - problem.alternativeDuration[chosen] >= least) continue;
          if (latest[next[waiting[k]]] < latest[next[waiting[pick]]]) pick = k;
        }
      }
    }
    const job = waiting[pick];
    const { chosen, end } = bestFor(job);
    const machine = problem.alternativeMachine[chosen];
    order[at] = next[job];
    alternatives[next[job]] = chosen;
    ready[job] = end;
    free[machine] = end;
    lastState[machine] = problem.setups?.stateOf[chosen] ?? -1;
    if (++next[job] === problem.jobFrom[job + 1]) waiting.splice(pick, 1);
  }
  return { order, alternatives };
}

/** By operation: the latest start that keeps its job's due date, other jobs left out. */
function latestStarts({ jobFrom, dues, weights, alternativeFrom, alternativeDuration }: ShopProblem): Float64Array {
  const latest = new Float64Array(alternativeFrom.length - 1);
  for (let job = 0; job + 1 < jobFrom.length; job++) {
    let time = weights[job] > 0 ? dues[job] : Infinity;
    for (let o = jobFrom[job + 1] - 1; o >= jobFrom[job]; o--) {
      let least = Infinity;
      for (let a = alternativeFrom[o]; a < alternativeFrom[o + 1]; a++) least = Math.min(least, alternativeDuration[a]);
      time -= least;
      latest[o] = time;
    }
  }
  return latest;
}

function setupAfter({ setups }: ShopProblem, machine: number, from: number, alternative: number): number {
  if (setups === undefined || from < 0) return 0;
  return setups.times[(machine * setups.states + from) * setups.states + setups.stateOf[alternative]];
}

/** The plan with the sequences and alternatives of given starts; its own starts are as early as these allow. */
export function fromStarts(
  { alternativeDuration }: ShopProblem,
  starts: ArrayLike<number>,
  alternatives: ArrayLike<number>,
): FirstPlan {
  const order = Int32Array.from({ length: starts.length }, (_, o) => o);
  const duration = (o: number) => alternativeDuration[alternatives[o]];
  // Of operations that start together the one without duration is first, and a job's are numbered in their order.
  order.sort((a, b) => starts[a] - starts[b] || duration(a) - duration(b) || a - b);
  return { order, alternatives: Int32Array.from(alternatives) };
}
