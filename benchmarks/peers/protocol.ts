/**
 * What the process of a solver is told and what it tells: one JSON document on its standard input, one JSON object a line
 * on its standard output. Libraries print there as well, so lines of another form are passed over.
 */
import { z } from 'zod';
import type { MeltProblem } from '../../models/melt.ts';
import type { CpModelProto } from './cp-model.ts';
import type { RoundsMatrix } from './dispatch/rounds-matrix.ts';
import type { PackedModel } from './packed-model.ts';

/** A task; without one (`probe`) the process only says whether its library is there. */
export type Task =
  | { readonly probe: true }
  | {
      readonly probe: false;
      /** Wall time from `ready` on. */
      readonly timeMs: number;
      readonly seed: number;
      /** takt gets the request, everybody else the model. */
      readonly problem?: MeltProblem;
      readonly model?: PackedModel;
      /** Of kinds other than melt: takt gets the request, CP-SAT a model of its own, solvers of rounds their matrices. */
      readonly request?: unknown;
      readonly schedule?: CpModelProto;
      readonly rounds?: RoundsMatrix;
      /** Search workers; absent: one. */
      readonly workers?: number;
    };

const Solution = z.union([
  z.object({ values: z.array(z.number()).describe('a value per column') }),
  z.object({ plan: z.unknown().describe('of takt; of solvers of rounds `{ routes }`, the stops of each van') }),
]);
export type Solution = z.infer<typeof Solution>;

const optional = z.number().nullish();
/** Milliseconds since `ready`. */
const AtMs = z.number().min(0);

const SolverEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('missing'), reason: z.string() }),
  z.object({ event: z.literal('ready'), version: z.string().nullish() }),
  // A better solution while the search goes on; the first one may come without its values.
  z.object({ event: z.literal('found'), atMs: AtMs, objective: z.number(), solution: Solution.optional() }),
  z.object({
    event: z.literal('end'),
    status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']),
    objective: optional,
    bound: optional,
    solution: Solution.nullish(),
    /** When a plan was found first, where only the end of the run tells. */
    firstMs: optional,
    atMs: AtMs,
    /** Processor time of the process since `ready`. */
    cpuMs: z.number(),
    /** Greatest resident memory of the process, megabytes of 1 048 576 bytes. */
    peakRssMb: z.number(),
    reason: z.string().nullish(),
  }),
]);
export type SolverEvent = z.infer<typeof SolverEvent>;
export type EndEvent = Extract<SolverEvent, { event: 'end' }>;

/** @returns the event of a line; undefined where a library has printed it, or a crash has cut it off. */
export function readEvent(line: string): SolverEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return SolverEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
