/**
 * Whether what is left of an order can be put into a plan: a real insertion of all of its loads. The other loads stay to
 * the second first, then they may be shifted in time. A yes comes with the plan; a no is that of a bounded search.
 */

import type { PlacingLimits, Rating } from '../construct/place-loads.ts';
import { LoadPlacer, roomForPlaces } from '../construct/place-loads.ts';
import type { ConstructionData } from '../construction-data.ts';
import type { DispatchInstance, Placement } from '../instance.ts';
import { type Candidates, Schedule } from '../schedule.ts';
import { splitWays } from '../splitting.ts';
import type { Change, Shift } from './changed-shift.ts';

export interface Fit {
  /** All loads, those of the order included. */
  readonly plan: readonly Placement[];
  /** Those of the order that were not in the plan before. */
  readonly added: readonly Placement[];
  /** Whether other loads are shifted in time. */
  readonly shifts: boolean;
  /** Of the whole plan, by the changed instance. */
  readonly cost: number;
}

const limits: PlacingLimits = { width: 6, depth: 3, inserts: 40 };
const splitsTried = 3;

/** What is unloaded sooner leaves most to what follows; what others are pushed by counts a little. */
const soonest: Rating = (_order, _after, out) => {
  for (let at = 0; at < out.count; at++) out.key[at] = out.unloadStart[at] + out.push[at] / 8;
};

export class Attempts {
  readonly #shift: Shift;
  readonly #data: ConstructionData;
  readonly #room: Candidates;

  constructor(instance: DispatchInstance, data: ConstructionData, plan: readonly Placement[]) {
    this.#shift = { instance, plan };
    this.#data = data;
    this.#room = roomForPlaces({ ...instance, trucks: instance.trucks + 8 }, true);
  }

  changed(change: Change): Shift {
    return change(this.#shift);
  }

  /** @param parts - as much of the order as fits is enough. */
  insertion(order: number, change: Change, parts = false): Fit | undefined {
    const shift = change(this.#shift);
    return this.#fitInto(shift, order, false, parts) ?? this.#fitInto(shift, order, true, parts);
  }

  /** Whether a whole plan can be carried out in the changed shift. */
  holds(change: Change, plan: readonly Placement[]): boolean {
    const { instance } = change(this.#shift);
    return new Schedule(instance).load(withoutFixed(instance, plan)).length === 0;
  }

  #fitInto({ instance, plan }: Shift, order: number, shifts: boolean, parts: boolean): Fit | undefined {
    const s = new Schedule(shifts ? instance : { ...instance, fixed: plan });
    if (shifts && s.load(withoutFixed(instance, plan)).length > 0) return undefined;
    s.memory.forget();
    const leftL = instance.volumeL[order] - s.servedL[order];
    const before = s.loadsOfOrder[order];
    if (before === 0) s.setNotBefore(order, instance.windowFrom[order]);
    const placer = new LoadPlacer(s, this.#room);
    const splits: (readonly number[] | undefined)[] = splitWays(instance, this.#data, order, leftL, splitsTried);
    splits.push(undefined);
    const placed = parts
      ? placer.placeSome(order, soonest, limits.width) > 0
      : splits.some((volumes) => placer.placeAll(order, volumes, soonest, limits));
    if (!placed) return undefined;
    const all = s.placements();
    const added = all.filter((placement) => placement.order === order).slice(before);
    return { plan: all, added, shifts, cost: s.cost() };
  }
}

function withoutFixed(instance: DispatchInstance, plan: readonly Placement[]): readonly Placement[] {
  if (instance.fixed.length === 0) return plan;
  const keyOf = (p: Placement) => `${p.order} ${p.truck} ${p.loadStart} ${p.unloadStart}`;
  const fixed = new Set(instance.fixed.map(keyOf));
  return plan.filter((placement) => !fixed.has(keyOf(placement)));
}
