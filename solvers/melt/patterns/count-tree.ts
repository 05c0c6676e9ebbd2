/**
 * Branching on numbers of heats where the patterns are too many to be listed: by grade, by furnace, by both. Each node
 * is column generation with further limits, so that its bound is proved like the root's. This is what rounds up grade by
 * grade: 10.3 heats of one and 7.4 of another are 19, not 18.
 */
import type { MilpBackend } from '../../milp/milp.ts';
import type { Clock } from './clock.ts';
import { Dive, type PouredPattern } from './dive.ts';
import { ColumnGeneration, type Converged } from './generation.ts';
import { Master } from './master.ts';
import { cellSets, type Limit, type Pattern, type PatternProblem } from './problem.ts';
import type { ClosedLeaf } from './proof.ts';
import type { SideRow } from './side-rows.ts';

export interface CountTreeOptions {
  readonly target: number;
  readonly mostNodes: number;
  /** Patterns to begin with. */
  readonly known: readonly Pattern[];
  onPlan(plan: readonly PouredPattern[]): void;
}

/** @returns the leaves of a closed tree; undefined where a node stays open. */
export function closeByCounts(
  backends: readonly MilpBackend[],
  problem: PatternProblem,
  options: CountTreeOptions,
  clock: Clock,
): readonly ClosedLeaf[] | undefined {
  const { target } = options;
  const leaves: ClosedLeaf[] = [];
  const open: SideRow[][] = [[]];
  for (let nodes = 0; open.length > 0; nodes++) {
    if (nodes >= options.mostNodes || clock.expired) return undefined;
    const branches = open.pop()!;
    using master = new Master(backends, withBranches(problem, branches), clock);
    master.add(options.known);
    const generation = new ColumnGeneration(master, clock);
    const root = generation.run((_objective, proved) => proved > target);
    if (generation.provedSteps > target) {
      leaves.push(leafOf(problem, branches, generation));
      continue;
    }
    const split = root && splitOf(problem, master, root);
    if (!split) {
      const plan = root && new Dive(generation, clock).run({ target, discrepancies: 1 });
      if (plan) options.onPlan(plan);
      return undefined;
    }
    const { cells, heats } = split;
    const rule = { kind: 'cells', cells } as const;
    open.push([...branches, { rule, lower: -Infinity, upper: Math.floor(heats) }]);
    open.push([...branches, { rule, lower: Math.floor(heats) + 1, upper: Infinity }]);
  }
  return leaves;
}

function withBranches(problem: PatternProblem, branches: readonly SideRow[]): PatternProblem {
  const limits = branches.map(({ rule, lower, upper }): Limit => {
    const inSet = (index: number) => rule.kind === 'cells' && rule.cells.includes(index);
    const sign = Number.isFinite(upper) ? 1 : -1;
    return {
      coefficients: Float64Array.from(problem.cells, (_, index) => (inSet(index) ? sign : 0)),
      most: sign > 0 ? upper : -lower,
    };
  });
  return { ...problem, limits: [...problem.limits, ...limits] };
}

function leafOf(problem: PatternProblem, branches: readonly SideRow[], generation: ColumnGeneration): ClosedLeaf {
  const { scale, piece, limit } = generation.multipliers!;
  const own = problem.limits.length;
  return {
    branches,
    multipliers: { scale, piece, limit: limit.slice(0, own) },
    side: branches.flatMap((row, k) => {
      const multiplier = (Number.isFinite(row.upper) ? 1 : -1) * limit[own + k];
      return multiplier === 0 ? [] : [{ row, multiplier }];
    }),
  };
}

/** The first set of cells whose heats are not whole. */
function splitOf(problem: PatternProblem, { columns }: Master, { solution }: Converged) {
  for (const cells of cellSets(problem)) {
    let heats = 0;
    columns.forEach(({ cell }, column) => {
      if (cells.includes(cell)) heats += solution.values[column];
    });
    if (Math.abs(heats - Math.round(heats)) > 1e-4) return { cells, heats };
  }
  return undefined;
}
