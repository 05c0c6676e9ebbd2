/** Whether what has begun stays as it is, seen from the plan that runs alone. */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchPlan, RepairDispatchProblem } from '../../../models/repair.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';

/**
 * Every load that began before the events must be in the plan as it was: same truck, plant, dock and volume, loaded when it was, and
 * unloaded when it was where that began too, else no earlier. Concrete that is rescued is left to the checker.
 * @param loads - of the plan that runs; of a request without facts.
 * @returns what is not so, in words.
 */
export function frozenFaults(
  problem: RepairDispatchProblem,
  loads: readonly RunningLoad[],
  rescues: RepairDispatchPlan['rescues'],
  plan: Pick<DispatchShiftPlan, 'loads'>,
): string[] {
  const { shift, events } = problem;
  const now = secondsOf(shift, problem.now);
  const rescued = new Set(rescues.map(({ load }) => load));
  const delayed = new Set(events.flatMap((event) => (event.type === 'unload-delay' ? [event.load] : [])));
  const fixed = new Map(plan.loads.filter((load) => load.fixed).map((load) => [keyOf(shift, load), load]));
  return loads.flatMap((load) => {
    if (load.loadStart >= cutOf(problem, load.truck, now) || rescued.has(load.id)) return [];
    const named = `load ${load.id}, which began at ${instantOf(shift, load.loadStart)} on ${load.truck}`;
    const stays = fixed.get(`${load.order} ${load.truck} ${load.loadStart}`);
    if (stays === undefined) return [`${named}, is not in the plan as a fixed one`];
    if (stays.plant !== load.plant || stays.dock !== load.dock || stays.volumeM3 !== load.volumeM3)
      return [`${named}, is of ${stays.volumeM3} m3 from ${stays.plant}, dock ${stays.dock}`];
    const unloadStart = secondsOf(shift, stays.unloadStart);
    const isOver = load.unloadStart < now && !delayed.has(load.id);
    if (isOver ? unloadStart !== load.unloadStart : unloadStart < load.unloadStart)
      return [`${named}, is unloaded at ${stays.unloadStart}, planned was ${instantOf(shift, load.unloadStart)}`];
    return [];
  });
}

/** A truck that is out or held up begins nothing from then on. */
function cutOf({ shift, events }: RepairDispatchProblem, truck: string, now: number): number {
  const held = events.flatMap((event) =>
    (event.type === 'truck-out' || event.type === 'truck-down' || event.type === 'accident') && event.truck === truck
      ? [secondsOf(shift, event.at ?? now)]
      : [],
  );
  return Math.min(now, ...held);
}

function keyOf(
  shift: RepairDispatchProblem['shift'],
  { order, truck, loadStart }: DispatchShiftPlan['loads'][number],
): string {
  return `${order} ${truck} ${secondsOf(shift, loadStart)}`;
}
