/** `mode: "optimize"`: the method that suits the request searches; what comes of it is told as a plan. */
import { relativeGap, type SolveResult } from '../../models/result.ts';
import type { TechcardPlan } from '../../models/techcard.ts';
import type { Budget } from '../solver.ts';
import { earliest, lowerBoundOf } from './bound.ts';
import { checkTechcardPlan } from './check.ts';
import { createInstance, type Instance, type Schedule } from './instance.ts';
import { chooseMethod } from './methods/index.ts';
import { usesByResource } from './network.ts';
import { Openings } from './openings.ts';
import { analyse, createPlan, objectiveUnit, planObjective } from './plan.ts';
import type { TechcardRequest } from './solve.ts';
import { objectiveOf, termsOf } from './terms.ts';
import { readWarmStart } from './warm-start.ts';

/** A plan of thousands of operations takes a while to tell; the next one waits until it is better by so much. */
const worthTelling = 0.002;
/** Relative; objectives are sums of floats where weights are. */
const rounding = 1e-9;

export function optimizeProblem(request: TechcardRequest, budget: Budget): SolveResult<TechcardPlan> {
  const instance = createInstance(request.problem);
  const openings = new Openings(request.problem);
  const early = earliest(instance, openings);
  if (early.impossible !== undefined)
    return { found: 'infeasible', endedBy: 'proof', statistics: { iterations: 0 }, reason: early.impossible };
  const run = new Run(instance, openings, budget, lowerBoundOf(instance, openings, early));
  return run.solve(request);
}

interface Told {
  readonly plan: TechcardPlan;
  readonly objective: number;
}

class Run {
  readonly #instance: Instance;
  readonly #openings: Openings;
  readonly #budget: Budget;
  #bound: number;
  #best?: { readonly schedule: Schedule; readonly objective: number };
  #lastTold = Infinity;

  constructor(instance: Instance, openings: Openings, budget: Budget, bound: number) {
    this.#instance = instance;
    this.#openings = openings;
    this.#budget = budget;
    this.#bound = bound;
  }

  solve({ warmStart }: TechcardRequest): SolveResult<TechcardPlan> {
    const warm = warmStart && readWarmStart(this.#instance, this.#openings, warmStart);
    const first = warm?.schedule && this.#fits(this.#tellAs(warm.schedule).plan);
    if (first && warm?.schedule) this.#tell(warm.schedule, this.#bound);
    const method = chooseMethod(this.#instance);
    const outcome = method.run({
      instance: this.#instance,
      openings: this.#openings,
      budget: { ...this.#budget, shouldStop: () => this.#isContent() || this.#budget.shouldStop() },
      lowerBound: this.#bound,
      first: first ? warm?.schedule : undefined,
      hint: warm?.hint,
      report: (schedule, lowerBound) => this.#tell(schedule, lowerBound),
    });
    const statistics = { iterations: outcome.iterations, method: method.name };
    if (outcome.schedule) {
      this.#bound = Math.max(this.#bound, outcome.lowerBound);
      this.#keep(outcome.schedule);
    }
    if (!this.#best) {
      const {
        infeasible = false,
        reason = 'no plan was found',
        endedBy,
      } = outcome.schedule ? { endedBy: outcome.endedBy } : outcome;
      return { found: infeasible ? 'infeasible' : 'unknown', endedBy, statistics, reason };
    }
    const { plan, objective } = this.#planOf(this.#best.schedule);
    const isOptimal = objective <= this.#bound * (1 + rounding) + rounding;
    return {
      found: isOptimal ? 'optimal' : 'feasible',
      plan,
      objective,
      lowerBound: isOptimal ? objective : this.#bound,
      unit: objectiveUnit,
      endedBy: isOptimal
        ? 'proof'
        : this.#isContent()
          ? 'gap'
          : outcome.endedBy === 'proof'
            ? 'iterations'
            : outcome.endedBy,
      statistics,
    };
  }

  /** Whether the gap that the caller wanted is reached. */
  #isContent(): boolean {
    if (!this.#best) return false;
    const gap = relativeGap(this.#best.objective, this.#bound);
    return gap !== undefined && gap > 0 && gap <= this.#budget.gap;
  }

  /** The plan of a schedule, as late as it may be where that is wanted. */
  #planOf(schedule: Schedule): Told {
    const own = this.#tellAs(schedule);
    const { direction, objective } = this.#instance.problem;
    if (direction === 'forward') return own;
    const { latest } = analyse(this.#instance, schedule, this.#openings, objective.makespan > 0);
    const late = this.#tellAs({ ...schedule, ...latest });
    // Rules that an order alone does not keep, e.g. of what must be kept warm, are looked at before it is believed.
    return late.objective <= own.objective && this.#fits(late.plan) ? late : own;
  }

  #tellAs(schedule: Schedule): Told {
    const plan = createPlan(this.#instance, this.#openings, analyse(this.#instance, schedule, this.#openings));
    return { plan, objective: planObjective(this.#instance, plan) };
  }

  /** Whether it passes the check, its volume part aside. */
  #fits(plan: TechcardPlan): boolean {
    const problem = { ...this.#instance.problem, volume: undefined };
    return checkTechcardPlan({ problem }, plan).violations.length === 0;
  }

  /** @returns whether it is the best so far. */
  #keep(schedule: Schedule): boolean {
    const uses = usesByResource(this.#instance, schedule);
    const objective = objectiveOf(this.#instance.problem.objective, termsOf(this.#instance, schedule, uses));
    if (this.#best && objective >= this.#best.objective) return false;
    this.#best = { schedule, objective };
    return true;
  }

  #tell(schedule: Schedule, lowerBound: number): void {
    this.#bound = Math.max(this.#bound, lowerBound);
    const { onIncumbent } = this.#budget;
    if (!this.#keep(schedule) || !onIncumbent || this.#best!.objective > this.#lastTold * (1 - worthTelling)) return;
    const told = this.#planOf(schedule);
    this.#lastTold = told.objective;
    onIncumbent({ ...told, lowerBound: Math.min(this.#bound, told.objective), unit: objectiveUnit });
  }
}
