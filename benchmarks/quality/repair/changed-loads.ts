/**
 * How many loads a plan changes of the one that runs, for any plan of the shift as it is now, so that a plan made without
 * regard to changes compares with one made for few of them. Written apart from the solver and its checker.
 */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';

/** What a matching of loads comes to: least points first, then fewest changes. */
interface Sum {
  readonly points: number;
  readonly changes: number;
}

type Placed = Pick<RunningLoad, 'truck' | 'plant' | 'volumeM3' | 'loadStart' | 'unloadStart'>;

/**
 * @param open - loads of the plan that runs that were free to change.
 * @param begun - orders that have loads in the plan that runs: loads more for others are new, and no change.
 * @returns loads of these that are carried out by another truck, from another plant, with another volume, or unloaded earlier or
 *   later by more than `movedMinutes`, or not at all, and loads more; matched in order of unloading, at the least price of changes.
 */
export function countChanges(
  problem: Pick<RepairDispatchProblem, 'shift' | 'prices' | 'movedMinutes'>,
  open: readonly RunningLoad[],
  begun: ReadonlySet<string>,
  plan: Pick<DispatchShiftPlan, 'loads'>,
): number {
  const before = Map.groupBy(open, ({ order }) => order);
  const after = Map.groupBy(
    plan.loads.filter((load) => !load.fixed),
    ({ order }) => order,
  );
  let changes = 0;
  for (const order of new Set([...before.keys(), ...after.keys()])) {
    if (!begun.has(order)) continue;
    const placed = (after.get(order) ?? []).map((load) => ({
      ...load,
      loadStart: secondsOf(problem.shift, load.loadStart),
      unloadStart: secondsOf(problem.shift, load.unloadStart),
    }));
    changes += match(problem, byUnloading(before.get(order) ?? []), byUnloading(placed)).changes;
  }
  return changes;
}

/** Least matching without crossings, by dynamic programming over the beginnings of both lists. */
function match(
  problem: Pick<RepairDispatchProblem, 'prices' | 'movedMinutes'>,
  before: readonly Placed[],
  after: readonly Placed[],
): Sum {
  const { added, dropped } = problem.prices;
  let row = Array.from({ length: after.length + 1 }, (_, count): Sum => ({ points: count * added, changes: count }));
  for (const load of before) {
    const next = [plus(row[0], dropped, 1)];
    after.forEach((other, index) => {
      const { points, changes } = pair(problem, load, other);
      next.push(
        least(plus(row[index], points, changes), least(plus(row[index + 1], dropped, 1), plus(next[index], added, 1))),
      );
    });
    row = next;
  }
  return row.at(-1)!;
}

function pair(
  { prices, movedMinutes }: Pick<RepairDispatchProblem, 'prices' | 'movedMinutes'>,
  was: Placed,
  is: Placed,
): Sum {
  const later = (is.unloadStart - was.unloadStart) / 60;
  const different = [
    was.truck !== is.truck && prices.truck,
    was.plant !== is.plant && prices.plant,
    Math.round(1000 * was.volumeM3) !== Math.round(1000 * is.volumeM3) && prices.volume,
    Math.abs(later) > movedMinutes && prices.moved,
  ].filter((price) => price !== false);
  return {
    points: different.reduce((sum, price) => sum + price, prices.lateMinute * Math.max(0, later)),
    changes: different.length > 0 ? 1 : 0,
  };
}

function plus({ points, changes }: Sum, more: number, moreChanges: number): Sum {
  return { points: points + more, changes: changes + moreChanges };
}

/** Points are sums of doubles in different orders. */
const tolerance = 1e-9;

function least(one: Sum, other: Sum): Sum {
  const difference = one.points - other.points;
  if (Math.abs(difference) > tolerance) return difference < 0 ? one : other;
  return one.changes <= other.changes ? one : other;
}

function byUnloading<Load extends Placed>(loads: readonly Load[]): Load[] {
  return loads.toSorted((one, other) => one.unloadStart - other.unloadStart || one.loadStart - other.loadStart);
}
