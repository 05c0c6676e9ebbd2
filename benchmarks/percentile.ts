/**
 * The least of `values` that at least `share` of them do not exceed (nearest rank).
 * @param share - in (0, 1].
 * @returns NaN where there are none.
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
