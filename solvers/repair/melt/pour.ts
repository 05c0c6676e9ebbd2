/** Whether a furnace can pour a heat as it is composed, by masses, grades, sizes and pieces that must not share a heat. */
import type { MeltContent, MeltFurnace, MeltLine, MeltProblem } from '../../../models/melt.ts';
import { gramsPer, pouredGrams } from '../../../models/melt-units.ts';

export class Pourable {
  readonly #problem: MeltProblem;
  readonly #lines: ReadonlyMap<string, { readonly line: MeltLine; readonly grams: number }>;
  readonly #furnaces: ReadonlyMap<string, MeltFurnace>;
  readonly #apart = new Set<string>();

  constructor(problem: MeltProblem) {
    this.#problem = problem;
    this.#lines = new Map(problem.lines.map((line) => [line.id, { line, grams: pouredGrams(problem, line) }]));
    this.#furnaces = new Map(problem.furnaces.map((furnace) => [furnace.id, furnace]));
    for (const [a, b] of problem.incompatibleLines) this.#apart.add(JSON.stringify([a, b])).add(JSON.stringify([b, a]));
  }

  /** Poured mass of a piece in grams. */
  gramsOf(line: string): number {
    return this.#lines.get(line)?.grams ?? 0;
  }

  massOf(contents: readonly MeltContent[]): number {
    return contents.reduce((sum, { line, pieces }) => sum + pieces * this.gramsOf(line), 0);
  }

  holds(furnaceId: string, grade: string, contents: readonly MeltContent[]): boolean {
    const furnace = this.#furnaces.get(furnaceId)!;
    const { massUnit, dimensions, fill } = this.#problem;
    if (contents.length === 0 || (furnace.grades && !furnace.grades.includes(grade))) return false;
    const known = contents.flatMap(({ line, pieces }) => {
      const found = this.#lines.get(line);
      return found ? [{ ...found, pieces }] : [];
    });
    if (known.length < contents.length) return false;
    if (known.some(({ line }) => line.grade !== grade || !(line.furnaces?.includes(furnaceId) ?? true))) return false;
    if (fill === 'none' && known.some(({ line }) => line.period > 0)) return false;
    for (const { line } of contents)
      for (const other of contents) if (this.#apart.has(JSON.stringify([line, other.line]))) return false;
    const mass = this.massOf(contents);
    const perUnit = gramsPer[massUnit];
    if (mass < Math.round(furnace.leastMass * perUnit) || mass > Math.round(furnace.greatestMass * perUnit))
      return false;
    return dimensions.every(
      (dimension) =>
        known.reduce((sum, { line, pieces }) => sum + pieces * Math.round((line.sizes[dimension] ?? 0) * 1000), 0) <=
        Math.round(furnace.capacities[dimension] * 1000),
    );
  }
}
