/** What a stage's bound rests on, in whole numbers: enough for somebody else to check it without trusting the search. */
import type { Multipliers } from './multipliers.ts';
import type { PatternProblem } from './problem.ts';
import type { SideRow } from './side-rows.ts';

/** The end of a part of the tree: no plan under these branches is as good as the target. */
export interface ClosedLeaf {
  /** From the root down; each is the rule of its parent's split with one of the two halves of its values. */
  readonly branches: readonly SideRow[];
  readonly multipliers: Multipliers;
  /** Multipliers of cuts and branches, where not zero. */
  readonly side: readonly { readonly row: SideRow; readonly multiplier: number }[];
}

/**
 * No plan costs at most `target` steps: the leaves cover all plans, and each leaf's multipliers prove a bound above the
 * target over the patterns that matter. Where `listed` is there, those are the patterns whose reduced cost at its
 * multipliers is at most target * scale less the bound these prove, and that leave at most `mostWaste` of room
 * (pool.ts); without it, all patterns.
 */
export interface StageProof {
  readonly problem: PatternProblem;
  readonly target: number;
  readonly listed?: { readonly multipliers: Multipliers; readonly mostWaste: number };
  readonly leaves: readonly ClosedLeaf[];
}
