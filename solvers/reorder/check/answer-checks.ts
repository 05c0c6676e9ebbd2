/** Model -> how its answers are checked by another route; a model without one is only checked for its form. */
import type { AnswerChecks } from './answers.ts';

export const answerChecks: AnswerChecks = {};
