/** Lines whose pieces must not share a heat: what that means for types, and how many heats it asks for. */
import type { MeltProblem } from '../../models/melt.ts';
import type { GradeInstance, Instance } from './instance.ts';

/** By line id what tells lines apart that differ in their incompatibilities only; empty where a line has none. */
export function conflictKeys({ incompatibleLines }: MeltProblem): (line: string) => string {
  const partners = partnersOf(incompatibleLines);
  return (line) => JSON.stringify([...(partners.get(line) ?? [])].sort());
}

/**
 * Types that each type may not share a heat with. Lines of a type have the same partners, so a pair of their lines
 * speaks for all: a line is no partner of its own type's lines, or it would be one of its own.
 */
export function conflictsOfTypes(
  { lines, incompatibleLines }: MeltProblem,
  linesOf: readonly (readonly number[])[],
): number[][] {
  const typeOf = new Map(linesOf.flatMap((own, type) => own.map((line) => [lines[line].id, type] as const)));
  const partners = partnersOf(incompatibleLines);
  return linesOf.map(([first]) => {
    const types = [...(partners.get(lines[first].id) ?? [])].map((id) => typeOf.get(id)!);
    return [...new Set(types)].sort((a, b) => a - b);
  });
}

function partnersOf(pairs: MeltProblem['incompatibleLines']): Map<string, Set<string>> {
  const partners = new Map<string, Set<string>>();
  for (const [a, b] of pairs)
    for (const [one, other] of [
      [a, b],
      [b, a],
    ])
      partners.set(one, (partners.get(one) ?? new Set()).add(other));
  return partners;
}

/**
 * Conflicts of a grade by local type.
 * @returns undefined where the grade has none, so that nobody need ask.
 */
export function localConflicts(instance: Instance, grade: GradeInstance): readonly (readonly number[])[] | undefined {
  if (grade.types.every((type) => instance.conflicts[type].length === 0)) return undefined;
  const localOf = new Map(grade.types.map((type, local) => [type, local]));
  return grade.types.map((type) => instance.conflicts[type].map((other) => localOf.get(other)!));
}

/** Whether a heat holds two types that must not share one. */
export function holdsConflict(instance: Instance, grade: number, pieces: Int32Array): boolean {
  const { types } = instance.grades[grade];
  const held = new Set(types.filter((_, local) => pieces[local] > 0));
  return [...held].some((type) => instance.conflicts[type].some((other) => held.has(other)));
}

/**
 * Fewest heats of a grade that types of period 0 which all exclude each other ask for: no heat holds two of them, so
 * the heats that each needs by its own mass add up. The best of the cliques that grow greedily from each type.
 */
export function leastHeatsByConflicts(instance: Instance, { types, furnaces }: GradeInstance): number {
  const need = new Map(
    types
      .filter(
        (type) => instance.period[type] === 0 && instance.quantity[type] > 0 && instance.conflicts[type].length > 0,
      )
      .map((type) => [type, leastHeatsOf(instance, type, furnaces)] as const),
  );
  let most = 0;
  for (const [start, own] of need) {
    const clique = [start];
    let heats = own;
    const rivals = instance.conflicts[start].filter((type) => need.has(type));
    for (const type of rivals.sort((a, b) => need.get(b)! - need.get(a)! || a - b))
      if (clique.every((member) => instance.conflicts[type].includes(member))) {
        clique.push(type);
        heats += need.get(type)!;
      }
    most = Math.max(most, heats);
  }
  return most;
}

/** Heats that the pieces of a type fill by themselves, each as many as its best furnace takes. */
function leastHeatsOf(instance: Instance, type: number, furnaces: readonly number[]): number {
  const { dimensions } = instance;
  const fit = furnaces.map((f) => {
    if (instance.eligible[type * instance.furnaces + f] === 0) return 0;
    let pieces = Math.floor(instance.greatest[f] / instance.mass[type]);
    for (let d = 0; d < dimensions; d++) {
      const size = instance.size[type * dimensions + d];
      if (size > 0) pieces = Math.min(pieces, Math.floor(instance.capacity[f * dimensions + d] / size));
    }
    return pieces;
  });
  const most = Math.max(0, ...fit);
  return most === 0 ? 0 : Math.ceil(instance.quantity[type] / most);
}
