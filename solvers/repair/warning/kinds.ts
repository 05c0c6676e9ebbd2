/** Numbers of each load, apart for each sort of limit that it can break. */
import type { RepairViolationKind } from '../../../models/repair-warning.ts';

export type NumbersByKind = Readonly<Record<RepairViolationKind, Float64Array>>;

/** @param count - of loads; all numbers are 0. */
export function numbersByKind(count: number): NumbersByKind {
  const numbers = () => new Float64Array(count);
  return {
    window: numbers(),
    gap: numbers(),
    lifetime: numbers(),
    shift: numbers(),
    hours: numbers(),
    lost: numbers(),
  };
}
