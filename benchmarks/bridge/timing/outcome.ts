/** What became of commands, as the database tells it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandState } from '../../../src/bridge/states.ts';
import type { Database } from '../../../src/db/database.ts';
import { openCommands } from '../campaign/record.ts';

export interface Outcome {
  readonly state: CommandState;
  /** From the due time until the bridge wrote that it is sent, ms; null: never. */
  readonly sentMs: number | null;
  /** ... until the bridge, which had heard it, wrote that the oven accepted. */
  readonly acceptedMs: number | null;
}

/** Of the commands that were due in `[from, to)`, ms since 1970. */
export async function outcomes(database: Database, from: number, to: number): Promise<Outcome[]> {
  const sinceDue = (table: string) => `(extract(epoch from ${table}.at - c.start_at) * 1000)::float8`;
  const { rows } = await database.query<Outcome>(
    `select c.state, ${sinceDue('s')} as "sentMs", ${sinceDue('a')} as "acceptedMs"
     from takt.commands c
     left join takt.command_transitions s on s.command_id = c.id and s.to_state = 'sent'
     left join takt.command_transitions a on a.command_id = c.id and a.to_state = 'accepted'
     where c.start_at >= $1 and c.start_at < $2`,
    [new Date(from), new Date(to)],
  );
  return rows;
}

/** Waits until every command has come to its end. @throws Error where that takes longer. */
export async function settled(database: Database, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  for (let open = await openCommands(database); open > 0; open = await openCommands(database)) {
    if (performance.now() > end) throw new Error(`${open} commands are still open after ${limitMs} ms`);
    await delay(200);
  }
}
