/**
 * Cuts on heat counts that mass alone does not give: weights on pieces such that no heat of a furnace can hold more
 * than a known total weight. With pieces above half a heat they say "one of these per heat", in general what the
 * lower bounds L2 and L_* of bin packing say.
 *
 * @see Martello and Toth (1990), Knapsack Problems, section 8.3.2 (L2).
 * @see Fekete and Schepers (2001), Mathematical Programming 91:11-31 (dual feasible functions u(k)).
 */
import type { GradeInstance, Instance } from './instance.ts';

/** `sum over furnaces of most[furnace] * heats >= need` holds for every way to pour the grade's pieces. */
export interface WeightCut {
  /** Greatest weight of one heat, by furnace of the instance. */
  readonly most: Float64Array;
  readonly need: number;
}

/** @param pieces - pieces by local type that must all be poured. @returns the few strongest cuts for each furnace. */
export function weightCuts(instance: Instance, grade: GradeInstance, pieces: ArrayLike<number>): WeightCut[] {
  const mass = grade.types.map((type) => instance.mass[type]);
  const cuts: WeightCut[] = [];
  const seen = new Set<number>();
  for (const reference of grade.furnaces) {
    const room = instance.greatest[reference];
    if (seen.has(room)) continue;
    seen.add(room);
    const byMass = mass.reduce((sum, m, local) => sum + (m * pieces[local]) / room, 0);
    const ranked = weightings(mass, room)
      .map((weight) => ({ weight, need: weight.reduce((sum, w, local) => sum + w * pieces[local], 0) }))
      .filter(({ need }) => need > byMass + 1e-9)
      .sort((a, b) => b.need - a.need)
      .slice(0, 3);
    for (const { weight, need } of ranked) {
      const most = new Float64Array(instance.furnaces);
      // By construction a load up to the reference's room weighs at most 1.
      for (const furnace of grade.furnaces)
        most[furnace] =
          instance.greatest[furnace] <= room ? 1 : greatestWeight(instance, grade, mass, pieces, weight, furnace);
      cuts.push({ most, need });
    }
  }
  return cuts;
}

/** Weightings under which a load of at most `room` never weighs more than 1. */
function weightings(mass: readonly number[], room: number): number[][] {
  const thresholds = [...new Set(mass.filter((m) => 2 * m <= room))];
  const step = Math.max(1, Math.floor(thresholds.length / 64));
  const bySize = thresholds
    .filter((_, at) => at % step === 0)
    .map((threshold) => mass.map((m) => (m > room - threshold ? 1 : m >= threshold ? Math.min(1, m / room) : 0)));
  const byShare = Array.from({ length: 24 }, (_, at) => at + 1).map((k) =>
    mass.map((m) => {
      if (m > room) return 1;
      const shares = ((k + 1) * m) / room;
      return Number.isInteger(shares) ? m / room : Math.floor(shares) / k;
    }),
  );
  const aboveHalf = mass.map((m) => (2 * m > room ? 1 : 0));
  return [...bySize, ...byShare, aboveHalf];
}

/** Upper bound on the weight of one heat: fractional bounded knapsack, heaviest weight per mass first. */
function greatestWeight(
  instance: Instance,
  grade: GradeInstance,
  mass: readonly number[],
  pieces: ArrayLike<number>,
  weight: readonly number[],
  furnace: number,
): number {
  let room = instance.greatest[furnace];
  let total = 0;
  const order = mass
    .map((_, local) => local)
    .filter((local) => weight[local] > 0 && instance.eligible[grade.types[local] * instance.furnaces + furnace] === 1)
    .sort((a, b) => weight[b] / mass[b] - weight[a] / mass[a]);
  for (const local of order) {
    const count = Math.min(pieces[local], room / mass[local]);
    total += count * weight[local];
    room -= count * mass[local];
    if (room <= 0) break;
  }
  return total;
}
