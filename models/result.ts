/** What a solve ends with. What was found and what ended it are two things: a run out of time may well have a plan. */
import { z } from 'zod';

export const StopReason = z
  .enum(['proof', 'gap', 'time', 'iterations', 'cancelled', 'memory'])
  .describe(
    'what ended the solve: bound met, wanted gap met, time or iterations used up, stopped by a caller, out of memory',
  );
export type StopReason = z.infer<typeof StopReason>;

export const foundValues = ['optimal', 'feasible', 'infeasible', 'unbounded', 'unknown'] as const;
export const Found = z
  .enum(foundValues)
  .describe('optimal only where it is proved; unknown: nothing found and nothing proved');
export type Found = z.infer<typeof Found>;

/** Figures about the run itself; no part of the plan depends on them. */
export interface Statistics {
  /** Search iterations done, in the kind's own unit. */
  readonly iterations: number;
  /** Name and version of the MILP library that had a part in the answer, if one had. */
  readonly milpBackend?: string;
  /** Anything else worth a look: counts only. */
  readonly [name: string]: number | string | undefined;
}

/** A plan with its value: objective and bound minimise, in the objective units that the plan names. */
export interface Valued<Plan> {
  readonly plan: Plan;
  readonly objective: number;
  /** Proved lower bound; absent where none is. */
  readonly lowerBound?: number;
  /**
   * Which aim the objective measures, for kinds that turn to the next aim once one is reached; default 0. Objectives
   * compare within a phase, and a plan of a later phase is better than one of an earlier, whatever their objectives.
   */
  readonly phase?: number;
  /** What objective and bound count, for people, e.g. `heats`. */
  readonly unit?: string;
}

export interface FoundPlan<Plan> extends Valued<Plan> {
  readonly found: 'optimal' | 'feasible';
  readonly endedBy: StopReason;
  readonly statistics: Statistics;
}

export interface NoPlan {
  readonly found: 'infeasible' | 'unbounded' | 'unknown';
  readonly endedBy: StopReason;
  readonly statistics: Statistics;
  /** Why there is no plan, in a sentence for people. */
  readonly reason?: string;
}

export type SolveResult<Plan> = FoundPlan<Plan> | NoPlan;

/** A better plan handed out while the search goes on. */
export type Incumbent<Plan = unknown> = Valued<Plan>;

/** Whether a plan is worse than another of the same request. */
export function isWorse(
  one: Pick<Valued<unknown>, 'objective' | 'phase'>,
  other: Pick<Valued<unknown>, 'objective' | 'phase'>,
): boolean {
  const phases = (one.phase ?? 0) - (other.phase ?? 0);
  return phases === 0 ? one.objective > other.objective : phases < 0;
}

/** Narrows to the results that carry a plan. */
export function hasPlan<Plan>(result: SolveResult<Plan>): result is FoundPlan<Plan> {
  return result.found === 'optimal' || result.found === 'feasible';
}

/**
 * Relative distance between a plan and the proved bound: `(objective - lowerBound) / |objective|`, 0 where they are equal.
 * @returns undefined where there is no bound.
 */
export function relativeGap(objective: number, lowerBound: number | undefined): number | undefined {
  if (lowerBound === undefined) return undefined;
  if (objective <= lowerBound) return 0;
  return (objective - lowerBound) / Math.max(Math.abs(objective), Number.MIN_VALUE);
}
