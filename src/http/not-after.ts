/** A request that is of no use any more when it comes is refused, not kept to expire. */
import { problemError } from '../../models/input-problems.ts';
import type { PlanRequest } from '../../models/plan-request.ts';

/** @throws TaktError `inconsistent-request` where `notAfter` has passed. */
export function refuseWhatIsTooLate({ notAfter }: Pick<PlanRequest, 'notAfter'>): void {
  if (!notAfter || Date.parse(notAfter) >= Date.now()) return;
  throw problemError('inconsistent-request', [
    {
      pointer: '/notAfter',
      rule: 'not-after-passed',
      message: 'the instant has passed already',
      received: notAfter,
      remedy: 'name a later instant, or leave notAfter out',
    },
  ]);
}
