/** What an oven was told and what it measured, for people who look back. */
import type { Queryable } from '../db/database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { type ChangeRow, changeColumns, toChange } from './changes.ts';
import type { OvenFilter } from './ovens.ts';
import type { CommandChange, OvenReadings, ReadingSeries } from './view.ts';

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

export interface ReadingsSpan {
  /** ms since 1970; `from` is before `to`. */
  readonly from: number;
  readonly to: number;
  /** Even intervals that the span is cut into. */
  readonly points: number;
}

type SeriesRow = Omit<ReadingSeries, 'points'> & {
  readonly points: readonly {
    readonly at: number;
    readonly samples: number;
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly setpoint: number | null;
    readonly target: number | null;
  }[];
};

/**
 * Samples in even intervals with least, greatest and mean value, so that a peak does not vanish. Tags are found by hopping
 * from one to the next in the primary key, since reading all samples for them would take the whole history.
 */
export async function readReadings(
  queryable: Queryable,
  { site, oven }: Required<OvenFilter>,
  { from, to, points }: ReadingsSpan,
): Promise<OvenReadings> {
  const intervalMs = Math.ceil((to - from) / points);
  const { rows } = await queryable.query<SeriesRow>(
    `with recursive tags as (
       (select tag from takt.oven_readings where site = $1 and oven = $2 order by tag limit 1)
       union all
       select (select r.tag from takt.oven_readings r where r.site = $1 and r.oven = $2 and r.tag > t.tag order by r.tag limit 1)
       from tags t where t.tag is not null)
     select t.tag, max(b.unit) as unit, jsonb_agg(jsonb_build_object('at', b.bucket, 'samples', b.samples, 'min', b.least,
       'max', b.greatest, 'mean', b.mean, 'setpoint', b.setpoint, 'target', b.target) order by b.bucket) as points
     from tags t cross join lateral (
       select floor(extract(epoch from r.at - $3::timestamptz) * 1000 / $5::bigint)::integer as bucket, count(*) as samples,
         min(r.value) as least, max(r.value) as greatest, avg(r.value) as mean, max(r.unit) as unit,
         (array_agg(r.setpoint order by r.at desc))[1] as setpoint, (array_agg(r.target order by r.at desc))[1] as target
       from takt.oven_readings r
       where r.site = $1 and r.oven = $2 and r.tag = t.tag and r.at >= $3::timestamptz and r.at < $4::timestamptz
       group by bucket) b
     where t.tag is not null group by t.tag order by t.tag`,
    [site, oven, new Date(from).toISOString(), new Date(to).toISOString(), intervalMs],
  );
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    intervalMs,
    series: rows.map((row) => ({
      ...row,
      points: row.points.map(({ at, setpoint, target, ...point }) => ({
        at: new Date(from + at * intervalMs).toISOString(),
        ...point,
        setpoint: setpoint ?? undefined,
        target: target ?? undefined,
      })),
    })),
  };
}
