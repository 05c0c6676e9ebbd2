/** Whether a plan obeys the events, as far as that can be told from the loads alone: a look apart from solver and checkers. */
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';

/** How long an accident without an end holds a truck up, seconds. */
const accidentSeconds = 2 * 3600;

/**
 * What is not fixed begins no earlier than now; not on a truck while it is out or held up, not at a plant while it is stopped, not
 * for a cancelled order.
 * @returns what is not so, in words.
 */
export function disobeyed(
  { shift, events, now: moment }: Pick<RepairDispatchProblem, 'shift' | 'events' | 'now'>,
  plan: Pick<DispatchShiftPlan, 'loads'>,
): string[] {
  const now = secondsOf(shift, moment);
  return plan.loads
    .filter(({ fixed }) => !fixed)
    .flatMap(({ id, order, truck, plant, loadStart }) => {
      const start = secondsOf(shift, loadStart);
      const named = `load ${id} begins at ${loadStart} on ${truck} at ${plant}`;
      const broken = events.flatMap((event) => {
        switch (event.type) {
          case 'truck-out':
            return event.truck === truck ? [`${named}: the truck is out`] : [];
          case 'truck-down':
          case 'accident': {
            const until = secondsOf(shift, event.until ?? secondsOf(shift, event.at ?? now) + accidentSeconds);
            return event.truck === truck && start < until ? [`${named}: the truck is held up`] : [];
          }
          case 'plant-stop': {
            const isStopped = event.until === undefined || start < secondsOf(shift, event.until);
            return event.plant === plant && isStopped ? [`${named}: the plant is stopped`] : [];
          }
          case 'order-cancelled':
            return event.order === order ? [`${named}: the order is cancelled`] : [];
          default:
            return [];
        }
      });
      return start < now ? [...broken, `${named}: that is over`] : broken;
    });
}
