/** Made-up events of a shift, drawn so that they hit something of the plan that runs. */
import type { DispatchOrder, DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairEvent, RepairEventType } from '../../../models/repair-events.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { hasStarted, isUnfinished, type RunningLoad } from './running-loads.ts';
import { type Happening, NothingToHit } from './scenario.ts';
import { copyOfOrder, copyOfTruck, newId } from './scenario-events.ts';

/** What an event is drawn from. */
interface Drawing {
  readonly rng: Rng;
  readonly problem: DispatchPlanProblem;
  /** Loads that have not begun, and those whose unloading is not over. */
  readonly open: readonly RunningLoad[];
  readonly unfinished: readonly RunningLoad[];
  /** Seconds from the start of the shift. */
  readonly now: number;
  /** Trucks, orders and plants that an event of this scenario hits already. */
  readonly hit: Set<string>;
}

/**
 * Pure function of plan and seed. Of several events no two hit the same truck, order or plant.
 * @throws NothingToHit where the plan has nothing that the types ask for.
 */
export function drawHappening(
  types: readonly RepairEventType[],
  seed: number,
  problem: DispatchPlanProblem,
  loads: readonly RunningLoad[],
): Happening {
  if (loads.length === 0) throw new NothingToHit('the plan has no loads');
  const rng = new Rng(seed);
  const first = Math.min(...loads.map(({ loadStart }) => loadStart));
  const last = Math.max(...loads.map(({ unloadEnd }) => unloadEnd));
  // While there is something on the road, and enough is left to be changed.
  const now = 60 * Math.round((first + (last - first) * (0.15 + 0.5 * rng.float())) / 60);
  const drawing: Drawing = {
    ...{ rng, problem, now },
    open: loads.filter((load) => !hasStarted(load, now)),
    unfinished: loads.filter((load) => isUnfinished(load, now)),
    hit: new Set(),
  };
  return { now, events: types.map((type, index) => drawEvent(type, index, drawing)) };
}

function drawEvent(type: RepairEventType, index: number, drawing: Drawing): RepairEvent {
  const { rng, problem } = drawing;
  switch (type) {
    case 'truck-out':
      return { type, truck: workingTruck(drawing), onBoard: 'auto' };
    case 'truck-down':
      return { type, truck: workingTruck(drawing), until: later(drawing, 120, 240), onBoard: 'auto' };
    case 'accident':
      return { type, truck: workingTruck(drawing), until: later(drawing, 60, 180), onBoard: 'auto' };
    case 'unload-delay':
      return { type, load: nextLoad(drawing).id, minutes: whole(rng, 10, 60) };
    case 'traffic':
      return {
        ...{ type, factor: whole(rng, 12, 18) / 10, until: later(drawing, 60, 180) },
        ...(rng.float() < 0.5 ? { places: area(drawing) } : {}),
      };
    case 'order-cancelled':
      return { type, order: unfinishedOrder(drawing).id };
    case 'order-changed':
      return changedOrder(drawing);
    case 'order-added':
      return { type, order: newOrder(drawing, index) };
    case 'truck-added': {
      const like = problem.trucks[rng.below(problem.trucks.length)];
      return { type, truck: copyOfTruck(problem, like, newId(problem.trucks, index), later(drawing, 0, 60)) };
    }
    case 'plant-stop':
      return { type, plant: oneOf(drawing, 'plant', drawing.open), until: later(drawing, 30, 180) };
  }
}

/** A truck that has concrete on board or loads to come. */
function workingTruck(drawing: Drawing): string {
  return oneOf(drawing, 'truck', drawing.unfinished);
}

function unfinishedOrder(drawing: Drawing): DispatchOrder {
  const id = oneOf(drawing, 'order', drawing.unfinished);
  return drawing.problem.orders.find((order) => order.id === id)!;
}

/** One of the loads that are unloaded next, of an order that nothing hits yet. */
function nextLoad(drawing: Drawing): RunningLoad {
  const next = drawing.unfinished.toSorted((one, other) => one.unloadStart - other.unloadStart).slice(0, 12);
  const order = oneOf(drawing, 'order', next);
  return next.find((load) => load.order === order)!;
}

/** A quarter of the sites that are still to be served. */
function area({ rng, problem, open }: Drawing): string[] {
  const placeOf = new Map(problem.orders.map(({ id, place }) => [id, place]));
  const places = [...new Set(open.map(({ order }) => placeOf.get(order)!))];
  if (places.length === 0) throw new NothingToHit('nothing of the plan is left');
  return places.filter((_, index) => index === 0 || rng.float() < 0.25);
}

/** More or less volume, a later or earlier window, or more urgent. */
function changedOrder(drawing: Drawing): RepairEvent {
  const { rng, problem } = drawing;
  const { id, volumeM3, window, ideal, latestFirst } = unfinishedOrder(drawing);
  const changed = (to: Extract<RepairEvent, { type: 'order-changed' }>['to']): RepairEvent => {
    return { type: 'order-changed', order: id, to };
  };
  const draw = rng.float();
  if (draw < 0.5 || window === undefined)
    return changed({ volumeM3: Math.max(1, halves(volumeM3 * (0.6 + 0.8 * rng.float()))) });
  if (draw < 0.6) return changed({ priority: 'critical' });
  const shift = 60 * (rng.float() < 0.3 ? -30 : whole(rng, 2, 6) * 15);
  const moved = (moment: number | string) => secondsOf(problem, moment) + shift;
  return changed({
    window: { ...window, from: moved(window.from), to: moved(window.to) },
    ...(ideal === undefined ? {} : { ideal: moved(ideal) }),
    ...(latestFirst === undefined ? {} : { latestFirst: moved(latestFirst) }),
  });
}

/** Like another order, of a few loads, wanted in one to three hours. */
function newOrder(drawing: Drawing, index: number): DispatchOrder {
  const { rng, problem, now } = drawing;
  const like = problem.orders[rng.below(problem.orders.length)];
  const copy = copyOfOrder(problem, like, newId(problem.orders, index), 0);
  const from = now + 60 * whole(rng, 60, 180);
  const { ideal: _, latestFirst: __, ...order } = copy;
  return {
    ...order,
    volumeM3: whole(rng, 6, 40) / 2,
    priority: (['normal', 'normal', 'high', 'critical'] as const)[rng.below(4)],
    ...(order.window === undefined ? {} : { window: { ...order.window, from, to: from + 60 * whole(rng, 120, 240) } }),
  };
}

/** A truck, order or plant of these loads that nothing hits yet; hit from now on. */
function oneOf({ rng, hit }: Drawing, sort: 'truck' | 'order' | 'plant', loads: readonly RunningLoad[]): string {
  const free = [...new Set(loads.map((load) => load[sort]))].filter((id) => !hit.has(`${sort} ${id}`));
  if (free.length === 0) throw new NothingToHit(`the plan has no ${sort} that works and is not hit yet`);
  const id = free[rng.below(free.length)];
  hit.add(`${sort} ${id}`);
  return id;
}

/** Seconds of a moment so many minutes after now. */
function later({ rng, now }: Drawing, least: number, most: number): number {
  return now + 60 * whole(rng, least, most);
}

const whole = (rng: Rng, least: number, most: number) => least + rng.below(most - least + 1);

/** Rounded to half m3, as people order. */
const halves = (volumeM3: number) => Math.round(2 * volumeM3) / 2;
