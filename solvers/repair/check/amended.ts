/** The shift as it is now, given what becomes of the concrete on board; section of that name in `docs/repair-rules.md`. */
import type { DispatchPlanProblem, DispatchPlant } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { eventsOf, travelNow } from './events.ts';
import { fixedNow, type Rescued, transferPlant } from './fixed-now.ts';
import { ordersNow } from './orders-now.ts';
import { isTouched, type RunningPlan } from './running.ts';
import { placeOfStuck, trucksNow } from './trucks-now.ts';

/** Later than any moment of a shift. */
const latest = 400_000_000;
const closed = { from: latest, to: latest + 1 };

export function amendedShift(plan: RunningPlan, rescues: readonly Rescued[]): DispatchPlanProblem {
  const { problem } = plan;
  const { shift } = problem;
  if (!isTouched(problem)) return shift;
  const fixed = fixedNow(plan, rescues);
  const before: DispatchPlanProblem = {
    ...shift,
    travel: travelNow(problem),
    plants: [...plantsNow(plan), ...transferPlants(plan, rescues)],
    orders: ordersNow(problem, fixed),
    fixed: fixed.map(({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }) => ({
      ...{ order, truck, plant, dock, volumeM3, loadStart, unloadStart },
    })),
  };
  return { ...before, trucks: trucksNow(plan, fixed, before) };
}

/** Nothing is loaded before now, nor while a plant is stopped. */
function plantsNow({ problem, now }: RunningPlan): DispatchPlant[] {
  const { shift, events } = problem;
  return shift.plants.map((plant) => {
    const stops = eventsOf(events, 'plant-stop').filter((event) => event.plant === plant.id);
    const begins = [now, ...stops.map(({ until }) => (until === undefined ? Infinity : secondsOf(shift, until)))];
    if (plant.hours) begins.push(secondsOf(shift, plant.hours.from));
    const from = Math.max(...begins);
    const to = plant.hours ? secondsOf(shift, plant.hours.to) : latest;
    return { ...plant, hours: from === Infinity || to <= from ? closed : { from, to } };
  });
}

function transferPlants(plan: RunningPlan, rescues: readonly Rescued[]): DispatchPlant[] {
  const { transferMinutes } = plan.problem;
  return rescues
    .filter(({ action }) => action === 'transfer')
    .map(({ load }) => ({
      ...{ id: transferPlant(plan, load), place: placeOfStuck(plan, load), docks: 1 },
      ...{ loadFixedMinutes: transferMinutes, loadMinutesPerM3: 0, leastLoadMinutes: 0, afterLoadingMinutes: 0 },
      ...{ grades: [], hours: closed },
    }));
}
