/** Sites that a bridge has work for and no key: it leaves them to one that has, and sees to what needs no signature. */
import type { Database } from '../db/database.ts';
import type { WaitReason } from './oven-view.ts';
import type { Transition } from './states.ts';
import { moveCommands, settlePrograms } from './transitions.ts';

/**
 * Lets the unsent commands of these sites expire, and says why what is due does not go, unless another bridge has the site.
 * Done twice it is done once, so it takes no lease.
 */
export async function tendUnserved(
  database: Database,
  sites: readonly string[],
  { actor, at }: { readonly actor: string; readonly at: number },
): Promise<Transition[]> {
  if (sites.length === 0) return [];
  const isUnserved = (row: string) =>
    `not exists (select 1 from takt.bridge_leases l where l.site = ${row}.site and l.expires_at > clock_timestamp())`;
  return database.transaction(async (transaction) => {
    const expired = await moveCommands(transaction, {
      where: `c.site = any($1::text[]) and c.state in ('planned', 'approved') and c.latest_start_at <= $2 and ${isUnserved('c')}`,
      parameters: [sites, new Date(at)],
      to: 'expired',
      actor,
      at,
    });
    await settlePrograms(transaction, expired);
    const reason: WaitReason = 'key';
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
    return expired;
  });
}
