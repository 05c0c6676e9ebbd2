/** The mix of plan-requests that the keeping of time budgets is measured with. */
import { kindExamples } from '../../models/examples.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { generateWeek } from '../instances/melt/generate.ts';
import { type WeekShape, weekFamilies } from '../instances/melt/shape.ts';

export interface BudgetedRequest {
  /** Where the week comes from. */
  readonly name: string;
  readonly request: PlanRequest;
}

/** Shares of the budgets: long ones are few, so that 200 requests take about two minutes on two threads. */
const shares = [
  { timeMs: 5000, share: 0.1 },
  { timeMs: 500, share: 0.3 },
  { timeMs: 50, share: 0.6 },
] as const;

const sizes: Record<string, Omit<WeekShape, 'family'>> = {
  small: { lines: 20, furnaces: 3, grades: 2, heats: 12 },
  middle: { lines: 100, furnaces: 5, grades: 4, heats: 30 },
  large: { lines: 300, furnaces: 10, grades: 5, heats: 60 },
};

/** Weeks of every family and size by turns, now and then the example that the service shows, in drawn order. */
export function budgetedRequests(count: number, seed: number): readonly BudgetedRequest[] {
  const rng = new Rng(seed);
  const combinations = weekFamilies.flatMap((family) => Object.keys(sizes).map((size) => ({ family, size })));
  const requests = shares.flatMap(({ timeMs, share }, index) => {
    const before = shares.slice(0, index).reduce((sum, { share: one }) => sum + Math.round(one * count), 0);
    // The last share takes what rounding leaves, so that there are `count` in all.
    const own = Math.min(count - before, index === shares.length - 1 ? count : Math.round(share * count));
    return Array.from({ length: Math.max(0, own) }, (_, number): BudgetedRequest => {
      const budget = { timeMs, seed: rng.below(2 ** 31) };
      // A turn of all combinations and the example; the start is drawn, so that few requests are no fixed choice.
      const turn = (number + rng.below(2)) % (combinations.length + 1);
      if (turn === combinations.length)
        return { name: 'example', request: PlanRequest.parse({ ...kindExamples.melt, budget }) };
      const { family, size } = combinations[turn];
      const { problem } = generateWeek({ family, ...sizes[size] }, rng.below(2 ** 31));
      return { name: `${family} ${size}`, request: PlanRequest.parse({ kind: 'melt', problem, budget }) };
    });
  });
  const order = rng.shuffle(Uint32Array.from(requests.keys()));
  return Array.from(order, (index) => requests[index]);
}
