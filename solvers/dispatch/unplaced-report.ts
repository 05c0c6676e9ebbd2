/** Orders that a plan leaves out, wholly or in part, as the plan says it. */
import type { DispatchUnplaced } from '../../models/dispatch.ts';
import type { Budget } from '../solver.ts';
import type { DenseShift } from './dense.ts';
import type { Placement } from './instance.ts';

/** For plans on the way: what is missing, the reasons not looked for yet. */
export function unplacedInBrief(
  { problem, instance }: DenseShift,
  placements: readonly Placement[],
): DispatchUnplaced[] {
  return missing(instance.volumeL, placements).map(({ order, litres }) => ({
    order: problem.orders[order].id,
    volumeM3: litres / 1000,
    reasons: [{ code: 'not-tried', message: 'the search is still under way' }],
    relaxations: [],
  }));
}

export function explainUnplaced(
  dense: DenseShift,
  placements: readonly Placement[],
  _budget: Budget,
): DispatchUnplaced[] {
  return unplacedInBrief(dense, placements);
}

function missing(volumeL: Int32Array, placements: readonly Placement[]): { order: number; litres: number }[] {
  const left = Int32Array.from(volumeL);
  for (const { order, volumeL: litres } of placements) left[order] -= litres;
  return [...left].flatMap((litres, order) => (litres > 0 ? [{ order, litres }] : []));
}
