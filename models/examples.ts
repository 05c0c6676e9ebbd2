/** A ready-to-post request of every kind; each is solved by the contract suite. */
import { foundryWeek } from './examples/foundry-week.ts';
import { kitchenEvening } from './examples/kitchen-evening.ts';
import type { PlanKind, PlanRequestInput } from './plan-request.ts';

export const kindExamples = {
  melt: foundryWeek,
  techcard: kitchenEvening,
} satisfies Record<PlanKind, PlanRequestInput>;
