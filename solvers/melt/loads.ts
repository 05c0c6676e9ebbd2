/** What a heat of a furnace can hold with pieces of a grade; sums are worked out once per instance. */
import { holdsConflict } from './conflicts.ts';
import type { Instance } from './instance.ts';
import type { ComposedHeat } from './plan.ts';
import { type ReachableSums, reachableSums } from './subset-sum.ts';

const known = new WeakMap<Instance, Map<string, ReachableSums | undefined>>();

/**
 * Sums that pieces of a grade can have in a heat of the furnace, fillers included where they are let in.
 * @param without - a type of which one piece is left out, and with it all that may not share its heat.
 * @returns undefined where there are too many sums to list.
 */
export function loadSums(
  instance: Instance,
  grade: number,
  furnace: number,
  without?: number,
): ReachableSums | undefined {
  const ofInstance = known.get(instance) ?? new Map<string, ReachableSums | undefined>();
  known.set(instance, ofInstance);
  const key = `${grade} ${furnace} ${without ?? ''}`;
  if (!ofInstance.has(key)) {
    const types = eligibleTypes(instance, grade, furnace);
    const sums = reachableSums(
      types.map((type) => instance.mass[type]),
      types.map((type) =>
        without !== undefined && instance.conflicts[without].includes(type)
          ? 0
          : instance.quantity[type] - (type === without ? 1 : 0),
      ),
      instance.greatest[furnace],
    );
    ofInstance.set(key, sums);
  }
  return ofInstance.get(key);
}

/** Least and greatest load within the furnace's bounds that pieces of the grade can add up to; NaN where none can. */
export function possibleLoads(instance: Instance, grade: number, furnace: number): [least: number, greatest: number] {
  const bounds: [number, number] = [instance.least[furnace], instance.greatest[furnace]];
  const sums = loadSums(instance, grade, furnace);
  if (!sums) {
    const total = eligibleTypes(instance, grade, furnace).reduce(
      (sum, type) => sum + instance.mass[type] * instance.quantity[type],
      0,
    );
    return total < bounds[0] ? [Number.NaN, Number.NaN] : bounds;
  }
  const least = sums.firstFrom(Math.max(1, bounds[0]));
  let greatest = bounds[1];
  while (greatest >= least && !sums.has(greatest)) greatest--;
  return greatest < least ? [Number.NaN, Number.NaN] : [least, greatest];
}

/** Types that a heat may hold: those of later periods only where the request lets them in. */
function eligibleTypes(instance: Instance, grade: number, furnace: number): number[] {
  const mayFill = instance.problem.fill !== 'none';
  return instance.grades[grade].types.filter(
    (type) => instance.eligible[type * instance.furnaces + furnace] === 1 && (mayFill || instance.period[type] === 0),
  );
}

/** Whether a heat lies within the bounds of its furnace and `rest`, the pieces by type, has what it holds. */
export function isPourable(
  instance: Instance,
  { furnace, grade, pieces, mass }: ComposedHeat,
  rest: Int32Array,
): boolean {
  if (mass < Math.max(1, instance.least[furnace]) || mass > instance.greatest[furnace]) return false;
  const { types } = instance.grades[grade];
  for (let d = 0; d < instance.dimensions; d++) {
    const used = types.reduce(
      (sum, type, local) => sum + pieces[local] * instance.size[type * instance.dimensions + d],
      0,
    );
    if (used > instance.capacity[furnace * instance.dimensions + d]) return false;
  }
  if (holdsConflict(instance, grade, pieces)) return false;
  return types.every(
    (type, local) =>
      pieces[local] <= rest[type] &&
      (pieces[local] === 0 || instance.eligible[type * instance.furnaces + furnace] === 1),
  );
}
