/** The twelve inputs by which repairs are compared with past ones: of the loads that an option changes. */
import type { z } from 'zod';
import type { DispatchShiftPlan, DispatchTruck } from '../../../models/dispatch.ts';
import type { RepairFeatures } from '../../../models/repair-learning.ts';
import { shiftOf } from '../../dispatch/units.ts';
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';
import { priorityWeight } from './score.ts';

/** What a repair of a sort without a history can be relied on. */
const unknownReliability = 0.5;

export function featuresOf(
  { amended, current }: RepairContext,
  changed: readonly PairedLoad[],
  plan: DispatchShiftPlan,
  hired: readonly DispatchTruck[],
): z.infer<typeof RepairFeatures> {
  const { shift, now, problem } = amended;
  const orders = new Map(shift.orders.map((order) => [order.id, order]));
  const plants = new Map(shift.plants.map((plant) => [plant.id, plant]));
  const affected = changed.map(({ order, was, is, becomes }) => {
    const place = (is ?? was)!;
    const { priority, difficulty } = orders.get(order)!;
    return {
      weight: priorityWeight[priority],
      m3: place.volumeL / 1000,
      // An old place may be of a plant that is no more in use; it has a way all the same.
      km: current.roads.leg(plants.get(place.plant)!.place, place.site)?.km ?? 0,
      difficulty,
      lastSecond: Math.max(was?.unloadStart ?? -Infinity, is?.unloadStart ?? -Infinity),
      slack: becomes?.risk?.lifetimeSlackMinutes,
    };
  });
  const works = (truck: DispatchTruck) => {
    const { to } = shiftOf(shift, truck);
    return truck.working && to + truck.overtimeMinutes * 60 > now;
  };
  return {
    affectedLoads: affected.length,
    meanPriority: mean(affected.map(({ weight }) => weight)),
    riskM3: affected.reduce((sum, { m3, weight }) => sum + m3 * weight, 0),
    horizonMinutes: Math.max(0, ...affected.map(({ lastSecond }) => (lastSecond - now) / 60)),
    trucksAvailable: [...shift.trucks, ...hired].filter(works).length,
    meanKm: mean(affected.map(({ km }) => km)),
    fill: Math.min(1, plan.metrics.fill),
    lifetimeSlackMinutes: mean(affected.flatMap(({ slack }) => (slack === undefined ? [] : [slack]))),
    logistics: 1 + 9 * mean(affected.map(({ difficulty }) => difficulty)),
    weather: problem.conditions.weather,
    traffic: problem.conditions.traffic,
    reliability: unknownReliability,
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
