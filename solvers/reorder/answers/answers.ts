/** The table of questions: each model's method, and the check of its answer by another route. */
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type { ReorderQuestion } from '../../../models/reorder-questions/questions.ts';
import { ageAnswers } from './age.ts';
import type { AnswerCheck, Answerer } from './answerer.ts';
import { lotsAnswers } from './lots.ts';
import { randomAnswers } from './random.ts';
import { steadyAnswers } from './steady.ts';

// biome-ignore lint/suspicious/noExplicitAny: each model has inputs of its own; the question's `model` ties them together
type Entry = { readonly answer: Answerer<any>; readonly check: AnswerCheck<any> };

export const answerTable: Readonly<Record<ReorderQuestion['model'], Entry>> = {
  ...steadyAnswers,
  ...lotsAnswers,
  ...randomAnswers,
  ...ageAnswers,
};

export function answerOf({ id: _, ...question }: ReorderQuestion): MethodAnswer {
  return answerTable[question.model].answer(question);
}
