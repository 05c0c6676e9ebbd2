/** How far a situation lies from those of the history: Mahalanobis distance, judged by the history's own distances. */
import { columnCount, inputCount, type Rows } from './columns.ts';
import { addSquare, factorise, inverseOf } from './normal-equations.ts';

/**
 * Share of an outcome that is added to the variance of each input, so that inputs which always move together do not make
 * a small departure from that count as a world of its own.
 */
const evenShare = 0.05;

/** Within so many spreads nothing is strange, however much alike the outcomes were. */
const leastDistance = 3;

/** Share of the history that may lie further out than what counts as known. */
const outerShare = 0.01;

export interface Strangeness {
  /** Inverse of the covariance of the inputs, by rows. */
  readonly inverse: readonly Float64Array[];
  /** Squared distance beyond which an option is unlike the history. */
  readonly limit: number;
}

/**
 * The limit is a distance that no more than 1 % of the outcomes exceed, each seen from all others: with fewer than 100 the
 * greatest. So of options that are like the history about 1 % are called strange, or 1 / (n + 1) with fewer.
 * @see Shafer and Vovk (2008), A tutorial on conformal prediction, JMLR 9:371-421, for why ranks among the history's own
 *   distances need no assumption about how the inputs are distributed.
 */
export function strangenessOf(rows: Rows): Strangeness {
  const count = rows.length / columnCount;
  const squares = new Float64Array(inputCount * inputCount);
  for (let index = 0; index < count; index++) addSquare(squares, rows, index * columnCount, inputCount, 1 / count);
  // What varied less than the least spread counts as if it had varied by that.
  const ridge = (column: number): number => Math.max(0, 1 - squares[column * inputCount + column]) + evenShare;
  const inverse = inverseOf(factorise(squares, inputCount, ridge), inputCount);
  const distances = new Float64Array(count);
  for (let index = 0; index < count; index++)
    distances[index] = fromTheOthers(squaredDistance(inverse, rows, index * columnCount), count);
  distances.sort();
  const limit = Math.max(distances[count - 1 - Math.floor(outerShare * count)], leastDistance ** 2);
  return { inverse, limit };
}

/** Squared distance of a row from the centre of the history, in spreads. */
export function squaredDistance(inverse: readonly Float64Array[], rows: Rows, offset: number): number {
  let sum = 0;
  for (let row = 0; row < inputCount; row++) {
    const line = inverse[row];
    let product = 0;
    for (let column = 0; column < inputCount; column++) product += line[column] * rows[offset + column];
    sum += product * rows[offset + row];
  }
  return sum;
}

/**
 * Squared distance of an outcome from the centre of the others, where they alone had given centre and covariance:
 * its own share is taken out of both by the formula of Sherman and Morrison. An outcome far out would else hide itself.
 * @param squared - its distance with itself among them.
 */
function fromTheOthers(squared: number, count: number): number {
  const pull = squared / (count - 1);
  return ((count / (count - 1)) * squared) / (1 - pull);
}
