/** What is said of every run in every comparison: value and bound, whether they are proved, and what is wrong with the claims. */
import type { Reference } from '../instances/family.ts';
import { isAbove as isAboveRelative } from '../quality/judge.ts';
import type { RunOutcome } from './run-solver.ts';

export interface SolverRun {
  readonly solver: string;
  readonly outcome: RunOutcome;
}

/** A run with the value that the check gives its plan, null where it has none or that breaks a rule. */
export interface Answer {
  readonly run: SolverRun;
  readonly value: number | null;
  /** As claimed, in the unit of the value. */
  readonly bound: number | null;
  /** What is wrong with the plan. */
  readonly wrong: readonly string[];
}

/** The columns that all tables share; null where there is nothing to tell. */
export interface Verdict {
  readonly instance: string;
  readonly solver: string;
  readonly status: RunOutcome['status'];
  /** Of the checked plan, in the plan's unit. */
  readonly value: number | null;
  /** As claimed, rounded up to what a plan can have. */
  readonly bound: number | null;
  /** The value is proved, or that there is no plan; in time, and nobody has shown otherwise. */
  readonly proved: boolean;
  readonly proofMs: number | null;
  readonly firstMs: number | null;
  readonly timeMs: number | null;
  readonly cpuMs: number | null;
  readonly peakRssMb: number | null;
  /** Against takt's plan; null for takt itself, and where neither has a plan. */
  readonly againstTakt: 'better' | 'equal' | 'worse' | null;
  /** What is wrong with plan or claims. */
  readonly wrong: readonly string[];
  /** Why there is no answer. */
  readonly reason: string | null;
}

export interface Standard {
  /** Of the same question. */
  readonly reference?: Reference;
  /** Whether a run came back within what it was given: a proof that came later is none. */
  inTime(run: SolverRun): boolean;
  /** Whether two values differ for good; absent: by more than a millionth. */
  isAbove?(value: number, other: number): boolean;
}

/** Whether a run came back in time, with what it may be late by: as for the service's budgets. */
export function isWithin({ outcome }: SolverRun, budgetMs: number): boolean {
  return outcome.timeMs !== undefined && outcome.timeMs <= budgetMs + Math.max(150, 0.05 * budgetMs);
}

/** The verdicts on the answers to one question, in their order. */
export function verdictsOn(
  instance: string,
  answers: readonly Answer[],
  { reference, inTime, isAbove = isAboveRelative }: Standard,
): readonly Verdict[] {
  const best = Math.min(reference?.upperBound ?? Infinity, ...answers.flatMap(({ value }) => value ?? []));
  const takt = answers.find(({ run }) => run.solver === 'takt');
  return answers.map(({ run, value, bound, wrong }): Verdict => {
    const { solver, outcome } = run;
    const { status, timeMs = null, cpuMs = null, peakRssMb = null, reason = null } = outcome;
    const refuted = [...refutations(outcome, value, bound, best, isAbove), ...againstTruth(value, reference, isAbove)];
    const closed = status === 'optimal' || (value !== null && bound !== null && !isAbove(value, bound));
    const claims = status === 'infeasible' || (value !== null && closed);
    const proved = claims && inTime(run) && wrong.length + refuted.length === 0;
    return {
      ...{ instance, solver, status, value, bound, proved },
      proofMs: proved ? timeMs : null,
      firstMs: value === null ? null : (outcome.firstMs ?? null),
      ...{ timeMs, cpuMs, peakRssMb },
      againstTakt: solver === 'takt' || takt === undefined ? null : compare(value, takt.value, isAbove),
      wrong: [...wrong, ...refuted],
      reason,
    };
  });
}

type IsAbove = (value: number, other: number) => boolean;

/** Claims that a checked plan contradicts. */
function refutations(
  { status }: RunOutcome,
  value: number | null,
  bound: number | null,
  best: number,
  isAbove: IsAbove,
): string[] {
  if (best === Infinity) return [];
  if (status === 'infeasible') return [`called infeasible, a plan of ${best} is known`];
  const refuted: string[] = [];
  if (bound !== null && isAbove(bound, best)) refuted.push(`the bound ${bound} is above the known plan of ${best}`);
  if (status === 'optimal' && value !== null && isAbove(value, best))
    refuted.push(`${value} is called optimal, a plan of ${best} is known`);
  return refuted;
}

/** A value that cannot be. */
function againstTruth(value: number | null, reference: Reference | undefined, isAbove: IsAbove): string[] {
  if (value === null) return [];
  if (reference?.infeasible) return ['a plan, and it is known that there is none'];
  const least = reference?.optimum ?? reference?.lowerBound;
  return least !== undefined && isAbove(least, value) ? [`${value} is below the known bound of ${least}`] : [];
}

function compare(value: number | null, takt: number | null, isAbove: IsAbove): Verdict['againstTakt'] {
  if (value === null || takt === null) return value === takt ? null : value === null ? 'worse' : 'better';
  return isAbove(value, takt) ? 'worse' : isAbove(takt, value) ? 'better' : 'equal';
}
