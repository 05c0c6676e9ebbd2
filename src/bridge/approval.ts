/** A person lets the commands of a plan go: what happens to them and the audit are one transaction. */
import { TaktError } from '../../models/errors.ts';
import { audit, type Origin } from '../access/audit.ts';
import { siteGivenAway } from '../access/equipment.ts';
import type { Database } from '../db/database.ts';
import { approvePlan } from './outbox.ts';

/**
 * @param by - who approves, in their own words; kept beside `origin`, which is what the service knows of the caller.
 * @returns how many commands were waiting.
 * @throws TaktError `forbidden` where the ovens have gone to another tenant.
 */
export async function approveOnBehalf(
  database: Database,
  { planId, by, origin }: { planId: string; by: string; origin: Origin },
): Promise<number> {
  return database.transaction(async (transaction) => {
    const given = await siteGivenAway(transaction, planId);
    if (given)
      throw new TaktError(
        'forbidden',
        `the site ${given.site} has gone to another tenant since the plan was made; make a plan for a site of this tenant`,
      );
    const approved = await approvePlan(transaction, { planId, by: `${by} (${origin.actor})`, now: Date.now() });
    await audit(transaction, {
      ...origin,
      action: 'plan.approved',
      subject: `plan/${planId}`,
      details: { by, commands: approved },
    });
    return approved;
  });
}
