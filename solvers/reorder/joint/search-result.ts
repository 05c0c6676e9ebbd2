/** What goes into the search of one group of items, and what comes out of it. */
import type { Column } from './pool.ts';
import type { Multipliers } from './price.ts';
import type { Impossible } from './relax.ts';

export interface Found {
  readonly columns: readonly Column[];
  readonly cost: number;
}

export interface SearchResult {
  readonly found?: Found;
  readonly lowerBound: number;
  /** The best multipliers of the root. */
  readonly multipliers: Multipliers;
  readonly iterations: number;
  /** The first item that cannot be served whatever the others do. */
  readonly impossible?: Impossible;
}

export interface Start {
  readonly warmStart?: readonly Float64Array[];
  /** Decisions worth knowing, e.g. of a search without the limits of all. */
  readonly known?: readonly Column[];
  /** Shares of the lines to begin from, by option. */
  readonly shares?: Float64Array;
  /** Proved before: no plan costs less. */
  readonly lowerBound?: number;
  readonly onIncumbent?: (found: Found, lowerBound: number) => void;
  /** Asked once, where the first constructions found no plan: whether it is proved that there is none. */
  readonly isHopeless?: () => boolean;
}
