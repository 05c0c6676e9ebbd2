/**
 * Lower bounds of flow time and weighted tardiness from one resource at a time.
 *
 * When k pieces have done their work on a resource, at least the k smallest amounts of work are done there: so many open
 * unit-seconds bound the k-th end from below, whichever piece it is. Ends in order against due dates in order give the
 * least tardiness of all assignments. Weights come in layers: every piece of a layer counts the layer's share, and the
 * bound of each layer is one without weights.
 */
import { type Instance, never } from './instance.ts';
import type { Opening } from './opening.ts';

/** Work that is certain to be done on a resource, by piece. */
export interface CertainWork {
  readonly opening: Opening;
  readonly units: number;
  /** Unit-seconds and first moment, by piece. */
  readonly pieces: ReadonlyMap<number, { readonly work: number; readonly from: number }>;
}

/** Layers of weights; more are rounded down to so many. */
const mostLayers = 24;

/** @param ends - earliest end of each piece by itself. @returns the least sum of all ends. */
export function leastSumOfEnds(ends: Float64Array, all: readonly CertainWork[]): number {
  const alone = ends.reduce((sum, end) => sum + end, 0);
  let best = alone;
  for (const work of all) {
    const pieces = [...work.pieces.keys()];
    const without = pieces.reduce((sum, piece) => sum - ends[piece], alone);
    best = Math.max(
      best,
      endsInOrder(work, pieces, ends).reduce((sum, end) => sum + end, without),
    );
  }
  return best;
}

export function leastTardiness({ dues, weights }: Instance, ends: Float64Array, all: readonly CertainWork[]): number {
  const due = [...dues.keys()].filter((piece) => dues[piece] < never && weights[piece] > 0);
  const levels = [...new Set(due.map((piece) => weights[piece]))].sort((a, b) => a - b);
  const step = Math.ceil(levels.length / mostLayers);
  let bound = 0;
  let below = 0;
  let exact = 0;
  for (const piece of due) exact += weights[piece] * Math.max(0, ends[piece] - dues[piece]);
  for (let at = 0; at < levels.length; at += step) {
    const layer = due.filter((piece) => weights[piece] >= levels[at]);
    bound += (levels[at] - below) * tardinessOfLayer(layer, dues, ends, all);
    below = levels[at];
  }
  return Math.max(bound, exact);
}

function tardinessOfLayer(
  layer: readonly number[],
  dues: Int32Array,
  ends: Float64Array,
  all: readonly CertainWork[],
): number {
  const own = (piece: number) => Math.max(0, ends[piece] - dues[piece]);
  const alone = layer.reduce((sum, piece) => sum + own(piece), 0);
  let best = alone;
  for (const work of all) {
    const pieces = layer.filter((piece) => work.pieces.has(piece));
    if (pieces.length < 2) continue;
    const inOrder = endsInOrder(work, pieces, ends);
    const dueInOrder = pieces.map((piece) => dues[piece]).sort((a, b) => a - b);
    let sum = alone;
    pieces.forEach((piece, k) => {
      sum += Math.max(0, inOrder[k] - dueInOrder[k]) - own(piece);
    });
    best = Math.max(best, sum);
  }
  return best;
}

/** The least first, second, ... end of these pieces, whichever of them it is. */
function endsInOrder({ opening, units, pieces }: CertainWork, which: readonly number[], ends: Float64Array): number[] {
  const works = which.map((piece) => pieces.get(piece)!.work).sort((a, b) => a - b);
  const first = which.reduce((least, piece) => Math.min(least, pieces.get(piece)!.from), Infinity);
  const from = opening.nextOpen(first);
  let done = 0;
  return which
    .map((piece) => ends[piece])
    .sort((a, b) => a - b)
    .map((end, k) => {
      done += works[k];
      const byWork = opening.endOf(from, Math.ceil(done / units - 1e-6));
      return Number.isFinite(byWork) ? Math.max(end, byWork) : end;
    });
}
