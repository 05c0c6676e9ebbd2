/**
 * Docks for loads that name none. A load wants to be loaded as late as its unloading allows: it gets the first dock that
 * is free then for as long as the loading holds it, else the latest free time before, down to its earliest, else the
 * next one after. Loads with a dock keep it, and are there already.
 */
import type { DispatchInstance } from '../instance.ts';
import { holdOf } from './legs.ts';
import type { FilledLoad } from './types.ts';

/**
 * Sets docks, and the times at which they were chosen.
 * @param earliest - start of loading of each load; `loadStart` is the one that is wanted.
 */
export function chooseDocks(
  instance: DispatchInstance,
  loads: readonly FilledLoad[],
  earliest: readonly number[],
): void {
  const onDock = Array.from({ length: instance.dockFrom[instance.plants] }, (): FilledLoad[] => []);
  for (const load of loads) if (load.dock >= 0) onDock[load.dock].push(load);
  const open = loads.map((_, at) => at).filter((at) => loads[at].dock < 0);
  open.sort((a, b) => loads[a].loadStart - loads[b].loadStart || a - b);
  for (const at of open) {
    const load = loads[at];
    const { dock, start } = freeTime(instance, onDock, load, Math.min(earliest[at], load.loadStart));
    load.dock = dock;
    if (load.givenStart === undefined) load.loadStart = start;
    onDock[dock].push(load);
  }
}

function freeTime(
  instance: DispatchInstance,
  onDock: readonly FilledLoad[][],
  load: FilledLoad,
  earliest: number,
): { dock: number; start: number } {
  const hold = holdOf(instance, load);
  const wanted = load.loadStart;
  let best = { dock: instance.dockFrom[load.plant], start: Infinity };
  const isBetter = (start: number) =>
    start <= wanted ? best.start > wanted || start > best.start : best.start > wanted && start < best.start;
  for (let dock = instance.dockFrom[load.plant]; dock < instance.dockFrom[load.plant + 1]; dock++) {
    const taken = onDock[dock].map((other) => [other.loadStart, other.loadStart + holdOf(instance, other)] as const);
    const isFree = (start: number) => taken.every(([from, to]) => to <= start || from >= start + hold);
    const times = [wanted, ...taken.flatMap(([from, to]) => [from - hold, to])];
    for (const start of times) if (start >= earliest && isBetter(start) && isFree(start)) best = { dock, start };
  }
  return best.start === Infinity ? { ...best, start: wanted } : best;
}
