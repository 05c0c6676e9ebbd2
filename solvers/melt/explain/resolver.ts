/** Solves of changed requests that share one budget; whatever they find is checked before anybody hears of it. */
import type { MeltPlan, MeltProblem, MeltRequest, MeltWarmStart } from '../../../models/melt.ts';
import type { MeltValue } from '../../../models/melt-explanation.ts';
import { hasPlan, type Incumbent, type SolveResult } from '../../../models/result.ts';
import { type Budget, iterationBudget } from '../../solver.ts';
import { meltSolver } from '../solve.ts';

/**
 * What a solve counts beside its own iterations: a proof may take none, and a budget of iterations must end. Ten
 * iterations and a question to the count model take about the same time.
 */
const iterationsOfSolve = 10;
/** Least a solve gets, so that many of them do not all come back with nothing. */
const leastIterations = 150;
const leastMs = 120;

/** What a solve of a changed request has come to. */
export interface Valued {
  readonly plan: MeltPlan;
  readonly value: MeltValue;
}

/** Whether period 0 can be poured in full: a plan that does, or none found, and whether that is proved. */
export type Verdict = { readonly plan: MeltPlan } | { readonly plan: undefined; readonly proved: boolean };

export class Resolver {
  solves = 0;
  iterations = 0;
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** What ended the budget, once something has. */
  endedBy(): 'time' | 'iterations' | undefined {
    if (this.#budget.shouldStop()) return 'time';
    return this.iterations >= this.#budget.maxIterations ? 'iterations' : undefined;
  }

  /** @param share - of what is left of the budget. */
  canPourAll(problem: MeltProblem, share: number): Verdict {
    const asked: MeltProblem = { ...problem, objective: 'fewest-heats', whenImpossible: 'report' };
    const result = this.#solve({ problem: asked }, share, ({ phase }) => phase === 1);
    if (!result || !hasPlan(result)) return { plan: undefined, proved: result?.found === 'infeasible' };
    const plan = this.#checked({ problem: asked }, result)?.plan;
    return plan?.outcome === 'complete' ? { plan } : { plan: undefined, proved: false };
  }

  /** What a plan that is known for the problem amounts to by the problem's own aim, though the budget may be at its end. */
  valueOfKnown(problem: MeltProblem, known: MeltPlan, share: number): Valued | undefined {
    const warmStart = warmStartFrom(known);
    const found = this.value(problem, warmStart, share);
    if (found) return found;
    const stopped: Budget = {
      ...iterationBudget(0, this.#budget.seed),
      firstAimOnly: true,
      shouldStop: () => true,
      remainingMs: () => 0,
    };
    const result = meltSolver.solve({ problem, warmStart }, stopped);
    this.solves++;
    return this.#checked({ problem, warmStart }, result);
  }

  /**
   * @param enough - an objective below which the search need not go on looking.
   * @returns the first aim of the best plan found; undefined where none passed the check.
   */
  value(problem: MeltProblem, warmStart: MeltWarmStart, share: number, enough = -Infinity): Valued | undefined {
    const asked: MeltProblem = { ...problem, whenImpossible: 'most-mass' };
    const stopAt = (found: Incumbent) => found.phase === 1 && found.objective < enough;
    const result = this.#solve({ problem: asked, warmStart }, share, stopAt);
    return result && this.#checked({ problem: asked, warmStart }, result);
  }

  #checked(request: MeltRequest, result: SolveResult<MeltPlan>): Valued | undefined {
    if (!hasPlan(result) || meltSolver.check(request, result.plan).violations.length > 0) return undefined;
    return { plan: result.plan, value: planValue(result.plan) };
  }

  #solve(
    request: MeltRequest,
    share: number,
    isEnough: (found: Incumbent) => boolean,
  ): SolveResult<MeltPlan> | undefined {
    if (this.endedBy()) return undefined;
    const budget = this.#budget;
    const timeLeft = budget.remainingMs();
    const until = timeLeft - Math.min(timeLeft, Math.max(leastMs, timeLeft * share));
    const iterationsLeft = budget.maxIterations - this.iterations;
    let done = false;
    // Nobody sees these plans' certificates, and the search for them would take the time of other solves.
    const problem: MeltProblem = { ...request.problem, certificate: false };
    const asked: MeltRequest = { ...request, problem };
    const result = meltSolver.solve(asked, {
      seed: budget.seed,
      gap: 0,
      firstAimOnly: true,
      maxIterations: Math.min(iterationsLeft, Math.max(leastIterations, Math.ceil(iterationsLeft * share))),
      shouldStop: () => done || budget.shouldStop() || (Number.isFinite(timeLeft) && budget.remainingMs() <= until),
      remainingMs: () => (Number.isFinite(timeLeft) ? Math.max(0, budget.remainingMs() - until) : timeLeft),
      onIncumbent: (found) => {
        done ||= isEnough(found);
      },
    });
    this.solves++;
    this.iterations += result.statistics.iterations + iterationsOfSolve;
    return result;
  }
}

export function planValue({ outcome, stages, objectiveUnit, totals }: MeltPlan): MeltValue {
  const { objective, lowerBound, proved } = stages[0];
  const { heats, leftMass } = totals;
  return { outcome, objective, objectiveUnit, lowerBound, proved, heats, leftMass };
}

export function warmStartFrom(plan: MeltPlan): MeltWarmStart {
  return { heats: plan.heats.map(({ furnace, grade, contents }) => ({ furnace, grade, contents })) };
}
