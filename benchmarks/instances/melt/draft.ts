/** Furnaces and castings of a generated week, before anybody has ordered anything. */
import type { Rng } from '../../../solvers/shared/rng.ts';
import type { WeekShape } from './generate.ts';

export interface DraftFurnace {
  readonly id: string;
  readonly leastMass: number;
  readonly greatestMass: number;
  readonly grades: string[];
  readonly capacities: { readonly positions?: number };
  readonly powerKw: number;
  readonly heatMinutes: number;
  readonly heatKwh: number;
  readonly coldStartKwh: number;
}

export interface DraftLine {
  readonly id: string;
  readonly grade: string;
  readonly pieceMass: number;
  readonly yield: number;
  readonly sizes: { readonly positions?: number };
}

/** Greatest heat masses in kilograms, from an induction furnace to a small arc furnace. */
const furnaceSizes = [3000, 6000, 1000, 1600, 2500, 4500, 800, 2000, 5000, 1200];

export function draftFurnaces({ family, furnaces, grades, heats }: WeekShape, rng: Rng): DraftFurnace[] {
  const least = { loose: 0.5, tight: 0.92, 'heat-treatment': 0 }[family as string] ?? 0.75;
  // Five days of 24 hours; four fifths of them are enough for the heats of each furnace.
  const longestHeat = Math.floor((0.8 * 5 * 24 * 60) / (Math.ceil(heats / furnaces) + 2));
  return Array.from({ length: furnaces }, (_, index): DraftFurnace => {
    const size = furnaceSizes[index % furnaceSizes.length];
    const melted = Array.from({ length: grades }, (_, grade) => `grade-${grade + 1}`);
    return {
      id: `furnace-${index + 1}`,
      leastMass: Math.round(least * size),
      greatestMass: size,
      // The first furnace melts everything; of the others each leaves one grade out where there is a choice.
      grades: index > 0 && grades > 2 ? melted.filter((_, grade) => grade !== index % grades) : melted,
      capacities: family === 'heat-treatment' ? { positions: 20 + rng.below(30) } : {},
      powerKw: Math.round(size * 0.45),
      heatMinutes: Math.min(longestHeat, 60 + 5 * rng.below(13)),
      heatKwh: Math.round(size * 0.55),
      coldStartKwh: Math.round(size * 0.15),
    };
  });
}

/** Castings by turns of grade: masses spread evenly over their magnitudes, some small ones in every grade. */
export function draftLines({ family, ...shape }: WeekShape, furnaces: readonly DraftFurnace[], rng: Rng): DraftLine[] {
  const count = Math.max(shape.grades, family === 'few-types' ? Math.min(8, shape.lines) : shape.lines);
  const smallest = Math.min(...furnaces.map(({ greatestMass }) => greatestMass));
  const lightest = 0.004 * smallest;
  return Array.from({ length: count }, (_, index): DraftLine => {
    // The first casting of a grade is small enough to bring any heat above its least mass.
    const greatest = index < shape.grades ? 0.03 * smallest : 0.55 * smallest;
    const mass = lightest * (greatest / lightest) ** rng.float();
    return {
      id: `L${String(index + 1).padStart(3, '0')}`,
      grade: `grade-${(index % shape.grades) + 1}`,
      pieceMass: Math.round(mass * 10) / 10,
      yield: family === 'many-types' ? (60 + rng.below(41)) / 100 : 1,
      sizes: family === 'heat-treatment' ? { positions: 1 + rng.below(4) } : {},
    };
  });
}
