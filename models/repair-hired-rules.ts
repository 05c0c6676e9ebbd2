/** What a single field's schema cannot see of trucks that could be hired: they are no trucks of the fleet, at known places. */
import type { z } from 'zod';
import { addProblem, refuseDuplicateIds } from './common.ts';
import type { DispatchPlanProblem, DispatchTruck } from './dispatch.ts';
import { checkTruck, idsOf } from './dispatch-rules.ts';

/** @param fleet - ids of the trucks that there are, those that events add too. */
export function checkHired(
  shift: DispatchPlanProblem,
  hired: readonly DispatchTruck[] = [],
  fleet: ReadonlySet<string>,
  context: z.RefinementCtx,
): void {
  const places = idsOf(shift.places);
  refuseDuplicateIds(context, hired, ['hired']);
  hired.forEach((truck, index) => {
    if (fleet.has(truck.id))
      addProblem(context, ['hired', index, 'id'], {
        rule: 'new-id',
        message: `truck "${truck.id}" is one of the fleet already`,
        remedy: 'give a truck that could be hired an id of its own',
        received: truck.id,
      });
    checkTruck(shift, truck, places, ['hired', index], context);
  });
}
