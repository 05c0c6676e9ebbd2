/**
 * The furnaces' load: among plans alike in all that comes before, heats spread evenly over the furnaces, or as few
 * furnaces in use as can be. Worth asking, since one melt shop wants its furnaces worn alike and the next one wants to
 * heat up no furnace that it can leave cold.
 */
import type { CountExtension } from './bound.ts';
import type { Instance } from './instance.ts';

export const furnaceLoadUnit = {
  even: 'greatest less least share of mostHeats in use, furnaces compared',
  packed: 'furnaces in use',
} as const;

/**
 * even: greatest less least of the furnaces' heats over their `mostHeats`; packed: furnaces in use; any: 0.
 * @param heats - by furnace, fixed ones aside.
 */
export function furnaceLoad({ problem, fixed }: Instance, heats: readonly number[]): number {
  if (problem.furnaceLoad === 'any') return 0;
  const all = heats.map((count, f) => count + fixed.byFurnace[f]);
  if (problem.furnaceLoad === 'packed') return all.filter((count) => count > 0).length;
  const shares = problem.furnaces.flatMap(({ mostHeats }, f) => (mostHeats! > 0 ? [all[f] / mostHeats!] : []));
  return shares.length === 0 ? 0 : Math.max(...shares) - Math.min(...shares);
}

/** What no plan is below: furnaces with fixed heats stay in use. */
export function leastFurnaceLoad({ problem, fixed }: Instance): number {
  return problem.furnaceLoad === 'packed' ? fixed.byFurnace.filter((count) => count > 0).length : 0;
}

/** Minimises the load in the count model; what fixed heats use is added by `loadOf`. */
export function leastLoad({ problem, fixed, mostHeats }: Instance): CountExtension {
  return (builder, heat) => {
    const columnsOf = (furnace: number) => heat.flatMap((byFurnace) => byFurnace[furnace] ?? []);
    const addRow = (entries: readonly (readonly [column: number, coefficient: number])[], upper: number) =>
      builder.addRow({
        lower: -Infinity,
        upper,
        columns: entries.map(([column]) => column),
        coefficients: entries.map(([, coefficient]) => coefficient),
      });
    if (problem.furnaceLoad === 'packed') {
      problem.furnaces.forEach((_, f) => {
        if (fixed.byFurnace[f] > 0 || columnsOf(f).length === 0) return;
        const inUse = builder.addColumn({ cost: 1, upper: 1, integer: true });
        // A row for each column says more to the relaxation than one for their sum.
        for (const column of columnsOf(f))
          addRow(
            [
              [column, 1],
              [inUse, -Math.max(1, mostHeats[f])],
            ],
            0,
          );
      });
      return;
    }
    const greatest = builder.addColumn({ cost: 1, upper: 1 });
    const least = builder.addColumn({ cost: -1, upper: 1 });
    problem.furnaces.forEach(({ mostHeats: cap }, f) => {
      if (cap! === 0) return;
      const share = fixed.byFurnace[f] / cap!;
      const heats = columnsOf(f);
      addRow([...heats.map((column) => [column, 1 / cap!] as const), [greatest, -1]], -share);
      addRow([...heats.map((column) => [column, -1 / cap!] as const), [least, 1]], share);
    });
  };
}

/**
 * Turns a bound on what `leastLoad` minimises into one on the load of all heats: rounded up to the next value that a
 * load can have, less what the library may be off.
 */
export function loadOf(instance: Instance, minimised: number): number {
  const { problem } = instance;
  const steps =
    problem.furnaceLoad === 'packed'
      ? 1
      : problem.furnaces.reduce((multiple, { mostHeats }) => commonMultiple(multiple, Math.max(1, mostHeats!)), 1);
  const tolerance = 1e-6;
  // Where caps have so great a common multiple, the values of loads lie closer than that.
  const rounded = steps * tolerance < 0.1 ? Math.ceil((minimised - tolerance) * steps) / steps : minimised - tolerance;
  return Math.max(0, rounded) + leastFurnaceLoad(instance);
}

function commonMultiple(a: number, b: number): number {
  let [divisor, rest] = [a, b];
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return (a / divisor) * b;
}
