/** A person lets the commands of a plan go: what happens to them and the audit are one transaction. */
import { TaktError } from '../../models/errors.ts';
import { problemError } from '../../models/input-problems.ts';
import { audit, type Origin } from '../access/audit.ts';
import { siteGivenAway } from '../access/equipment.ts';
import type { Database, Queryable } from '../db/database.ts';
import { moveCommands } from './transitions.ts';

export interface Approval {
  readonly planId: string;
  /** Who approves, in their own words; kept beside the origin, which is what the service knows of the caller. */
  readonly by: string;
  /** Absent: all ovens of the plan. */
  readonly ovens?: readonly string[];
}

/**
 * @returns how many commands were waiting, and the site that they are for; undefined where none was.
 * @throws TaktError `forbidden` where the ovens have gone to another tenant, `inconsistent-request` where the plan has no
 *   program for an oven that is named.
 */
export async function approveOnBehalf(
  database: Database,
  origin: Origin,
  { planId, by, ovens }: Approval,
): Promise<{ approved: number; site: string | undefined }> {
  return database.transaction(async (transaction) => {
    const given = await siteGivenAway(transaction, planId);
    if (given)
      throw new TaktError(
        'forbidden',
        `the site ${given.site} has gone to another tenant since the plan was made; make a plan for a site of this tenant`,
      );
    if (ovens) await mustHavePrograms(transaction, planId, ovens);
    const moved = await moveCommands(transaction, {
      where: `c.plan_id = $1 and c.state = 'planned' and ($2::text[] is null or c.oven = any($2::text[]))`,
      parameters: [planId, ovens ?? null],
      to: 'approved',
      actor: `${by} (${origin.actor})`,
      at: Date.now(),
    });
    await audit(transaction, {
      ...origin,
      action: 'plan.approved',
      subject: `plan/${planId}`,
      details: { by, ovens, commands: moved.length },
    });
    return { approved: moved.length, site: moved[0]?.site };
  });
}

async function mustHavePrograms(transaction: Queryable, planId: string, ovens: readonly string[]): Promise<void> {
  const { rows } = await transaction.query<{ oven: string }>('select oven from takt.programs where plan_id = $1', [
    planId,
  ]);
  const known = rows.map(({ oven }) => oven);
  const problems = ovens.flatMap((oven, index) =>
    known.includes(oven)
      ? []
      : [
          {
            pointer: `/ovens/${index}`,
            rule: 'known-oven',
            message: `the plan has no program for an oven "${oven}"`,
            received: oven,
            remedy: known.length > 0 ? `name any of ${known.slice(0, 20).join(', ')}` : 'leave ovens out',
          },
        ],
  );
  if (problems.length > 0) throw problemError('inconsistent-request', problems);
}
