/** Changes of state of commands in the order in which they are told, for readers that go on from the last id they saw. */
import type { CommandState } from '../bridge/states.ts';
import type { Queryable } from '../db/database.ts';
import type { OvenFilter } from './ovens.ts';
import type { CommandChange } from './view.ts';

/** Changes in one answer. */
const mostChanges = 500;
/** Changes looked through for one answer, whoever they are for: some 20 ms for a reader that has all of them to pass. */
const mostLookedAt = 5000;

/** Of `takt.command_transitions t`. */
export const changeColumns = `t.id, t.site, t.oven, t.command_id as "cmdId", t.plan_id as "planId", t.step, t.version,
  t.from_state as "from", t.to_state as "to", t.reason, t.actor, t.at`;

export type ChangeRow = Omit<CommandChange, 'from' | 'reason' | 'at'> & {
  readonly from: CommandState | null;
  readonly reason: string | null;
  readonly at: Date;
};

export function toChange({ from, reason, at, ...row }: ChangeRow): CommandChange {
  return { ...row, from: from ?? undefined, reason: reason ?? undefined, at: at.toISOString() };
}

/** How far a reader has come: changes are read in the order of their transactions, of one transaction in that of ids. */
export interface Position {
  /** A number of 64 bits, as text. */
  readonly transaction: string;
  readonly id: number;
}

const beginning: Position = { transaction: '0', id: 0 };

/** What no transaction that is still open can come before. */
const isSettled = 'transaction_id < pg_snapshot_xmin(pg_current_snapshot())';

export interface ChangesRead {
  readonly changes: readonly CommandChange[];
  /** That everything was read up to, whether or not it was for this reader. */
  readonly position: Position;
  /** No more is there yet. */
  readonly all: boolean;
}

/**
 * Changes of plans of the tenant at sites that are its own, after a position.
 *
 * Ids alone would not do to go on from: they are drawn before they are committed, so a lower one may become visible after a
 * higher one. Of all transactions below the oldest open one everything is visible, and nothing will be added to them.
 */
export async function changesAfter(
  queryable: Queryable,
  tenant: string,
  { site, oven }: OvenFilter,
  after: Position,
): Promise<ChangesRead> {
  const { rows } = await queryable.query<ChangeRow & { transaction: string | null } & Looked>(
    `with looked as materialized (
       select * from takt.command_transitions
       where ${isSettled} and (transaction_id, id) > ($2::text::xid8, $3::bigint)
       order by transaction_id, id limit $7)
     select upto.transaction_id::text as "upTo", upto.id as "upToId", (select count(*) from looked) as looked, found.*
     from (select transaction_id, id from looked order by transaction_id desc, id desc limit 1) upto
     left join lateral (
       select t.transaction_id::text as transaction, ${changeColumns} from looked t
         join takt.plans p on p.id = t.plan_id and p.tenant = $1
         join takt.sites s on s.site = t.site and s.tenant = $1
       where ($4::text is null or t.site = $4) and ($5::text is null or t.oven = $5)
       order by t.transaction_id, t.id limit $6) found on true`,
    [tenant, after.transaction, after.id, site ?? null, oven ?? null, mostChanges, mostLookedAt],
  );
  const [newest] = rows;
  if (!newest) return { changes: [], position: after, all: true };
  const found = rows.filter((row) => row.transaction !== null);
  const changes = found.map(({ upTo: _, upToId: __, looked: ___, transaction: ____, ...row }) => toChange(row));
  const last = found.at(-1);
  if (last && found.length === mostChanges)
    return { changes, position: { transaction: last.transaction!, id: last.id }, all: false };
  const position = { transaction: newest.upTo, id: newest.upToId };
  return { changes, position, all: newest.looked < mostLookedAt };
}

/** How far an answer looked, and through how many changes. */
interface Looked {
  readonly upTo: string;
  readonly upToId: number;
  readonly looked: number;
}

/** Where a reader goes on that saw the change `id` last, or the one before it where there is none of the id. */
export async function positionOf(queryable: Queryable, id: number): Promise<Position> {
  const { rows } = await queryable.query<Position>(
    `select transaction_id::text as transaction, id from takt.command_transitions where id <= $1 order by id desc limit 1`,
    [id],
  );
  return rows[0] ?? beginning;
}

/** Where a reader begins that wants only what happens from now on. */
export async function newestPosition(queryable: Queryable): Promise<Position> {
  const { rows } = await queryable.query<Position>(
    `select transaction_id::text as transaction, id from takt.command_transitions where ${isSettled}
     order by transaction_id desc, id desc limit 1`,
  );
  return rows[0] ?? beginning;
}
