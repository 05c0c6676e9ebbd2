/** Dispatching rules as keys of operations: among those that could start first, the one with the smallest key goes. */
import type { dispatchingRules } from '../../models/techcard.ts';
import type { Instance } from './instance.ts';
import { type Precedence, shortestDurations } from './precedence.ts';

export type Rule = (typeof dispatchingRules)[number];

/**
 * Keys by operation. That of `least-slack` leaves out the moment itself, which is the same for all that are compared; that
 * of `most-work-left` grows while the work of the piece is done, and holds for the beginning only.
 */
export function keysOf(instance: Instance, { tails }: Precedence, rule: Rule): Float64Array {
  const shortest = shortestDurations(instance);
  const { pieceOf, dues, weights } = instance;
  const work = rule === 'most-work-left' ? workOf(instance, shortest) : undefined;
  const keys: Record<Rule, (operation: number) => number> = {
    'first-permitted': (operation) => operation,
    'earliest-start': () => 0,
    'shortest-first': (operation) => shortest[operation],
    'longest-first': (operation) => -shortest[operation],
    'earliest-due': (operation) => dues[pieceOf[operation]],
    'least-slack': (operation) => dues[pieceOf[operation]] - tails[operation],
    'most-work-left': (operation) => -work![pieceOf[operation]],
    'highest-priority': (operation) => -weights[pieceOf[operation]],
    'longest-tail': (operation) => -tails[operation],
  };
  return Float64Array.from({ length: instance.operations }, (_, operation) => keys[rule](operation));
}

/** Seconds of work by piece, with the shortest modes. */
export function workOf({ pieces, pieceOf, operations }: Instance, shortest: Int32Array): Float64Array {
  const work = new Float64Array(pieces.length);
  for (let operation = 0; operation < operations; operation += 1) work[pieceOf[operation]] += shortest[operation];
  return work;
}
