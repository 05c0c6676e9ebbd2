/**
 * The generated suite of plan kind `melt`: every instance with its shape and seed. A listed instance is never changed, so
 * that figures compare over time; new ones go to the end of their family.
 */
import type { WeekFamily, WeekShape } from './shape.ts';

export interface SuiteEntry {
  /** `<family>/<number>`. */
  readonly name: string;
  readonly shape: WeekShape;
  readonly seed: number;
}

type Own = Omit<Partial<WeekShape>, 'family' | 'lines' | 'furnaces' | 'grades' | 'heats'>;
/** Lines, furnaces, grades, heats, seed, and what is the instance's own. */
type Listed = readonly [lines: number, furnaces: number, grades: number, heats: number, seed: number, own?: Own];

/**
 * Packing is what is measured: no calendar, masses to the kilogram, one heat to spare for each furnace, and a plan that
 * leaves pieces out counts as none, since its objective would be of another unit.
 */
const packing: Own = {
  spread: false,
  whenImpossible: 'report',
  massStepGrams: 1000,
  stepsPoured: true,
  spareHeats: 1,
};

function family(name: WeekFamily, own: Own, listed: readonly Listed[]): SuiteEntry[] {
  return listed.map(([lines, furnaces, grades, heats, seed, ofInstance], index) => ({
    name: `${name}/${String(index + 1).padStart(2, '0')}`,
    shape: { ...packing, ...own, ...ofInstance, family: name, lines, furnaces, grades, heats },
    seed,
  }));
}

const alike = [3000];
const nearlyAlike = [3000, 2500];
/** Planted heats without a gram to spare in furnaces alike: the bound on masses is the planted number. */
const perfect: Own = { compose: 'exact', greatestKg: alike };
/** Three pieces to a heat, without a gram to spare. */
const triplets: Own = { ...perfect, pieceShares: [0.26, 0.48], lightFirst: false };
/** Two pieces to a heat at most, few of which go together: the bound on masses is out of reach. */
const pairs: Own = { compose: 'drawn', greatestKg: alike, pieceShares: [0.34, 0.62], load: { from: 1, range: 0 } };
/** Pieces weighed on a fine scale. */
const grams: Own = { massStepGrams: 1 };
const threeTonnes: Own = { greatestKg: alike };

const fewTypes = family('few-types', { compose: 'fullest', greatestKg: alike }, [
  [5, 1, 1, 6, 101, { leastShare: 0.9 }],
  [6, 1, 1, 12, 102, { pieceShares: [0.08, 0.45], lightFirst: false, leastShare: 0.85 }],
  [6, 1, 1, 20, 103, { pieceShares: [0.18, 0.5], lightFirst: false, leastShare: 0.8 }],
  [8, 2, 1, 30, 104, { pieceShares: [0.05, 0.4], lightFirst: false, leastShare: 0.9 }],
  [8, 2, 2, 24, 105, { greatestKg: nearlyAlike, pieceShares: [0.1, 0.5], lightFirst: false, leastShare: 0.75 }],
  [8, 3, 2, 40, 106, { greatestKg: [3000, 2500, 2000], pieceShares: [0.15, 0.5], lightFirst: false, spareHeats: 0 }],
  [10, 2, 2, 40, 107, { castings: 10, leastShare: 0.95 }],
  [12, 3, 3, 60, 108, { castings: 12, greatestKg: nearlyAlike, pieceShares: [0.12, 0.5], lightFirst: false }],
  [12, 4, 2, 80, 109, { castings: 12, pieceShares: [0.08, 0.55], lightFirst: false, leastShare: 0.8 }],
  [8, 3, 2, 48, 110, { greatestKg: [3000, 6000, 1000], compose: 'drawn' }],
]);

const manyTypes = family('many-types', {}, [
  [100, 1, 1, 12, 201, perfect],
  [100, 2, 2, 20, 202, { ...perfect, yields: false, leastShare: 0.9 }],
  [120, 3, 3, 24, 203],
  [150, 3, 2, 30, 204, { ...perfect, ...grams, pieceShares: [0.03, 0.45], lightFirst: false, leastShare: 0.6 }],
  [160, 2, 4, 32, 205, { compose: 'fullest', greatestKg: nearlyAlike }],
  [200, 4, 3, 40, 206, { stepsPoured: false }],
  [200, 3, 2, 60, 207, { ...perfect, yields: false, pieceShares: [0.2, 0.5], lightFirst: false, leastShare: 0.6 }],
  [250, 4, 5, 50, 208, { ...perfect, greatestKg: nearlyAlike, spareHeats: 0 }],
  [320, 5, 4, 64, 209, { compose: 'fullest', ...threeTonnes }],
  [400, 5, 5, 80, 210, { ...perfect, ...grams, pieceShares: [0.02, 0.5], lightFirst: false, leastShare: 0.6 }],
  [400, 8, 5, 80, 211],
]);

const tight = family('tight', { compose: 'fullest', greatestKg: alike }, [
  [10, 1, 1, 6, 301, { leastShare: 0.95, ...perfect }],
  [16, 1, 1, 8, 302, { leastShare: 0.97, ...perfect, pieceShares: [0.1, 0.5], lightFirst: false }],
  [25, 2, 1, 10, 303, { leastShare: 0.85, compose: 'drawn', load: { from: 0.86, range: 0.1 } }],
  [30, 2, 2, 12, 304, { leastShare: 0.99 }],
  [40, 2, 2, 16, 305, { leastShare: 0.98, greatestKg: nearlyAlike }],
  [60, 3, 2, 24, 306, { leastShare: 0.95, ...triplets }],
  [80, 3, 3, 30, 307, { leastShare: 0.92, greatestKg: [3000, 6000, 1000] }],
  [120, 4, 3, 40, 308, { leastShare: 0.98, ...perfect, ...grams, pieceShares: [0.1, 0.5], lightFirst: false }],
  [200, 4, 4, 60, 309, { leastShare: 0.97, greatestKg: nearlyAlike, spareHeats: 0 }],
  [320, 5, 4, 80, 310, { leastShare: 0.96, ...perfect, pieceShares: [0.15, 0.5], lightFirst: false }],
]);

const loose = family('loose', {}, [
  [10, 1, 1, 6, 401],
  [20, 2, 2, 8, 402],
  [30, 2, 2, 12, 403, { leastShare: 0.7, load: { from: 0.7, range: 0.2 } }],
  [40, 3, 2, 16, 404, { pieceShares: [0.1, 0.6], lightFirst: false }],
  [60, 3, 3, 24, 405],
  [80, 4, 3, 30, 406, { ...threeTonnes, pieceShares: [0.15, 0.55], lightFirst: false }],
  [100, 4, 4, 40, 407],
  [
    160,
    5,
    4,
    48,
    408,
    { ...threeTonnes, load: { from: 0.8, range: 0.2 }, pieceShares: [0.24, 0.5], lightFirst: false },
  ],
  [200, 5, 5, 60, 409, { spread: 'packed' }],
  [400, 8, 5, 80, 410],
]);

const rareGrade = family('rare-grade', { compose: 'fullest', greatestKg: nearlyAlike }, [
  [12, 2, 2, 6, 501, { ...perfect }],
  [20, 2, 2, 10, 502, { pieceShares: [0.08, 0.5], lightFirst: false }],
  [30, 2, 3, 15, 503, { ...perfect, pieceShares: [0.05, 0.45], lightFirst: false }],
  [50, 3, 3, 20, 504],
  [60, 3, 4, 24, 505, { greatestKg: [3000, 6000, 1000], cappedGrades: 'all', spareHeats: 0 }],
  [80, 3, 3, 32, 506, { ...triplets, leastShare: 0.6 }],
  [120, 4, 4, 40, 507, { leastShare: 0.92 }],
  [
    160,
    4,
    5,
    50,
    508,
    { ...perfect, ...grams, pieceShares: [0.1, 0.5], lightFirst: false, leastShare: 0.6, greatestKg: nearlyAlike },
  ],
  [240, 5, 5, 60, 509, { greatestKg: [3000, 2500, 2000, 4500, 1600] }],
  [
    400,
    5,
    6,
    80,
    510,
    { ...perfect, pieceShares: [0.05, 0.5], lightFirst: false, leastShare: 0.6, cappedGrades: 'all' },
  ],
]);

// Where all heats are to be used, the objective is next week's mass that stays open; else it is the heats of this week.
const allHeats: Own = { fill: 'all-heats' };
const twoWeeks = family('two-weeks', {}, [
  [10, 1, 1, 6, 601, { ...perfect }],
  [16, 1, 1, 8, 602, { ...allHeats, leastShare: 0.9 }],
  [25, 2, 2, 12, 603, { ...allHeats, greatestKg: nearlyAlike }],
  [40, 2, 2, 16, 604, { ...triplets, leastShare: 0.6 }],
  [60, 3, 2, 20, 605, { ...allHeats, ...threeTonnes, pieceShares: [0.15, 0.5], lightFirst: false, leastShare: 0.6 }],
  [80, 3, 3, 30, 606, { compose: 'fullest' }],
  [120, 4, 3, 36, 607, { ...allHeats }],
  [160, 4, 4, 48, 608, { ...perfect, ...grams, pieceShares: [0.1, 0.5], lightFirst: false, leastShare: 0.7 }],
  [240, 5, 4, 60, 609, { ...allHeats, greatestKg: nearlyAlike, leastShare: 0.85 }],
  [400, 5, 5, 80, 610, { compose: 'fullest', ...threeTonnes }],
]);

// Period 0 cannot be poured in full, so the objective is always the mass that is left out.
const overfull = family('overfull', { whenImpossible: 'most-mass', spareHeats: 0 }, [
  [10, 1, 1, 6, 701],
  [16, 2, 1, 8, 702, { priorities: true }],
  [25, 2, 2, 12, 703, perfect],
  [40, 2, 2, 16, 704, { ...threeTonnes, pieceShares: [0.15, 0.55], lightFirst: false, leastShare: 0.6 }],
  [60, 3, 3, 24, 705],
  [80, 3, 2, 30, 706, { ...perfect, pieceShares: [0.2, 0.5], lightFirst: false, leastShare: 0.5 }],
  [100, 4, 4, 40, 707, { priorities: true, greatestKg: nearlyAlike }],
  [160, 4, 3, 48, 708, { leastShare: 0.95, compose: 'fullest' }],
  [250, 5, 4, 60, 709, { overload: 1.05, ...perfect }],
  [400, 5, 5, 80, 710],
]);

const batches = family('heat-treatment', {}, [
  [10, 1, 1, 6, 801],
  [16, 1, 2, 8, 802, { compose: 'exact' }],
  [25, 2, 2, 10, 803],
  [40, 2, 2, 16, 804, { ...perfect, pieceShares: [0.04, 0.45], lightFirst: false }],
  [60, 3, 3, 20, 805],
  [80, 3, 3, 30, 806, { ...perfect }],
  [100, 3, 4, 36, 807, { pieceShares: [0.02, 0.5], greatestKg: nearlyAlike }],
  [160, 4, 4, 48, 808, { ...perfect, pieceShares: [0.1, 0.5], lightFirst: false }],
  [250, 4, 5, 60, 809, { compose: 'fullest', ...threeTonnes }],
  [400, 5, 5, 80, 810],
]);

const twoDimensions = family('two-dimensions', {}, [
  [10, 1, 1, 6, 901],
  [16, 1, 1, 8, 902, { compose: 'exact' }],
  [25, 2, 2, 10, 903, { greatestKg: nearlyAlike }],
  [40, 2, 2, 16, 904, { ...perfect, pieceShares: [0.05, 0.45], lightFirst: false }],
  [60, 3, 2, 20, 905],
  [80, 3, 3, 30, 906, { ...perfect }],
  [100, 3, 4, 36, 907],
  [160, 4, 3, 48, 908, { ...threeTonnes, pieceShares: [0.08, 0.5], lightFirst: false }],
  [250, 4, 5, 60, 909, { ...perfect, spread: 'packed' }],
  [400, 5, 5, 80, 910, { greatestKg: nearlyAlike }],
]);

const heavy = family('heavy', {}, [
  [12, 1, 1, 6, 1001, triplets],
  [15, 1, 1, 8, 1002],
  [20, 1, 1, 10, 1003, pairs],
  [30, 2, 1, 14, 1004, triplets],
  [40, 2, 2, 20, 1005, { compose: 'drawn', leastShare: 0.7 }],
  [60, 2, 2, 24, 1006, triplets],
  [60, 3, 2, 30, 1007, pairs],
  [90, 3, 2, 36, 1008, { ...perfect, pieceShares: [0.2, 0.6], leastShare: 0.9 }],
  [100, 3, 3, 40, 1009, { greatestKg: [3000, 2500, 2000] }],
  [120, 4, 2, 48, 1010, triplets],
  [160, 4, 4, 64, 1011, { ...triplets, leastShare: 0.95 }],
  [200, 4, 3, 80, 1012, pairs],
]);

const fine = family('fine', { massStepGrams: 100 }, [
  [10, 1, 1, 6, 1101, { ...perfect, greatestKg: [5000] }],
  [16, 1, 1, 8, 1102, { ...grams, compose: 'exact' }],
  [25, 2, 1, 10, 1103, { compose: 'exact', pieceShares: [0.08, 0.45], lightFirst: false, greatestKg: [5000] }],
  [40, 2, 2, 16, 1104, { compose: 'fullest' }],
  [
    50,
    2,
    2,
    20,
    1105,
    { ...grams, compose: 'exact', greatestKg: [5000], pieceShares: [0.1, 0.5], lightFirst: false, leastShare: 0.6 },
  ],
  [60, 3, 3, 24, 1106, { compose: 'fullest', leastShare: 0.95 }],
  [80, 3, 2, 30, 1107, { ...triplets, greatestKg: [5000], leastShare: 0.5 }],
  [120, 3, 3, 40, 1108, { ...grams, compose: 'exact', greatestKg: [5000, 4500] }],
  [200, 4, 4, 60, 1109, { compose: 'exact', greatestKg: [6000] }],
  [400, 4, 5, 80, 1110, { ...grams, compose: 'fullest', greatestKg: [5000] }],
]);

const packed: Own = { spread: 'packed' };
const cable = family('cable', {}, [
  [12, 2, 2, 6, 1201, { ...packed, ...perfect }],
  [20, 2, 2, 10, 1202, packed],
  [30, 2, 3, 14, 1203, { ...packed, compose: 'fullest', greatestKg: nearlyAlike }],
  [40, 3, 2, 18, 1204, { spread: 'even', ...triplets, leastShare: 0.6 }],
  [60, 3, 3, 24, 1205, packed],
  [
    80,
    4,
    3,
    32,
    1206,
    { ...packed, ...perfect, ...grams, pieceShares: [0.1, 0.5], lightFirst: false, leastShare: 0.6 },
  ],
  [100, 4, 4, 40, 1207, { spread: 'even' }],
  [160, 4, 4, 48, 1208, { ...packed, compose: 'fullest', ...threeTonnes }],
  [240, 5, 5, 60, 1209, packed],
  [400, 5, 5, 80, 1210, { ...packed, ...perfect, pieceShares: [0.05, 0.5], lightFirst: false, leastShare: 0.6 }],
]);

const cheapest = family('cheapest', { spareHeats: 2 }, [
  [10, 2, 1, 6, 1301, { greatestKg: nearlyAlike }],
  [16, 2, 1, 8, 1302, { ...triplets, greatestKg: [3000, 2600] }],
  [25, 3, 2, 12, 1303],
  [
    40,
    3,
    2,
    16,
    1304,
    { compose: 'exact', pieceShares: [0.2, 0.6], lightFirst: false, leastShare: 0.6, spareHeats: 1 },
  ],
  [60, 3, 3, 24, 1305, { greatestKg: [3000, 2500, 4500] }],
  [80, 4, 3, 30, 1306, { compose: 'fullest', spareHeats: 0 }],
  [100, 4, 4, 40, 1307, { leastShare: 0.9 }],
  [
    160,
    5,
    3,
    48,
    1308,
    { ...perfect, pieceShares: [0.15, 0.5], lightFirst: false, leastShare: 0.6, greatestKg: [3000, 2800, 2500] },
  ],
  [250, 6, 4, 60, 1309],
  [400, 8, 5, 80, 1310, { compose: 'fullest' }],
]);

const scale = family('scale', {}, [
  [1000, 3, 6, 200, 1401],
  [1000, 3, 6, 200, 1402, { ...perfect, pieceShares: [0.05, 0.5], lightFirst: false, leastShare: 0.6 }],
  [1000, 3, 6, 200, 1403, { compose: 'fullest', massStepGrams: 100 }],
  [1000, 3, 6, 200, 1404, { ...perfect, ...grams, pieceShares: [0.05, 0.5], lightFirst: false, leastShare: 0.6 }],
]);

export const meltSuite: readonly SuiteEntry[] = [
  ...fewTypes,
  ...manyTypes,
  ...tight,
  ...loose,
  ...rareGrade,
  ...twoWeeks,
  ...overfull,
  ...batches,
  ...twoDimensions,
  ...heavy,
  ...fine,
  ...cable,
  ...cheapest,
  ...scale,
];
