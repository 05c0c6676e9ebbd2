/** How a load may be rescued: how long there is left, and by how many trucks. */
import { secondsOf } from '../../../models/moments.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { RepairContext } from './context.ts';
import { lastChance } from './last-chance.ts';
import type { RunningLoad } from './loads.ts';
import { freeFrom } from './truck-hit.ts';

/** Concrete that is in a drum, or was when its truck stopped, and is not unloaded yet. */
export function isOnBoard({ amended }: RepairContext, load: RunningLoad): boolean {
  if (load.state === 'gone') return amended.rescues.some((rescue) => rescue.load === load.id);
  return load.state === 'under-way' && load.started && load.actual.unloadStart > amended.now;
}

/** Whole lifetime of the concrete of an order as it was mixed, seconds. */
export function lifetimeOf({ amended }: RepairContext, order: string): number {
  const { orders, grades } = amended.problem.shift;
  const asked = orders.find(({ id }) => id === order);
  const minutes = asked?.lifetimeMinutes ?? grades.find(({ id }) => id === asked?.grade)?.lifetimeMinutes ?? 90;
  return minutes * 60;
}

/** From when on the age of the concrete counts, seconds. */
export function mixedAt({ amended }: RepairContext, load: RunningLoad): number {
  const mixed = amended.problem.facts.loads.find((fact) => fact.load === load.id)?.mixedAt;
  return mixed === undefined ? load.actual.loadStart : secondsOf(amended.shift, mixed);
}

/** Until it is too late, seconds from now: for the concrete on board, or to begin loading. */
export function timeLeft(context: RepairContext, load: RunningLoad): number {
  const { now } = context.amended;
  if (isOnBoard(context, load)) return mixedAt(context, load) + lifetimeOf(context, load.order) - now;
  return lastChance(context, load.order, litresIn(load.volumeM3)) - now;
}

/** Trucks that could bring it instead: allowed, large enough, and free at a plant in time. By index in the shift. */
export function trucksFor(context: RepairContext, load: RunningLoad): number[] {
  const { dense, fixedOn, roads } = context.current;
  const { instance, problem } = dense;
  const order = dense.orderIndex.get(load.order);
  if (order === undefined) return [];
  const by = isOnBoard(context, load)
    ? mixedAt(context, load) + lifetimeOf(context, load.order)
    : lastChance(context, load.order, litresIn(load.volumeM3));
  const plant = problem.plants[dense.plantIndex.get(load.plant)!].place;
  return problem.trucks.flatMap(({ id }, truck) => {
    if (id === load.truck || instance.mayServe[order * instance.trucks + truck] === 0) return [];
    if (instance.capacityL[truck] < litresIn(load.volumeM3)) return [];
    const free = freeFrom(context.current, truck, fixedOn.truck.get(id) ?? []);
    return roads.arrivalFrom(free, plant) <= by ? [truck] : [];
  });
}
