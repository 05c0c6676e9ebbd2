/** Small plan-requests for tests. */
import { type DispatchPlanRequestInput, type MeltPlanRequestInput, PlanRequest } from '../../models/plan-request.ts';

/** Two castings of one grade in one furnace: two heats. A fresh copy each time, so that a test may spoil it. */
export function smallRequest(change: Partial<MeltPlanRequestInput> = {}): MeltPlanRequestInput {
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

export function parsedRequest(change: Partial<MeltPlanRequestInput> = {}): PlanRequest {
  return PlanRequest.parse(smallRequest(change));
}

/** A request that is not proved within its time, so that it runs for all of it. */
export function longRequest(timeMs: number): MeltPlanRequestInput {
  const lines = Array.from({ length: 60 }, (_, index) => ({
    id: `L${index}`,
    pieceMass: 101 + ((index * 37) % 211) + 0.137,
    quantity: 9,
    grade: `G${index % 3}`,
    yield: 0.7,
  }));
  return smallRequest({
    problem: {
      massUnit: 'kg',
      lines,
      furnaces: [
        { id: 'F1', leastMass: 700, greatestMass: 1003.5 },
        { id: 'F2', leastMass: 900, greatestMass: 1507.3 },
      ],
      grades: [{ id: 'G0' }, { id: 'G1' }, { id: 'G2' }],
    },
    budget: { timeMs },
  });
}

/** Two trucks, two orders at one site, one of them after the other. A fresh copy each time. */
export function smallShiftRequest(): DispatchPlanRequestInput {
  return {
    kind: 'dispatch',
    problem: {
      mode: 'plan',
      places: [
        { id: 'yard', xKm: 0, yKm: 0 },
        { id: 'site', xKm: 5, yKm: 5 },
        { id: 'other site', xKm: 5, yKm: -5 },
      ],
      grades: [{ id: 'B25' }],
      plants: [{ id: 'plant', place: 'yard', docks: 2 }],
      trucks: ['truck 1', 'truck 2'].map((id) => ({ id, capacityM3: 8, home: 'yard' })),
      orders: [
        { id: 'walls', place: 'site', volumeM3: 12, grade: 'B25', window: { from: 3600, to: 14_400 } },
        { id: 'floor', place: 'site', volumeM3: 6, grade: 'B25', after: { order: 'walls', leastMinutes: 10 } },
      ],
    },
    budget: { timeMs: 500 },
  };
}
