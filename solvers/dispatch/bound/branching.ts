/**
 * Branch and bound on which orders are served, and whether early or late: the relaxation may serve a half of an order in a
 * half of its plans, or serve it half before and half after another one; a branch may not. The open branch with the lowest bound is what is proved, so it is the one that is split next; prices are handed
 * down, and a few rounds of ascent suit them to the branch.
 */
import { type Ascent, ascend } from './ascent.ts';
import { type Decision, undecided } from './order-program.ts';
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
  readonly startMean: Float64Array;
  readonly startSpread: Float64Array;
}

/** Rounds per branch; more would be spent better on more branches. */
const roundsOfBranch = 24;

/** @returns a bound no lower than that of the root, and the rounds that were spent. */
export function branch(
  relaxation: Relaxation,
  root: Ascent,
  options: BranchingOptions,
): { bound: number; rounds: number } {
  const open: Branch[] = [{ ...root, decisions: relaxation.programs.map(() => undecided) }];
  let proved = root.bound;
  let rounds = 0;
  const up = (bound: number) =>
    options.quantum > 0 ? Math.ceil(bound / options.quantum - 1e-6) * options.quantum : bound;
  while (rounds + 2 * roundsOfBranch <= options.rounds && !options.shouldStop()) {
    const at = lowest(open);
    const { [at]: parent } = open;
    const split = splitOf(relaxation, parent);
    if (!split) break;
    open.splice(at, 1);
    for (const decision of split.into) {
      const decisions = parent.decisions.with(split.order, decision);
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
  relaxation.decide(relaxation.programs.map(() => undecided));
  return { bound: Math.max(root.bound, proved), rounds };
}

function lowest(open: readonly Branch[]): number {
  let at = 0;
  for (let i = 1; i < open.length; i++) if (open[i].bound < open[at].bound) at = i;
  return at;
}

interface Split {
  readonly order: number;
  readonly into: readonly Decision[];
}

/** An order served in no fewer of the plans than this, and in no more than the rest, is split by whether it is. */
const undecidedShare = 0.08;

/** The order that the relaxation is least sure of; undefined where nothing is left to split. */
function splitOf({ programs }: Relaxation, branch: Branch): Split | undefined {
  let split: Split | undefined;
  let most = 0;
  programs.forEach((program, order) => {
    const decision = branch.decisions[order];
    if (program.kinds.length === 0 || decision.state === 'out') return;
    const share = branch.servedShare[order];
    const unsure = Math.min(share, 1 - share);
    if (decision.state === 'free' && unsure > undecidedShare) {
      const score = (1 + unsure) * Math.abs(program.outCost);
      if (score > most) {
        most = score;
        split = {
          order,
          into: [
            { ...decision, state: 'served' },
            { ...decision, state: 'out' },
          ],
        };
      }
      return;
    }
    // Times only where no order is undecided: spreads are shares of the order's own length of starts, below 1.
    const middle = Math.floor(branch.startMean[order]);
    if (!(branch.startSpread[order] >= 1) || middle < decision.from || middle >= decision.to) return;
    const score = (branch.startSpread[order] / program.startLength) * Math.abs(program.outCost);
    if (score > most) {
      most = score;
      split = {
        order,
        into: [
          { ...decision, to: middle },
          { ...decision, from: middle + 1 },
        ],
      };
    }
  });
  return split;
}
