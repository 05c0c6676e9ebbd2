/** The changes of an option as people read them, and what they amount to. */
import type { z } from 'zod';
import { instantOf } from '../../../models/moments.ts';
import type { RepairChange } from '../../../models/repair.ts';
import type { Cause } from './causes.ts';
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';
import type { LoadPlace } from './load-place.ts';

export type Change = z.infer<typeof RepairChange>;

/**
 * @param causes - one for each pair with a change in it.
 * @returns those with the greatest points first, then in order of time.
 */
export function changesOf(
  { amended }: RepairContext,
  pairs: readonly PairedLoad[],
  causes: readonly (Cause | undefined)[],
): Change[] {
  const where = (place: LoadPlace) => ({
    ...{ truck: place.truck, plant: place.plant, volumeM3: place.volumeL / 1000 },
    loadStart: instantOf(amended.shift, place.loadStart),
    unloadStart: instantOf(amended.shift, place.unloadStart),
  });
  return Array.from(pairs.keys())
    .filter((index) => pairs[index].what.length > 0)
    .sort((a, b) => pairs[b].points - pairs[a].points || timeOf(pairs[a]) - timeOf(pairs[b]) || a - b)
    .map((index): Change => {
      const { order, load, becomes, what, was, is, laterSeconds, points } = pairs[index];
      const cause = causes[index];
      if (!cause) throw new Error(`a change of order ${order} without a cause`);
      return {
        order,
        ...(load ? { load: load.id } : {}),
        ...(becomes ? { becomes: becomes.id } : {}),
        what: [...what],
        ...(was ? { was: where(was) } : {}),
        ...(is ? { is: where(is) } : {}),
        minutes: laterSeconds / 60,
        points,
        reason: cause.reason,
        depth: cause.depth,
      };
    });
}

const timeOf = ({ was, is }: PairedLoad): number => (was ?? is)!.unloadStart;

/** Trucks that lose, get or move a load. */
export function widthOf(changes: readonly Change[]): number {
  return new Set(changes.flatMap(({ was, is }) => [was, is].flatMap((place) => (place ? [place.truck] : [])))).size;
}
