/** A first set of heats without any library: grade by grade, each heat filled as full as leaves the rest completable. */
import type { GradeInstance, Instance } from './instance.ts';
import { type Load, Packing, type Worth } from './packing.ts';
import type { ComposedHeat } from './plan.ts';

/**
 * @param worth - by grade; types worth nothing stay out.
 * @param shouldStop - asked once per heat; what is filled by then is returned.
 * @returns heats within all bounds and caps, power aside.
 */
export function constructHeats(
  instance: Instance,
  worth: readonly Worth[],
  shouldStop: () => boolean = () => false,
): ComposedHeat[] {
  const heatsLeft = Array.from(instance.mostHeats);
  const heats: ComposedHeat[] = [];
  for (const grade of inOrderOfNeed(instance))
    heats.push(...constructGrade(instance, grade, worth[grade.grade], heatsLeft, shouldStop));
  return heats;
}

/**
 * The quickest set of heats: each piece, heaviest first, into the fullest heat that takes it, else into a new one.
 * Knows nothing of least masses until the end, where heats below theirs are given up.
 * @see Johnson (1974), Fast algorithms for bin packing (best fit decreasing).
 */
export function constructByBestFit(instance: Instance, worth: readonly Worth[]): ComposedHeat[] {
  const heatsLeft = Array.from(instance.mostHeats);
  return inOrderOfNeed(instance).flatMap((grade) => {
    const packing = new Packing(instance, grade, [], worth[grade.grade]);
    for (const local of packing.plainOrder()) bestFit(instance, packing, local, heatsLeft);
    return composed(packing);
  });
}

/** Pieces are put as many at a time as fit, so each heat is looked at once for a type. */
function bestFit(instance: Instance, packing: Packing, local: number, heatsLeft: number[]): void {
  const room = (load: Load) => instance.greatest[load.furnace] - load.mass;
  const putInto = (load: Load) => packing.put(load, local, Math.min(packing.rest[local], packing.fits(load, local)));
  const open = packing.loads.filter((load) => packing.fits(load, local) > 0).sort((a, b) => room(a) - room(b));
  for (const load of open) {
    if (packing.rest[local] === 0) return;
    putInto(load);
  }
  const type = packing.grade.types[local];
  const mayPour = (furnace: number) => instance.eligible[type * instance.furnaces + furnace] === 1;
  while (packing.rest[local] > 0 && packing.loads.length < instance.mostHeatsOfGrade[packing.grade.grade]) {
    const furnace = chooseFurnace(instance, packing, heatsLeft, mayPour);
    if (furnace === undefined) return;
    heatsLeft[furnace]--;
    const load: Load = { furnace, pieces: new Int32Array(packing.grade.types.length), mass: 0 };
    packing.loads.push(load);
    putInto(load);
  }
}

/** Grades with the fewest furnaces first: they have no other place to go. */
function inOrderOfNeed(instance: Instance): GradeInstance[] {
  return [...instance.grades].sort((a, b) => a.furnaces.length - b.furnaces.length || a.grade - b.grade);
}

function constructGrade(
  instance: Instance,
  grade: GradeInstance,
  worth: Worth,
  heatsLeft: number[],
  shouldStop: () => boolean,
): ComposedHeat[] {
  const packing = new Packing(instance, grade, [], worth);
  const order = packing.plainOrder();
  const useless = new Set<number>();
  while (packing.loads.length < instance.mostHeatsOfGrade[grade.grade] && packing.restCost() > 0 && !shouldStop()) {
    const furnace = chooseFurnace(instance, packing, heatsLeft, (f) => !useless.has(f));
    if (furnace === undefined) break;
    const load = { furnace, pieces: new Int32Array(grade.types.length), mass: 0 };
    const rest = packing.restMass(furnace);
    const after = rest - instance.greatest[furnace];
    // Leave nothing, or enough for one more heat.
    const target =
      after > 0
        ? Math.min(
            instance.greatest[furnace],
            Math.max(instance.least[furnace], rest - leastHeat(instance, grade, heatsLeft)),
          )
        : rest;
    packing.fill(load, order, target);
    if (load.mass === 0 || load.mass < instance.least[furnace]) {
      packing.empty(load);
      useless.add(furnace);
      continue;
    }
    useless.clear();
    packing.loads.push(load);
    heatsLeft[furnace]--;
  }
  return composed(packing);
}

/** The cheapest furnace that finishes the grade, else the one with most room for its cost. */
function chooseFurnace(
  instance: Instance,
  packing: Packing,
  heatsLeft: readonly number[],
  mayUse: (furnace: number) => boolean,
): number | undefined {
  const open = packing.grade.furnaces.filter((furnace) => heatsLeft[furnace] > 0 && mayUse(furnace));
  const finishing = open.filter((furnace) => {
    const rest = packing.restMass(furnace);
    return rest === packing.restMass() && rest <= instance.greatest[furnace] && rest >= instance.least[furnace];
  });
  const value = (furnace: number) =>
    Math.min(packing.restMass(furnace), instance.greatest[furnace]) / instance.heatCost[furnace];
  const best = (furnaces: readonly number[], score: (furnace: number) => number) =>
    furnaces.reduce<number | undefined>(
      (one, other) => (one === undefined || score(other) > score(one) ? other : one),
      undefined,
    );
  return best(finishing, (furnace) => -instance.heatCost[furnace]) ?? best(open, value);
}

function leastHeat(instance: Instance, grade: GradeInstance, heatsLeft: readonly number[]): number {
  const open = grade.furnaces.filter((furnace) => heatsLeft[furnace] > 0);
  return Math.min(...open.map((furnace) => instance.least[furnace]), Infinity);
}

/** The heats of a packing that can be poured: at or above their least mass. Others give their pieces back. */
export function composed(packing: Packing): ComposedHeat[] {
  const { instance, grade } = packing;
  return packing.loads.flatMap((load) =>
    load.mass > 0 && load.mass >= instance.least[load.furnace]
      ? [{ grade: grade.grade, furnace: load.furnace, pieces: load.pieces.slice(), mass: load.mass }]
      : [],
  );
}
