/**
 * Early warning: where a plan would break, how likely, whose delays would be behind it, and what to do before.
 *
 * The index of each load is worked out from the plan alone; a simulation counts what really breaks; advice is what helps in
 * those same runs. The first answer has some runs and no advice, and goes out at once.
 */
import type { RepairWarningPlan, RepairWarningProblem } from '../../../models/repair-warning.ts';
import type { FoundPlan } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import { advise } from './advice/advise.ts';
import { planOf } from './answer.ts';
import { forecastOf } from './forecast.ts';
import { meanOf, type Outcome, simulate } from './simulate.ts';
import { subjectOf } from './subject.ts';

const warningUnit = 'violations';
/** Runs of the first answer. */
const firstRuns = 100;
/** Played whatever the clock says, so that there is an answer. */
const leastRuns = 10;

/** An iteration is a run; without any the first answer is all. */
export function warn(problem: RepairWarningProblem, budget: Budget): FoundPlan<RepairWarningPlan> {
  const subject = subjectOf(problem);
  const { network, model } = subject;
  const { seed } = budget;
  const stop = () => budget.shouldStop();
  const forecast = forecastOf(network, model);
  const answerOf = (outcome: Outcome, phase: number, advice: RepairWarningPlan['advice'] = []) => ({
    plan: planOf(subject, forecast, outcome, advice),
    objective: meanOf(outcome.perRun),
    lowerBound: 0,
    phase,
    unit: warningUnit,
  });
  const { runs } = problem.simulation;
  const few = Math.min(runs, firstRuns);
  const first = simulate(network, model, { runs: few, least: Math.min(few, leastRuns), seed }, stop);
  const quick = answerOf(first, 0);
  budget.onIncumbent?.(quick);
  const wanted = Math.min(runs, Math.max(few, budget.maxIterations));
  if (budget.maxIterations === 0 || first.runs < few || stop())
    return {
      ...quick,
      found: 'feasible',
      endedBy: stop() ? 'time' : 'iterations',
      statistics: { iterations: first.runs },
    };
  const outcome = wanted === few ? first : simulate(network, model, { runs: wanted, least: few, seed }, stop);
  const advice = advise(subject, forecast, outcome, seed, stop);
  return {
    ...answerOf(outcome, 1, advice),
    found: 'feasible',
    endedBy: stop() ? 'time' : 'iterations',
    statistics: { iterations: outcome.runs },
  };
}
