/**
 * Levels at which the cost of a plan has a kink, pulled back to each step: where an option has too many multiples to try
 * them all, only quantities that reach such a level, or a bound of the option, can be in some best plan.
 *
 * Why: with the bounds and the segment of each order fixed, cost is linear in the quantities within each cell cut out by
 * the kinks (stock just used up, wanted stock just there, stock just usable in time, morning just full), so that some
 * best plan is a vertex. With one shelf life every kink fixes a sum of consecutive orders, so that a vertex splits into
 * runs of orders at their bounds with one kink each. Pulling a kink back through demand, given lots and the bounds of
 * later orders gives every level that an order can aim at.
 * @see Florian and Klein (1971), Deterministic production planning with concave costs and capacity constraints,
 *   Management Science 18(1):12-20, theorem 1 (runs between regeneration points).
 */
import type { OrderOption } from '../item.ts';
import { type Choices, mostOwed } from './choices.ts';
import { type FefoInstance, usableUntil } from './instance.ts';

export interface Levels {
  /** Net levels to aim at, by stage, after its deliveries. */
  readonly after: readonly Float64Array[];
  /** Quantities at a bound of the option, by option; empty where all multiples are tried. */
  readonly bounds: readonly (readonly number[])[];
  /** Proved: some best plan uses these levels and bounds only. */
  readonly complete: boolean;
}

/** More levels than this of one step are not followed. */
const mostLevels = 400;
/** More bounds than this of one option are not followed. */
const mostBounds = 12;

export function levelsOf(instance: FefoInstance, choices: readonly Choices[]): Levels {
  const { stages, problem, days, entering } = instance;
  const after: Float64Array[] = new Array(stages.length);
  const bounds = choices.map((choice) => (choice.complete ? [] : boundsOf(problem.options[choice.option], choice)));
  let complete = isSimple(instance, choices);
  let levels = new Set<number>();
  for (let at = stages.length - 1; at >= 0; at -= 1) {
    const { day, option, opens, closes } = stages[at];
    if (closes) {
      levels.add(0);
      if (problem.belowSafetyCost > 0) levels.add(problem.safety[day]);
      levels = shifted(levels, problem.demand[day]);
      addMorningKinks(instance, day, levels);
    }
    const range = rangeOf(instance, day);
    levels = new Set([...levels].filter((level) => level >= range.least && level <= range.most));
    const pulled = [...levels];
    after[at] = Float64Array.from(pulled.sort((a, b) => a - b));
    if (option >= 0) {
      const steps = choices[option].complete ? [...choices[option].quantities] : bounds[option];
      if (steps.length > mostBounds) complete = false;
      for (const step of steps.slice(0, mostBounds))
        for (const level of pulled) {
          if (levels.size < mostLevels) levels.add(level - step);
          else complete = false;
        }
    }
    if (opens) {
      addGivenKinks(instance, day, levels);
      levels = shifted(levels, -entering[day]);
    }
  }
  return { after: days === 0 ? [] : after, bounds, complete };
}

/**
 * Bounds that a vertex can sit on. Left out: one pack as the least order, for an order of nothing costs no more; the
 * beginning of a segment whose line lies above the one before it there (incremental breaks); the end of one that goes on
 * cheaper.
 */
function boundsOf(option: OrderOption, { quantities, must }: Choices): number[] {
  const { segments, least, greatest, pack } = option;
  const found = new Set<number>(quantities);
  if (least > pack || must) found.add(least);
  segments.forEach((segment, index) => {
    const before = segments[index - 1];
    const next = segments[index + 1];
    const from = Math.ceil(Math.max(segment.from, least) / pack) * pack;
    const to = Math.floor(Math.min(segment.to, greatest) / pack) * pack;
    if (from > to) return;
    if (
      before &&
      from > least &&
      !(
        segment.price <= before.price &&
        lineAt(segment, from) >= lineAt(before, from) - 1e-9 * Math.abs(lineAt(before, from))
      )
    )
      found.add(from);
    const goesOn =
      next && next.price <= segment.price && lineAt(next, next.from) <= lineAt(segment, next.from) * (1 + 1e-12);
    if (!goesOn && Number.isFinite(to)) found.add(to);
  });
  return [...found].sort((a, b) => a - b);
}

function lineAt({ fixed, price }: { fixed: number; price: number }, quantity: number): number {
  return fixed + price * quantity;
}

/** The argument above needs orders that are used last, no doomed stock in the state, and data in whole packs. */
function isSimple(instance: FefoInstance, choices: readonly Choices[]): boolean {
  const { problem, morning, evening, threshold, doomDays } = instance;
  if (choices.every(({ complete }) => complete)) return true;
  if (doomDays.length > 0 || evening.some(({ length }) => length > 1)) return false;
  const usedEarlier = problem.options.some(
    ({ arrivalDay, lastDay }, option) =>
      arrivalDay < problem.days && lastDay >= arrivalDay && threshold[option] !== morning[arrivalDay].at(-1),
  );
  if (usedEarlier) return false;
  const packs = choices.filter(({ complete }) => !complete).map(({ option }) => problem.options[option].pack);
  const numbers = [
    ...problem.demand,
    ...problem.given.map(({ quantity }) => quantity),
    problem.backOrders,
    ...(problem.belowSafetyCost > 0 ? problem.safety : []),
    ...(instance.limited ? (problem.morningLimit ?? []) : []).filter(Number.isFinite),
    ...problem.options.filter(({ arrivalDay }) => arrivalDay < problem.days).map(({ pack }) => pack),
  ];
  return packs.every((pack) => numbers.every((number) => number % pack === 0));
}

function shifted(levels: Set<number>, by: number): Set<number> {
  const moved = new Set<number>();
  for (const level of levels) moved.add(level + by);
  return moved;
}

function addMorningKinks(instance: FefoInstance, day: number, levels: Set<number>): void {
  for (const last of instance.morning[day]) if (last < instance.days) levels.add(usableUntil(instance, day, last));
  const limit = instance.problem.morningLimit?.[day] ?? Infinity;
  if (limit < Infinity) levels.add(limit);
}

/** Where given lots that are used earlier than others stop being usable in full; as total levels before the orders. */
function addGivenKinks(instance: FefoInstance, day: number, levels: Set<number>): void {
  for (const last of instance.morning[day].subarray(0, -1)) {
    let above = 0;
    for (const { threshold, quantity, usable } of instance.entries[day])
      if (usable && threshold > last) above += quantity;
    levels.add(usableUntil(instance, day, last) + above);
  }
}

function rangeOf(instance: FefoInstance, day: number): { least: number; most: number } {
  // A morning limit can stop orders that are left over and pay all the same.
  const useful = instance.demandBefore[instance.days] - instance.demandBefore[day] + instance.safetyFrom[day];
  const most = instance.limited ? Infinity : useful;
  return { least: -mostOwed(instance, day), most };
}
