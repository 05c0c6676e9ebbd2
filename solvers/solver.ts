/** The contract between a solver and whoever runs it: pure functions of request and budget, no clock, no I/O. */
import type { Incumbent, SolveResult } from '../models/result.ts';

/** What a solve may use, and how it talks to its caller while it runs. */
export interface Budget {
  /** Seed of every random draw; the same seed and iteration limit give the same plan. */
  readonly seed: number;
  /** Search iterations, in the kind's own unit; 0 asks for the first plan (or the warm start) only. */
  readonly maxIterations: number;
  /** Relative gap at which the caller is content. */
  readonly gap: number;
  /** True once the search must come back with what it has: asked once per iteration or some ten milliseconds. */
  shouldStop(): boolean;
  /** Milliseconds left for calls into a library that keeps a clock of its own; Infinity where only iterations count. */
  remainingMs(): number;
  /** Told of every better plan as it is found; each passes the kind's check. */
  onIncumbent?(found: Incumbent): void;
  /** Ends the search once its first aim is settled or its time is up; what comes after it in a plan is left as it falls. */
  readonly firstAimOnly?: boolean;
}

export type Solve<Request, Plan> = (request: Request, budget: Budget) => SolveResult<Plan>;

/** A broken rule: hard rules only, so that a plan without violations can be carried out. */
export interface Violation {
  readonly rule: string;
  readonly message: string;
}

export interface CheckReport {
  readonly violations: readonly Violation[];
  /** Objective re-computed from request and plan alone. */
  readonly objective: number;
}

/**
 * What becomes of a claim of a plan when its proof is checked.
 * - verified: proved, and reached by the plan: nothing is better.
 * - bound-verified: proved, and not reached by the plan.
 * - unproved: claimed, and no certificate proves as much.
 * - wrong: there is a certificate, and it does not hold.
 */
export type ProofVerdict = 'verified' | 'bound-verified' | 'unproved' | 'wrong';

export interface StageReport {
  readonly stage: string;
  readonly verdict: ProofVerdict;
  /** What is proved, in the unit of the stage; absent where nothing is. */
  readonly lowerBound?: number;
  readonly message: string;
}

export interface ProofReport {
  readonly violations: readonly Violation[];
  readonly stages: readonly StageReport[];
}

export type Check<Request, Plan> = (request: Request, plan: Plan) => CheckReport;

/** All that the rest of takt needs of a plan kind. */
export interface KindSolver<Request, Plan> {
  /** Loads the libraries that the solver calls synchronously; once per thread. */
  prepare(): Promise<void>;
  readonly solve: Solve<Request, Plan>;
  readonly check: Check<Request, Plan>;
  /** Checks the plan, and the proofs that came with it, without the search; for kinds that give proofs. */
  verifyProofs?(request: Request, plan: Plan): ProofReport;
  /** The same request with `plan` as its warm start: how a solve goes on after the process that ran it died. */
  resumeFrom(request: Request, plan: Plan): Request;
}

/** A budget for tests and tools: iterations only. */
export function iterationBudget(maxIterations: number, seed = 1, onIncumbent?: Budget['onIncumbent']): Budget {
  return { seed, maxIterations, gap: 0, shouldStop: () => false, remainingMs: () => Infinity, onIncumbent };
}
