/** How much room heats within a cost can have in all, and so how much of it one heat may leave. */
import type { PatternProblem } from './problem.ts';

/** Cost steps beyond which no table is filled. */
const mostSteps = 2_000_000;

/**
 * Mass that a heat may miss of its furnace's greatest load in a plan of at most `target` steps: room for all heats less
 * what must be poured. A plan with heats of less room each can only miss less.
 * @returns Infinity where pieces may be left out, or the table would be too large.
 */
export function mostWaste(problem: PatternProblem, target: number): number {
  const { cells, demand, penalty, types, instance } = problem;
  const leaves = Array.from(penalty).some(Number.isFinite);
  if (leaves || problem.stage.minimise !== 'cost' || !Number.isSafeInteger(target) || target < 0 || target > mostSteps)
    return Infinity;
  const mass = demand.reduce((sum, pieces, row) => sum + pieces * instance.mass[types[row]], 0);
  const room = new Float64Array(target + 1);
  const furnaces = [...new Set(cells.map(({ furnace }) => furnace))];
  for (const furnace of furnaces) {
    const own = cells.filter((cell) => cell.furnace === furnace);
    const high = Math.max(...own.map((cell) => cell.high));
    const { cost } = own[0];
    // A cost below one step counts as none.
    const heats = Math.min(instance.mostHeats[furnace], cost > 0 ? Math.floor(target / cost) : Infinity);
    for (let size = 1, rest = heats; rest > 0; size *= 2) {
      const lot = Math.min(size, rest);
      rest -= lot;
      for (let spent = target; spent >= lot * cost; spent--)
        room[spent] = Math.max(room[spent], room[spent - lot * cost] + lot * high);
    }
  }
  return room[target] - mass;
}
