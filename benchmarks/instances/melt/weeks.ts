/** A few generated weeks that a comparison runs on where no set is named: four families in three sizes. */
import type { BenchmarkInstance } from '../data-folder.ts';
import { generateWeek, type WeekFamily, type WeekShape } from './generate.ts';

const families: readonly WeekFamily[] = ['few-types', 'many-types', 'tight', 'overfull'];
const sizes: Readonly<Record<string, Omit<WeekShape, 'family'>>> = {
  small: { lines: 20, furnaces: 3, grades: 2, heats: 12 },
  middle: { lines: 100, furnaces: 5, grades: 4, heats: 30 },
  large: { lines: 300, furnaces: 10, grades: 5, heats: 60 },
};

/** @param seed - of the weeks: another seed, other weeks of the same shapes. */
export function comparisonWeeks(seed: number): readonly BenchmarkInstance[] {
  return families.flatMap((family) =>
    Object.entries(sizes).map(([size, shape]) => ({
      name: `weeks/${family}-${size}-${seed}`,
      request: () => ({ problem: generateWeek({ family, ...shape }, seed).problem }),
    })),
  );
}
