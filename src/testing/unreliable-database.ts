/** A database that a test takes away, or whose answers it loses, at a moment of its choice. */
import { TaktError } from '../../models/errors.ts';
import type { Database, Queryable } from '../db/database.ts';

export interface UnreliableDatabase extends Database {
  /** Every call fails at once and does nothing. */
  away: boolean;
  /** The next transaction in which a statement holds this text is committed, but the caller hears of an error. */
  loseAnswerOf: string | undefined;
}

const unavailable = () => new TaktError('database-unavailable', 'the test took the database away');

export function unreliable(database: Database): UnreliableDatabase {
  const faulty: UnreliableDatabase = {
    backend: database.backend,
    away: false,
    loseAnswerOf: undefined,
    async query<Row>(text: string, parameters?: readonly unknown[]) {
      if (faulty.away) throw unavailable();
      return database.query<Row>(text, parameters);
    },
    async script(text) {
      if (faulty.away) throw unavailable();
      return database.script(text);
    },
    async transaction<Result>(work: (transaction: Queryable) => Promise<Result>) {
      if (faulty.away) throw unavailable();
      let lose = false;
      const result = await database.transaction((transaction) =>
        work({
          script: (text) => transaction.script(text),
          query: (text, parameters) => {
            lose ||= faulty.loseAnswerOf !== undefined && text.includes(faulty.loseAnswerOf);
            return transaction.query(text, parameters);
          },
        }),
      );
      if (!lose) return result;
      faulty.loseAnswerOf = undefined;
      throw unavailable();
    },
    listen: (channel, listener) => database.listen(channel, listener),
    close: () => database.close(),
  };
  return faulty;
}
