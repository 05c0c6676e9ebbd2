/** What the ovens of a tenant report, read once a second for all streams that show the same ovens. */
import type { Queryable } from '../db/database.ts';
import { type OvenFilter, ovenParameters, ovensOfTenant, type ReportRow, reportColumns, toReport } from './ovens.ts';
import type { OvenReport } from './view.ts';

/** Bridges write down what ovens say about as often. */
const freshMs = 1000;

export interface SnapshotEntry {
  /** Another one after each change of the row. */
  readonly version: string;
  readonly report: OvenReport;
}

/** By site and name of the oven; shared by its readers, who only compare it with the one before. */
export type OvenSnapshot = ReadonlyMap<string, SnapshotEntry>;

export class OvenSnapshots {
  readonly #database: Queryable;
  readonly #recent = new Map<string, Promise<OvenSnapshot>>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** At most a second old. */
  of(tenant: string, filter: OvenFilter): Promise<OvenSnapshot> {
    const key = JSON.stringify([tenant, filter.site, filter.oven]);
    const recent = this.#recent.get(key);
    if (recent) return recent;
    const forget = () => this.#recent.delete(key);
    const read = this.#read(tenant, filter);
    this.#recent.set(key, read);
    // One that failed is no answer for those who ask later.
    read.then(() => setTimeout(forget, freshMs).unref(), forget);
    return read;
  }

  async #read(tenant: string, filter: OvenFilter): Promise<OvenSnapshot> {
    const { rows } = await this.#database.query<ReportRow & { version: string }>(
      `select o.xmin::text as version, ${reportColumns} from ${ovensOfTenant} order by o.site, o.oven`,
      ovenParameters(tenant, filter),
    );
    return new Map(rows.map((row) => [`${row.site}/${row.oven}`, { version: row.version, report: toReport(row) }]));
  }
}

/** What is other in `now` than it was; what has gone is not among it. */
export function changedReports(before: OvenSnapshot, now: OvenSnapshot): OvenReport[] {
  if (now === before) return [];
  return [...now].flatMap(([key, { version, report }]) => (before.get(key)?.version === version ? [] : [report]));
}
