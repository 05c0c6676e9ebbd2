/** Small plan-requests for tests. */
import type { PlanRequestInput } from '../../models/plan-request.ts';
import { PlanRequest } from '../../models/plan-request.ts';

/** Two castings of one grade in one furnace: two heats. A fresh copy each time, so that a test may spoil it. */
export function smallRequest(change: Partial<PlanRequestInput> = {}): PlanRequestInput {
  return {
    kind: 'melt',
    problem: {
      massUnit: 'kg',
      lines: [
        { id: 'L1', pieceMass: 300, quantity: 2, grade: 'G1' },
        { id: 'L2', pieceMass: 450, quantity: 1, grade: 'G1' },
      ],
      furnaces: [{ id: 'F1', leastMass: 0, greatestMass: 800 }],
      grades: [{ id: 'G1' }],
    },
    budget: { timeMs: 500 },
    ...change,
  };
}

export function parsedRequest(change: Partial<PlanRequestInput> = {}): PlanRequest {
  return PlanRequest.parse(smallRequest(change));
}
