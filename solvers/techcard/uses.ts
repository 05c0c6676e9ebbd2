/** What each mode asks of which resource, as the models get it, and when the mode may work at all. */
import { type Instance, never } from './instance.ts';
import type { Opening } from './opening.ts';
import type { ResourceModel, Use } from './resources/model.ts';

export type OpeningOf = (calendars: readonly string[]) => Opening;

/**
 * Uses of each mode: by resource, those of an operation that takes no time only where the resource counts moments. What is
 * given takes the time that it took.
 */
export function usesOf(instance: Instance, models: readonly ResourceModel[]): Use[][] {
  const { modeFrom, operations } = instance;
  const uses: Use[][] = [];
  for (let operation = 0; operation < operations; operation += 1) {
    const own: Use[][] = [];
    for (let mode = modeFrom[operation]; mode < modeFrom[operation + 1]; mode += 1)
      own.push(usesOfMode(instance, models, operation, mode));
    const inAll = new Set(own[0].map(({ resource }) => resource));
    for (const other of own)
      for (const id of inAll) if (!other.some(({ resource }) => resource === id)) inAll.delete(id);
    for (const list of own) uses.push(list.map((use) => ({ ...use, certain: inAll.has(use.resource) })));
  }
  return uses;
}

function usesOfMode(instance: Instance, models: readonly ResourceModel[], operation: number, mode: number): Use[] {
  const { demandFrom, demandResource, demandAmount, demandSkill, resources } = instance;
  const duration = secondsTaken(instance, operation, mode);
  const uses: (Use & { parts: { demand: number; amount: number; skill: number }[] })[] = [];
  for (let demand = demandFrom[mode]; demand < demandFrom[mode + 1]; demand += 1) {
    const resource = demandResource[demand];
    if (duration === 0 && !models[resource].countsInstants) continue;
    const nothing = demandAmount[demand] === 0 && ['pool', 'workers'].includes(resources[resource].type);
    if (nothing) continue;
    const part = { demand, amount: demandAmount[demand], skill: demandSkill[demand] };
    const known = uses.find((use) => use.resource === resource);
    if (known) {
      known.parts.push(part);
      continue;
    }
    uses.push({
      resource,
      operation,
      piece: instance.pieceOf[operation],
      duration,
      pausable: instance.pausable[operation] === 1,
      ...part,
      adds: instance.demandAdds[demand],
      state: instance.demandState[demand],
      station: instance.demandStation[demand],
      parts: [part],
      certain: false,
    });
  }
  return uses;
}

/** Working seconds of a mode; of a fact that tells its end all seconds until then. */
function secondsTaken(
  { modeFrom, durations, givenMode, givenStart, givenEnd }: Instance,
  operation: number,
  mode: number,
) {
  const isTold = modeFrom[operation] + givenMode[operation] === mode && givenMode[operation] >= 0;
  return isTold && givenEnd[operation] !== never ? givenEnd[operation] - givenStart[operation] : durations[mode];
}

/** Calendars of all resources that a mode uses; an operation of duration 0 needs none. */
export function calendarsOfMode(instance: Instance, mode: number): string[] {
  if (instance.durations[mode] === 0) return [];
  const calendars = new Set<string>();
  for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1)
    for (const id of instance.resources[instance.demandResource[demand]].calendars) calendars.add(id);
  return [...calendars];
}
