/** How a named method stands in the table of questions that takt answers. */
import type { MethodAnswer } from '../../../models/reorder-questions/answer.ts';

/** Answers one question whose inputs have passed their schema. Pure; throws only for bugs. */
export type Answerer<Inputs> = (inputs: Inputs) => MethodAnswer;

/** Looks at an answer by another route of computation; says in sentences what does not hold, nothing where all does. */
export type AnswerCheck<Inputs> = (inputs: Inputs, answer: MethodAnswer) => string[];
