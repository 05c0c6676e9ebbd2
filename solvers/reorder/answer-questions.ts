/** Mode `calculate`: each question goes to the method that it names. */
import type { ReorderAnswers, ReorderCalculateProblem } from '../../models/reorder.ts';
import type { ReorderAnswer } from '../../models/reorder-questions/questions.ts';
import type { SolveResult } from '../../models/result.ts';
import type { Budget } from '../solver.ts';
import { answerOf } from './answers/answers.ts';

/**
 * The objective counts the questions that have no exact answer: left unanswered, or asked of a named approximation.
 * The first question is answered whatever the budget, so that there is a plan.
 */
export function answerQuestions({ questions }: ReorderCalculateProblem, budget: Budget): SolveResult<ReorderAnswers> {
  const answers: ReorderAnswer[] = [];
  const unanswered: string[] = [];
  for (const question of questions)
    if (answers.length > 0 && budget.shouldStop()) unanswered.push(question.id);
    else answers.push({ id: question.id, model: question.model, ...answerOf(question) });
  const objective = unanswered.length + answers.filter(({ exact }) => !exact).length;
  const plan: ReorderAnswers = {
    mode: 'calculate',
    objectiveUnit: 'questions without an exact answer',
    answers,
    unanswered,
  };
  const valued = { plan, objective, lowerBound: 0, unit: plan.objectiveUnit };
  budget.onIncumbent?.(valued);
  return {
    ...valued,
    found: objective === 0 ? 'optimal' : 'feasible',
    endedBy: unanswered.length > 0 ? 'time' : objective === 0 ? 'proof' : 'iterations',
    statistics: { iterations: 0 },
  };
}
