/** What an oven was told, for people who look back. */
import type { Queryable } from '../db/database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { type ChangeRow, changeColumns, toChange } from './changes.ts';
import type { OvenFilter } from './ovens.ts';
import type { CommandChange } from './view.ts';

export interface HistoryPage {
  /** Instants; both exclusive. */
  readonly after?: string;
  readonly before?: string;
  /** Only changes with a lower id. */
  readonly cursor?: number;
  readonly limit: number;
}

/** Changes of state of the oven's commands, newest first; those of plans of the tenant alone. */
export async function listChanges(
  queryable: Queryable,
  tenant: string,
  { site, oven }: Required<OvenFilter>,
  { after, before, cursor, limit }: HistoryPage,
): Promise<CommandChange[]> {
  const { rows } = await queryable.query<ChangeRow>(
    `select ${changeColumns} from takt.command_transitions t join takt.plans p on p.id = t.plan_id and p.tenant = $1
     where t.site = $2 and t.oven = $3 and ($4::bigint is null or t.id < $4)
       and ($5::timestamptz is null or t.at > $5) and ($6::timestamptz is null or t.at < $6)
     order by t.id desc limit $7`,
    [tenant, site, oven, cursor ?? null, after ? toTimestamp(after) : null, before ? toTimestamp(before) : null, limit],
  );
  return rows.map(toChange);
}
