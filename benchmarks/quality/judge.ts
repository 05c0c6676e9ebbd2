/** Judges what a solve handed out: broken rules, wrong claims, and the distance from what others found. */
import { hasPlan, type Incumbent, type SolveResult } from '../../models/result.ts';
import type { Check } from '../../solvers/solver.ts';
import type { PublishedValue, Reference } from '../instances/family.ts';

/** Something that must not be: the run ends with exit code 1. */
export interface Finding {
  readonly instance: string;
  readonly finding: 'violation' | 'wrong-optimal' | 'error';
  readonly message: string;
}

/** Objectives are sums of doubles; beyond this they count as different. */
const tolerance = 1e-6;

export function isAbove(value: number, other: number): boolean {
  return value - other > tolerance * Math.max(1, Math.abs(other));
}

function differ(value: number, other: number): boolean {
  return isAbove(value, other) || isAbove(other, value);
}

/** What others found: the optimum, else the best known plan. */
export function referenceValue(reference: Reference | undefined): number | undefined {
  return reference?.optimum ?? reference?.upperBound;
}

/** `(objective - reference) / |reference|`: 0 where as good, negative where better. */
export function referenceGap(objective: number, reference: number): number {
  return (objective - reference) / Math.max(Math.abs(reference), Number.MIN_VALUE);
}

/** Every broken rule of a handed-out plan, its claimed objective included, which is computed again from the plan. */
export function brokenRules(
  check: Check<unknown, unknown>,
  request: unknown,
  { plan, objective, lowerBound }: Incumbent,
): string[] {
  const report = check(request, plan);
  const broken = report.violations.map(({ rule, message }) => `${rule}: ${message}`);
  if (differ(objective, report.objective))
    broken.push(`objective: ${objective} is claimed, the plan's is ${report.objective}`);
  if (lowerBound !== undefined && isAbove(lowerBound, objective))
    broken.push(`lower bound: ${lowerBound} is above the plan's own objective ${objective}`);
  return broken;
}

/** What the rules of the source make of a plan, where they differ from what is claimed. */
export function publishedFaults(
  published: ((plan: unknown) => PublishedValue) | undefined,
  { plan, objective }: Pick<Incumbent, 'plan' | 'objective'>,
): string[] {
  if (published === undefined) return [];
  const { value, broken, tolerance: allowed = 0 } = published(plan);
  const faults = broken.map((message) => `published rules: ${message}`);
  if (Math.abs(objective - value) > allowed + tolerance * Math.max(1, Math.abs(value)))
    faults.push(`published objective: ${objective} is claimed, by the source's rules it is ${value}`);
  return faults;
}

/** Claims of proof that what is known contradicts. */
export function wrongClaims(result: SolveResult<unknown>, reference: Reference | undefined): string[] {
  if (reference === undefined) return [];
  const { optimum, upperBound, infeasible } = reference;
  if (infeasible)
    return hasPlan(result) ? [`a plan of ${result.objective} is handed out, it is known that there is none`] : [];
  if (!hasPlan(result))
    return result.found === 'infeasible' && upperBound !== undefined
      ? [`infeasible is claimed, a plan of ${upperBound} is known`]
      : [];
  const wrong: string[] = [];
  if (result.found === 'optimal' && optimum !== undefined && differ(result.objective, optimum))
    wrong.push(`${result.objective} is claimed to be optimal, the optimum is ${optimum}`);
  if (result.lowerBound !== undefined && upperBound !== undefined && isAbove(result.lowerBound, upperBound))
    wrong.push(`the bound ${result.lowerBound} is above the known plan of ${upperBound}`);
  return wrong;
}
