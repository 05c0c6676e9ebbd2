/**
 * Exact search for one item with anything `ItemProblem` allows: lots that expire, lost sales, limits of a morning.
 *
 * A narrow pass of the label setting finds a plan to begin with, a relaxation gives the least cost of every rest, and the
 * full pass keeps what may still be better. It is exact unless labels had to be cut by number, the caller stopped it, or
 * an option has too many multiples and its levels are not provably enough; then `lowerBound` says how far it may be off.
 */
import type { Budget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemProblem, ItemResult, OrderOption } from '../item.ts';
import { type Completion, completionOf } from './bound.ts';
import { type Choices, choicesOf, within } from './choices.ts';
import { Days } from './day.ts';
import { type FefoInstance, fefoInstance } from './instance.ts';
import { levelsOf } from './levels.ts';
import { type SearchInput, type SearchResult, search } from './search.ts';

/** What one solve came to. */
export interface FefoReport {
  readonly result: ItemResult;
  readonly labels: number;
}

/** Most labels of a step; some hundred bytes each. */
const widest = 20000;
/** Labels of a step in the pass that finds the first plan. */
const narrow = 12;
/** Plans that are not better by this fraction are not looked for. */
const better = 1e-11;

/**
 * @returns the best decision and what is proved of it, or infeasible: no decision keeps to the shortage rule and limits.
 */
export function solveFefo(problem: ItemProblem, budget: Budget): ItemResult {
  const instance = fefoInstance(problem);
  return solveChoices(
    instance,
    instance.problem.options.map((_, option) => choicesOf(instance, option)),
    budget,
  ).result;
}

/** The same over given choices: how alternatives are found. */
export function solveChoices(instance: FefoInstance, choices: readonly Choices[], budget: Budget): FefoReport {
  const { problem } = instance;
  const levels = choices.every(({ complete }) => complete) ? undefined : levelsOf(instance, choices);
  const completion = completionOf(instance, choices);
  const input: SearchInput = { instance, days: new Days(instance), choices, levels, completion };
  const first = firstPlan(input);
  const below = first.cost - better * (1 + Math.abs(first.cost));
  const full = search(input, { width: widest, below, shouldStop: () => budget.shouldStop() });
  const labels = first.labels + full.labels;
  const best = full.quantities ? full : first;
  if (!best.quantities) return { result: infeasible(input), labels };
  const quantities = best.quantities;
  orderTooLate(problem, quantities);
  const { cost } = evaluate(problem, quantities);
  return {
    result: { quantities, cost, lowerBound: boundOf(cost, full, completion, levels?.complete ?? true) },
    labels,
  };
}

function firstPlan(input: SearchInput): SearchResult {
  const shouldStop = () => false;
  const cheap = search(input, { width: narrow, below: Infinity, shouldStop });
  return cheap.quantities ? cheap : search(input, { width: narrow, below: Infinity, byCover: true, shouldStop });
}

function boundOf(cost: number, full: SearchResult, completion: Completion, complete: boolean): number {
  const cut = complete ? full.cutBound : -Infinity;
  return Math.min(cost, Math.max(cut, completion.root));
}

/** The day on which even the largest orders fall short, and by how much. */
function infeasible(input: SearchInput): ItemResult {
  const largest = search(
    { ...input, completion: undefined },
    { width: narrow, below: Infinity, byCover: true, shouldStop: () => false },
  );
  return {
    infeasible: true,
    day: Math.max(0, largest.failedDay),
    short: Number.isFinite(largest.failedShort) ? largest.failedShort : 0,
  };
}

/** Orders that arrive after the plan are paid for and seen no more: only what must be ordered is, where it costs least. */
function orderTooLate({ options, days }: ItemProblem, quantities: Float64Array): void {
  options.forEach((option, index) => {
    if (option.arrivalDay < days) return;
    quantities[index] = cheapestOrder(option);
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
