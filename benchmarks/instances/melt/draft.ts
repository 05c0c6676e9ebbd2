/** Furnaces and castings of a generated week, before anybody has ordered anything. */
import type { Rng } from '../../../solvers/shared/rng.ts';
import type { WeekShape, WeekTraits } from './shape.ts';

/** What a piece takes, or a furnace has, of the dimensions beside mass. */
export type Sizes = Partial<Record<WeekTraits['dimensions'][number], number>>;

export interface DraftFurnace {
  readonly id: string;
  readonly leastMass: number;
  readonly greatestMass: number;
  readonly grades: string[];
  readonly capacities: Sizes;
  readonly powerKw: number;
  readonly heatMinutes: number;
  readonly heatKwh: number;
  readonly coldStartKwh: number;
  readonly heatCost?: number;
}

export interface DraftLine {
  readonly id: string;
  readonly grade: string;
  readonly pieceMass: number;
  readonly yield: number;
  readonly sizes: Sizes;
}

/** Floor area of the smallest furnace, in square decimetres. */
const smallestArea = 180;

export function draftFurnaces({ furnaces, grades, heats }: WeekShape, traits: WeekTraits, rng: Rng): DraftFurnace[] {
  // Five days of 24 hours.
  const longestHeat = Math.floor((traits.workShare * 5 * 24 * 60) / (Math.ceil(heats / furnaces) + 2));
  const sizes = Array.from({ length: furnaces }, (_, index) => traits.greatestKg[index % traits.greatestKg.length]);
  const smallest = Math.min(...sizes);
  return sizes.map((size, index): DraftFurnace => {
    const melted = Array.from({ length: grades }, (_, grade) => `grade-${grade + 1}`);
    return {
      id: `furnace-${index + 1}`,
      leastMass: Math.round(traits.leastShare * size),
      greatestMass: size,
      // The first furnace melts everything; of the others each leaves one grade out where there is a choice.
      grades: index > 0 && grades > 2 ? melted.filter((_, grade) => grade !== index % grades) : melted,
      capacities: {
        ...(traits.dimensions.includes('positions') ? { positions: 20 + rng.below(30) } : {}),
        ...(traits.dimensions.includes('floor-area')
          ? { 'floor-area': Math.round((smallestArea * size) / smallest) }
          : {}),
      },
      powerKw: Math.round(size * 0.45),
      heatMinutes: Math.min(longestHeat, 60 + 5 * rng.below(13)),
      heatKwh: Math.round(size * 0.55),
      coldStartKwh: Math.round(size * 0.15),
      // A large furnace is cheaper by the kilogram, more or less.
      ...(traits.costs ? { heatCost: Math.round(size ** 0.8 * (0.85 + 0.3 * rng.float())) } : {}),
    };
  });
}

/** Castings by turns of grade: masses spread evenly over their magnitudes, some small ones in every grade. */
export function draftLines(
  shape: WeekShape,
  traits: WeekTraits,
  furnaces: readonly DraftFurnace[],
  rng: Rng,
): DraftLine[] {
  // Castings made to measure come on top, one for most heats.
  const wanted = traits.compose === 'exact' ? shape.lines - shape.heats : shape.lines;
  const count = Math.max(shape.grades, Math.min(traits.castings, wanted));
  const smallest = smallestOf(furnaces);
  const [lightest, heaviest] = traits.pieceShares;
  return Array.from({ length: count }, (_, index): DraftLine => {
    const greatest = traits.lightFirst && index < shape.grades ? 0.03 : heaviest;
    const mass = lightest * smallest * (greatest / lightest) ** rng.float();
    const grams = Math.max(1, Math.round((mass * 1000) / traits.massStepGrams)) * traits.massStepGrams;
    return {
      id: lineId(index),
      grade: `grade-${(index % shape.grades) + 1}`,
      pieceMass: grams / 1000,
      yield: traits.yields ? (60 + rng.below(41)) / 100 : 1,
      sizes: draftSizes(traits, grams / 1000 / smallest, rng),
    };
  });
}

/**
 * Sizes of a piece: one to four positions; a floor area that grows as its surface does. About nine pieces fill the
 * smallest furnace by mass, and about as many its floor.
 * @param share - its mass against the smallest furnace.
 */
export function draftSizes({ dimensions }: WeekTraits, share: number, rng: Rng): Sizes {
  return {
    ...(dimensions.includes('positions') ? { positions: 1 + rng.below(4) } : {}),
    ...(dimensions.includes('floor-area')
      ? { 'floor-area': Math.max(1, Math.round(100 * share ** (2 / 3) * (0.6 + 0.8 * rng.float()))) }
      : {}),
  };
}

export function smallestOf(furnaces: readonly DraftFurnace[]): number {
  return Math.min(...furnaces.map(({ greatestMass }) => greatestMass));
}

export function lineId(index: number): string {
  return `L${String(index + 1).padStart(3, '0')}`;
}
