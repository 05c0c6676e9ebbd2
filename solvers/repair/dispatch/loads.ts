/** Loads of the plan that runs, numbered as a dispatch plan numbers them, with their stages as planned. */

import type { z } from 'zod';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairReason } from '../../../models/repair.ts';
import type { Placement } from '../../dispatch/instance.ts';
import { loadName } from '../../dispatch/plan.ts';
import { routesOf, type Stages } from '../../dispatch/routes.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { Situation } from './situation.ts';

export type Reason = z.infer<typeof RepairReason>;

/** A load of the plan that runs. */
export interface RunningLoad {
  /** order/number */
  readonly id: string;
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  /** Of its plant, from 0. */
  readonly dock: number;
  readonly volumeM3: number;
  /** Planned, seconds from `shift.start`. */
  readonly loadStart: number;
  readonly unloadStart: number;
  /** As far as known: of loads that have started or are held, else as planned. */
  readonly actual: { readonly loadStart: number; readonly unloadStart: number; readonly unloadEnd: number };
  readonly state: 'done' | 'under-way' | 'open' | 'gone';
  readonly started: boolean;
  /** Not started, and kept on its truck by an unloading delay. */
  readonly held: boolean;
  /** Why it is no more as planned, where an event or fact hit it directly. */
  readonly hit?: Reason;
}

export interface PlannedLoad
  extends Pick<RunningLoad, 'id' | 'order' | 'truck' | 'plant' | 'dock' | 'volumeM3' | 'loadStart' | 'unloadStart'> {
  readonly plantPlace: string;
  readonly site: string;
  /** In the plan that runs. */
  readonly stages: Stages;
}

/** @returns all loads, by order as listed and number. */
export function plannedLoads({ problem, planned }: Pick<Situation, 'problem' | 'planned'>): PlannedLoad[] {
  const { shift, loads } = problem;
  const { instance } = planned;
  const ofOrder = new Map(shift.orders.map(({ id }) => [id, [] as Omit<PlannedLoad, 'id' | 'stages'>[]]));
  const placeOf = new Map(shift.plants.map(({ id, place }) => [id, place]));
  const siteOf = new Map(shift.orders.map(({ id, place }) => [id, place]));
  for (const { order, truck, plant, dock, volumeM3, loadStart, unloadStart } of loads)
    ofOrder.get(order)?.push({
      ...{ order, truck, plant, dock, volumeM3 },
      loadStart: secondsOf(shift, loadStart),
      unloadStart: secondsOf(shift, unloadStart),
      plantPlace: placeOf.get(plant) ?? '',
      site: siteOf.get(order) ?? '',
    });
  const numbered = [...ofOrder.values()].flatMap((ofOne) =>
    ofOne
      .sort((one, other) => one.unloadStart - other.unloadStart || one.loadStart - other.loadStart)
      .map((load, index) => ({ ...load, id: loadName(load.order, index + 1) })),
  );
  const placements = numbered.map((load): Placement => {
    const plant = planned.plantIndex.get(load.plant) ?? -1;
    return {
      order: planned.orderIndex.get(load.order) ?? -1,
      truck: planned.truckIndex.get(load.truck) ?? -1,
      plant,
      dock: Math.min(instance.dockFrom[plant] + load.dock, instance.dockFrom[plant + 1] - 1),
      volumeL: litresIn(load.volumeM3),
      loadStart: load.loadStart,
      unloadStart: load.unloadStart,
    };
  });
  const stagesOf = new Map(
    routesOf(instance, placements).flatMap(({ loads: ofTruck }) =>
      ofTruck.map((stages) => [stages.placement, stages] as const),
    ),
  );
  return numbered.map((load, index) => ({ ...load, stages: stagesOf.get(placements[index])! }));
}
