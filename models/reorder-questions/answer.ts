/** What a named method answers to a question: figures under the field's names, and how far they can be trusted. */
import { z } from 'zod';

const Scalar: z.ZodType<Figure> = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const nested = (inner: z.ZodType<Figure>): z.ZodType<Figure> =>
  z.union([Scalar, z.array(inner), z.record(z.string(), inner)]);
/** As deep as any answer goes, not recursive: each use in the OpenAPI document stands for itself. */
const Figure = nested(nested(nested(Scalar)));
/** A number, a list or table of numbers, or such under names. */
export type Figure = number | string | boolean | null | readonly Figure[] | { readonly [name: string]: Figure };

export const CurvePoint = z.strictObject({
  quantity: z.number().describe('what is varied around the answer: order quantity, level or reorder point'),
  cost: z.number(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

export const MethodAnswer = z
  .strictObject({
    method: z.string().describe('name of the method in the field, e.g. "Economic order quantity"'),
    reference: z.string().describe('where formula or algorithm stand: author, year, work, section'),
    exact: z.boolean().describe('optimal for its model; false: a named approximation or heuristic'),
    values: z.record(z.string(), Figure).describe("the answer, under the model's names"),
    cost: z.number().optional().describe('the figure that the method minimises, where it minimises one'),
    lowerBound: z.number().optional().describe('proved least value of `cost`, where it is not exact and one is known'),
    curve: z.array(CurvePoint).max(101).optional().describe('cost around the answer: how flat it is'),
  })
  .describe('an answer of a named method');
export type MethodAnswer = z.infer<typeof MethodAnswer>;
