/** The questions that takt answers in mode `calculate`, one per named method, and their answers. */
import { z } from 'zod';
import { Id } from '../common.ts';
import { type AgeQuestion, ageQuestions } from './age.ts';
import { checkAgeQuestion } from './age-rules.ts';
import { MethodAnswer } from './answer.ts';
import { checkLotsQuestion, type LotsQuestion, lotsQuestions } from './lots.ts';
import { type RandomQuestion, randomQuestions } from './random.ts';
import { checkRandomQuestion } from './random-rules.ts';
import { type SteadyQuestion, steadyQuestions } from './steady.ts';
import { checkSteadyQuestion } from './steady-rules.ts';

/** A question carries an id beside the inputs of its model. */
export type ReorderQuestion = (SteadyQuestion | LotsQuestion | RandomQuestion | AgeQuestion) & { readonly id: Id };
/** As a caller may write it, defaults left out. */
type ReorderQuestionInput = z.input<
  (typeof steadyQuestions | typeof lotsQuestions | typeof randomQuestions | typeof ageQuestions)[number]
> & { readonly id: Id };

type Rules = (question: never, path: readonly (string | number)[], context: z.RefinementCtx) => void;
interface Group {
  readonly questions: readonly z.ZodObject<{ readonly model: z.ZodLiteral<string> }>[];
  /** Between the fields of a question. */
  readonly rules: Rules;
}

// The schemas are joined without their types: inferred, a union of so many objects takes the compiler minutes.
const groups = [
  { questions: steadyQuestions, rules: checkSteadyQuestion },
  { questions: lotsQuestions, rules: checkLotsQuestion },
  { questions: randomQuestions, rules: checkRandomQuestion },
  { questions: ageQuestions, rules: checkAgeQuestion },
] as readonly unknown[] as readonly Group[];

const rulesOf = new Map(
  groups.flatMap(({ questions, rules }) => questions.map(({ shape }) => [shape.model.value, rules] as const)),
);
const id = Id.describe('of the question, for its answer');
const asked = groups.flatMap(({ questions }) => questions.map((question) => question.extend({ id })));

export const ReorderQuestion: z.ZodType<ReorderQuestion, ReorderQuestionInput> = z
  .discriminatedUnion('model', asked as unknown as readonly [z.ZodObject<{ readonly model: z.ZodLiteral<string> }>])
  .superRefine((question, context) => rulesOf.get(question.model)?.(question as never, [], context)) as never;

export const ReorderAnswer = MethodAnswer.extend({ id: Id, model: z.string() });
export type ReorderAnswer = z.infer<typeof ReorderAnswer>;
