/** What a generated week is asked to be: sizes, family, and what sets a family apart. */

/** Families of the mix that time budgets are measured with; none of them says how its weeks are to be solved. */
export const weekFamilies = [
  'few-types',
  'many-types',
  'tight',
  'loose',
  'rare-grade',
  'two-weeks',
  'overfull',
  'heat-treatment',
] as const;

/** All families. */
export const suiteFamilies = [
  ...weekFamilies,
  'heavy',
  'fine',
  'cable',
  'cheapest',
  'two-dimensions',
  'scale',
] as const;

/**
 * few-types: eight castings, many pieces of each; many-types: as many castings as asked for, with gates and risers;
 * tight: least mass 92 % of the greatest; loose: from half full; rare-grade: the last grade may have no heat more than it
 * needs; two-weeks: next week's lines as filler; overfull: 1.3 times what the furnaces can pour, and a casting heavier
 * than any of them; heat-treatment: regimes, no least mass, positions as a second capacity; heavy: pieces of a fifth to
 * three fifths of a heat; fine: masses to 0.1 kg in furnaces of several tonnes; cable: grades capped, furnaces on a cable
 * that carries little more than half of them; cheapest: furnaces with costs; two-dimensions: heat treatment with
 * positions and floor area; scale: the largest weeks.
 */
export type WeekFamily = (typeof suiteFamilies)[number];

/** What sets a family apart; a shape may ask for its own of each. */
export interface WeekTraits {
  /** Castings at most, however many lines are asked for. */
  readonly castings: number;
  /** Greatest heat masses in kilograms, by turns of furnace. */
  readonly greatestKg: readonly number[];
  /** Least heat mass as a share of the greatest. */
  readonly leastShare: number;
  /** Lightest and heaviest casting as shares of the smallest furnace; masses between are as likely in every magnitude. */
  readonly pieceShares: readonly [number, number];
  /** Whether the first casting of each grade is light enough to bring any heat above its least mass. */
  readonly lightFirst: boolean;
  /** Piece masses are multiples of so many grams. */
  readonly massStepGrams: number;
  /** Whether poured masses are rounded up to that step as well; else to the gram. */
  readonly stepsPoured: boolean;
  /** Whether gates and risers count: yields of 60 to 100 %. */
  readonly yields: boolean;
  /** Load at which a planted heat is full, as a share of the greatest mass: `from` plus a drawn part of `range`. */
  readonly load: { readonly from: number; readonly range: number };
  /**
   * How planted heats are composed. drawn: castings at random until none fits below the drawn load; fullest: the fullest
   * of twenty such; exact: the last pieces of each heat are castings of their own, made to measure, so that it is full to
   * the gram.
   */
  readonly compose: 'drawn' | 'fullest' | 'exact';
  /** Heats that a furnace may have beyond the planted ones. */
  readonly spareHeats: number;
  /** Grades that may have no heat beyond the planted ones. */
  readonly cappedGrades: 'none' | 'last' | 'all';
  /** Pieces ordered for each planted one; above 1 the week cannot be poured, and a casting too heavy for all is added. */
  readonly overload: number;
  /** Whether half of the castings are ordered for the next week too. */
  readonly nextWeek: boolean;
  /** Dimensions beside mass; any makes it heat treatment. */
  readonly dimensions: readonly ('positions' | 'floor-area')[];
  /** Whether lines differ in priority. */
  readonly priorities: boolean;
  /** Whether heats of furnaces differ in cost, and the cheapest are asked for. */
  readonly costs: boolean;
  readonly cable: 'none' | 'all-but-smallest' | 'little-over-half';
  /** Share of the calendar's hours that the heats of a furnace take. */
  readonly workShare: number;
  readonly fill?: 'none' | 'top-up' | 'all-heats';
  readonly whenImpossible?: 'most-mass' | 'report';
  /** `false`: no calendar at all; absent: a calendar, and what the schema makes of it. */
  readonly spread?: false | 'packed' | 'even';
}

/** Sizes of a week, its family, and what it has of its own in place of the family's. */
export interface WeekShape extends Partial<WeekTraits> {
  readonly family: WeekFamily;
  /** Lines of period 0 at most; castings that found no place have none. */
  readonly lines: number;
  readonly furnaces: number;
  readonly grades: number;
  readonly heats: number;
}

const common: WeekTraits = {
  castings: Number.POSITIVE_INFINITY,
  // From an induction furnace to a small arc furnace.
  greatestKg: [3000, 6000, 1000, 1600, 2500, 4500, 800, 2000, 5000, 1200],
  leastShare: 0.75,
  pieceShares: [0.004, 0.55],
  lightFirst: true,
  massStepGrams: 100,
  stepsPoured: false,
  yields: false,
  load: { from: 0.96, range: 0.04 },
  compose: 'drawn',
  spareHeats: 2,
  cappedGrades: 'none',
  overload: 1,
  nextWeek: false,
  dimensions: [],
  priorities: false,
  costs: false,
  cable: 'none',
  workShare: 0.8,
};

const byFamily: Record<WeekFamily, Partial<WeekTraits>> = {
  'few-types': { castings: 8 },
  'many-types': { yields: true },
  tight: { leastShare: 0.92 },
  loose: { leastShare: 0.5, load: { from: 0.6, range: 0.35 }, cable: 'all-but-smallest' },
  'rare-grade': { cappedGrades: 'last' },
  'two-weeks': { nextWeek: true },
  overfull: { overload: 1.3, spareHeats: 0 },
  'heat-treatment': { leastShare: 0, dimensions: ['positions'] },
  heavy: { leastShare: 0.5, pieceShares: [0.2, 0.6], lightFirst: false, greatestKg: [3000, 2500], compose: 'exact' },
  fine: { greatestKg: [5000, 6000, 4500] },
  // Furnaces take turns at the cable, so each has less than half of the time.
  cable: { cappedGrades: 'all', cable: 'little-over-half', workShare: 0.35 },
  cheapest: { costs: true },
  'two-dimensions': { leastShare: 0, dimensions: ['positions', 'floor-area'] },
  scale: { greatestKg: [3000, 6000, 2000] },
};

/** The family's traits, with the shape's own in their place. */
export function traitsOf(shape: WeekShape): WeekTraits {
  return { ...common, ...byFamily[shape.family], ...shape };
}
