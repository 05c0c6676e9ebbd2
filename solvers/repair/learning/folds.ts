/** Which outcomes are judged by a model that has not seen them. */
import type { RepairOutcome } from '../../../models/repair-learning.ts';

export const foldCount = 5;

export interface Folds {
  /** Fold of each outcome, 0 to `foldCount` - 1. */
  readonly of: Uint8Array;
  /** Outcomes that differ in option or features. */
  readonly situations: number;
}

/**
 * Deals the outcomes out in turn, so that every fold has old and new ones. Outcomes of the same option with the same
 * features stay together: one of them in training would tell of the other, and the figures would flatter.
 */
export function foldsOf(history: readonly RepairOutcome[]): Folds {
  const foldOf = new Map<string, number>();
  const of = Uint8Array.from(history, ({ option, features }) => {
    const key = `${option} ${Object.values(features).join(' ')}`;
    const known = foldOf.get(key);
    if (known !== undefined) return known;
    const fold = foldOf.size % foldCount;
    foldOf.set(key, fold);
    return fold;
  });
  return { of, situations: foldOf.size };
}
