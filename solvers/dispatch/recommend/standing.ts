/** A plan that stands as a schedule: its loads stay where they are, or may be shifted from where they are. */
import type { DispatchInstance, Placement } from '../instance.ts';
import { Schedule } from '../schedule.ts';

/** A load of the plan that moves: by how many seconds its loading and its unloading come later. */
export interface Shift {
  /** Index in the plan. */
  readonly load: number;
  readonly loading: number;
  readonly unloading: number;
}

export interface Standing {
  readonly schedule: Schedule;
  /** The slot of each load of the plan. */
  readonly slots: readonly number[];
  /** Whether its loads may be shifted at all. */
  readonly movable: boolean;
  shiftsOf(present: readonly Placement[]): Shift[];
}

/** @param behind - loads are not shifted to earlier times. */
export function standingSchedule(
  instance: DispatchInstance,
  present: readonly Placement[],
  others: 'stay' | 'shift',
  behind = true,
): Standing {
  let schedule = others === 'shift' ? new Schedule(instance) : undefined;
  // What breaks a rule cannot be timed anew: then everything stays.
  if (schedule === undefined || schedule.load(present).length > 0) {
    schedule = new Schedule({ ...instance, fixed: present });
    return { schedule, slots: [], movable: false, shiftsOf: () => [] };
  }
  const s = schedule;
  const slots = slotsOfPlan(s, present);
  if (behind) stayBehind(s, present, slots);
  s.memory.forget();
  const shiftsOf = (plan: readonly Placement[]) =>
    plan.flatMap(({ loadStart, unloadStart }, load) => {
      const loading = s.loadStart[slots[load]] - loadStart;
      const unloading = s.unloadStart[slots[load]] - unloadStart;
      return loading === 0 && unloading === 0 ? [] : [{ load, loading, unloading }];
    });
  return { schedule, slots, movable: true, shiftsOf };
}

/** No load comes earlier than in the plan, unless that would be later than it can be now. */
export function stayBehind(s: Schedule, present: readonly Placement[], slots: readonly number[]): void {
  present.forEach(({ loadStart, unloadStart }, load) => {
    const slot = slots[load];
    s.memory.write(s.loadFrom, slot, Math.min(loadStart, s.latestLoadStart[slot]));
    s.memory.write(s.unloadFrom, slot, Math.min(unloadStart, s.latestUnloadStart[slot]));
  });
  if (!s.settle()) throw new Error('a bound below the latest schedule was refused');
}

export function slotsOf(s: Schedule, order: number): number[] {
  const slots: number[] = [];
  for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot]) slots.push(slot);
  return slots;
}

function slotsOfPlan(s: Schedule, present: readonly Placement[]): number[] {
  const slots = new Array<number>(present.length).fill(-1);
  for (let order = 0; order < s.instance.orders; order++) {
    const own = present.flatMap((placement, load) => (placement.order === order ? [load] : []));
    own.sort((a, b) => present[a].unloadStart - present[b].unloadStart || present[a].loadStart - present[b].loadStart);
    slotsOf(s, order).forEach((slot, at) => {
      slots[own[at]] = slot;
    });
  }
  return slots;
}
