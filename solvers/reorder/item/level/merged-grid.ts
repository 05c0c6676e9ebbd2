/**
 * One class of levels for lost sales, as a bound.
 *
 * After a day that lost sales, stock is 0, and levels go on from there in steps of the unit: each such day begins a class
 * of its own, and tables grow with the number of days. Where losing sales does not pay, that is for nothing. Here a day
 * that loses sales leads to the next level of the one class instead, which gives less than a unit of stock away. Every
 * decision can be followed with that much more stock; what was given away serves a sale that was lost, or is left at the
 * end, so it costs at most
 *   keep[day] = sum over days from then on of (holding + morning cost) - min(shortageCost, endValue + endCredit)
 * per milli, which is taken off the cost of the day where it is positive. So the bound is below the cost of every
 * decision, and the best decision here that gives nothing away is optimal.
 *
 * Sales lost before anything can arrive are no choice: the class begins after them.
 */
import { emptyLevels, type LevelClass, type LevelGrid } from './grid.ts';
import type { LevelLine, LevelProblem } from './line.ts';

/**
 * @returns undefined where it would be no bound, or there are more than `most` levels.
 */
export function mergedGrid(
  problem: LevelProblem,
  line: LevelLine,
  unit: number,
  reach: number,
  most: number,
): LevelGrid | undefined {
  const { days, options, shortage, morningLimit } = problem;
  if (shortage !== 'lost' || reach / unit > most) return undefined;
  if (morningLimit?.some((limit) => limit < Infinity)) return undefined;
  const keep = keepCosts(problem);
  if (!keep) return undefined;

  const firstArrival = options.reduce((first, { arrivalDay }) => Math.min(first, arrivalDay), days);
  const empty = emptyLevels(problem, line);
  const emptyAt = new Int32Array(days).fill(-1);
  const gift = new Float64Array(days);
  const levels = [0];
  const classes: LevelClass[] = [];
  for (let day = 0; day < firstArrival; day++) {
    if (empty[day] < levels[levels.length - 1]) continue;
    if (empty[day] > levels[levels.length - 1]) {
      classes.push({ start: levels.length - 1, end: levels.length });
      levels.push(empty[day]);
    }
    emptyAt[day] = levels.length - 1;
  }
  const start = levels.length - 1;
  const begin = levels[start];
  for (let level = begin + unit; level < reach + unit; level += unit) levels.push(level);
  classes.push({ start, end: levels.length });
  for (let day = firstArrival; day < days; day++) {
    if (empty[day] < begin) continue;
    const steps = Math.ceil((empty[day] - begin) / unit);
    emptyAt[day] = start + steps;
    gift[day] = (begin + steps * unit - empty[day]) * keep[day];
  }
  return { unit, levels: Float64Array.from(levels), classes, even: true, emptyAt, gift };
}

function keepCosts({
  days,
  holdingCost,
  morningCost,
  shortageCost,
  belowSafetyCost,
  endValue,
  endCredit = 0,
}: LevelProblem): Float64Array | undefined {
  if (holdingCost < 0 || belowSafetyCost < 0 || morningCost?.some((cost) => cost < 0)) return undefined;
  const keep = new Float64Array(days);
  let kept = -Math.min(shortageCost, endValue + endCredit);
  for (let day = days - 1; day >= 0; day--) {
    kept += holdingCost + (morningCost ? morningCost[day] : 0);
    keep[day] = Math.max(0, kept);
  }
  return keep;
}
