/** Sums scenarios up, by group and in all. */
import { percentile } from '../../percentile.ts';
import type { RepairRow } from './row.ts';

/** Least, median and mean; null where no row has the figure. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly mean: number;
}

export interface GroupSummary {
  readonly group: string;
  readonly n: number;
  /** At least 95 % of the rows took no more (nearest rank). */
  readonly p95FirstMs: number | null;
  readonly p95FirstCpuMs: number | null;
  readonly p95FinalMs: number | null;
  readonly p95FinalCpuMs: number | null;
  readonly share: Spread | null;
  readonly openShare: Spread | null;
  readonly identical: Spread | null;
  readonly meanRatio: number | null;
  /** Rows that keep what is aimed at: see `aims`; and how many have the figure. */
  readonly kept: { readonly [Aim in keyof typeof aims]: { readonly rows: number; readonly of: number } };
  readonly violations: number;
}

/** What a repair aims at. */
export const aims = {
  share: 0.97,
  openShare: 0.97,
  /** At most. */
  ratio: 1.5,
  identical: 0.9,
  /** To choose from. */
  options: 2,
} as const;

/** Groups by name, then all of them. */
export function summarizeRepairs(rows: readonly RepairRow[]): GroupSummary[] {
  const groups = [...Map.groupBy(rows, ({ group }) => group)].sort(([one], [other]) => (one < other ? -1 : 1));
  return [...groups, ['all', rows] as const].map(([group, own]) => summaryOf(group, own));
}

function summaryOf(group: string, rows: readonly RepairRow[]): GroupSummary {
  const p95 = (figure: (row: RepairRow) => number) => (rows.length === 0 ? null : percentile(rows.map(figure), 0.95));
  const identical = rows.flatMap((row) => row.identical ?? []);
  const kept = (figures: readonly number[], keeps: (figure: number) => boolean) => ({
    rows: figures.filter(keeps).length,
    of: figures.length,
  });
  const shares = rows.map(({ share }) => share);
  const openShares = rows.map(({ openShare }) => openShare);
  const ratios = rows.map(({ ratio }) => ratio);
  return {
    ...{ group, n: rows.length },
    p95FirstMs: p95(({ firstMs }) => firstMs),
    p95FirstCpuMs: p95(({ firstCpuMs }) => firstCpuMs),
    p95FinalMs: p95(({ finalMs }) => finalMs),
    p95FinalCpuMs: p95(({ finalCpuMs }) => finalCpuMs),
    ...{ share: spreadOf(shares), openShare: spreadOf(openShares), identical: spreadOf(identical) },
    meanRatio: spreadOf(ratios)?.mean ?? null,
    kept: {
      share: kept(shares, (share) => share >= aims.share),
      openShare: kept(openShares, (share) => share >= aims.openShare),
      ratio: kept(ratios, (ratio) => ratio <= aims.ratio),
      identical: kept(identical, (share) => share >= aims.identical),
      options: kept(
        rows.map(({ options }) => options.length),
        (count) => count >= aims.options,
      ),
    },
    violations: rows.reduce((sum, { violations }) => sum + violations, 0),
  };
}

function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return {
    least: sorted[0],
    median: sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  };
}
