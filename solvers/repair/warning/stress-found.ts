/** A stress point as it is found, in indices and seconds. */
import type { RepairStressPoint } from '../../../models/repair-warning.ts';

export interface Found {
  readonly indicator: RepairStressPoint['indicator'];
  readonly loads: readonly number[];
  /** Seconds. */
  readonly slack: number;
  readonly message: string;
}

export function loadsWhere(count: number, look: (load: number) => Found | undefined): Found[] {
  const found: Found[] = [];
  for (let load = 0; load < count; load++) {
    const one = look(load);
    if (one) found.push(one);
  }
  return found;
}

/** For messages. */
export const inMinutes = (seconds: number): string => `${Math.round(seconds / 6) / 10} min`;
