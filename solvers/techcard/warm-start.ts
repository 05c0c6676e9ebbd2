/** An earlier plan as a schedule to begin from. */
import type { TechcardWarmStart } from '../../models/techcard.ts';
import { type Assignment, type Instance, keyOf, never, operationIndex, type Schedule } from './instance.ts';
import { calendarsOf, type Openings } from './openings.ts';

export interface WarmStart {
  /** Only where the earlier plan holds every operation; whether it fits is to be checked. */
  readonly schedule?: Schedule;
  readonly hint: Hint;
}

/** What an earlier plan says of some operations. */
export interface Hint {
  /** By operation; `never` for those it does not hold. */
  readonly starts: Int32Array;
  /** By operation, index within the operation; -1 for those it does not hold. */
  readonly modes: Int32Array;
}

/** Operations and modes that are not there any more are passed over. */
export function readWarmStart(instance: Instance, openings: Openings, warmStart: TechcardWarmStart): WarmStart {
  const index = operationIndex(instance);
  const starts = new Int32Array(instance.operations).fill(never);
  const ends = new Int32Array(instance.operations);
  const modes = new Int32Array(instance.operations).fill(-1);
  const assignments = new Map<number, Assignment>();
  let known = 0;
  for (const row of warmStart.operations) {
    const operation = index.get(keyOf(row.order, row.serial, row.operation));
    if (operation === undefined || starts[operation] !== never) continue;
    const mode = instance.modeFrom[operation] + row.mode;
    if (mode >= instance.modeFrom[operation + 1]) continue;
    starts[operation] = row.start;
    modes[operation] = row.mode;
    known += 1;
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
      const resource = instance.resources[instance.demandResource[demand]];
      const assigned = row.resources.filter((assignment) => assignment.resource === resource.id);
      if (assigned.length === 0) continue;
      const names = resource.type === 'workers' ? assignedTo(instance, mode, demand, assigned) : undefined;
      const { line, takt, batch } = assigned[0];
      assignments.set(demand, {
        ...(names && { workers: names }),
        ...(line !== undefined && { line }),
        ...(takt !== undefined && { takt }),
        ...(batch !== undefined && { batch }),
      });
    }
    ends[operation] = row.end ?? endOf(instance, openings, { starts, ends, modes, assignments }, operation);
  }
  const schedule = known === instance.operations ? { starts, ends, modes, assignments } : undefined;
  return { schedule, hint: { starts, modes } };
}

/** Of an operation whose end the earlier plan does not tell. */
function endOf(instance: Instance, openings: Openings, schedule: Schedule, operation: number): number {
  const start = schedule.starts[operation];
  const seconds = instance.durations[instance.modeFrom[operation] + schedule.modes[operation]];
  if (seconds === 0 || instance.pausable[operation] === 0) return start + seconds;
  const opening = openings.of(calendarsOf(instance, schedule, operation));
  return Math.min(never, opening.endOf(opening.nextOpen(start), seconds));
}

/** A mode may ask a pool of workers for several skills: the rows come in the order of the demands. */
function assignedTo(
  instance: Instance,
  mode: number,
  demand: number,
  assigned: readonly { readonly workers?: readonly string[] }[],
): number[] {
  const index = instance.demandResource[demand];
  const resource = instance.resources[index];
  let place = 0;
  for (let other = instance.demandFrom[mode]; other < demand; other += 1)
    if (instance.demandResource[other] === index) place += 1;
  const position = new Map(resource.type === 'workers' ? resource.workers.map(({ id }, at) => [id, at] as const) : []);
  return (assigned[place]?.workers ?? []).flatMap((id) => position.get(id) ?? []);
}
