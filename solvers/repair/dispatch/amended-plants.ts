/** Plants of the shift as it is now: nothing is loaded before now, nor where a plant is stopped. */
import type { DispatchPlant } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { Situation } from './situation.ts';

/** Hours that end here have no end: within what a shift takes, and beyond any. */
const latest = 400_000_000;
/** Of a plant that loads nothing any more. */
export const closedHours = { from: latest, to: latest + 1 };

export function amendedPlants({ problem, now }: Situation): DispatchPlant[] {
  const { shift, events } = problem;
  return shift.plants.map((plant) => {
    const stops = events.filter((event) => event.type === 'plant-stop').filter((event) => event.plant === plant.id);
    if (stops.some(({ until }) => until === undefined)) return { ...plant, hours: closedHours };
    const opens = stops.map(({ until }) => secondsOf(shift, until!));
    if (plant.hours) opens.push(secondsOf(shift, plant.hours.from));
    const from = Math.max(now, ...opens);
    const to = plant.hours ? secondsOf(shift, plant.hours.to) : latest;
    return { ...plant, hours: from >= to ? closedHours : { from, to } };
  });
}
