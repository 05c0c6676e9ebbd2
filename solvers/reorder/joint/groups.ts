/** Solves each group of connected items by itself, without the limits that join all. */
import type { Budget } from '../../solver.ts';
import { purchaseCost } from '../item/evaluate.ts';
import type { ItemProblem, ItemResult } from '../item/item.ts';
import { components, partOf } from './components.ts';
import { type Instance, instanceOf } from './instance.ts';
import type { JointOptions, JointProblem, JointResult } from './joint.ts';
import { quantitiesOf } from './pool.ts';
import type { Oracle } from './relax.ts';
import { leastFor } from './respond.ts';
import { Search } from './search.ts';
import type { SearchResult } from './search-result.ts';

export interface GroupsAnswer {
  /** By item; empty where a group has no plan yet. */
  readonly quantities: readonly Float64Array[];
  readonly cost: number;
  readonly lowerBound: number;
  readonly iterations: number;
  /** By option of the whole problem without its limits: shares of the lines at the bounds. */
  readonly shares: Float64Array;
}

export interface GroupsOptions {
  readonly warmStart?: JointOptions['warmStart'];
  /** Told of plans of all groups. */
  readonly onIncumbent?: (found: GroupsFound) => void;
  /** Iterations that one group may use; absent: all that there are. */
  readonly mostIterations?: number;
}

export interface GroupsFound {
  readonly cost: number;
  readonly lowerBound: number;
  /** By item; made when asked for, as not all that is found is looked at. */
  quantities(): Float64Array[];
}

/** A group on its way. */
interface Part {
  readonly group: readonly number[];
  readonly instance: Instance;
  /** Absent once it is done, for its memory. */
  search?: Search;
  readonly turn: Turn;
  known: Pick<SearchResult, 'found' | 'lowerBound'>;
}

export function solveGroups(
  problem: JointProblem,
  oracle: Oracle,
  budget: Budget,
  { warmStart, onIncumbent, mostIterations = Infinity }: GroupsOptions,
): GroupsAnswer | NoPlan {
  const all = [...problem.items.keys()];
  const instance = instanceOf(partOf(problem, all));
  const shares = new Float64Array(instance.orderOf.length);
  const singles = solveSingles(instance, oracle, budget, shares);
  if ('infeasible' in singles) return singles;
  const parts: Part[] = [];
  const tell = () => {
    const found = onIncumbent && foundOf(singles, parts);
    if (found) onIncumbent(found);
  };
  // Each group's first plan before any group is improved: a plan of all is there as soon as can be.
  for (const group of singles.connected) {
    const own = group.length === all.length ? instance : instanceOf(partOf(problem, group));
    const turn = new Turn(budget);
    let isOpen = false;
    const part: Part = { group, instance: own, turn, known: { lowerBound: -Infinity } };
    const search = new Search(own, oracle, turn, {
      warmStart: warmStart && group.map((item) => warmStart[item]),
      onIncumbent: (found, lowerBound) => {
        part.known = { found, lowerBound: Math.max(lowerBound, part.known.lowerBound) };
        if (isOpen) tell();
      },
    });
    const result = search.open();
    if (result.impossible) return noPlan(group, result);
    part.known = result;
    part.search = search;
    isOpen = true;
    parts.push(part);
  }
  if (parts.length > 0) tell();
  let left = singles.connected.reduce((sum, { length }) => sum + length, 0);
  let iterations = 0;
  for (const part of parts) {
    const { group, turn } = part;
    const share = group.length === all.length ? budget : partOfBudget(budget, group.length / left, iterations);
    turn.allow({ ...share, maxIterations: Math.min(share.maxIterations, mostIterations) });
    const result = part.search!.run();
    part.search = undefined;
    part.known = result;
    left -= group.length;
    iterations += result.iterations;
    if (result.impossible || (!result.found && result.lowerBound === Infinity)) return noPlan(group, result);
    for (let at = 0; at < group.length; at += 1)
      shares.set(
        result.multipliers.share.subarray(part.instance.optionFrom[at], part.instance.optionFrom[at + 1]),
        instance.optionFrom[group[at]],
      );
  }
  const found = foundOf(singles, parts);
  if (found) return { ...found, quantities: found.quantities(), iterations, shares };
  const lowerBound = parts.reduce((sum, { known }) => sum + known.lowerBound, singles.lowerBound);
  return { quantities: [], cost: Infinity, lowerBound, iterations, shares };
}

type NoPlan = Extract<JointResult, { infeasible: true }>;

function noPlan(group: readonly number[], { impossible }: SearchResult): NoPlan {
  if (!impossible) return { infeasible: true, obstacle: { limit: 'together' } };
  const { item, day, short } = impossible;
  return { infeasible: true, obstacle: { limit: 'item', item: group[item], day, short } };
}

/** The plan of all groups; undefined while one has none. */
function foundOf(singles: Singles, parts: readonly Part[]): GroupsFound | undefined {
  let { cost, lowerBound } = singles;
  for (const { known } of parts) {
    if (!known.found) return undefined;
    cost += known.found.cost;
    lowerBound += known.lowerBound;
  }
  const quantities = () => {
    const all = [...singles.quantities];
    for (const { known, group, instance } of parts)
      for (const column of known.found!.columns) all[group[column.item]] = quantitiesOf(instance, column);
    return all;
  };
  return { cost, lowerBound, quantities };
}

/** A budget that a search keeps while what it allows changes: the whole for the first plan, a share when its turn comes. */
class Turn implements Budget {
  readonly seed: number;
  readonly gap: number;
  #now: Budget;

  constructor(first: Budget) {
    this.#now = first;
    this.seed = first.seed;
    this.gap = first.gap;
  }

  allow(next: Budget): void {
    this.#now = next;
  }

  get maxIterations(): number {
    return this.#now.maxIterations;
  }

  readonly shouldStop = (): boolean => this.#now.shouldStop();
  readonly remainingMs = (): number => this.#now.remainingMs();
}

interface Singles {
  /** By item; empty places where an item is connected with others. */
  readonly quantities: Float64Array[];
  readonly cost: number;
  readonly lowerBound: number;
  readonly connected: readonly (readonly number[])[];
}

/** Items that stand alone: they are quick, and what time is left is for the others. */
function solveSingles(instance: Instance, oracle: Oracle, budget: Budget, shares: Float64Array): Singles | NoPlan {
  const single: Budget = { ...budget, maxIterations: Infinity, gap: 0, onIncumbent: undefined };
  const quantities: Float64Array[] = [];
  const connected: number[][] = [];
  let cost = 0;
  let lowerBound = 0;
  for (const group of components(instance)) {
    const [item] = group;
    const answer = group.length === 1 ? alone(instance, item, oracle, single) : undefined;
    if (!answer) {
      connected.push(group);
      continue;
    }
    if ('infeasible' in answer)
      return { infeasible: true, obstacle: { limit: 'item', item, day: answer.day, short: answer.short } };
    quantities[item] = answer.quantities;
    for (let option = instance.optionFrom[item]; option < instance.optionFrom[item + 1]; option += 1)
      if (instance.orderOf[option] >= 0) shares[option] = instance.orderCost[instance.orderOf[option]];
    cost += answer.cost;
    lowerBound += answer.lowerBound;
  }
  return { quantities, cost, lowerBound, connected };
}

/**
 * An item whose orders have one possible line each: the order's cost is the line's, its least value the line's.
 * @returns undefined where that is not so, or the least value does not come out right by a least quantity alone.
 */
function alone(instance: Instance, item: number, oracle: Oracle, budget: Budget): ItemResult | undefined {
  const { items, optionFrom, orderOf, orderFrom, orderCost, leastValue } = instance;
  const problem = items[item];
  const first = optionFrom[item];
  let changed: ItemProblem = problem;
  if (orderOf.subarray(first, optionFrom[item + 1]).some((order) => order >= 0)) {
    const options = [];
    for (let local = 0; local < problem.options.length; local += 1) {
      const option = problem.options[local];
      const order = orderOf[first + local];
      if (order < 0) {
        options.push(option);
        continue;
      }
      if (orderFrom[order + 1] - orderFrom[order] > 1) return undefined;
      if (leastValue[order] > 0 && leastFor(option, leastValue[order]) > option.least) return undefined;
      options.push({ ...option, lineCost: option.lineCost + orderCost[order] });
    }
    changed = { ...problem, options };
  }
  const answer = oracle(changed, budget);
  if ('infeasible' in answer) return answer;
  for (let local = 0; local < problem.options.length; local += 1) {
    const order = orderOf[first + local];
    const amount = answer.quantities[local];
    // A price break can make more of it worth less.
    if (order >= 0 && amount > 0 && purchaseCost(problem.options[local], amount) < leastValue[order]) return undefined;
  }
  return answer;
}

/** A share of the time left and of the iterations left. */
export function partOfBudget(budget: Budget, share: number, used = 0): Budget {
  const reserve = budget.remainingMs() * (1 - share);
  return {
    ...budget,
    maxIterations: Math.max(0, Math.floor((budget.maxIterations - used) * share)),
    shouldStop: () => budget.shouldStop() || (share < 1 && budget.remainingMs() < reserve),
  };
}
