/** Composes heats out of castings, which makes the order book that a week is built from. */
import type { MeltLoad } from '../../../models/melt.ts';
import { pouredGrams } from '../../../models/melt-units.ts';
import type { Rng } from '../../../solvers/shared/rng.ts';
import { type DraftFurnace, type DraftLine, draftSizes, lineId, type Sizes, smallestOf } from './draft.ts';
import type { WeekTraits } from './shape.ts';

/** Heats that pour every piece ordered, and the castings they are made of: those given and those made to measure. */
export interface Planted {
  readonly heats: readonly MeltLoad[];
  readonly castings: readonly DraftLine[];
}

/** A casting with what it takes in the furnace. */
interface Casting {
  readonly line: DraftLine;
  readonly grams: number;
}

/** What a furnace still has room for. */
interface Room {
  grams: number;
  readonly sizes: Sizes;
}

/** Of so many random compositions the fullest is kept where a full one is asked for. */
const triesForFullest = 20;

/** Castings that have no place yet go first, then any that fit, until the drawn load is reached. */
export function plantHeats(
  lines: readonly DraftLine[],
  furnaces: readonly DraftFurnace[],
  heats: number,
  traits: WeekTraits,
  rng: Rng,
): Planted {
  const castings = lines.map((line): Casting => ({ line, grams: gramsOf(line, traits) }));
  const unplaced = new Set(castings);
  const grades = [...new Set(lines.map(({ grade }) => grade))];
  const ofGrade = new Map(grades.map((grade) => [grade, castings.filter(({ line }) => line.grade === grade)]));
  const made: DraftLine[] = [];
  const smallest = smallestOf(furnaces);
  const planted = Array.from({ length: heats }, (_, heat): MeltLoad => {
    const furnace = furnaces[heat % furnaces.length];
    const melted = grades.filter((grade) => furnace.grades.includes(grade));
    // Each furnace goes through its grades in turn, so that every grade has heats.
    const grade = melted[Math.floor(heat / furnaces.length + (heat % furnaces.length)) % melted.length];
    const pieces = composeHeat(ofGrade.get(grade)!, unplaced, furnace, smallest, traits, rng);
    for (const casting of pieces.keys()) unplaced.delete(casting);
    const contents = [...pieces].map(([{ line }, count]) => ({ line: line.id, pieces: count }));
    if (traits.compose === 'exact')
      for (const piece of closingPieces(roomAfter(furnace, pieces), smallest, traits, rng)) {
        made.push({ id: lineId(lines.length + made.length), grade, yield: 1, ...piece });
        contents.push({ line: made[made.length - 1].id, pieces: 1 });
      }
    return { furnace: furnace.id, grade, contents };
  });
  return { heats: planted, castings: [...lines, ...made] };
}

function composeHeat(
  castings: readonly Casting[],
  unplaced: ReadonlySet<Casting>,
  furnace: DraftFurnace,
  smallest: number,
  traits: WeekTraits,
  rng: Rng,
): ReadonlyMap<Casting, number> {
  const full = traits.compose === 'drawn' ? traits.load.from + traits.load.range * rng.float() : 1;
  const once = () => composeOnce(castings, unplaced, roomOf(furnace, full), smallest, traits, rng);
  if (traits.compose !== 'fullest') return once();
  const tries = Array.from({ length: triesForFullest }, once);
  const load = (pieces: ReadonlyMap<Casting, number>) => -roomAfter(furnace, pieces).grams;
  return tries.reduce((best, one) => (load(one) > load(best) ? one : best));
}

function composeOnce(
  castings: readonly Casting[],
  unplaced: ReadonlySet<Casting>,
  room: Room,
  smallest: number,
  traits: WeekTraits,
  rng: Rng,
): ReadonlyMap<Casting, number> {
  const pieces = new Map<Casting, number>();
  const isExact = traits.compose === 'exact';
  // What is made to measure must be a casting of the family as well.
  const [lightest, heaviest] = traits.pieceShares.map((share) => share * smallest * 1000);
  const kept = isExact ? lightest : 0;
  for (;;) {
    const fitting = castings.filter((casting) => fits(casting, room, kept));
    if (fitting.length === 0) return pieces;
    if (isExact && room.grams <= heaviest && rng.float() < 0.5) return pieces;
    const fresh = fitting.filter((casting) => unplaced.has(casting) && !pieces.has(casting));
    const choice = fresh.length > 0 ? fresh : fitting;
    const casting = choice[rng.below(choice.length)];
    pieces.set(casting, (pieces.get(casting) ?? 0) + 1);
    take(room, casting, 1);
  }
}

/** Castings that fill the room to the gram, as few as are none of them too heavy; of sizes they take what is left at most. */
function closingPieces(room: Room, smallest: number, traits: WeekTraits, rng: Rng) {
  const step = traits.massStepGrams;
  const count = Math.ceil(room.grams / (traits.pieceShares[1] * smallest * 1000));
  return Array.from({ length: count }, (_, index) => {
    const open = count - index;
    const even = room.grams / open;
    const grams = open === 1 ? room.grams : Math.round((even * (0.9 + 0.2 * rng.float())) / step) * step;
    const wanted = draftSizes(traits, grams / 1000 / smallest, rng);
    const sizes: Sizes = Object.fromEntries(
      traits.dimensions.map((name) => [name, Math.min(wanted[name] ?? 0, Math.floor((room.sizes[name] ?? 0) / open))]),
    );
    take(room, { grams, line: { sizes } }, 1);
    return { pieceMass: grams / 1000, sizes };
  });
}

function roomOf({ greatestMass, capacities }: DraftFurnace, full: number): Room {
  return { grams: greatestMass * 1000 * full, sizes: { ...capacities } };
}

function roomAfter(furnace: DraftFurnace, pieces: ReadonlyMap<Casting, number>): Room {
  const room = roomOf(furnace, 1);
  for (const [casting, count] of pieces) take(room, casting, count);
  return room;
}

function fits({ grams, line }: Casting, room: Room, kept: number): boolean {
  return grams <= room.grams - kept && sizeNames(room).every((name) => (line.sizes[name] ?? 0) <= room.sizes[name]!);
}

function take(room: Room, casting: { grams: number; line: Pick<DraftLine, 'sizes'> }, count: number): void {
  room.grams -= casting.grams * count;
  for (const name of sizeNames(room)) room.sizes[name]! -= (casting.line.sizes[name] ?? 0) * count;
}

function sizeNames({ sizes }: Room) {
  return Object.keys(sizes) as (keyof Sizes)[];
}

function gramsOf(line: DraftLine, { stepsPoured, massStepGrams }: WeekTraits): number {
  const massStep = stepsPoured ? massStepGrams / 1000 : undefined;
  return pouredGrams({ massUnit: 'kg', massStep }, { ...line, quantity: 1, period: 0, priority: 1 });
}
