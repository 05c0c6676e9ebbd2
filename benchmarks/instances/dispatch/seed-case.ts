/** The shift that the demo plans, as an instance: a hundred orders, thirty trucks, twelve hours. */
import { createHash } from 'node:crypto';
import { DispatchPlanRequest } from '../../../models/plan-request.ts';
import { concreteDay } from '../../../src/demo/concrete-day.ts';
import type { GeneratedShift } from './generate.ts';

export function seedCase(): GeneratedShift {
  const digest = createHash('sha256').update(JSON.stringify(concreteDay.problem)).digest('hex').slice(0, 12);
  return { request: DispatchPlanRequest.parse(concreteDay), digest };
}
