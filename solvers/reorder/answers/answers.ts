/** The table of questions: each model's method, and the check of its answer. */
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import type { ReorderQuestion } from '../../../models/reorder-questions/questions.ts';

export function answerOf(_question: ReorderQuestion): MethodAnswer {
  throw new Error('not yet');
}
