/** Composed heats at other times: as soon as may be by an order, or where they were. */
import type { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import type { AmendedMelt } from './amend.ts';
import { Board } from './board.ts';
import type { MeltContext } from './context.ts';
import { Caps, type PlacedHeat } from './keep.ts';

/** @returns each heat where it ends first, in any furnace that may pour it, in the order given; undefined where one finds no place. */
function placeInTurn(
  { amended, pourable }: Pick<MeltContext, 'amended' | 'pourable'>,
  heats: readonly PlacedHeat[],
): PlacedHeat[] | undefined {
  const { problem, now } = amended;
  const board = new Board(problem);
  const caps = new Caps(amended);
  const placed: PlacedHeat[] = [];
  for (const heat of heats) {
    let best: PlacedHeat | undefined;
    for (const { id: furnace } of problem.furnaces) {
      if (!caps.has(furnace, heat.grade) || !pourable.holds(furnace, heat.grade, heat.contents)) continue;
      const start = board.earliest(furnace, now);
      if (start === undefined) continue;
      const end = start + board.secondsOf(furnace);
      const isOwn = furnace === heat.furnace;
      if (!best || end < best.end || (end === best.end && isOwn)) best = { ...heat, furnace, start, end };
    }
    if (!best) return undefined;
    board.add(best.furnace, best);
    caps.take(best.furnace, best.grade);
    placed.push(best);
  }
  return placed;
}

/** Heats that are heats of the plan that runs stay at their times where they can; then come the others. */
export function placeAsPlanned(amended: AmendedMelt, heats: readonly PlacedHeat[]): PlacedHeat[] | undefined {
  const { problem, now } = amended;
  const board = new Board(problem);
  const planned = new Map(
    amended.heats.flatMap(({ given, planned, state }) =>
      state === 'open' && planned ? [[given.id, planned.start] as const] : [],
    ),
  );
  const wanted = (heat: PlacedHeat) => Math.max(now, planned.get(heat.id) ?? heat.start);
  const placed = new Map<PlacedHeat, PlacedHeat>();
  const put = (heat: PlacedHeat, start: number) => {
    const end = start + board.secondsOf(heat.furnace);
    board.add(heat.furnace, { start, end });
    placed.set(heat, { ...heat, start, end });
  };
  const inTime = heats.toSorted((a, b) => wanted(a) - wanted(b));
  for (const heat of inTime)
    if (planned.has(heat.id) && board.fits(heat.furnace, wanted(heat))) put(heat, wanted(heat));
  for (const heat of inTime) {
    if (placed.has(heat)) continue;
    const start = board.earliest(heat.furnace, wanted(heat)) ?? board.earliest(heat.furnace, now);
    if (start === undefined) return undefined;
    put(heat, start);
  }
  return heats.map((heat) => placed.get(heat)!);
}

const mostTries = 400;

/**
 * The same heats with the least lateness that is found: first in the order in which their castings were due, then with
 * two of them swapped in that order, as long as it does not get worse.
 */
export function placeEarly(
  context: MeltContext,
  heats: readonly PlacedHeat[],
  budget: Budget,
  rng: Rng,
): PlacedHeat[] | undefined {
  const { amended, promises, pourable, gramsPerUnit } = context;
  const late = (placed: readonly PlacedHeat[]) => promises.massHours(placed, pourable, gramsPerUnit);
  const due = new Map(amended.problem.lines.map(({ id }) => [id, promises.dueOf(id) ?? Infinity]));
  const keyOf = ({ contents }: PlacedHeat) =>
    contents.reduce((least, { line }) => Math.min(least, due.get(line)!), Infinity);
  const keys = new Map(heats.map((heat) => [heat, keyOf(heat)]));
  let order = heats.toSorted((a, b) => compareDue(keys.get(a)!, keys.get(b)!) || a.start - b.start);
  let best = placeInTurn(context, order);
  if (!best) return undefined;
  let least = late(best);
  const tries = Math.min(budget.maxIterations, mostTries);
  for (let attempt = 0; attempt < tries && least > 0 && order.length > 1 && !budget.shouldStop(); attempt++) {
    const [one, other] = [rng.below(order.length), rng.below(order.length)];
    const swapped = [...order];
    [swapped[one], swapped[other]] = [order[other], order[one]];
    const placed = placeInTurn(context, swapped);
    if (!placed) continue;
    const value = late(placed);
    if (value > least) continue;
    [order, best, least] = [swapped, placed, value];
  }
  return best;
}

/** Infinity less itself is no number. */
function compareDue(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
