/** Tables of best known values, by name of instance. */

export interface BestKnownRouting {
  /** Fewest vehicles first, then distance in double precision. */
  readonly hierarchicalVehicles?: number;
  readonly hierarchicalDistance?: number;
  /** Shortest distance with any number of vehicles; each leg is cut to one decimal. */
  readonly distance?: number;
}

/** `vrptw/bks.csv`. */
export function readVrptwBestKnown(text: string): Map<string, BestKnownRouting> {
  return byName(text, (cell) => ({
    hierarchicalVehicles: cell('hier_vehicles'),
    hierarchicalDistance: cell('hier_distance'),
    distance: cell('distance_only_dimacs'),
  }));
}

/** `mtvrptwr/bks.csv`. */
export function readReloadBestKnown(text: string): Map<string, BestKnownRouting> {
  return byName(text, (cell) => ({ distance: cell('bks_distance') }));
}

function byName<Value>(
  text: string,
  read: (cell: (column: string) => number | undefined) => Value,
): Map<string, Value> {
  const [head, ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
  return new Map(
    rows.map((cells) => {
      const cell = (column: string) => {
        const value = cells[head.indexOf(column)];
        if (value === undefined || value === '') return undefined;
        if (!Number.isFinite(Number(value))) throw new Error(`${cells.join(',')}: ${column} should be a number`);
        return Number(value);
      };
      return [cells[head.indexOf('instance')], read(cell)] as const;
    }),
  );
}
