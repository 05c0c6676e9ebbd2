/** Bodies that the fuzzer spoils: small ones where the document's examples take long to solve. */
import { kindExamples } from '../../models/examples.ts';
import { smallRequest, smallShiftRequest } from '../../src/testing/requests.ts';
import type { Operation } from './operations.ts';

const short = { timeMs: 20 };
const plans: readonly unknown[] = [
  smallRequest({ budget: short }),
  { ...smallShiftRequest(), budget: short },
  ...Object.values(kindExamples).map(({ equipment: _, ...request }) => ({ ...request, budget: short })),
];

/** None: the document's own examples do. */
export function basesOf({ id, body }: Operation): readonly unknown[] {
  if (!body) return [];
  if (id === 'createBatch') return [{ plans: [plans[0], plans[1]] }];
  const isPlan = JSON.stringify(body.schema).includes('/PlanRequest"');
  return isPlan ? plans : [];
}
