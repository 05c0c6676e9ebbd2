/**
 * Many items that share orders, money and space: split into groups that nothing connects, each solved by itself; what
 * joins all of them is looked at only where the groups' plans break it.
 */
import type { Budget } from '../../solver.ts';
import { type GroupsAnswer, type GroupsFound, partOfBudget, solveGroups } from './groups.ts';
import { type Instance, instanceOf } from './instance.ts';
import type { JointAnswer, JointObstacle, JointOptions, JointProblem, JointResult, ShadowPrices } from './joint.ts';
import { obstacleOf } from './obstacle.ts';
import { Plan } from './plan.ts';
import { type Column, columnOf, quantitiesOf } from './pool.ts';
import { type Multipliers, noMultipliers } from './price.ts';
import type { Oracle } from './relax.ts';
import { Search } from './search.ts';
import type { Found } from './search-result.ts';

/** Where there are limits that join all: share of time for the groups, and iterations of each, before the limits are looked at. */
const shareOfGroups = 0.3;
const firstIterations = 16;
/** Share of what is left for the groups once their plans keep the limits. */
const shareOfLonger = 0.8;
/** Share of the time left for proving that one limit alone excludes every plan. */
const shareOfProof = 0.3;
const exactness = 1e-9;

/**
 * @param oracle - exact or bounded search for one item; has to answer, with a plan and a bound, even when it is stopped.
 * @param budget - an iteration is a bound evaluation or a round of best responses: about one solve of each item.
 */
export function solveJoint(
  problem: JointProblem,
  oracle: Oracle,
  budget: Budget,
  { warmStart, onIncumbent }: JointOptions = {},
): JointResult {
  const isJoined = problem.budget < Infinity || problem.mostOrders < Infinity || problem.stockLimits.length > 0;
  let least = Infinity;
  const tell: Tell | undefined =
    onIncumbent &&
    ((found) => {
      // One part of the search tells what another told before.
      if (found.cost >= least) return;
      least = found.cost;
      onIncumbent(incumbent(problem, found));
    });
  if (isJoined) return joined(problem, oracle, budget, warmStart, tell);
  const groups = solveGroups(problem, oracle, budget, { warmStart, onIncumbent: tell });
  if ('infeasible' in groups) return groups;
  const { quantities, cost, lowerBound, iterations } = groups;
  if (quantities.length < problem.items.length) return { unknown: true, lowerBound, iterations };
  return { quantities, cost, lowerBound: Math.min(lowerBound, cost), multipliers: freeOf(problem), iterations };
}

type Tell = (found: GroupsFound) => void;

/** Its quantities are made when they are asked for: most of what is found on the way is better only by a little. */
function incumbent(problem: JointProblem, { cost, lowerBound, quantities }: GroupsFound): JointAnswer {
  return {
    get quantities() {
      return quantities();
    },
    cost,
    lowerBound: Math.min(lowerBound, cost),
    multipliers: freeOf(problem),
    iterations: 0,
  };
}

/** With limits that join all: first as if there were none, for as long as that keeps them. */
function joined(
  problem: JointProblem,
  oracle: Oracle,
  budget: Budget,
  warmStart: JointOptions['warmStart'],
  tell: Tell | undefined,
): JointResult {
  const instance = instanceOf(problem);
  const short = partOfBudget(budget, shareOfGroups);
  let groups = solveGroups(problem, oracle, short, { warmStart, mostIterations: firstIterations });
  if ('infeasible' in groups) return groups;
  let { iterations } = groups;
  let start = warmStart;
  let plan = planOf(instance, groups);
  if (plan?.violation() === 0) {
    if (isSettled(plan, groups.lowerBound, budget)) return unlimited(instance, plan, groups);
    const { cost, lowerBound, quantities } = groups;
    tell?.({ cost, lowerBound, quantities: () => [...quantities] });
    start = groups.quantities;
    const longer = solveGroups(problem, oracle, partOfBudget(budget, shareOfLonger, iterations), { warmStart: start });
    if ('infeasible' in longer) return longer;
    iterations += longer.iterations;
    groups = { ...longer, iterations, lowerBound: Math.max(groups.lowerBound, longer.lowerBound) };
    plan = planOf(instance, groups);
    if (plan?.violation() === 0) return unlimited(instance, plan, groups);
  }
  let obstacle: JointObstacle | undefined;
  const left = { ...budget, maxIterations: Math.max(0, budget.maxIterations - iterations) };
  const result = new Search(instance, oracle, left, {
    warmStart: start,
    known: plan?.chosen,
    shares: groups.shares,
    lowerBound: groups.lowerBound,
    isHopeless: () => {
      obstacle = obstacleOf(problem, oracle, partOfBudget(budget, shareOfProof));
      return obstacle !== undefined;
    },
    onIncumbent:
      tell &&
      (({ columns, cost }, lowerBound) =>
        tell({ cost, lowerBound, quantities: () => columns.map((column) => quantitiesOf(instance, column)) })),
  }).run();
  iterations += result.iterations;
  if (result.found) return answerOf(instance, result.found, result.lowerBound, result.multipliers, iterations);
  if (obstacle) return { infeasible: true, obstacle };
  if (result.lowerBound === Infinity) return { infeasible: true, obstacle: { limit: 'together' } };
  return { unknown: true, lowerBound: result.lowerBound, iterations };
}

/** The groups' plan in the whole problem; undefined where there is none. */
function planOf(instance: Instance, { quantities }: GroupsAnswer): Plan | undefined {
  if (quantities.length < instance.items.length) return undefined;
  const columns: Column[] = [];
  for (let item = 0; item < quantities.length; item += 1) {
    const column = columnOf(instance, item, quantities[item]);
    if (!column) return undefined;
    columns.push(column);
  }
  return new Plan(instance, columns);
}

function isSettled({ cost }: Plan, lowerBound: number, { gap }: Budget): boolean {
  return cost - lowerBound <= Math.max(gap, exactness) * Math.max(exactness, Math.abs(cost));
}

/** The limits that join all do not bind: what holds without them holds with them. */
function unlimited(instance: Instance, { chosen, cost }: Plan, { lowerBound, iterations }: GroupsAnswer): JointAnswer {
  return answerOf(instance, { columns: chosen, cost }, lowerBound, noMultipliers(instance), iterations);
}

function answerOf(
  instance: Instance,
  { columns, cost }: Found,
  lowerBound: number,
  { budget, mostOrders, stock }: Multipliers,
  iterations: number,
): JointAnswer {
  const multipliers: ShadowPrices = { budget, mostOrders, stock };
  return {
    quantities: columns.map((column) => quantitiesOf(instance, column)),
    cost,
    lowerBound: Math.min(lowerBound, cost),
    multipliers,
    iterations,
  };
}

function freeOf({ stockLimits }: JointProblem): ShadowPrices {
  return { budget: 0, mostOrders: 0, stock: stockLimits.map(({ limit }) => new Float64Array(limit.length)) };
}
