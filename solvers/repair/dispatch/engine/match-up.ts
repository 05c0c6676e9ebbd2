/**
 * Matches a schedule up with the plan that runs again, where nothing speaks against it: trucks go back to their own work,
 * and loads that are early wait until they were planned. Both are kept only where the whole is worth more.
 */

import { raise } from '../../../dispatch/schedule/timing.ts';
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { ChangePrices } from './change-prices.ts';
import { swapTails } from './swap-tails.ts';

/** Costs are sums of floats: less than this is no gain. */
const gain = 1e-7;

/** @param zoneTo - loads of the plan that runs with a later unloading keep their trucks. */
export function matchUp(s: Schedule, prices: ChangePrices, zoneTo: number, shouldStop: () => boolean): void {
  while (!shouldStop() && (backToTrucks(s, prices, zoneTo, shouldStop) || backToTimes(s, prices, shouldStop)));
}

/** @returns whether anything became better. */
function backToTrucks(s: Schedule, prices: ChangePrices, zoneTo: number, shouldStop: () => boolean): boolean {
  const { running } = prices;
  const isMovable = (slot: number) => s.note[slot] < 0 || running.unloadStart[s.note[slot]] <= zoneTo;
  return improve(s, prices, shouldStop, (slot) => {
    const truck = running.truck[s.note[slot]];
    return truck >= 0 && truck !== s.loadTruck[slot] && swapTails(s, slot, truck, isMovable);
  });
}

function backToTimes(s: Schedule, prices: ChangePrices, shouldStop: () => boolean): boolean {
  const { running } = prices;
  return improve(s, prices, shouldStop, (slot) => {
    const planned = running.unloadStart[s.note[slot]];
    return planned > s.unloadStart[slot] && putOff(s, slot, planned);
  });
}

/** Unloading no earlier than a time, or than the last one with which the rest can still be done. */
export function putOff(s: Schedule, slot: number, time: number): boolean {
  const { memory, workList } = s;
  const from = Math.min(time, s.latestUnloadStart[slot]);
  if (from <= s.unloadStart[slot]) return false;
  const mark = s.mark();
  memory.write(s.unloadFrom, slot, from);
  memory.write(s.unloadStart, slot, from);
  workList.add(slot);
  if (raise(s)) return true;
  workList.clear();
  s.undoTo(mark);
  return false;
}

/** Tries a change at each load that stands for one of the plan that runs, as they are loaded, and keeps what is worth more. */
function improve(
  s: Schedule,
  prices: ChangePrices,
  shouldStop: () => boolean,
  change: (slot: number) => boolean,
): boolean {
  const slots: number[] = [];
  for (let order = 0; order < s.instance.orders; order++)
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
      if (s.frozen[slot] === 0 && s.note[slot] >= 0) slots.push(slot);
  slots.sort((a, b) => s.loadStart[a] - s.loadStart[b] || a - b);
  let best = prices.total(s);
  let hasChanged = false;
  for (const slot of slots) {
    if (shouldStop()) break;
    const mark = s.mark();
    if (!change(slot)) continue;
    const total = prices.total(s);
    if (total < best - gain) {
      best = total;
      hasChanged = true;
    } else s.undoTo(mark);
  }
  return hasChanged;
}
