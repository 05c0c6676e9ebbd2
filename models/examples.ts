/** A ready-to-post request of every kind; each is solved by the contract suite. */

import { concreteBreakdown } from './examples/concrete-breakdown.ts';
import { concreteShift } from './examples/concrete-shift.ts';
import { foundryWeek } from './examples/foundry-week.ts';
import { kitchenEvening } from './examples/kitchen-evening.ts';
import { pizzaFortnight } from './examples/pizza-fortnight.ts';
import type { PlanKind, PlanRequestInput } from './plan-request.ts';

export const kindExamples = {
  melt: foundryWeek,
  techcard: kitchenEvening,
  reorder: pizzaFortnight,
  dispatch: concreteShift,
  repair: concreteBreakdown,
} satisfies Record<PlanKind, PlanRequestInput>;
