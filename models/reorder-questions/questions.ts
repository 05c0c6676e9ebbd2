/** The questions that takt answers in mode `calculate`, one per named method, and their answers. */
import { z } from 'zod';
import { Id } from '../common.ts';
import { ageQuestions } from './age.ts';
import { checkAgeQuestion } from './age-rules.ts';
import { MethodAnswer } from './answer.ts';
import { checkLotsQuestion, lotsQuestions } from './lots.ts';
import { steadyQuestions } from './steady.ts';
import { checkSteadyQuestion } from './steady-rules.ts';

const id = Id.describe('of the question, for its answer');

type Asked<Question> =
  Question extends z.ZodObject<infer Shape, infer Config> ? z.ZodObject<Shape & { id: typeof id }, Config> : never;

/** Questions with an id beside the inputs of their model. */
function asked<const Questions extends readonly z.ZodObject[]>(questions: Questions) {
  return questions.map((question) => question.extend({ id })) as unknown as {
    [At in keyof Questions]: Asked<Questions[At]>;
  };
}

type Rules = (question: never, path: readonly (string | number)[], context: z.RefinementCtx) => void;

/** Rules between the fields of a question, by model. */
const rulesOf = new Map<string, Rules>();
function register(
  questions: readonly { readonly shape: { readonly model: { readonly value: string } } }[],
  rules: Rules,
) {
  for (const { shape } of questions) rulesOf.set(shape.model.value, rules);
}
register(steadyQuestions, checkSteadyQuestion);
register(lotsQuestions, checkLotsQuestion);
register(ageQuestions, checkAgeQuestion);

export const ReorderQuestion = z
  .discriminatedUnion('model', [...asked(steadyQuestions), ...asked(lotsQuestions), ...asked(ageQuestions)])
  .superRefine((question, context) => rulesOf.get(question.model)?.(question as never, [], context));
export type ReorderQuestion = z.infer<typeof ReorderQuestion>;

export const ReorderAnswer = MethodAnswer.extend({ id: Id, model: z.string() });
export type ReorderAnswer = z.infer<typeof ReorderAnswer>;
