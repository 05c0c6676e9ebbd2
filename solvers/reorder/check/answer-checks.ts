/** Model -> how its answers are checked by another route. */
import { answerTable } from '../answers/answers.ts';
import type { AnswerChecks } from './answers.ts';

export const answerChecks: AnswerChecks = Object.fromEntries(
  Object.entries(answerTable).map(([model, { check }]) => [model, check]),
);
