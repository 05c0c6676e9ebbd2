/** Sites that a bridge may not speak for, for want of a key or of the right time: it sees to what needs no oven. */
import type { Database } from '../db/database.ts';
import { longestGapMs } from './judge.ts';
import { type WaitReason, waitReasons } from './oven-view.ts';
import type { Transition } from './states.ts';
import { moveCommands, settlePrograms } from './transitions.ts';

/** Nobody hears these ovens any more, so what was under way ends when its time is over. */
const endings = [
  { state: 'sent', to: 'timed-out', after: 'latest_start_at' },
  { state: 'accepted', to: 'timed-out', after: 'verify_by' },
  { state: 'applied', to: 'verify-failed', after: 'verify_by' },
] as const;

/**
 * Lets the unsent commands of these sites expire, ends those in flight when their time is over, and says why what is due does not go, unless another bridge has the site.
 * Done twice it is done once, so it takes no lease.
 * @param at - time of the database, ms since 1970: nobody else's commands end by a clock that may be wrong.
 */
export async function tendUnserved(
  database: Database,
  sites: readonly string[],
  { actor, at, reason }: { readonly actor: string; readonly at: number; readonly reason: WaitReason },
): Promise<Transition[]> {
  if (sites.length === 0) return [];
  const isUnserved = (row: string) =>
    `not exists (select 1 from takt.bridge_leases l where l.site = ${row}.site and l.expires_at > clock_timestamp())`;
  return database.transaction(async (transaction) => {
    const ended: Transition[] = [];
    for (const { state, to, after } of endings)
      ended.push(
        ...(await moveCommands(transaction, {
          where: `c.site = any($1::text[]) and c.state = '${state}' and c.${after} <= $2 and ${isUnserved('c')}`,
          parameters: [sites, new Date(at - longestGapMs)],
          to,
          reason: waitReasons[reason],
          actor,
          at,
        })),
      );
    const expired = await moveCommands(transaction, {
      where: `c.site = any($1::text[]) and c.state in ('planned', 'approved') and c.latest_start_at <= $2 and ${isUnserved('c')}`,
      parameters: [sites, new Date(at)],
      to: 'expired',
      actor,
      at,
    });
    const moved = [...ended, ...expired];
    await settlePrograms(transaction, moved);
    await transaction.query(
      `with changed as (
         select o.site, o.oven, w.waits_for from takt.ovens o cross join lateral (
           select case when exists (select 1 from takt.commands c join takt.programs p on p.id = c.program_id
             where c.site = o.site and c.oven = o.oven and c.state = 'approved' and p.state = 'active' and c.start_at <= $2)
             then $3::text end as waits_for) w
         where o.site = any($1::text[]) and w.waits_for is distinct from o.waits_for and ${isUnserved('o')}
         order by o.site, o.oven collate "C" for no key update of o)
       update takt.ovens o set waits_for = n.waits_for from changed n where o.site = n.site and o.oven = n.oven`,
      [sites, new Date(at), reason],
    );
    return moved;
  });
}
