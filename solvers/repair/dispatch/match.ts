/**
 * Which load of an option is which load of the plan that runs: loads of one order are matched in order of unloading,
 * without crossings, so that the points of all differences are fewest. A dynamic programme over pairs of prefixes, as for
 * the distance between two texts.
 *
 * @see Wagner and Fischer (1974), The String-to-String Correction Problem, Journal of the ACM 21(1):168-173.
 */
import type { RepairPrices } from '../../../models/repair.ts';

/** A load as far as it counts; trucks and plants by anything that tells them apart. */
export interface MatchedLoad {
  readonly truck: string | number;
  readonly plant: string | number;
  readonly volumeL: number;
  /** Seconds. */
  readonly unloadStart: number;
}

export interface MatchPrices extends Omit<RepairPrices, 'unit' | 'promise'> {
  /** A load that moves by no more has not moved, seconds. */
  readonly movedSeconds: number;
}

/** What the pair is changed in. */
export interface Difference {
  readonly truck: boolean;
  readonly plant: boolean;
  readonly volume: boolean;
  readonly moved: boolean;
  readonly points: number;
}

/** Indices into the two lists; -1: without a partner. */
export interface Matched {
  readonly was: number;
  readonly is: number;
}

export interface Matching {
  /** Every load of both lists once, in order of unloading. */
  readonly matched: readonly Matched[];
  readonly points: number;
}

export function differenceOf(was: MatchedLoad, is: MatchedLoad, prices: MatchPrices): Difference {
  const truck = was.truck !== is.truck;
  const plant = was.plant !== is.plant;
  const volume = was.volumeL !== is.volumeL;
  const later = is.unloadStart - was.unloadStart;
  const moved = Math.abs(later) > prices.movedSeconds;
  const points =
    (truck ? prices.truck : 0) +
    (plant ? prices.plant : 0) +
    (volume ? prices.volume : 0) +
    (moved ? prices.moved : 0) +
    (later > 0 ? (prices.lateMinute * later) / 60 : 0);
  return { truck, plant, volume, moved, points };
}

/**
 * @param was - loads of one order that are open in the plan that runs, in order of unloading; `is` those of an option.
 * @returns a matching with the fewest points; among such one with the fewest changes, and then the least moves.
 */
export function matchLoads(was: readonly MatchedLoad[], is: readonly MatchedLoad[], prices: MatchPrices): Matching {
  const width = is.length + 1;
  const points = new Float64Array((was.length + 1) * width);
  /** Decides between equal points: changes first, each worth more than any move within a shift, then seconds moved. */
  const ties = new Float64Array(points.length);
  /** 0: both matched, 1: `was` alone, 2: `is` alone. */
  const choices = new Uint8Array(points.length);
  for (let i = 0; i <= was.length; i++) {
    for (let j = 0; j <= is.length; j++) {
      if (i === 0 && j === 0) continue;
      const at = i * width + j;
      points[at] = Infinity;
      const consider = (choice: number, from: number, more: number, tie: number) => {
        const [total, ranked] = [points[from] + more, ties[from] + tie];
        const isLess = total < points[at] - rounding || (total <= points[at] + rounding && ranked < ties[at]);
        if (!isLess) return;
        points[at] = total;
        ties[at] = ranked;
        choices[at] = choice;
      };
      if (i > 0 && j > 0) {
        const one = differenceOf(was[i - 1], is[j - 1], prices);
        const isChanged = one.truck || one.plant || one.volume || one.moved;
        const move = Math.abs(is[j - 1].unloadStart - was[i - 1].unloadStart);
        consider(0, at - width - 1, one.points, (isChanged ? changeTie : 0) + move);
      }
      if (i > 0) consider(1, at - width, prices.dropped, changeTie);
      if (j > 0) consider(2, at - 1, prices.added, changeTie);
    }
  }
  const matched: Matched[] = [];
  for (let i = was.length, j = is.length; i > 0 || j > 0; ) {
    const choice = choices[i * width + j];
    matched.push({ was: choice === 2 ? -1 : i - 1, is: choice === 1 ? -1 : j - 1 });
    if (choice !== 2) i--;
    if (choice !== 1) j--;
  }
  return { matched: matched.reverse(), points: points[points.length - 1] };
}

/** Sums of the same prices in another order. */
const rounding = 1e-9;
const changeTie = 1e8;
