/**
 * The flexible job shop in indexed form: jobs are chains of operations, an operation runs on one of several alternative
 * machines without a break, a machine does one operation at a time. Times are whole numbers.
 */
export interface ShopProblem {
  readonly machines: number;
  /** Operations of job j are jobFrom[j] .. jobFrom[j + 1] - 1, in this order; length jobs + 1. */
  readonly jobFrom: Int32Array;
  /** Alternatives of operation o are alternativeFrom[o] .. alternativeFrom[o + 1] - 1; length operations + 1. */
  readonly alternativeFrom: Int32Array;
  readonly alternativeMachine: Int32Array;
  readonly alternativeDuration: Int32Array;
  /** By job: the first operation starts no earlier. */
  readonly releases: Int32Array;
  /** By job: later completion is tardiness; a large number where there is no due date. */
  readonly dues: Int32Array;
  /** By job: cost of one unit of tardiness. */
  readonly weights: Int32Array;
  /** The objective is makespanWeight * makespan + tardinessWeight * sum over jobs of weight * tardiness. */
  readonly makespanWeight: number;
  readonly tardinessWeight: number;
  /** Set-up times that depend on the sequence; absent where there are none. */
  readonly setups?: ShopSetups;
}

/** Least time on a machine between the end of one operation and the start of the one that follows it at once. */
export interface ShopSetups {
  readonly states: number;
  /** By alternative: the state of the machine that it needs. */
  readonly stateOf: Int32Array;
  /** times[(machine * states + from) * states + to]. */
  readonly times: Int32Array;
}

/** What the search looks up again and again; -1 stands for none. */
export interface ShopIndex {
  readonly jobs: number;
  readonly operations: number;
  readonly jobOf: Int32Array;
  readonly jobPredecessor: Int32Array;
  readonly jobSuccessor: Int32Array;
  /** By machine: where its part of a sequence array begins; as long as the operations that may run on it. Length machines + 1. */
  readonly roomFrom: Int32Array;
}

export function indexOf(problem: ShopProblem): ShopIndex {
  const jobs = problem.jobFrom.length - 1;
  const operations = problem.alternativeFrom.length - 1;
  const jobOf = new Int32Array(operations);
  const jobPredecessor = new Int32Array(operations);
  const jobSuccessor = new Int32Array(operations);
  for (let job = 0; job < jobs; job++) {
    const first = problem.jobFrom[job];
    const end = problem.jobFrom[job + 1];
    for (let o = first; o < end; o++) {
      jobOf[o] = job;
      jobPredecessor[o] = o === first ? -1 : o - 1;
      jobSuccessor[o] = o + 1 === end ? -1 : o + 1;
    }
  }
  return { jobs, operations, jobOf, jobPredecessor, jobSuccessor, roomFrom: roomByMachine(problem) };
}

function roomByMachine({ machines, alternativeFrom, alternativeMachine }: ShopProblem): Int32Array {
  const roomFrom = new Int32Array(machines + 1);
  for (let o = 0; o + 1 < alternativeFrom.length; o++) {
    const own = new Set(alternativeMachine.subarray(alternativeFrom[o], alternativeFrom[o + 1]));
    for (const machine of own) roomFrom[machine + 1]++;
  }
  for (let machine = 0; machine < machines; machine++) roomFrom[machine + 1] += roomFrom[machine];
  return roomFrom;
}

/** The objective of given completion times of the jobs. */
export function objectiveOf(problem: ShopProblem, completions: ArrayLike<number>): number {
  let makespan = 0;
  let tardiness = 0;
  for (let job = 0; job < completions.length; job++) {
    const completion = completions[job];
    if (completion > makespan) makespan = completion;
    if (completion > problem.dues[job]) tardiness += problem.weights[job] * (completion - problem.dues[job]);
  }
  return problem.makespanWeight * makespan + problem.tardinessWeight * tardiness;
}
