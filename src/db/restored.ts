/**
 * Numbers of transactions in rows of a database that was restored from a dump: they are those of the server that it came
 * from, and mean nothing on this one.
 */
import type { Database } from './database.ts';

/** Below the first number that a server gives to a transaction of ours: what is older than all of them. */
const beforeAll = '3';

/**
 * Numbers that this server has not given yet would make their rows look unfinished, and new ones older than they are. Such
 * rows are put before all others; among themselves they stay in the order of their ids.
 * @returns whether there were any.
 */
export async function settleRestored(database: Database): Promise<boolean> {
  const isAhead = 'transaction_id >= pg_snapshot_xmax(pg_current_snapshot())';
  const { rows } = await database.query(`select 1 from takt.command_transitions where ${isAhead} limit 1`);
  if (rows.length === 0) return false;
  await database.transaction(async (transaction) => {
    await transaction.query('alter table takt.command_transitions disable trigger command_transitions_append_only');
    await transaction.query(`update takt.command_transitions set transaction_id = $1::text::xid8 where ${isAhead}`, [
      beforeAll,
    ]);
    await transaction.query('alter table takt.command_transitions enable trigger command_transitions_append_only');
  });
  return true;
}
