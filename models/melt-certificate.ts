/**
 * A proof of a lower bound of a melt plan that anybody can check in whole numbers, without the search that found it.
 *
 * It says that no plan of the stage is worth `target` steps or less. What that rests on, and how to check it, is told in
 * solvers/melt/proof/verify.ts. Things are named by the ids of the request. Lines that cannot be told apart (same grade,
 * poured grams, period, worth of a piece, sizes, furnaces and incompatible lines) are one class, named by the first of
 * them in the order of the request.
 */
import { z } from 'zod';
import { Id, list } from './common.ts';

const Unit = z.int().min(1).describe('both sides of the limit are divided by it and rounded down');

const Multipliers = z.array(z.int());
const Index = z.int().min(0);

export const MeltProofLimit = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('furnace-heats'), furnace: Id }),
    z.strictObject({ kind: z.literal('grade-heats'), grade: Id }),
    z.strictObject({ kind: z.literal('power-energy'), group: Id, unit: Unit }).describe('draw x time, in watt seconds'),
    z
      .strictObject({ kind: z.literal('power-hours'), group: Id, unit: Unit })
      .describe('seconds of the furnaces of which no two can be on'),
    z
      .strictObject({ kind: z.literal('cost'), pointsPerStep: z.int().min(1) })
      .describe('cost of heats at most that of the plan, counted in steps of so many millionths'),
  ])
  .describe('a limit on heats of the whole period that every plan keeps');
export type MeltProofLimit = z.infer<typeof MeltProofLimit>;

export const MeltProofRule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('odd-set'), lines: list(Id, 5000).min(1) }),
    z.strictObject({ kind: z.literal('together'), lines: z.tuple([Id, Id]) }),
    z.strictObject({
      kind: z.literal('cells'),
      cells: list(z.strictObject({ furnace: Id, grade: Id }), 10_000).min(1),
    }),
    z.strictObject({
      kind: z.literal('pattern'),
      furnace: Id,
      grade: Id,
      contents: list(z.strictObject({ line: Id, pieces: z.int().min(1) }), 5000).min(1),
    }),
  ])
  .describe(
    [
      'what is counted of a heat',
      'odd-set: half its pieces of these classes, rounded down',
      'together: 1 where it holds both classes, or two pieces where they are the same',
      'cells: 1 for heats of these furnaces with these grades',
      'pattern: 1 for heats with exactly these contents',
    ].join('; '),
  );
export type MeltProofRule = z.infer<typeof MeltProofRule>;

export const MeltProofNode = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('split'),
      rule: Index,
      most: z.int().min(0),
      atMost: Index.describe('node of the plans in which the rule counts `most` or less'),
      above: Index.describe('node of the others'),
    }),
    z.strictObject({
      kind: z.literal('leaf'),
      pieces: Multipliers,
      limits: Multipliers.describe('at most 0'),
      rules: z.array(z.strictObject({ rule: Index, multiplier: z.int() })),
    }),
  ])
  .describe('nodes are numbered by their place; the first one stands for all plans');
export type MeltProofNode = z.infer<typeof MeltProofNode>;

export const MeltCertificate = z
  .strictObject({
    stage: z.enum(['fewest-heats', 'cheapest-heats', 'most-mass', 'filler']),
    lowerBound: z.number().describe('what is proved, in the unit of the stage'),
    pointsPerStep: z.int().min(1).describe('millionths of the unit of the stage in a step'),
    target: z.int().min(0).describe('no plan is worth so many steps or fewer, fixed heats not counted'),
    scale: z.int().min(1).describe('multipliers count in this fraction of a step'),
    lines: z.array(Id).max(5000).describe('classes by their first line, in the order of `pieces`'),
    limits: z.array(MeltProofLimit).max(1000).describe('in the order of `limits` of leaves and listing'),
    rules: z.array(MeltProofRule),
    listing: z
      .strictObject({
        pieces: Multipliers,
        limits: Multipliers,
        mostWaste: z.int().optional().describe('grams that a heat may miss of its furnace at most; absent: any'),
      })
      .optional()
      .describe('multipliers that say which heats a plan of `target` steps can hold; the leaves speak of those only'),
    nodes: z.array(MeltProofNode).min(1),
  })
  .describe('proof of a lower bound, checked by `takt check --proof`');
export type MeltCertificate = z.infer<typeof MeltCertificate>;
