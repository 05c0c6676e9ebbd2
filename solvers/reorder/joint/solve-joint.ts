/**
 * Many items that share orders, money and space: split into groups that nothing connects, each solved by itself; what
 * joins all of them is looked at only where the groups' plans break it.
 */
import type { Budget } from '../../solver.ts';
import { type GroupsAnswer, partOfBudget, solveGroups } from './groups.ts';
import { type Instance, instanceOf } from './instance.ts';
import type { JointAnswer, JointObstacle, JointOptions, JointProblem, JointResult, ShadowPrices } from './joint.ts';
import { obstacleOf } from './obstacle.ts';
import { Plan } from './plan.ts';
import { type Column, columnOf, quantitiesOf } from './pool.ts';
import { type Multipliers, noMultipliers } from './price.ts';
import type { Oracle } from './relax.ts';
import { type Found, Search } from './search.ts';

/** Share of time and iterations for the groups where there are limits that join all. */
const shareOfGroups = 0.3;
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
  const tell =
    onIncumbent &&
    ((found: Found, bound: number, instance: Instance) =>
      onIncumbent(answerOf(instance, found, bound, noMultipliers(instance), 0)));
  const groups = solveGroups(problem, oracle, isJoined ? partOfBudget(budget, shareOfGroups) : budget, {
    warmStart,
    ...(!isJoined && { onIncumbent: tell }),
  });
  if ('infeasible' in groups) return groups;
  const { quantities, cost, lowerBound, iterations } = groups;
  if (!isJoined) {
    if (quantities.length < problem.items.length) return { unknown: true, lowerBound, iterations };
    return { quantities, cost, lowerBound: Math.min(lowerBound, cost), multipliers: freeOf(problem), iterations };
  }
  return together(problem, oracle, budget, groups, warmStart, tell);
}

/** All items at once, with all limits, unless the groups' plans keep them anyway. */
function together(
  problem: JointProblem,
  oracle: Oracle,
  budget: Budget,
  groups: GroupsAnswer,
  warmStart: JointOptions['warmStart'],
  tell: ((found: Found, bound: number, instance: Instance) => void) | undefined,
): JointResult {
  const instance = instanceOf(problem);
  const known: Column[] = [];
  for (let item = 0; item < groups.quantities.length; item += 1) {
    const column = columnOf(instance, item, groups.quantities[item]);
    if (column) known.push(column);
  }
  const isWhole = known.length === problem.items.length;
  const plan = isWhole ? new Plan(instance, known) : undefined;
  const isKept = plan?.violation() === 0;
  if (plan && isKept && plan.cost - groups.lowerBound <= Math.max(budget.gap, exactness) * Math.abs(plan.cost)) {
    const lowerBound = Math.min(groups.lowerBound, plan.cost);
    return answerOf(
      instance,
      { columns: known, cost: plan.cost },
      lowerBound,
      noMultipliers(instance),
      groups.iterations,
    );
  }
  const left = { ...budget, maxIterations: Math.max(0, budget.maxIterations - groups.iterations) };
  let obstacle: JointObstacle | undefined;
  const result = new Search(instance, oracle, left, {
    warmStart,
    isHopeless: () => {
      obstacle = obstacleOf(problem, oracle, partOfBudget(budget, shareOfProof));
      return obstacle !== undefined;
    },
    known,
    lowerBound: groups.lowerBound,
    ...(tell && { onIncumbent: (found: Found, bound: number) => tell(found, bound, instance) }),
  }).run();
  const iterations = groups.iterations + result.iterations;
  if (result.found) return answerOf(instance, result.found, result.lowerBound, result.multipliers, iterations);
  if (obstacle) return { infeasible: true, obstacle };
  if (result.lowerBound === Infinity) return { infeasible: true, obstacle: { limit: 'together' } };
  return { unknown: true, lowerBound: result.lowerBound, iterations };
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
