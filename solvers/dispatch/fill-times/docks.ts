/** Docks for loads that name none: the first that is free for as long as the loading holds it, else the one free soonest. */
import type { DispatchInstance } from '../instance.ts';
import { holdOf } from './legs.ts';
import type { FilledLoad } from './types.ts';

export function chooseDocks(instance: DispatchInstance, loads: readonly FilledLoad[]): void {
  const onDock = Array.from({ length: instance.dockFrom[instance.plants] }, (): FilledLoad[] => []);
  for (const load of loads) if (load.dock >= 0) onDock[load.dock].push(load);
  const open = loads.filter((load) => load.dock < 0).sort((a, b) => a.loadStart - b.loadStart);
  for (const load of open) {
    load.dock = firstFree(instance, onDock, load);
    onDock[load.dock].push(load);
  }
}

function firstFree(instance: DispatchInstance, onDock: readonly FilledLoad[][], load: FilledLoad): number {
  const until = load.loadStart + holdOf(instance, load);
  let best = instance.dockFrom[load.plant];
  let soonest = Infinity;
  for (let dock = best; dock < instance.dockFrom[load.plant + 1]; dock++) {
    let free = -Infinity;
    for (const other of onDock[dock]) {
      const otherUntil = other.loadStart + holdOf(instance, other);
      if (other.loadStart < until && otherUntil > load.loadStart) free = Math.max(free, otherUntil);
    }
    if (free < soonest) {
      soonest = free;
      best = dock;
    }
  }
  return best;
}
