/**
 * The days of one item's problem laid out for the search.
 *
 * Net usable stock is kept as cumulative levels: C_e = usable milli with last day <= e, less back orders, for the
 * thresholds e that still matter. First-expired-first-out issue makes two facts exact, and both keep the state small:
 *
 * - What cannot be used any more is known at once. Stock that has to be used by day e can never serve more than the
 *   demand of the days up to e, so C_e is cut to D(t..e) as soon as it exceeds it. The excess is doomed: nothing that
 *   comes later brings it back, because later lots with an earlier last day only push more out. Its holding, morning
 *   and waste costs until day e are linear and are charged when it is cut; see {@link doomCost}.
 * - Two thresholds can be told apart only by a later lot that is used before the second of them. All thresholds up to
 *   the earliest last day of what may still come are one. With a single shelf life the whole state is one number.
 *
 * @see Nahmias (1982), Perishable inventory theory: a review, Operations Research 30(4):680-708, section 1.
 */
import type { ItemProblem } from '../item.ts';

/** A given lot as it enters a morning. */
export interface Entry {
  /** Threshold it belongs to; `days` where it lasts beyond the plan. */
  readonly threshold: number;
  readonly quantity: number;
  readonly usable: boolean;
}

/** One step of the search: an option, or a day without any. */
export interface Stage {
  readonly day: number;
  /** Index of the option; -1 on a day without deliveries. */
  readonly option: number;
  /** First of its day: given lots enter before it. */
  readonly opens: boolean;
  /** Last of its day: demand is served after it. */
  readonly closes: boolean;
}

export interface FefoInstance {
  readonly problem: ItemProblem;
  readonly days: number;
  /** Demand before each day: `demandBefore[b + 1] - demandBefore[a]` is that of days a..b. */
  readonly demandBefore: Float64Array;
  readonly morningCostBefore: Float64Array;
  /** Days with wanted stock before each day; 0 throughout where missing it costs nothing. */
  readonly safetyDaysBefore: Int32Array;
  /** Greatest wanted stock from each day on. */
  readonly safetyFrom: Float64Array;
  readonly entries: readonly (readonly Entry[])[];
  /** Milli of the usable given lots of each day. */
  readonly entering: Float64Array;
  readonly stages: readonly Stage[];
  /** Thresholds that are told apart during each day, and after it, ascending; the last one stands for the total. */
  readonly morning: readonly Int32Array[];
  readonly evening: readonly Int32Array[];
  /** Least last day of the usable lots that may enter on a day; Infinity where none may. */
  readonly leastEntering: Float64Array;
  /** Threshold of each option, `days` where its goods last beyond the plan. */
  readonly threshold: Int32Array;
  /** Doomed stock counts towards safety stock and morning limits: where there are any, it belongs to the state. */
  readonly limited: boolean;
  readonly wanted: boolean;
  /** Last days of the doomed stock that is kept apart, ascending; empty where it does not matter. */
  readonly doomDays: Int32Array;
}

export function fefoInstance(problem: ItemProblem): FefoInstance {
  const { days, demand, morningCost, morningLimit, options } = problem;
  const demandBefore = prefixSums(days, (day) => demand[day]);
  const morningCostBefore = prefixSums(days, (day) => morningCost?.[day] ?? 0);
  const wanted = problem.belowSafetyCost > 0 && problem.safety.some((level) => level > 0);
  const limited = morningLimit?.some((limit) => limit < Infinity) ?? false;
  const safetyDaysBefore = Int32Array.from(prefixSums(days, (day) => (wanted && problem.safety[day] > 0 ? 1 : 0)));
  const safetyFrom = new Float64Array(days + 1);
  for (let day = days - 1; day >= 0; day -= 1)
    safetyFrom[day] = Math.max(safetyFrom[day + 1], wanted ? problem.safety[day] : 0);
  const entries: Entry[][] = Array.from({ length: days }, () => []);
  const entering = new Float64Array(days);
  for (const { day: given, quantity, lastDay } of problem.given) {
    if (given >= days || quantity <= 0) continue;
    const day = Math.max(0, given);
    entries[day].push({ threshold: thresholdOf(day, lastDay, days), quantity, usable: lastDay >= day });
    if (lastDay >= day) entering[day] += quantity;
  }
  const threshold = Int32Array.from(options, ({ arrivalDay, lastDay }) => thresholdOf(arrivalDay, lastDay, days));
  const layout = thresholds(problem, entries, threshold);
  const tracked = limited || wanted;
  return {
    problem,
    days,
    demandBefore,
    morningCostBefore,
    safetyDaysBefore,
    safetyFrom,
    entries,
    entering,
    stages: stagesOf(problem),
    ...layout,
    threshold,
    limited,
    wanted,
    doomDays: tracked
      ? doomDaysOf(
          entries,
          threshold,
          options.map(({ arrivalDay }) => arrivalDay),
          days,
        )
      : new Int32Array(0),
  };
}

/**
 * Cost from the morning of `day` on of one milli that stands then, is used by nobody and goes to waste on `lastDay`:
 * h (e - t) + sum of the morning costs of t..e + waste.
 */
export function doomCost(instance: FefoInstance, day: number, lastDay: number): number {
  const { problem, morningCostBefore } = instance;
  const mornings = morningCostBefore[lastDay + 1] - morningCostBefore[day];
  return problem.holdingCost * (lastDay - day) + mornings + problem.wasteCost;
}

/** Cost from the morning of `day` on of one milli that stands then and is still there after the last day. */
export function keepCost(instance: FefoInstance, day: number): number {
  const { problem, morningCostBefore, days } = instance;
  const mornings = morningCostBefore[days] - morningCostBefore[day];
  return problem.holdingCost * (days - day) + mornings - problem.endValue;
}

/** Most that a milli doomed on `day` can save by standing in for safety stock until it goes. */
export function doomCredit(instance: FefoInstance, day: number, lastDay: number): number {
  const { problem, safetyDaysBefore } = instance;
  return problem.belowSafetyCost * (safetyDaysBefore[lastDay] - safetyDaysBefore[day]);
}

/** D(t..e): most that stock with last day `threshold` can serve from `day` on; Infinity where it outlasts the plan. */
export function usableUntil(instance: FefoInstance, day: number, threshold: number): number {
  if (threshold >= instance.days) return Infinity;
  return instance.demandBefore[threshold + 1] - instance.demandBefore[day];
}

/** Goods that come too late to be used are waste of the day they come on. */
function thresholdOf(day: number, lastDay: number, days: number): number {
  return Math.min(days, Math.max(day, lastDay));
}

function prefixSums(days: number, of: (day: number) => number): Float64Array {
  const sums = new Float64Array(days + 1);
  for (let day = 0; day < days; day += 1) sums[day + 1] = sums[day] + of(day);
  return sums;
}

function stagesOf(problem: ItemProblem): Stage[] {
  const stages: Stage[] = [];
  const { days, options } = problem;
  const ofDay: number[][] = Array.from({ length: days }, () => []);
  options.forEach(({ arrivalDay }, option) => {
    if (arrivalDay < days) ofDay[arrivalDay].push(option);
  });
  for (let day = 0; day < days; day += 1) {
    const here = ofDay[day].length > 0 ? ofDay[day] : [-1];
    here.forEach((option, at) => {
      stages.push({ day, option, opens: at === 0, closes: at === here.length - 1 });
    });
  }
  return stages;
}

function thresholds(problem: ItemProblem, entries: readonly (readonly Entry[])[], threshold: Int32Array) {
  const { days, options } = problem;
  const coming: Set<number>[] = Array.from({ length: days }, () => new Set());
  for (let day = 0; day < days; day += 1)
    for (const entry of entries[day]) if (entry.usable) coming[day].add(entry.threshold);
  options.forEach(({ arrivalDay, lastDay }, option) => {
    if (arrivalDay < days && lastDay >= arrivalDay) coming[arrivalDay].add(threshold[option]);
  });
  const leastEntering = Float64Array.from(coming, (set) => Math.min(Infinity, ...set));
  const leastLater = new Float64Array(days + 1).fill(Infinity);
  for (let day = days - 1; day >= 0; day -= 1) leastLater[day] = Math.min(leastLater[day + 1], leastEntering[day]);
  const morning: Int32Array[] = [];
  const evening: Int32Array[] = [];
  let standing: number[] = [];
  for (let day = 0; day < days; day += 1) {
    const present = [...new Set([...standing, ...coming[day]])].sort((a, b) => a - b);
    if (present.length === 0) present.push(days);
    morning.push(Int32Array.from(present));
    const left = present.filter((last) => last > day);
    const merged = left.filter((last) => last <= leastLater[day + 1]).length;
    standing = left.slice(Math.max(0, merged - 1));
    if (standing.length === 0) standing = [days];
    evening.push(Int32Array.from(standing));
  }
  return { morning, evening, leastEntering };
}

function doomDaysOf(
  entries: readonly (readonly Entry[])[],
  threshold: Int32Array,
  arrivals: readonly number[],
  days: number,
): Int32Array {
  const last = new Set<number>();
  for (const day of entries) for (const entry of day) last.add(entry.threshold);
  threshold.forEach((value, option) => {
    if (arrivals[option] < days) last.add(value);
  });
  return Int32Array.from([...last].filter((day) => day < days).sort((a, b) => a - b));
}
