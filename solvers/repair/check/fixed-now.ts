/** Loads that are fixed in the shift as it is now: what started and goes on, what is held, and what is rescued. */
import type { DispatchGivenLoad } from '../../../models/dispatch.ts';
import { litresOf } from '../../dispatch/check/facts.ts';
import type { Running, RunningPlan } from './running.ts';

/** A rescue by transfer or diversion, in seconds. */
export interface Rescued {
  readonly load: Running;
  readonly action: 'transfer' | 'divert';
  readonly order: string;
  readonly truck: string;
  readonly loadStart: number;
  readonly unloadStart: number;
}

/** A fixed load of the shift as it is now, with all that there is to say of it. */
export interface FixedLoad extends Required<DispatchGivenLoad> {
  readonly loadStart: number;
  readonly unloadStart: number;
  /** Of the plan that runs, or rescued. */
  readonly load: Running;
  readonly isRescue: boolean;
}

export const transferPlant = (load: string): string => `transfer:${load}`;

export function fixedNow({ loads }: RunningPlan, rescues: readonly Rescued[]): FixedLoad[] {
  const kept = loads
    .filter(({ state }) => state === 'done' || state === 'under-way')
    .map(
      (load): FixedLoad => ({
        ...{ order: load.order, truck: load.truck, plant: load.plant, dock: load.planned.dock },
        ...{ volumeM3: load.litres / 1000, loadStart: load.loadStart, unloadStart: load.unloadStart },
        ...{ load, isRescue: false },
      }),
    );
  const rescued = rescues.map(({ load, action, order, truck, loadStart, unloadStart }): FixedLoad => {
    const from =
      action === 'transfer'
        ? { plant: transferPlant(load.id), dock: 0 }
        : { plant: load.plant, dock: load.planned.dock };
    return { order, truck, ...from, volumeM3: load.litres / 1000, loadStart, unloadStart, load, isRescue: true };
  });
  return [...kept, ...rescued];
}

/** Litres of fixed loads, by order. */
export function litresByOrder(fixed: readonly FixedLoad[]): Map<string, number> {
  const litres = new Map<string, number>();
  for (const { order, volumeM3 } of fixed) litres.set(order, (litres.get(order) ?? 0) + litresOf(volumeM3));
  return litres;
}
