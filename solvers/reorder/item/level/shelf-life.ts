/**
 * Shelf lives of ordered goods left out, so that the best decision without them bounds every decision with them.
 *
 * Take any decision. With shelf lives, E[t] milli more have gone to waste by the end of day t than without; E does not
 * fall, and is 0 before the first day a on which something ordered can expire. (Waste of given lots only grows when lots
 * that expire sooner are put before them: a set of milli that can be served is independent in a transversal matroid, and
 * serving what expires first takes its greedy basis, so one lot more drops at most one milli for each of its own, and
 * none that expires sooner.) Each such milli, still there where goods keep, costs at most
 *   keeping = holding * (days - a) + sum of morning costs after a - wasteCost
 * more than in truth, until the end of the plan, where
 * - it stands as stock: worth endValue, and what `keeping` is above that is credited as well (`endCredit`);
 * - or, with lost sales, it has served a sale that was lost in truth: allowed if keeping <= shortageCost;
 * - or, with back orders, it is set against what is owed at the end, which saves holding and shortage cost of the last
 *   day on top: allowed if keeping - endValue <= holding + shortageCost.
 * So no decision costs less in truth than without shelf lives but with the credit. Net stock is never lower without
 * shelf lives, so no demand goes short that was met; morning limits could be broken that are kept in truth, and are left
 * out from the day after a.
 *
 * Where the best decision without shelf lives wastes nothing and leaves nothing at the end that the credit is paid for,
 * it costs the same in truth and is optimal there.
 */
import type { ItemProblem } from '../item.ts';
import type { LevelProblem } from './line.ts';

export interface KeepingProblem {
  readonly problem: LevelProblem;
  /** First day at whose end ordered goods can go to waste; Infinity: none within the plan. */
  readonly firstWaste: number;
}

/** @returns undefined where the argument does not hold for the costs of the problem. */
export function withoutShelfLives(problem: ItemProblem): KeepingProblem | undefined {
  const { days, options, holdingCost, shortageCost, belowSafetyCost, wasteCost, endValue, morningCost } = problem;
  let firstWaste = Infinity;
  for (const { lastDay, arrivalDay } of options) {
    if (lastDay < days) firstWaste = Math.min(firstWaste, Math.max(lastDay, arrivalDay));
  }
  if (firstWaste === Infinity) return { problem, firstWaste };
  if (holdingCost < 0 || shortageCost < 0 || belowSafetyCost < 0 || morningCost?.some((cost) => cost < 0))
    return undefined;

  let keeping = holdingCost * (days - firstWaste) - wasteCost;
  if (morningCost) for (let day = firstWaste + 1; day < days; day++) keeping += morningCost[day];
  const endCredit = Math.max(0, keeping - endValue);
  if (problem.shortage === 'lost' && keeping > shortageCost) return undefined;
  if (problem.shortage === 'backorder' && keeping - endValue > holdingCost + shortageCost) return undefined;
  return {
    problem: {
      ...problem,
      endCredit,
      options: options.map((option) => (option.lastDay < days ? { ...option, lastDay: Infinity } : option)),
      morningLimit: problem.morningLimit?.map((limit, day) => (day > firstWaste ? Infinity : limit)),
    },
    firstWaste,
  };
}
