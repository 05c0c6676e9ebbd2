/** Demands on units that are all alike as a matrix, and the names of the workers afterwards. */
import type { Assignment, Instance } from '../instance.ts';
import { unitsOf } from './traits.ts';

export interface UnitMatrix {
  readonly capacities: Int32Array;
  /** mode x resource, row by row. */
  readonly demands: Int32Array;
}

/** Resources that a mode asks for twice, by two skills of one pool of workers, count both. */
export function unitMatrix(instance: Instance): UnitMatrix {
  const columns = new Map<number, number>();
  for (const resource of instance.demandResource)
    if (!columns.has(resource) && unitsOf(instance.resources[resource]) > 0) columns.set(resource, columns.size);
  const count = columns.size;
  const modes = instance.durations.length;
  const demands = new Int32Array(modes * count);
  for (let mode = 0; mode < modes; mode += 1)
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
      const resource = instance.demandResource[demand];
      const column = columns.get(resource);
      if (column === undefined) continue;
      const amount = instance.resources[resource].type === 'machine' ? 1 : instance.demandAmount[demand];
      demands[mode * count + column] += amount;
    }
  return {
    capacities: Int32Array.from(columns.keys(), (resource) => unitsOf(instance.resources[resource])),
    demands,
  };
}

/** Gives every operation on workers that are all alike those who have been free for longest. */
export function assignWorkers(
  instance: Instance,
  starts: Int32Array,
  ends: Int32Array,
  modes: Int32Array,
): Map<number, Assignment> {
  const assignments = new Map<number, Assignment>();
  if (!instance.resources.some(({ type }) => type === 'workers')) return assignments;
  const order = [...starts.keys()].sort((a, b) => starts[a] - starts[b] || ends[a] - ends[b] || a - b);
  const freeFrom = new Map<number, number[]>();
  for (const operation of order) {
    const mode = instance.modeFrom[operation] + modes[operation];
    /** By pool: a mode that asks for two skills gets different people, even where it takes no time. */
    const taken = new Map<number, Set<number>>();
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
      const index = instance.demandResource[demand];
      const resource = instance.resources[index];
      if (resource.type !== 'workers') continue;
      const free = freeFrom.get(index) ?? resource.workers.map(() => -Infinity);
      freeFrom.set(index, free);
      const workers = [...free.keys()]
        .filter((worker) => !taken.get(index)?.has(worker))
        .sort((a, b) => free[a] - free[b] || a - b)
        .slice(0, instance.demandAmount[demand])
        .sort((a, b) => a - b);
      if (ends[operation] > starts[operation]) for (const worker of workers) free[worker] = ends[operation];
      taken.set(index, new Set([...(taken.get(index) ?? []), ...workers]));
      assignments.set(demand, { workers });
    }
  }
  return assignments;
}
