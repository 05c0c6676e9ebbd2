/** What the database says became of the commands of a campaign, read in one go. */
import type { Setpoint } from '../../../src/bridge/protocol.ts';
import type { CommandState } from '../../../src/bridge/states.ts';
import type { Queryable } from '../../../src/db/database.ts';

/** Times in ms since 1970. */
export interface RecordedCommand {
  readonly id: string;
  readonly oven: string;
  readonly version: number;
  readonly state: CommandState;
  readonly setpoints: readonly Setpoint[];
  readonly startAt: number;
  readonly latestStartAt: number;
  readonly verifyBy: number;
}

export interface RecordedTransition {
  readonly id: number;
  readonly cmdId: string;
  readonly oven: string;
  readonly from: CommandState | null;
  readonly to: CommandState;
  /** When the row was written, by the clock of the database, which is that of the machine. */
  readonly recordedAt: number;
}

export interface BridgeRecord {
  readonly commands: readonly RecordedCommand[];
  /** By id. */
  readonly transitions: readonly RecordedTransition[];
}

const milliseconds = (column: string) => `floor(extract(epoch from ${column}) * 1000)::float8`;

/** Rows at a time: 100,000 commands have half a million transitions. */
const pageRows = 20_000;

export async function readRecord(database: Queryable): Promise<BridgeRecord> {
  const commands = await pages<RecordedCommand>(database, {
    columns: `id, oven, version, state, setpoints, ${milliseconds('start_at')} as "startAt",
      ${milliseconds('latest_start_at')} as "latestStartAt", ${milliseconds('verify_by')} as "verifyBy"`,
    table: 'takt.commands',
    first: '00000000-0000-0000-0000-000000000000',
  });
  const transitions = await pages<RecordedTransition>(database, {
    columns: `id, command_id as "cmdId", oven, from_state as "from", to_state as "to",
      ${milliseconds('recorded_at')} as "recordedAt"`,
    table: 'takt.command_transitions',
    first: 0,
  });
  return { commands, transitions };
}

async function pages<Row extends { readonly id: string | number }>(
  database: Queryable,
  { columns, table, first }: { columns: string; table: string; first: string | number },
): Promise<Row[]> {
  const all: Row[] = [];
  for (let after = first; ; after = all.at(-1)!.id) {
    const { rows } = await database.query<Row>(
      `select ${columns} from ${table} where id > $1 order by id limit ${pageRows}`,
      [after],
    );
    all.push(...rows);
    if (rows.length < pageRows) return all;
  }
}

/** Commands that have not come to their end. */
export async function openCommands(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*) as count from takt.commands
     where state in ('planned', 'approved', 'sent', 'accepted', 'applied')`,
  );
  return rows[0].count;
}
