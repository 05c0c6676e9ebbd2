/**
 * Exact search for one item with anything `ItemProblem` allows: lots that expire, lost sales, limits of a morning.
 *
 * Passes of the label setting, each wider than the one before, with a relaxation's least cost of every rest. A pass that
 * cuts nothing by width is exact; most end after the second with a few dozen labels, because the first plan and the bound
 * are close. The answer is proved unless the widest pass had to cut, the caller stopped it, or an option has too many
 * multiples to try and its levels are not provably enough; then `lowerBound` says how far it may be off.
 */
import type { Budget } from '../../../solver.ts';
import { evaluateInPlace } from '../evaluate.ts';
import type { ItemDecision, ItemProblem, ItemResult, OrderOption } from '../item.ts';
import { type Completion, completionOf } from './bound.ts';
import { type Choices, choicesOf, within } from './choices.ts';
import { Days } from './day.ts';
import { type FefoInstance, fefoInstance } from './instance.ts';
import { levelsOf } from './levels.ts';
import { type SearchInput, type SearchResult, search } from './search.ts';

/** What is known before the search. */
export interface FefoHint {
  /** A feasible decision to improve on. */
  readonly decision?: ItemDecision;
  /** No decision costs less: proved elsewhere, say by a relaxation without shelf lives. */
  readonly lowerBound?: number;
  /** Least costs of the rest with all choices that there are, and maybe more: made once for many restrictions. */
  readonly completion?: () => Completion;
}

/** What one solve came to. */
export interface FefoReport {
  readonly result: ItemResult;
  /** Cost as the labels have it: that of the result, summed in another order. */
  readonly labelCost: number;
  /** Labels of all passes. */
  readonly labels: number;
}

/**
 * Most labels of a step, pass by pass. Over random weeks of daily deliveries a first pass of 2 to 4 costs least in all:
 * 1 leaves the second pass ten times the labels now and then, 16 costs more than the second pass saves.
 */
const widths = [3, 150, 2000];
/** Labels of a step where nothing but a feasible plan is looked for. */
const coverWidth = 1000;
/** Plans that are not better by this fraction are not looked for. */
const better = 1e-11;

/**
 * @returns the best decision and what is proved of it; or infeasible: no decision keeps to the shortage rule and limits.
 *   That is proved too, except where morning limits meet options of too many multiples, when no plan was found.
 */
export function solveFefo(problem: ItemProblem, budget: Budget, hint: FefoHint = {}): ItemResult {
  const instance = fefoInstance(problem);
  const choices = problem.options.map((_, option) => choicesOf(instance, option));
  return solveChoices(instance, choices, budget, hint).result;
}

/** The same over given choices: how alternatives are found. */
export function solveChoices(
  instance: FefoInstance,
  choices: readonly Choices[],
  budget: Budget,
  hint: FefoHint = {},
): FefoReport {
  const { problem } = instance;
  const levels = choices.every(({ complete }) => complete) ? undefined : levelsOf(instance, choices);
  // Levels that are provably enough leave few labels, and bounds would cost more than they save.
  const completion = levels?.complete ? undefined : (hint.completion?.() ?? completionOf(instance, choices));
  const input: SearchInput = { instance, days: new Days(instance), choices, levels, completion };
  const { best, cut, ...spent } = widen(input, budget, known(problem, hint));
  if (!best) return { result: infeasible(input), ...spent };
  const quantities = best;
  orderTooLate(problem, quantities);
  const { cost } = evaluateInPlace(problem, quantities);
  const proved = Math.max(hint.lowerBound ?? -Infinity, !levels || levels.complete ? cut : -Infinity);
  if (proved >= cost) return { result: { quantities, cost, lowerBound: cost }, ...spent };
  const root = Math.max((completion ?? completionOf(instance, choices)).root, anyQuantityBound(instance, choices));
  return { result: { quantities, cost, lowerBound: Math.min(cost, Math.max(proved, root)) }, ...spent };
}

/**
 * Least cost if options of too many multiples could be ordered in any quantity between their bounds; -Infinity where
 * that is not simple enough either. Much sharper than the lattice where packs are small and demand is no whole number.
 */
function anyQuantityBound({ problem }: FefoInstance, choices: readonly Choices[]): number {
  if (choices.every(({ complete }) => complete)) return -Infinity;
  const options = problem.options.map(({ segments, ...option }) => {
    // Between the end of a segment and the next one there is no multiple of the pack; now there is a quantity.
    const joined = segments.map((segment, at) => ({
      ...segment,
      to: at + 1 < segments.length ? segments[at + 1].from - 1 : segment.to,
    }));
    return { ...option, pack: 1, segments: joined };
  });
  const instance = fefoInstance({ ...problem, options });
  const relaxed = options.map((_, option) => ({
    ...choicesOf(instance, option, undefined, 0),
    must: choices[option].must,
  }));
  const levels = levelsOf(instance, relaxed);
  if (!levels.complete) return -Infinity;
  const input: SearchInput = { instance, days: new Days(instance), choices: relaxed, levels };
  const { cost, cutBound } = search(input, {
    width: widths[widths.length - 1],
    below: Infinity,
    shouldStop: () => false,
  });
  // Labels sum the same money in another order.
  return cutBound === Infinity && cost < Infinity ? cost - 1e-10 * (1 + Math.abs(cost)) : -Infinity;
}

interface Known {
  readonly quantities?: Float64Array;
  readonly cost: number;
}

function known(problem: ItemProblem, { decision }: FefoHint): Known {
  if (!decision) return { cost: Infinity };
  const { cost, broken } = evaluateInPlace(problem, decision.quantities);
  return broken.length > 0 ? { cost: Infinity } : { cost, quantities: Float64Array.from(decision.quantities) };
}

interface Widened {
  readonly best?: Float64Array;
  readonly labelCost: number;
  readonly cut: number;
  readonly labels: number;
}

/** @returns best plan found, and the least bound of all that the last pass left out. */
function widen(input: SearchInput, budget: Budget, from: Known): Widened {
  let best = from.quantities;
  let cost = from.cost;
  let labels = 0;
  let cut = -Infinity;
  // Without bounds a narrow pass tells nothing that the widest does not.
  for (const width of input.completion ? widths : widths.slice(-1)) {
    const below = cost - (cost < Infinity ? better * (1 + Math.abs(cost)) : 0);
    const hasPlan = best !== undefined;
    const pass = search(input, { width, below, shouldStop: () => hasPlan && budget.shouldStop() });
    labels += pass.labels;
    if (pass.quantities) {
      best = pass.quantities;
      cost = pass.cost;
    }
    cut = Math.max(cut, pass.cutBound);
    if (pass.cutBound === Infinity || pass.stopped) break;
    best ??= anyPlan(input);
  }
  return { best, labelCost: cost, cut, labels };
}

/** A plan that stays as well covered as it can; without limits on the mornings there is none at all where it fails. */
function anyPlan(input: SearchInput): Float64Array | undefined {
  return cover(input).quantities;
}

function cover(input: SearchInput): SearchResult {
  const limits = { width: coverWidth, below: Infinity, byCover: true, shouldStop: () => false };
  return search({ ...input, completion: undefined }, limits);
}

/** The day on which even the largest orders fall short, and by how much. */
function infeasible(input: SearchInput): ItemResult {
  const { failedDay, failedShort } = cover(input);
  return { infeasible: true, day: Math.max(0, failedDay), short: Number.isFinite(failedShort) ? failedShort : 0 };
}

/** Orders that arrive after the plan are paid for and seen no more: only what must be ordered is, where it costs least. */
function orderTooLate({ options, days }: ItemProblem, quantities: Float64Array): void {
  options.forEach((option, index) => {
    if (option.arrivalDay >= days) quantities[index] = cheapestOrder(option);
  });
}

function cheapestOrder(option: OrderOption): number {
  let best = option.must ? Infinity : 0;
  let chosen = 0;
  for (const { from, to } of within(option))
    for (const quantity of [from, to]) {
      const segment = option.segments.find((part) => part.from <= quantity && quantity <= part.to);
      const cost = segment ? option.lineCost + segment.fixed + segment.price * quantity : Infinity;
      if (cost >= best) continue;
      best = cost;
      chosen = quantity;
    }
  return chosen;
}
