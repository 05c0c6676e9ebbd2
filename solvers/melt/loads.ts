/** What a heat of a furnace can weigh with pieces of a grade: worked out once per instance. */
import type { Instance } from './instance.ts';
import { type ReachableSums, reachableSums } from './subset-sum.ts';

const known = new WeakMap<Instance, Map<string, ReachableSums | undefined>>();

/**
 * Sums that pieces of a grade can have in a heat of the furnace, fillers included where they are let in.
 * @param without - a type of which one piece is left out.
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
      types.map((type) => instance.quantity[type] - (type === without ? 1 : 0)),
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
