/** Pairs of open loads of the plan that runs and loads of an option, and what each costs in points. */
import type { RepairChange, RepairDispatchProblem } from '../../../models/repair.ts';
import type { Running } from './running.ts';

/** A load of an option that is not fixed; seconds and litres. */
export interface OptionLoad {
  readonly id: string;
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  readonly litres: number;
  readonly loadStart: number;
  readonly unloadStart: number;
}

/** An open load and what it becomes; one of the two may be absent. */
export interface Pair {
  readonly was?: Running;
  readonly is?: OptionLoad;
}

/** What a pair counts as. */
export interface Difference {
  readonly what: readonly RepairChange['what'][number][];
  readonly points: number;
}

/** What is known of an order for the points of its loads. */
export interface Terms {
  readonly problem: RepairDispatchProblem;
  /** A change lowered its volume: a load less is no breach. */
  readonly isLowered: boolean;
  /** It has loads in the plan that runs: a load more is one. */
  readonly wasPlanned: boolean;
}

/** Seconds by which unloading comes later; 0 where one of the two is absent. */
export const laterBy = ({ was, is }: Pair): number => (was && is ? is.unloadStart - was.planned.unloadStart : 0);

export function differenceOf({ problem: { prices, movedMinutes }, ...order }: Terms, pair: Pair): Difference {
  const { was, is } = pair;
  if (!is) return { what: ['dropped'], points: order.isLowered ? 0 : prices.dropped };
  if (!was) return { what: ['added'], points: order.wasPlanned ? prices.added : 0 };
  const what: RepairChange['what'] = [];
  let points = 0;
  const differs = (name: RepairChange['what'][number], price: number) => {
    what.push(name);
    points += price;
  };
  const seconds = laterBy(pair);
  if (was.truck !== is.truck) differs('truck', prices.truck);
  if (was.plant !== is.plant) differs('plant', prices.plant);
  if (was.litres !== is.litres) differs('volume', prices.volume);
  if (Math.abs(seconds) > 60 * movedMinutes) differs(seconds > 0 ? 'later' : 'earlier', prices.moved);
  return { what, points: points + (Math.max(0, seconds) / 60) * prices.lateMinute };
}

/** @returns the fewest points of any matching of the two, both in order of unloading, that has no crossings. */
export function fewestPoints(terms: Terms, open: readonly Running[], loads: readonly OptionLoad[]): number {
  const pointsOf = (pair: Pair) => differenceOf(terms, pair).points;
  // Fewest for the open loads so far and the first loads of the option, by the number of the latter.
  let row = [0];
  for (const is of loads) row.push(row.at(-1)! + pointsOf({ is }));
  for (const was of open) {
    const next = [row[0] + pointsOf({ was })];
    loads.forEach((is, index) => {
      const paired = row[index] + pointsOf({ was, is });
      next.push(Math.min(paired, row[index + 1] + pointsOf({ was }), next[index] + pointsOf({ is })));
    });
    row = next;
  }
  return row.at(-1)!;
}
