/** The questions that takt answers in mode `calculate`, one per named method, and their answers. */
import { z } from 'zod';
import { Id } from '../common.ts';
import { MethodAnswer } from './answer.ts';

export const ReorderQuestion = z.strictObject({ id: Id, model: z.literal('eoq') });
export type ReorderQuestion = z.infer<typeof ReorderQuestion>;

export const ReorderAnswer = MethodAnswer.extend({ id: Id, model: z.string() });
export type ReorderAnswer = z.infer<typeof ReorderAnswer>;
