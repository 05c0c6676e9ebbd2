/** Trucks of the shift as it is now: those that are out, added, and where each stands. */
import type { DispatchTruck } from '../../../models/dispatch.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import { isOut, type Situation } from './situation.ts';
import type { StandingLoad, Standings } from './standing.ts';

/** Those of the request and those that came. */
export function presentTrucks({ shift, events }: RepairDispatchProblem): DispatchTruck[] {
  return [...shift.trucks, ...events.flatMap((event) => (event.type === 'truck-added' ? [event.truck] : []))];
}

/** @param fixed - all loads that stay. */
export function amendedTrucks(
  situation: Situation,
  standings: Standings,
  fixed: readonly StandingLoad[],
): DispatchTruck[] {
  const ofTruck = Map.groupBy(fixed, ({ truck }) => truck);
  return presentTrucks(situation.problem).map((truck) => {
    if (!truck.working) return truck;
    if (isOut(situation, truck.id)) return { ...truck, working: false };
    const standing = standings.of(truck, ofTruck.get(truck.id) ?? []);
    const { standing: _, ...rest } = truck;
    return standing ? { ...rest, standing } : rest;
  });
}
