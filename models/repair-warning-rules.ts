/** What a single field's schema cannot see of a request for a warning, beside its loads: history, trucks for hire, the model. */
import type { z } from 'zod';
import { addProblem } from './common.ts';
import { idsOf, refer } from './dispatch-rules.ts';
import { checkHired } from './repair-hired-rules.ts';
import type { RepairWarningProblem } from './repair-warning.ts';

export function checkWarningRequest(problem: RepairWarningProblem, context: z.RefinementCtx): void {
  const { shift, history, simulation } = problem;
  const trucks = idsOf(shift.trucks);
  const places = idsOf(shift.places);
  const plants = idsOf(shift.plants);
  history.trucks.forEach(({ truck }, index) => {
    refer(context, 'truck', trucks, truck, ['history', 'trucks', index, 'truck']);
  });
  history.places.forEach(({ place }, index) => {
    refer(context, 'place', places, place, ['history', 'places', index, 'place']);
  });
  history.plants.forEach(({ plant }, index) => {
    refer(context, 'plant', plants, plant, ['history', 'plants', index, 'plant']);
  });
  checkHired(shift, problem.hired, trucks, context);
  if (simulation.downGreatestMinutes < simulation.downLeastMinutes)
    addProblem(context, ['simulation', 'downGreatestMinutes'], {
      rule: 'down-limits-in-order',
      message: `a truck is down for ${simulation.downLeastMinutes} min at least and ${simulation.downGreatestMinutes} at most`,
      remedy: 'raise downGreatestMinutes or lower downLeastMinutes',
      received: simulation.downGreatestMinutes,
    });
}
