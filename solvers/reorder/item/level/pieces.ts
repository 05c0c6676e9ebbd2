/** An option's cost curve as the tables use it. */
import type { OrderOption } from '../item.ts';

/** Quantities [least, greatest] that cost `fixed + price * quantity`, the line cost included. */
export interface Piece {
  readonly least: number;
  readonly greatest: number;
  readonly fixed: number;
  readonly price: number;
}

/**
 * Segments with their ends on multiples of the pack and within the option's limits. A segment is drawn on to the
 * option's greatest quantity where that costs no less than the curve there, as under usual quantity breaks: the minimum
 * over the pieces stays the curve, and a piece without an end of its own needs no queue.
 */
export function piecesOf(option: OrderOption): readonly Piece[] {
  const { pack, lineCost, segments } = option;
  const pieces: Piece[] = [];
  for (const { from, to, fixed, price } of segments) {
    const least = Math.ceil(Math.max(from, option.least) / pack) * pack;
    const greatest = Math.floor(Math.min(to, option.greatest) / pack) * pack;
    if (least <= greatest) pieces.push({ least, greatest, fixed: fixed + lineCost, price });
  }
  for (let index = pieces.length - 2; index >= 0; index--) {
    if (staysAbove(pieces, index)) pieces[index] = { ...pieces[index], greatest: pieces[pieces.length - 1].greatest };
  }
  return pieces;
}

function staysAbove(pieces: readonly Piece[], index: number): boolean {
  const { fixed, price } = pieces[index];
  for (let later = index + 1; later < pieces.length; later++) {
    const other = pieces[later];
    if (fixed + price * other.least < other.fixed + other.price * other.least) return false;
    if (fixed + price * other.greatest < other.fixed + other.price * other.greatest) return false;
  }
  return true;
}
