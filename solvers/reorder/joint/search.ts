/**
 * Branch and bound over one connected group of items: Lagrangean bounds, plans from local search over columns and from
 * best responses, branches on orders, then lines, then quantities, so that every group is solved to the end if time allows.
 */

import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { choose, type Decision, restrictedBy } from './branch.ts';
import { settleBudgetPrice } from './budget-price.ts';
import { climb, type Mixture, noMixture, rounded } from './climb.ts';
import { Improver } from './improve.ts';
import type { Instance } from './instance.ts';
import { isAllowed, mostCost, narrow } from './narrow.ts';
import { NodeHeap } from './node-heap.ts';
import { Plan } from './plan.ts';
import { type Column, Pool, quantitiesOf } from './pool.ts';
import {
  between,
  evenShares,
  type Multipliers,
  noMultipliers,
  noRestrictions,
  orderPrice,
  type Restrictions,
  scaled,
} from './price.ts';
import { Recreation } from './recreate.ts';
import { type Impossible, type Oracle, Relaxation, type Relaxed } from './relax.ts';
import { Responses } from './respond.ts';
import type { Found, SearchResult, Start } from './search-result.ts';

/** Bounds this close to the incumbent, relative to it, are taken for met: as exact as sums of doubles are. */
const exactness = 1e-9;
/** Rounds of the volume algorithm per bound evaluation. */
const climbRounds = 120;
/** Share of the way to the incumbent that one climb aims at (level method). */
const level = 0.5;
/** First step towards the multipliers of a climb, where amounts matter. */
const cautious = 0.35;
/** Farthest aim of a climb at the root, relative to its bound. */
const reachOfRoot = 0.2;
/** Bound evaluations of a node after the first. */
const nodeRounds = 6;
/** Bound evaluations of the root without progress after which it is branched on. */
const patience = 8;
/** Bound evaluations of the root while there is no plan: where there is none at all the bound climbs for ever. */
const roundsWithoutPlan = 40;
/** Item solves of ruin and recreate, by item: in a round of the root, and between root and branches. */
const shareOfRoot = 3;
const shareAfterRoot = 10;
/** Less progress than this share of what is missing is none. */
const progress = 0.01;

interface Node {
  readonly bound: number;
  readonly parent?: Node;
  readonly decision?: Decision;
  readonly multipliers: Multipliers;
}

interface Ascent {
  readonly bound: number;
  readonly multipliers: Multipliers;
  readonly mixture: Mixture;
  readonly relaxed: Relaxed;
}

export class Search {
  readonly #instance: Instance;
  readonly #budget: Budget;
  readonly #pool: Pool;
  readonly #relaxation: Relaxation;
  readonly #improver: Improver;
  readonly #responses: Responses;
  /** Only where there are limits of budget or space. */
  readonly #recreation: Recreation | undefined;
  readonly #rng: Rng;
  readonly #root: Restrictions;
  readonly #start: Start;
  #first: Relaxed | Impossible | undefined;
  #found: Found | undefined;
  #iterations = 0;
  #penalty = 1;
  #rootMultipliers: Multipliers;
  #lowerBound: number;
  readonly #mostCost: number;

  constructor(instance: Instance, oracle: Oracle, budget: Budget, start: Start = {}) {
    this.#instance = instance;
    this.#budget = budget;
    this.#start = start;
    this.#pool = new Pool(instance);
    this.#relaxation = new Relaxation(instance, oracle, budget, this.#pool);
    this.#rng = new Rng(budget.seed);
    this.#improver = new Improver(instance, this.#pool, this.#rng);
    this.#root = noRestrictions(instance);
    this.#rootMultipliers = noMultipliers(instance);
    this.#responses = new Responses(instance, this.#pool, this.#relaxation, this.#root, noMultipliers(instance));
    if (instance.budget < Infinity || instance.rows.length > 0)
      this.#recreation = new Recreation(instance, oracle, budget, this.#rng);
    this.#lowerBound = start.lowerBound ?? -Infinity;
    this.#mostCost = mostCost(instance);
  }

  /** First bound and first plan, however little time there is; `run` goes on from there. */
  open(): SearchResult {
    this.#first ??= this.#open();
    return this.#result('impossible' in this.#first ? this.#first : undefined);
  }

  run(): SearchResult {
    this.#first ??= this.#open();
    const first = this.#first;
    if ('impossible' in first) return this.#result(first);
    if (!this.#found && this.#start.isHopeless?.()) this.#lowerBound = Infinity;
    else if (!this.#isOver()) this.#branchAndBound(first);
    return this.#result();
  }

  #result(impossible?: Impossible): SearchResult {
    const lowerBound = impossible ? Infinity : Math.min(this.#lowerBound, this.#found?.cost ?? Infinity);
    return {
      ...(this.#found && { found: this.#found }),
      lowerBound,
      multipliers: this.#rootMultipliers,
      iterations: this.#iterations,
      ...(impossible && { impossible }),
    };
  }

  #open(): Relaxed | Impossible {
    const { warmStart, known } = this.#start;
    if (known) for (const column of known) this.#pool.add(column.item, quantitiesOf(this.#instance, column));
    if (warmStart) {
      const columns = warmStart.map((quantities, item) => this.#pool.add(item, quantities));
      if (columns.every((column) => column !== undefined)) this.#offer(columns);
    }
    this.#rootMultipliers = this.#start.shares
      ? { ...noMultipliers(this.#instance), share: this.#start.shares }
      : evenShares(this.#instance);
    const relaxed = this.#relaxation.evaluate(this.#rootMultipliers, this.#root, true)!;
    if ('impossible' in relaxed) return relaxed;
    this.#raise(relaxed.bound);
    this.#penalty = Math.max(1, Math.abs(relaxed.bound));
    this.#offer(relaxed.columns);
    const priced = this.#priceBudget(relaxed);
    if (priced !== relaxed) this.#improve(new Plan(this.#instance, priced.columns));
    if (!this.#found) this.#construct(priced.columns);
    return priced;
  }

  #priceBudget(first: Relaxed): Relaxed {
    let best = first;
    settleBudgetPrice(this.#instance.budget, first, (price) => {
      if (this.#isOver()) return undefined;
      const multipliers = { ...this.#rootMultipliers, budget: price };
      const relaxed = this.#evaluate(multipliers, this.#root);
      if (!relaxed || 'impossible' in relaxed) return undefined;
      if (relaxed.bound > best.bound) {
        best = relaxed;
        this.#rootMultipliers = multipliers;
        this.#raise(relaxed.bound);
      }
      return relaxed;
    });
    return best;
  }

  /**
   * A feasible plan from one that breaks limits, at growing prices of budget and penalties of all limits; some passes
   * only, as the search goes on looking for one.
   */
  #construct(columns: readonly Column[]): void {
    const { items, budget } = this.#instance;
    for (let item = 0; item < items.length; item += 1)
      this.#pool.add(item, new Float64Array(items[item].options.length));
    const least = this.#leastPlan(columns);
    // Where doing next to nothing is a plan, time that is up ends the passes.
    const canEnd = least.violation() === 0;
    const plan = new Plan(this.#instance, columns);
    for (let pass = 0; pass < 12 && !this.#found; pass += 1) {
      if (canEnd && pass > 0 && this.#budget.shouldStop()) break;
      const isDear = plan.value > budget;
      if (pass >= 4 && !isDear) break;
      const price = isDear ? 0.25 * 2 ** pass : 0;
      this.#respondAll(plan, this.#penalty * 4 ** pass, { ...this.#rootMultipliers, budget: price }, true);
      this.#offer(plan.chosen);
    }
    if (this.#found || !canEnd) return;
    this.#offer(least.chosen);
    this.#respondAll(least, this.#penalty * 4 ** 6, noMultipliers(this.#instance), true);
  }

  /** Nothing ordered where an item can do without, else what it would do. */
  #leastPlan(columns: readonly Column[]): Plan {
    const nothing = columns.map(
      (column) => this.#pool.columns[column.item].find(({ options }) => options.length === 0) ?? column,
    );
    return new Plan(this.#instance, nothing);
  }

  #branchAndBound(first: Relaxed): void {
    const root = this.#ascend(this.#root, this.#rootMultipliers, first, true);
    if (!root) return;
    if ('impossible' in root || (!this.#found && root.bound >= this.#mostCost)) {
      this.#lowerBound = Infinity;
      return;
    }
    this.#rootMultipliers = root.multipliers;
    this.#recreate(shareAfterRoot);
    const open = new NodeHeap<Node>();
    // Least bound of what was given up without being decided.
    let left = Infinity;
    const settle = () => {
      const lowest = Math.min(left, open.least, this.#found ? this.#found.cost : Infinity);
      this.#lowerBound = Math.max(this.#lowerBound, lowest);
    };
    const branch = (node: Node, restrictions: Restrictions, ascent: Ascent) => {
      if (ascent.bound >= this.#cutoff()) return;
      const plan = new Plan(this.#instance, ascent.relaxed.columns);
      const decisions = choose(this.#instance, restrictions, ascent.multipliers, ascent.mixture, plan);
      if (!decisions) {
        // All is decided: the items' answers are the plan, or there is none here.
        if (!this.#instance.amounts) left = Math.min(left, ascent.bound);
        else if (plan.violation() === 0) left = Math.min(left, Math.max(ascent.bound, plan.cost));
        return;
      }
      for (const decision of decisions)
        open.push({ bound: ascent.bound, parent: node, decision, multipliers: ascent.multipliers });
    };
    branch({ bound: root.bound, multipliers: root.multipliers }, this.#root, root);
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.bound >= this.#cutoff()) continue;
      this.#lowerBound = Math.max(this.#lowerBound, Math.min(left, node.bound));
      this.#recreate(nodeRounds * (this.#recreation?.share ?? 0));
      const restrictions = this.#isOver() ? undefined : this.#restrictionsOf(node);
      if (restrictions === 'empty') continue;
      const ascent = restrictions && this.#ascend(restrictions, node.multipliers, undefined, false);
      if (!ascent) {
        left = Math.min(left, node.bound);
        break;
      }
      if ('impossible' in ascent) continue;
      branch(node, restrictions, { ...ascent, bound: Math.max(ascent.bound, node.bound) });
    }
    settle();
  }

  /** Raises the bound at some restrictions; plans are looked for along the way. @returns undefined where it was stopped. */
  #ascend(
    restrictions: Restrictions,
    start: Multipliers,
    first: Relaxed | undefined,
    isRoot: boolean,
  ): Ascent | Impossible | undefined {
    const instance = this.#instance;
    let center = start;
    let relaxed = first ?? this.#evaluate(center, restrictions);
    if (!relaxed || 'impossible' in relaxed) return relaxed;
    let bound = relaxed.bound;
    let best = relaxed;
    let stalled = 0;
    // Prices of limits that join all overshoot while few columns are known.
    let pace = isRoot && instance.amounts ? cautious : 1;
    for (let round = 0; ; round += 1) {
      if (bound >= this.#cutoff()) return { bound, multipliers: center, mixture: noMixture, relaxed: best };
      // A poor incumbent, or none, would ask for steps that are far too long.
      const near = isRoot ? bound + reachOfRoot * Math.abs(bound) + 1 : Infinity;
      const aim = Math.min(near, this.#found ? this.#found.cost : this.#mostCost + 1);
      const columns = this.#allowed(restrictions, best.columns, relaxed.columns);
      const climbed = climb(
        instance,
        restrictions,
        columns,
        center,
        bound + (isRoot ? level : 1) * (aim - bound),
        climbRounds,
        () => this.#budget.shouldStop(),
      );
      const ascent = () => ({ bound, multipliers: center, mixture: climbed.mixture, relaxed: best });
      if (this.#isOver()) return ascent();
      if (isRoot) {
        // Ruin and recreate finds more in the same time, the local search from mixtures what it does not.
        if (!this.#recreation || !this.#found || round % 3 === 0) this.#lookForPlans(round, climbed.mixture);
        this.#recreate(shareOfRoot);
      }
      if (this.#isOver()) return ascent();
      if (
        isRoot
          ? stalled >= patience || (!this.#found && round >= roundsWithoutPlan)
          : round >= nodeRounds || stalled >= 2
      )
        return ascent();
      if (climbed.value <= bound + exactness * Math.max(1, Math.abs(bound))) return ascent();
      const at = pace === 1 ? climbed.multipliers : between(center, climbed.multipliers, pace);
      const next = this.#evaluate(at, restrictions);
      if (!next) return isRoot ? ascent() : undefined;
      if ('impossible' in next) return next;
      relaxed = next;
      const missing = aim - bound;
      stalled = next.bound - bound > progress * missing ? 0 : stalled + 1;
      if (next.bound > bound) {
        bound = next.bound;
        center = at;
        best = next;
        pace = Math.min(1, pace * 1.5);
        if (isRoot) {
          this.#raise(bound);
          this.#rootMultipliers = center;
        }
      } else pace = Math.max(0.2, pace * 0.7);
    }
  }

  /** Ruin and recreate from the best plan. @param share - item solves that it gets, by item. */
  #recreate(share: number): void {
    if (!this.#recreation || !this.#found) return;
    const items = Math.max(1, this.#instance.items.length);
    const solved = this.#recreation.run(
      items * Math.min(share, this.#budget.maxIterations - this.#iterations),
      () => ({
        best: this.#found!,
        lowerBound: this.#lowerBound,
        multipliers: this.#rootMultipliers,
        penalty: 30 * this.#penalty,
      }),
      () => this.#isOver(),
      ({ columns }) => this.#offer(columns),
    );
    this.#iterations += Math.ceil(solved / items);
  }

  #evaluate(multipliers: Multipliers, restrictions: Restrictions): Relaxed | Impossible | undefined {
    this.#iterations += 1;
    const relaxed = this.#relaxation.evaluate(multipliers, restrictions);
    if (relaxed && !('impossible' in relaxed)) this.#offer(relaxed.columns);
    return relaxed;
  }

  /** Columns that the restrictions allow, by item; what the items just answered is among them. */
  #allowed(restrictions: Restrictions, ...sure: (readonly Column[])[]): Column[][] {
    return this.#pool.columns.map((known, item) => {
      const allowed = known.filter((column) => isAllowed(this.#instance, restrictions, column));
      for (const columns of sure) if (!allowed.includes(columns[item])) allowed.push(columns[item]);
      return allowed;
    });
  }

  /** Plans near what the relaxation mixes. */
  #lookForPlans(round: number, mixture: Mixture): void {
    const plan = new Plan(this.#instance, rounded(mixture));
    this.#improve(plan);
    if (this.#instance.amounts ? round % 2 === 0 : round % 4 === 3) {
      this.#respondAll(plan, this.#penalty, this.#rootMultipliers, false);
      this.#improve(plan);
    }
    this.#solveOn(mixture.placed, 0.3 + 0.4 * this.#rng.float());
    if (!this.#found) return;
    const best = new Plan(this.#instance, this.#found.columns);
    if (round % 3 === 2) this.#improver.shake(best, this.#penalty, 0.15);
    this.#improve(best);
  }

  /** What each item does best where orders that the relaxation places mostly are paid for, and the others cost all they cost. */
  #solveOn(placed: Float64Array, threshold: number): void {
    const { orders, orderFrom, orderOptions } = this.#instance;
    const share = new Float64Array(this.#instance.orderOf.length);
    for (let order = 0; order < orders; order += 1) {
      if (placed[order] >= threshold) continue;
      const price = orderPrice(this.#instance, this.#rootMultipliers, order);
      for (let at = orderFrom[order]; at < orderFrom[order + 1]; at += 1) share[orderOptions[at]] = price;
    }
    const relaxed = this.#evaluate({ ...this.#rootMultipliers, share }, this.#root);
    if (!relaxed || 'impossible' in relaxed) return;
    this.#improve(new Plan(this.#instance, relaxed.columns));
  }

  /** Local search with limits that may be broken at a price, then with limits that are to be kept. */
  #improve(plan: Plan): void {
    const shouldStop = () => this.#budget.shouldStop();
    if (this.#instance.budget < Infinity || this.#instance.rows.length > 0) {
      plan.setPrices(scaled(this.#rootMultipliers, 0.9 + 0.4 * this.#rng.float()));
      this.#improver.improve(plan, this.#penalty, shouldStop);
      plan.setPrices(undefined);
      this.#offer(plan.chosen);
    }
    this.#improver.improve(plan, this.#penalty, shouldStop);
    if (plan.violation() === 0) {
      this.#penalty = Math.max(this.#penalty * 0.9, 1e-3 * Math.abs(this.#lowerBound));
      this.#offer(plan.chosen);
      return;
    }
    this.#penalty *= 1.3;
    this.#improver.improve(plan, this.#penalty * 30, shouldStop);
    this.#offer(plan.chosen);
  }

  #respondAll(plan: Plan, penalty: number, multipliers: Multipliers, mustEnd: boolean): void {
    // A first plan comes however little is allowed, and counts for nothing.
    if (!mustEnd) this.#iterations += 1;
    // What is left of space is a limit to each response; what is left of the budget only has a price.
    const { budget } = multipliers;
    const binding = plan.violation() > 0 ? multipliers : { ...noMultipliers(this.#instance), budget };
    const items = this.#rng.shuffle(Int32Array.from(plan.chosen.keys()));
    for (const item of items) {
      if (!mustEnd && this.#budget.shouldStop()) return;
      this.#responses.respond(plan, item, penalty, -1, binding);
    }
    this.#offer(plan.chosen);
  }

  #offer(columns: readonly Column[]): void {
    const plan = new Plan(this.#instance, columns);
    if (plan.violation() > 0 || (this.#found && plan.cost >= this.#found.cost)) return;
    this.#found = { columns: [...columns], cost: plan.cost };
    for (const column of columns) this.#pool.keep(column);
    this.#start.onIncumbent?.(this.#found, Math.min(this.#lowerBound, plan.cost));
  }

  #raise(bound: number): void {
    this.#lowerBound = Math.max(this.#lowerBound, bound);
  }

  #cutoff(): number {
    if (!this.#found) return this.#mostCost;
    return this.#found.cost - exactness * Math.max(1, Math.abs(this.#found.cost));
  }

  #isOver(): boolean {
    if (this.#iterations >= this.#budget.maxIterations || this.#budget.shouldStop()) return true;
    if (!this.#found) return false;
    const gap = this.#found.cost - this.#lowerBound;
    return gap <= Math.max(this.#budget.gap, exactness) * Math.max(1e-9, Math.abs(this.#found.cost));
  }

  #restrictionsOf(node: Node): Restrictions | 'empty' {
    const path: Decision[] = [];
    for (let at: Node | undefined = node; at?.decision; at = at.parent) path.push(at.decision);
    // The latest decision about a quantity is the narrowest.
    const restrictions = restrictedBy(this.#root, path.reverse());
    return narrow(this.#instance, restrictions) ? restrictions : 'empty';
  }
}
