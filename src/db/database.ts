/** The two stores behind one face: PGlite in-process and PostgreSQL over the wire. The SQL is the same. */

export interface QueryResult<Row> {
  readonly rows: Row[];
  /** Rows touched by an insert, update or delete. */
  readonly rowCount: number;
}

export interface Queryable {
  /** Runs one statement with `$1`-style parameters. */
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<QueryResult<Row>>;
}

export interface Database extends Queryable {
  readonly backend: 'pglite' | 'postgres';
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
