/** Order quantities as a table: orders under way, latest first, then units by life left, longest first. */
import type { StateSpace } from './model.ts';

export type PolicyTable = number | readonly PolicyTable[];

/** A table of more entries is cut to smaller stocks. */
const mostEntries = 20_000;

/**
 * The part of a policy with at most `upTo` units in each place: table[a][b]... is the order in state (a, b, ...).
 * @returns a number where the state has no digits (shelf life 1 and lead time 0).
 */
export function policyTable(space: StateSpace, orders: Int32Array, upTo: number): PolicyTable {
  const digits = space.leadTime - 1 + space.shelfLife;
  let shown = Math.min(upTo, space.base - 1);
  while ((shown + 1) ** digits > mostEntries) shown--;
  const part = (depth: number, prefix: number): PolicyTable =>
    depth === digits
      ? orders[prefix]
      : Array.from({ length: shown + 1 }, (_, units) => part(depth + 1, prefix * space.base + units));
  return part(0, 0);
}
