/** Mode `rounds` as routing programs take it: whole numbers by node, node 0 the depot and the others the drops as listed. */
import type { DispatchRoundsPlan, DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
import { denseRounds, kmPerMissedDrop, roundsPlanOf } from '../../../solvers/dispatch/rounds/request.ts';

export interface RoundsMatrix {
  readonly seconds: readonly (readonly number[])[];
  readonly metres: readonly (readonly number[])[];
  /** In thousandths of the request's unit, as the capacity. */
  readonly demand: readonly number[];
  /** Earliest and latest start of the service; of the depot, leaving and coming back. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly serviceSeconds: readonly number[];
  /** Vans are alike. */
  readonly vans: number;
  readonly capacity: number;
  /** What a van in use counts for, and a drop that is left out, as metres. */
  readonly metresPerVan: number;
  readonly metresPerMissedDrop: number;
}

const metresPerKm = 1000;

/** Why the matrices cannot say what the request asks; undefined where they can. */
export function whyNoMatrix({ vans, drops, roundsPerVan }: DispatchRoundsProblem): string | undefined {
  if (roundsPerVan > 1) return 'vans may drive several rounds';
  const kinds = new Set(vans.map(({ capacity, shift }) => JSON.stringify([capacity, shift])));
  if (kinds.size > 1) return 'vans differ';
  if (drops.some(({ release }) => release !== undefined)) return 'goods have a release';
  if (drops.some((drop) => drop.vans !== undefined)) return 'drops name their vans';
  if (drops.some(({ unservedCost }) => unservedCost !== undefined)) return 'drops may be left out at a price';
  return undefined;
}

export function matrixOf(problem: DispatchRoundsProblem): RoundsMatrix {
  const { instance } = denseRounds(problem);
  const nodes = instance.stops + 1;
  const rows = (cells: Int32Array) =>
    Array.from({ length: nodes }, (_, row) => Array.from(cells.subarray(row * nodes, (row + 1) * nodes)));
  return {
    seconds: rows(instance.durations),
    metres: rows(instance.distances),
    demand: Array.from(instance.demand),
    from: Array.from(instance.readyFrom),
    to: Array.from(instance.readyTo),
    serviceSeconds: Array.from(instance.service),
    vans: instance.trucks,
    capacity: instance.capacity[0],
    metresPerVan: instance.truckCost,
    metresPerMissedDrop: kmPerMissedDrop * metresPerKm,
  };
}

/** Nodes of each van in the order of service, without the depot; vans that stay may be left out. */
export type Routes = readonly (readonly number[])[];

/** What routes count for, drops on none of them included; metres. */
export function metresOf(matrix: RoundsMatrix, routes: Routes): number {
  const used = routes.filter((route) => route.length > 0);
  let metres = matrix.metresPerVan * used.length;
  for (const route of used) {
    let at = 0;
    for (const node of [...route, 0]) {
      metres += matrix.metres[at][node];
      at = node;
    }
  }
  const served = new Set(used.flat());
  return metres + matrix.metresPerMissedDrop * (matrix.demand.length - 1 - served.size);
}

/** The plan that routes stand for, everything as early as it may be; what they break is for the check to find. */
export function planOfRoutes(problem: DispatchRoundsProblem, routes: Routes): DispatchRoundsPlan {
  const dense = denseRounds(problem);
  const used = routes.filter((route) => route.length > 0);
  const served = new Set(used.flat());
  const unserved = problem.drops.flatMap((_, drop) => (served.has(drop + 1) ? [] : [drop + 1]));
  const ofVans = problem.vans.map((_, van) => used.slice(van, van + 1).map((route) => [...route]));
  // Where there are more routes than vans the last one drives them all, for the check to see.
  ofVans.at(-1)!.push(...used.slice(problem.vans.length).map((route) => [...route]));
  return roundsPlanOf(dense, { routes: ofVans, unserved, cost: 0 });
}
