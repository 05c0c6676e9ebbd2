/**
 * Why a plan is as it is, in one shape for every kind: what costs what, what binds, how far the plan may be from the best
 * one, and what would help. Every figure is one of the plan or of the kind's checker.
 */
import { z } from 'zod';
import { MeltExplanation } from './melt-explanation.ts';

/** Entries of a list; there may be more, which are counted. */
export const mostExplained = 200;

const About = z
  .record(z.string(), z.string())
  .describe('ids of the request and the plan that it is about, under what they are, e.g. `order`, `truck`, `furnace`');

export const ExplanationTerm = z
  .object({
    name: z.string().describe('as in the plan'),
    value: z.number().describe('its part of the objective, weights applied'),
    share: z.number().optional().describe('of the objective; absent where parts of both signs make it up'),
    about: About.optional(),
    message: z.string(),
  })
  .describe('a part of the objective; all of them add up to it');
export type ExplanationTerm = z.infer<typeof ExplanationTerm>;

export const ExplanationPoint = z
  .object({
    code: z.string().describe('reason as the plan names it, or what of the plan it is'),
    about: About,
    message: z.string(),
    cost: z.number().optional().describe('what it costs, in the unit of the objective'),
  })
  .describe('something that decides how the plan is');
export type ExplanationPoint = z.infer<typeof ExplanationPoint>;

export const ExplanationHelp = z
  .object({
    about: About,
    message: z.string(),
    gain: z.number().optional().describe('what it gains'),
    unit: z.string().optional().describe('what `gain` counts'),
    basis: z
      .enum(['proved', 'found', 'estimate', 'suggestion'])
      .describe('proved; a checked plan shows it; worked out from a relaxation; advice without a figure'),
  })
  .describe('what would make the plan better');
export type ExplanationHelp = z.infer<typeof ExplanationHelp>;

export const Explanation = z
  .object({
    kind: z.string(),
    mode: z.string().optional(),
    summary: z.array(z.string()).describe('sentences, the most important first'),
    unit: z.string().optional().describe('what the objective counts'),
    objective: z.number().optional().describe('as the checker works it out'),
    terms: z.array(ExplanationTerm).describe('the greatest first'),
    bound: z
      .object({
        lowerBound: z.number().optional(),
        gap: z.number().optional(),
        proved: z.boolean().describe('no plan is better'),
        message: z.string(),
      })
      .optional()
      .describe('how far it may be from the best plan; absent where there is no plan'),
    binding: z.array(ExplanationPoint).describe(`what decides; at most ${mostExplained}, the weightiest first`),
    help: z.array(ExplanationHelp).describe(`what would help; at most ${mostExplained}, the most helpful first`),
    inAll: z.object({ terms: z.int(), binding: z.int(), help: z.int() }).describe('entries there are, listed or not'),
    melt: MeltExplanation.optional().describe('kind melt: what limits are worth, from solves of changed requests'),
    endedBy: z
      .enum(['done', 'time', 'iterations'])
      .describe('done: all was looked at; else ask again with more time for the rest'),
  })
  .describe('why a plan is as it is');
export type Explanation = z.infer<typeof Explanation>;
