/** Units in which the volume of an order is counted: such that full trucks are whole numbers of them, where they can be. */
import type { DispatchInstance } from '../instance.ts';
import type { VolumeUnits } from './load-kinds.ts';
import type { TruckClasses } from './truck-classes.ts';

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Steps of a load's volume that keep what a step hides of its time small. */
const stepsEnough = 8;

export function volumeUnits(
  instance: DispatchInstance,
  classes: TruckClasses,
  order: number,
  volumeL: number,
  mostUnits: number,
  stepsOfLoad = stepsEnough,
): VolumeUnits {
  if (volumeL <= 0) return { unitL: 1, units: 0 };
  let shared = 0;
  let smallest = Infinity;
  for (let c = 0; c < classes.count; c++) {
    if (classes.mayServe[order * classes.count + c] === 0) continue;
    shared = gcd(shared, classes.capacityMost[c]);
    smallest = Math.min(smallest, classes.capacityMost[c]);
  }
  if (shared === 0) return { unitL: volumeL, units: 1 };
  const counted = (unitL: number) => ({ unitL, units: Math.max(1, Math.ceil(volumeL / unitL - 1e-9)) });
  if (instance.sentFull[order] === 1) {
    return volumeL / shared <= mostUnits ? counted(shared) : counted(Math.ceil(volumeL / mostUnits));
  }
  const wanted = Math.max(volumeL / mostUnits, Math.min(smallest, volumeL) / Math.min(stepsOfLoad, mostUnits / 4));
  if (shared >= wanted) return counted(shared / Math.floor(shared / wanted));
  for (let times = 2; times * shared <= smallest; times++) {
    const divides = classes.trucks.every(
      (_, c) => classes.mayServe[order * classes.count + c] === 0 || classes.capacityMost[c] % (times * shared) === 0,
    );
    if (divides && times * shared >= wanted) return counted(times * shared);
  }
  return counted(wanted);
}
