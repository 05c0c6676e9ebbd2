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
  readonly isTransfer: boolean;
}

/** Id of the plant that stands for the truck a load is transferred from; numbered where a shift has it from a repair before. */
export function transferPlant({ problem }: RunningPlan, { id }: Running): string {
  const taken = new Set(problem.shift.plants.map((plant) => plant.id));
  const first = `transfer:${id}`;
  if (!taken.has(first)) return first;
  let number = 2;
  while (taken.has(`${first}:${number}`)) number++;
  return `${first}:${number}`;
}

export function fixedNow(plan: RunningPlan, rescues: readonly Rescued[]): FixedLoad[] {
  const { loads } = plan;
  const kept = loads
    .filter(({ state }) => state === 'done' || state === 'under-way')
    .map(
      (load): FixedLoad => ({
        ...{ order: load.order, truck: load.truck, plant: load.plant, dock: load.planned.dock },
        ...{ volumeM3: load.litres / 1000, loadStart: load.loadStart, unloadStart: load.unloadStart },
        ...{ load, isRescue: false, isTransfer: false },
      }),
    );
  const rescued = rescues.map(({ load, action, order, truck, loadStart, unloadStart }): FixedLoad => {
    const rescue = { isRescue: true, isTransfer: action === 'transfer' };
    const from =
      action === 'transfer'
        ? { plant: transferPlant(plan, load), dock: 0 }
        : { plant: load.plant, dock: load.planned.dock };
    return { order, truck, ...from, volumeM3: load.litres / 1000, loadStart, unloadStart, load, ...rescue };
  });
  return [...kept, ...rescued];
}

/** Litres of fixed loads, by order. */
export function litresByOrder(fixed: readonly FixedLoad[]): Map<string, number> {
  const litres = new Map<string, number>();
  for (const { order, volumeM3 } of fixed) litres.set(order, (litres.get(order) ?? 0) + litresOf(volumeM3));
  return litres;
}

/** As a load that can be laid out, by its name in the plan that runs. */
export const timedLoad = ({ order, truck, plant, dock, volumeM3, loadStart, unloadStart, load }: FixedLoad) => ({
  ...{ id: load.id, order, truck, plant, dock, volumeM3, loadStart, unloadStart },
});
