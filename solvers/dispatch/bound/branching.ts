/**
 * Branch and bound on which orders are served: the relaxation may serve a half of an order in a half of its plans, a branch
 * may not. The open branch with the lowest bound is what is proved, so it is the one that is split next; prices are handed
 * down, and a few rounds of ascent suit them to the branch.
 */
import { type Ascent, ascend } from './ascent.ts';
import type { Decision } from './order-program.ts';
import type { Relaxation } from './relaxation.ts';

export interface BranchingOptions {
  /** Rounds of ascent that may be spent. */
  readonly rounds: number;
  shouldStop(): boolean;
  /** Bounds are multiples of this, where they can be known to be; else 0. */
  readonly quantum: number;
}

interface Branch {
  readonly decisions: readonly Decision[];
  readonly bound: number;
  readonly prices: Float64Array;
  readonly servedShare: Float64Array;
}

/** Rounds per branch; more would be spent better on more branches. */
const roundsOfBranch = 24;

/** @returns a bound no lower than that of the root, and the rounds that were spent. */
export function branch(
  relaxation: Relaxation,
  root: Ascent,
  options: BranchingOptions,
): { bound: number; rounds: number } {
  const open: Branch[] = [{ ...root, decisions: relaxation.programs.map((): Decision => 'free') }];
  let proved = root.bound;
  let rounds = 0;
  const up = (bound: number) =>
    options.quantum > 0 ? Math.ceil(bound / options.quantum - 1e-6) * options.quantum : bound;
  while (rounds + 2 * roundsOfBranch <= options.rounds && !options.shouldStop()) {
    const at = lowest(open);
    const { [at]: parent } = open;
    const order = mostUndecided(relaxation, parent);
    if (order < 0) break;
    open.splice(at, 1);
    for (const decision of ['served', 'out'] as const) {
      const decisions = parent.decisions.with(order, decision);
      relaxation.decide(decisions);
      // A tenth of what is missing more than the parent is as good as any more: such a branch is split late or never.
      const step = Math.max(options.quantum, 0.1 * Math.abs(parent.bound));
      const found = ascend(relaxation, parent.prices, {
        rounds: roundsOfBranch,
        shouldStop: options.shouldStop,
        enough: parent.bound + step,
        tied: false,
        aim: 0.3 * step,
        leastAim: 0,
      });
      rounds += found.rounds;
      open.push({ ...found, decisions, bound: Math.max(parent.bound, up(found.bound)) });
    }
    proved = open[lowest(open)].bound;
  }
  relaxation.decide(relaxation.programs.map((): Decision => 'free'));
  return { bound: Math.max(root.bound, proved), rounds };
}

function lowest(open: readonly Branch[]): number {
  let at = 0;
  for (let i = 1; i < open.length; i++) if (open[i].bound < open[at].bound) at = i;
  return at;
}

/** The order served in about half of the plans, of the most cost; -1 where all are decided. */
function mostUndecided({ programs }: Relaxation, { decisions, servedShare }: Branch): number {
  let chosen = -1;
  let most = -1;
  programs.forEach((program, i) => {
    if (decisions[i] !== 'free' || program.kinds.length === 0) return;
    const score = (0.01 + Math.min(servedShare[i], 1 - servedShare[i])) * Math.abs(program.outCost);
    if (score <= most) return;
    most = score;
    chosen = i;
  });
  return chosen;
}
