import type { DispatchInstance, Placement } from '../../../solvers/dispatch/instance.ts';

export interface EngineCase {
  readonly name: string;
  readonly instance: DispatchInstance;
  readonly known: number;
  /** The figure that the set compares, from the cost of the dense form. */
  value(cost: number): number;
  /** Share by which that falls short of the best known. */
  gap(cost: number): number;
  /** Rules of the set broken by an answer, found without the dense form. */
  check(placements: readonly Placement[], cost: number): string[];
}
