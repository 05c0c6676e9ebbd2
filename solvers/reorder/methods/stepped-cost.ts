/**
 * A cost of one quantity that is linear between breaks and may drop at a break, never jump up: least cost to go over
 * stock, where one order fewer is needed from some stock on. Pieces are [start, next start), the last one closed.
 */
export interface SteppedCost {
  readonly starts: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly slopes: ArrayLike<number>;
  readonly pieces: number;
  /** Last quantity of the domain, which begins at starts[0]. */
  readonly end: number;
}

/** Pieces as a sweep from left to right reads them: shifted, raised and tilted; none before the first and from `until` on. */
export interface Strand {
  readonly cost: SteppedCost;
  readonly shift: number;
  readonly raise: number;
  readonly tilt: number;
  readonly until: number;
}

/** Index of the piece that holds `x`. */
export function pieceAt({ starts, pieces }: SteppedCost, x: number): number {
  let low = 0;
  let high = pieces - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function valueAt(cost: SteppedCost, x: number): number {
  const piece = pieceAt(cost, x);
  return cost.values[piece] + cost.slopes[piece] * (x - cost.starts[piece]);
}

/** Collects pieces from left to right and joins those that continue each other. */
class PieceList {
  readonly starts: number[] = [];
  readonly values: number[] = [];
  readonly slopes: number[] = [];

  push(start: number, value: number, slope: number): void {
    const last = this.starts.length - 1;
    if (last >= 0) {
      const reached = this.values[last] + this.slopes[last] * (start - this.starts[last]);
      // Relative throughout: values and slopes may be of any size, the latter down to that of a grid's step.
      const rounding = 1e-12 * (Math.abs(value) + Math.abs(this.values[last]));
      const bend = 1e-12 * Math.max(Math.abs(slope), Math.abs(this.slopes[last]));
      if (Math.abs(reached - value) <= rounding && Math.abs(slope - this.slopes[last]) <= bend) return;
    }
    this.starts.push(start);
    this.values.push(value);
    this.slopes.push(slope);
  }

  /** `shift` moves the pieces to the right. */
  finish(end: number, shift: number): SteppedCost {
    return {
      starts: Float64Array.from(this.starts, (start) => start + shift),
      values: Float64Array.from(this.values),
      slopes: Float64Array.from(this.slopes),
      pieces: this.starts.length,
      end: end + shift,
    };
  }
}

/** Pointwise least of `strands` on [from, to], moved right by `shift`. On every point at least one strand is given. */
export function leastOf(strands: readonly Strand[], from: number, to: number, shift: number): SteppedCost {
  const count = strands.length;
  const pieces = new PieceList();
  const at = strands.map(({ cost, shift }) =>
    Math.max(-1, cost.starts[0] + shift > from ? -1 : pieceAt(cost, from - shift)),
  );
  const value = new Float64Array(count);
  const slope = new Float64Array(count);
  for (let x = from; ; ) {
    let next = to;
    for (let s = 0; s < count; s++) {
      const { cost, shift, raise, tilt, until } = strands[s];
      while (at[s] + 1 < cost.pieces && cost.starts[at[s] + 1] + shift <= x) at[s]++;
      const piece = at[s];
      if (piece + 1 < cost.pieces) next = Math.min(next, cost.starts[piece + 1] + shift);
      if (x < until) next = Math.min(next, until);
      slope[s] = piece < 0 ? 0 : cost.slopes[piece] + tilt;
      value[s] =
        piece < 0 || x >= until
          ? Infinity
          : cost.values[piece] + cost.slopes[piece] * (x - shift - cost.starts[piece]) + raise + tilt * x;
    }
    lowerLines(value, slope, x, next, pieces);
    if (x >= to) return pieces.finish(to, shift);
    x = next;
  }
}

/** Adds the lower envelope of the lines `value + slope (. - from)` on [from, to) to `pieces`. */
function lowerLines(value: Float64Array, slope: Float64Array, from: number, to: number, pieces: PieceList): void {
  let line = 0;
  for (let s = 1; s < value.length; s++)
    if (value[s] < value[line] || (value[s] === value[line] && slope[s] < slope[line])) line = s;
  let x = from;
  pieces.push(x, value[line], slope[line]);
  for (;;) {
    let crossing = to;
    let crossed = -1;
    for (let s = 0; s < value.length; s++) {
      if (!(slope[s] < slope[line]) || value[s] === Infinity) continue;
      const place = from + (value[s] - value[line]) / (slope[line] - slope[s]);
      if (place < crossing) {
        crossing = place;
        crossed = s;
      }
    }
    if (crossed < 0) return;
    x = Math.max(x, crossing);
    line = crossed;
    pieces.push(x, value[line] + slope[line] * (x - from), slope[line]);
  }
}

/**
 * A cost nowhere below `cost` and at most `tolerance` above it, with about `wanted` pieces where that can be had:
 * a piece is left out where the line of the last kept one, drawn on, stays above it and within the tolerance.
 */
export function thin(cost: SteppedCost, wanted: number): { thinned: SteppedCost; tolerance: number } {
  const { starts, values, slopes, pieces, end } = cost;
  let tolerance = 1e-9 * (1 + Math.abs(values[0]));
  for (let doubling = 0; ; doubling++, tolerance *= 2) {
    const kept = new PieceList();
    let last = 0;
    for (let piece = 0; piece < pieces; piece++) {
      const until = piece + 1 < pieces ? starts[piece + 1] : end;
      const above = values[last] + slopes[last] * (starts[piece] - starts[last]) - values[piece];
      const aboveAtEnd = above + (slopes[last] - slopes[piece]) * (until - starts[piece]);
      if (piece > 0 && above >= 0 && aboveAtEnd >= 0 && Math.max(above, aboveAtEnd) <= tolerance) continue;
      kept.push(starts[piece], values[piece], slopes[piece]);
      last = piece;
    }
    const thinned = kept.finish(end, 0);
    if (thinned.pieces <= wanted || doubling === 60) return { thinned, tolerance };
  }
}
