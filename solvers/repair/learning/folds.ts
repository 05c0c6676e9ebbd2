/** Which outcomes are judged by a model that has not seen them. */
import { RepairFeatures, type RepairOutcome, repairOptionNames } from '../../../models/repair-learning.ts';

const featureNames = RepairFeatures.keyof().options;

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
  const foldOf = new Map<number, number>();
  const of = Uint8Array.from(history, (outcome) => {
    const key = situationKey(outcome);
    const known = foldOf.get(key);
    if (known !== undefined) return known;
    const fold = foldOf.size % foldCount;
    foldOf.set(key, fold);
    return fold;
  });
  return { of, situations: foldOf.size };
}

const numbers = new Float64Array(1);
const halves = new Uint32Array(numbers.buffer);

/**
 * A hash (FNV-1a over 32-bit words) of option and features; as text, keys would take as long as all else that is learned.
 * Two situations that happen to share one share a fold, which does no harm.
 */
function situationKey({ option, features }: RepairOutcome): number {
  let hash = repairOptionNames.indexOf(option);
  for (const name of featureNames) {
    numbers[0] = features[name];
    hash = Math.imul(hash ^ halves[0], 16_777_619);
    hash = Math.imul(hash ^ halves[1], 16_777_619);
    hash ^= hash >>> 15;
  }
  return hash;
}
