/** The plan-requests that loads are made of. */

import { kindExamples } from '../../models/examples.ts';
import type { PlanKind, PlanRequestInput } from '../../models/plan-request.ts';
import { generateWeek } from '../instances/melt/generate.ts';

/** A request, written once: what is sent a thousand times should not be written a thousand times. */
export interface Sendable {
  readonly kind: PlanKind;
  readonly request: PlanRequestInput;
  /** Body of `POST /v1/solve/<kind>`. */
  readonly solveBody: string;
  /** Body of `POST /v1/plans`. */
  readonly planBody: string;
}

export function sendable(request: PlanRequestInput): Sendable {
  const { kind, ...rest } = request;
  return { kind, request, solveBody: JSON.stringify(rest), planBody: JSON.stringify(request) };
}

/** One question of stock-keeping, answered by a formula in some 10 microseconds: what remains is the way there and back. */
export const trivial = sendable({
  kind: 'reorder',
  budget: { timeMs: 1000, deterministic: true, maxIterations: 100 },
  problem: {
    mode: 'calculate',
    questions: [{ id: 'q', model: 'eoq', fixedCost: 8, holdingCost: 0.2, demandRate: 1300 }],
  },
});

/** One piece in one furnace: half a millisecond, because the proof of a melting plan is a linear program. */
export const oneHeat = sendable({
  kind: 'melt',
  budget: { timeMs: 1000, deterministic: true, maxIterations: 100 },
  problem: {
    lines: [{ id: 'a', pieceMass: 400, quantity: 1, grade: 'g' }],
    furnaces: [{ id: 'f', greatestMass: 1000 }],
    grades: [{ id: 'g' }],
  },
});

/**
 * Requests of a few kilobytes that end by iterations: the same search wherever they are solved, and so short that its own
 * ups and downs do not hide what is around it.
 */
export function smallPlans(seed: number): readonly Sendable[] {
  const budget = { timeMs: 10_000, deterministic: true, maxIterations: 4, seed };
  const { problem } = generateWeek({ family: 'few-types', lines: 8, furnaces: 2, grades: 1, heats: 4 }, seed);
  return [
    sendable({ kind: 'melt', problem, budget }),
    // Its ovens would need a kept plan.
    sendable({ ...kindExamples.techcard, equipment: undefined, budget }),
  ];
}

/** A small week that a thread works on until its budget ends (or, below that, until it is proved), for load that lasts. */
export function week(seed: number, timeMs: number): Sendable {
  const { problem } = generateWeek({ family: 'few-types', lines: 20, furnaces: 3, grades: 2, heats: 12 }, seed);
  return sendable({ kind: 'melt', problem, budget: { timeMs, seed } });
}
