/** A database whose statements are timed, by kind of statement; the text of a statement goes nowhere. */
import type { Database, Queryable } from '../db/database.ts';
import type { Metrics } from './metrics.ts';

const operations = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'WITH']);

/** @returns the same database; closing it closes the one below. */
export function timedDatabase(database: Database, metrics: Pick<Metrics, 'statement'>): Database {
  return {
    ...database,
    ...timed(database, metrics),
    transaction: (work) => database.transaction((transaction) => work(timed(transaction, metrics))),
  };
}

function timed(queryable: Queryable, metrics: Pick<Metrics, 'statement'>): Queryable {
  const time = async <Result>(operation: string, run: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    try {
      const result = await run();
      metrics.statement(operation, performance.now() - startedAt);
      return result;
    } catch (error) {
      const { code } = error as { code?: string };
      metrics.statement(operation, performance.now() - startedAt, code ?? 'unknown');
      throw error;
    }
  };
  return {
    query: (text, parameters) => time(operationOf(text), () => queryable.query(text, parameters)),
    script: (text) => time('SCRIPT', () => queryable.script(text)),
  };
}

function operationOf(text: string): string {
  const word = /^\s*([A-Za-z]+)/.exec(text)?.[1].toUpperCase() ?? '';
  return operations.has(word) ? word : 'OTHER';
}
