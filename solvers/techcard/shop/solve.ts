/**
 * The flexible job shop: tabu search inside a small population whose members are relinked in pairs, beside a lower
 * bound from the machines' loads.
 *
 * @see Peng, Lü and Cheng (2015), Computers & Operations Research 53:154-164.
 */
import type { StopReason } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { lowerBoundOf } from './bound.ts';
import { construct, type FirstPlan, fromStarts } from './construct.ts';
import { destructiveBound, provePlan } from './exact.ts';
import { ShopGraph, type StoredPlan } from './graph.ts';
import type { ShopProblem } from './problem.ts';
import { between, distance } from './relinking.ts';
import { TabuSearch } from './tabu.ts';
import { Watch } from './watch.ts';

export type { ShopProblem, ShopSetups } from './problem.ts';

export interface ShopResult {
  /** By operation. */
  readonly starts: Int32Array;
  /** By operation: index of the alternative chosen, as in ShopProblem.alternativeMachine. */
  readonly alternatives: Int32Array;
  readonly objective: number;
  readonly lowerBound: number;
  /** Moves of the search: the unit of Budget.maxIterations. */
  readonly iterations: number;
  readonly endedBy: StopReason;
}

export interface ShopHooks {
  onIncumbent?(starts: Int32Array, alternatives: Int32Array, objective: number, lowerBound: number): void;
  readonly warmStart?: { readonly starts: ArrayLike<number>; readonly alternatives: ArrayLike<number> };
}

/** Few, so that some ten seconds see several generations. */
const populationSize = 10;
/** One refutation does not look at the clock: at this size it takes some ten milliseconds. */
const mostOperationsToRefute = 500;
/** Shops of more operations are not searched for a proof: its nodes would be far from enough. */
const mostOperationsToProve = 60;
/** A relinked plan lies this far on the way from one parent to the other. */
const leastShare = 0.3;
const mostShare = 0.7;
/** So many relinked plans without a better population, and a new one begins. */
const mostStaleChildren = 4 * populationSize;
const firstProofNodes = 20_000;
/** Each time the population has run dry the proof gets more nodes: search and proof take about equal shares. */
const proofGrowth = 3;
/** Moves without a better plan after which a tabu search gives up. */
const patience = 2500;
/** A move costs several times as much where tails are kept by job. */
const tardyPatience = 1000;

export function solveShop(problem: ShopProblem, budget: Budget, hooks: ShopHooks = {}): ShopResult {
  const graph = new ShopGraph(problem);
  const reader = new ShopGraph(problem);
  const rng = new Rng(budget.seed);
  const startsOf = (plan: StoredPlan): Int32Array => {
    reader.load(plan.order, plan.alternatives);
    return reader.head.slice();
  };
  const watch = new Watch(budget, lowerBoundOf(problem), (plan) =>
    hooks.onIncumbent?.(startsOf(plan), plan.alternatives, plan.objective, watch.lowerBound),
  );
  const { warmStart } = hooks;
  const first = warmStart
    ? fromStarts(problem, warmStart.starts, warmStart.alternatives)
    : construct(problem, graph.index, rng, 0);
  graph.load(first.order, first.alternatives);
  watch.report(graph.store());
  search(graph, rng, watch, first);
  const best = watch.best as StoredPlan;
  return {
    starts: startsOf(best),
    alternatives: best.alternatives,
    objective: best.objective,
    lowerBound: watch.lowerBound,
    iterations: watch.moves,
    endedBy: watch.endedBy ?? 'iterations',
  };
}

/** Rounds of: a population of searched plans, proofs, and relinked pairs until the population runs dry. */
function search(graph: ShopGraph, rng: Rng, watch: Watch, first: FirstPlan): void {
  const { problem, index } = graph;
  const tabu = new TabuSearch(graph, rng, watch);
  const improve = (plan: FirstPlan): StoredPlan => {
    graph.load(plan.order, plan.alternatives);
    return tabu.run(problem.tardinessWeight === 0 ? patience : tardyPatience);
  };
  let population: StoredPlan[] = [];
  let nodes = firstProofNodes;
  while (!watch.isOver()) {
    while (population.length < populationSize && !watch.isOver())
      population.push(improve(population.length === 0 ? first : construct(problem, index, rng, rng.float())));
    prove(graph, watch, nodes);
    nodes *= proofGrowth;
    let stale = 0;
    while (!watch.isOver() && stale < mostStaleChildren) {
      const a = rng.below(population.length);
      const b = (a + 1 + rng.below(population.length - 1)) % population.length;
      const share = leastShare + (mostShare - leastShare) * rng.float();
      const child = improve(between(population[a], population[b], share, rng));
      stale = admit(population, child, problem.alternativeMachine) ? 0 : stale + 1;
    }
    population = [watch.best as StoredPlan];
  }
}

/** Puts a plan unlike all members in the place of the worst one that it does not fall behind. @returns true when it is better. */
function admit(population: StoredPlan[], plan: StoredPlan, machineOf: Int32Array): boolean {
  let worst = 0;
  for (let k = 1; k < population.length; k++) if (population[k].objective > population[worst].objective) worst = k;
  const replaced = population[worst].objective;
  if (plan.objective > replaced || population.some((member) => distance(plan, member, machineOf) === 0)) return false;
  population[worst] = plan;
  return plan.objective < replaced;
}

/** Raises the bound by refutation, and settles small shops for good. */
function prove(graph: ShopGraph, watch: Watch, nodes: number): void {
  const { makespanWeight, tardinessWeight, setups } = graph.problem;
  if (tardinessWeight > 0 || watch.isOver()) return;
  if (graph.index.operations > mostOperationsToRefute) return;
  const best = (watch.best as StoredPlan).objective / makespanWeight;
  watch.raiseBound(makespanWeight * destructiveBound(graph.problem, watch.lowerBound / makespanWeight, best, watch));
  if (graph.index.operations > mostOperationsToProve || setups !== undefined) return;
  if (provePlan(graph, watch, nodes)) watch.raiseBound((watch.best as StoredPlan).objective);
}
