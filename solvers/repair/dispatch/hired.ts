/** Trucks that could be hired. */
import type { DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { shiftOf } from '../../dispatch/units.ts';
import type { Amended } from './amend.ts';

/** Until a truck that nobody has named is there. */
const arrivalSeconds = 1800;

/** @returns those of the request, or one like the greatest of the fleet; each with where it stands. */
export function hiredTrucks({ problem, shift, now }: Amended): DispatchTruck[] {
  const trucks = problem.hired ?? likeTheGreatest(problem.shift.trucks, shift, now);
  return trucks.map((truck) => ({
    ...truck,
    standing: { place: truck.home, from: Math.max(now, shiftOf(shift, truck).from) },
  }));
}

function likeTheGreatest(fleet: readonly DispatchTruck[], shift: Amended['shift'], now: number): DispatchTruck[] {
  const like = fleet.reduce((best, truck) => (truck.capacityM3 > best.capacityM3 ? truck : best));
  const { place } = shift.plants[0];
  const from = now + arrivalSeconds;
  const { to } = shiftOf(shift, like);
  if (to <= from) return [];
  const taken = new Set(shift.trucks.map(({ id }) => id));
  let number = 1;
  while (taken.has(`hired-${number}`)) number++;
  const { lastUnloading, ...rest } = like;
  const inTime = lastUnloading !== undefined && secondsOf(shift, lastUnloading) > from ? { lastUnloading } : {};
  return [
    {
      ...rest,
      ...inTime,
      id: `hired-${number}`,
      home: place,
      end: place,
      breaks: [],
      working: true,
      shift: { from, to },
    },
  ];
}
