/** The two stores behind one face: PGlite in-process and PostgreSQL over the wire. The SQL is the same. */

export interface QueryResult<Row> {
  readonly rows: Row[];
  /** Rows touched by an insert, update or delete. */
  readonly rowCount: number;
}

/**
 * What comes back is the same from both stores: `jsonb` parsed, `int8` and counts as numbers, `timestamptz` as Date,
 * `date` and `numeric` as text. What goes in: `jsonb` as text made by `JSON.stringify`, lists as arrays.
 */
export interface Queryable {
  /** Runs one statement with `$1`-style parameters. */
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<QueryResult<Row>>;
  /** Runs several statements without parameters. @returns the rows of all of them, one after the other. */
  script(text: string): Promise<Record<string, unknown>[]>;
}

/** Who hears notifications. Neither method may throw. */
export interface Listener {
  /** In the order in which the transactions that sent them became visible. */
  notified(payload: string): void;
  /** Whether notifications come from now on. After each `true` something may have been missed before it: look. */
  listening(comes: boolean): void;
}

export interface Database extends Queryable {
  readonly backend: 'pglite' | 'postgres';
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Inside it only the handed
   * transaction may be used: PGlite has one connection, so the database's own `query` would wait for `work` to end.
   */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** A sentence where it takes no writes at present, although it answers. */
  trouble?(): string | undefined;
  /** Connections over the wire; absent where there are none. */
  connections?(): { readonly total: number; readonly idle: number; readonly waiting: number; readonly max: number };
  /**
   * Hears what is sent with `pg_notify` to the channel, a plain identifier, until the answer is called. A connection that
   * breaks is made again; it never rejects for want of one.
   */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
