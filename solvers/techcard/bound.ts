/**
 * Lower bounds that hold for every request: the longest chain of lags with the shortest modes in open time, and the work
 * that each resource has to do. Methods with bounds of their own begin from these.
 */
import { type CertainWork, leastSumOfEnds, leastTardiness } from './ends-bound.ts';
import { type Instance, never } from './instance.ts';
import type { Opening } from './opening.ts';
import type { Openings } from './openings.ts';
import { reference } from './plan.ts';
import { objectiveOf } from './terms.ts';

/** Earliest moments by operation, whatever else happens. */
export interface Earliest {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Why there can be no plan at all. */
  readonly impossible?: string;
}

/** Circles of greatest lags settle slowly or never; what holds after so many rounds is a bound all the same. */
const mostRounds = 200;

export function earliest(instance: Instance, openings: Openings): Earliest {
  const { operations, lags, lagsFrom } = instance;
  const starts = new Float64Array(operations);
  const ends = new Float64Array(operations);
  const result = { starts, ends };
  for (let operation = 0; operation < operations; operation += 1) {
    if (instance.givenMode[operation] >= 0) {
      starts[operation] = instance.givenStart[operation];
      const end = instance.givenEnd[operation];
      ends[operation] = end === never ? starts[operation] : end;
      continue;
    }
    const lacking = lackOf(instance, operation);
    if (lacking !== undefined) return { ...result, impossible: lacking };
    place(instance, openings, operation, instance.releases[operation], 0, result);
    if (starts[operation] === Infinity)
      return { ...result, impossible: `${words(instance, operation)} finds no open time that is long enough` };
  }
  let waiting = Int32Array.from(starts.keys());
  for (let round = 0; round < mostRounds && waiting.length > 0; round += 1) {
    const moved = new Set<number>();
    for (const operation of waiting)
      for (let at = lagsFrom.from[operation]; at < lagsFrom.from[operation + 1]; at += 1) {
        const lag = lagsFrom.items[at];
        const to = lags.to[lag];
        if (instance.givenMode[to] >= 0) continue;
        const moment = (lags.fromEnd[lag] === 1 ? ends : starts)[operation] + lags.least[lag];
        if (moment <= (lags.toEnd[lag] === 1 ? ends : starts)[to]) continue;
        const [start, end] = lags.toEnd[lag] === 1 ? [starts[to], moment] : [moment, ends[to]];
        place(instance, openings, to, start, end, result);
        if (starts[to] > never) return { ...result, impossible: `${words(instance, to)} finds no open time any more` };
        moved.add(to);
      }
    waiting = Int32Array.from(moved);
  }
  const short = stockShort(instance);
  if (short !== undefined) return { ...result, impossible: short };
  for (let operation = 0; operation < operations; operation += 1)
    if (ends[operation] > instance.deadlines[operation] && instance.givenMode[operation] < 0)
      return {
        ...result,
        impossible: `${words(instance, operation)} cannot end before second ${ends[operation]}, after its deadline ${instance.deadlines[operation]}`,
      };
  return result;
}

/** @returns why no mode of an operation can ever run, however long it waits; undefined where one can. */
function lackOf(instance: Instance, operation: number): string | undefined {
  let first: string | undefined;
  for (let mode = instance.modeFrom[operation]; mode < instance.modeFrom[operation + 1]; mode += 1) {
    const lacking = lackOfMode(instance, mode);
    if (lacking === undefined) return undefined;
    first ??= lacking;
  }
  return `${words(instance, operation)} ${first}; no mode of it can ever run`;
}

function lackOfMode(instance: Instance, mode: number): string | undefined {
  if (instance.durations[mode] === 0) return undefined;
  for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
    const resource = instance.resources[instance.demandResource[demand]];
    const amount = instance.demandAmount[demand];
    const skill = instance.skills[instance.demandSkill[demand]];
    const has =
      resource.type === 'workers'
        ? resource.workers.filter(({ skills }) => skill === undefined || skills.includes(skill)).length
        : resource.type === 'pool' || resource.type === 'batch-oven' || resource.type === 'conveyor-oven'
          ? resource.capacity
          : Infinity;
    if (amount > has)
      return `needs ${amount} of "${resource.id}"${skill === undefined ? '' : ` with skill "${skill}"`}, which has ${has}`;
  }
  return undefined;
}

/** A stock from which more is taken, whatever the modes, than there ever is in it; what facts take is left out. */
function stockShort(instance: Instance): string | undefined {
  const { resources, operations, modeFrom, demandFrom, demandResource, demandAmount, demandAdds, givenMode } = instance;
  const stocks = resources.flatMap((resource) =>
    resource.type === 'reservoir'
      ? [resource.supplies.reduce((sum, { amount }) => sum + amount, resource.initial)]
      : [Infinity],
  );
  if (stocks.every((stock) => stock === Infinity)) return undefined;
  const wanted = new Float64Array(resources.length);
  const least = new Map<number, number>();
  const most = new Map<number, number>();
  for (let operation = 0; operation < operations; operation += 1) {
    least.clear();
    most.clear();
    for (let mode = modeFrom[operation]; mode < modeFrom[operation + 1]; mode += 1) {
      const asked = new Map<number, number>();
      for (let demand = demandFrom[mode]; demand < demandFrom[mode + 1]; demand += 1) {
        const index = demandResource[demand];
        if (stocks[index] === Infinity) continue;
        asked.set(index, demandAmount[demand]);
        most.set(index, Math.max(most.get(index) ?? 0, demandAdds[demand]));
      }
      if (mode === modeFrom[operation]) for (const [index, amount] of asked) least.set(index, amount);
      else for (const [index, amount] of least) least.set(index, Math.min(amount, asked.get(index) ?? 0));
    }
    for (const [index, amount] of most) stocks[index] += amount;
    if (givenMode[operation] < 0) for (const [index, amount] of least) wanted[index] += amount;
  }
  const short = stocks.findIndex((stock, index) => wanted[index] > stock);
  if (short < 0) return undefined;
  return `operations take at least ${wanted[short]} of "${resources[short].id}", which holds no more than ${stocks[short]} in all`;
}

function words(instance: Instance, operation: number): string {
  const { order, serial, operation: id } = reference(instance, operation);
  return `operation "${id}" of order "${order}" (piece ${serial})`;
}

/** The earliest of an operation that starts at `start` or later and ends at `end` or later, by its best mode. */
function place(
  instance: Instance,
  openings: Openings,
  operation: number,
  start: number,
  end: number,
  { starts, ends }: Earliest,
): void {
  let bestStart = Infinity;
  let bestEnd = Infinity;
  for (let mode = instance.modeFrom[operation]; mode < instance.modeFrom[operation + 1]; mode += 1) {
    const duration = instance.durations[mode];
    const opening = openingOfMode(instance, openings, mode);
    const pausable = instance.pausable[operation] === 1;
    const at = duration === 0 ? start : pausable ? opening.nextOpen(start) : opening.fit(start, duration);
    const until = duration === 0 || !pausable ? at + duration : opening.endOf(at, duration);
    bestStart = Math.min(bestStart, at);
    bestEnd = Math.min(bestEnd, until);
  }
  starts[operation] = bestStart;
  ends[operation] = Math.max(bestEnd, end);
}

/** Workers' own shifts are left out: some worker may be there. */
function openingOfMode(instance: Instance, openings: Openings, mode: number): Opening {
  const calendars: string[] = [];
  for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1)
    calendars.push(...instance.resources[instance.demandResource[demand]].calendars);
  return openings.of(calendars);
}

/** The objective of a plan in which every term is as small as it can be on its own. */
export function lowerBoundOf(instance: Instance, openings: Openings, { starts, ends }: Earliest): number {
  const pieceEnds = new Float64Array(instance.pieces.length).fill(-Infinity);
  for (let operation = 0; operation < instance.operations; operation += 1) {
    const piece = instance.pieceOf[operation];
    pieceEnds[piece] = Math.max(pieceEnds[piece], ends[operation]);
  }
  let makespan = resourceBound(instance, openings, starts);
  for (const end of pieceEnds) makespan = Math.max(makespan, end);
  const weighs = instance.problem.objective;
  const work = weighs.tardiness > 0 || weighs.flowTime > 0 ? certainWork(instance, openings, starts) : [];
  const tardiness = leastTardiness(instance, pieceEnds, work);
  const flowTime = leastSumOfEnds(pieceEnds, work) - instance.orderReleases.reduce((sum, release) => sum + release, 0);
  return objectiveOf(instance.problem.objective, { makespan, tardiness, flowTime, setupTime: 0 });
}

/** No resource ends before the first moment at which it is wanted plus the work that no mode keeps away from it. */
function resourceBound(instance: Instance, openings: Openings, starts: Float64Array): number {
  const count = instance.resources.length;
  const work = new Float64Array(count);
  const first = new Float64Array(count).fill(Infinity);
  for (let operation = 0; operation < instance.operations; operation += 1) {
    if (instance.givenMode[operation] >= 0) continue;
    for (const [resource, energy] of certainEnergies(instance, operation)) {
      work[resource] += energy;
      first[resource] = Math.min(first[resource], starts[operation]);
    }
  }
  let bound = -Infinity;
  for (let resource = 0; resource < count; resource += 1) {
    const units = unitsOfAny(instance, resource);
    if (work[resource] === 0 || units === 0) continue;
    const opening = openings.of(instance.resources[resource].calendars);
    bound = Math.max(bound, opening.endOf(opening.nextOpen(first[resource]), Math.ceil(work[resource] / units - 1e-9)));
  }
  return bound;
}

/** Unit-seconds that an operation takes of each resource that all its modes want, by the mode that takes the least. */
function certainEnergies(instance: Instance, operation: number): Map<number, number> {
  const first = instance.modeFrom[operation];
  const least = energies(instance, first);
  for (let mode = first + 1; mode < instance.modeFrom[operation + 1]; mode += 1) {
    const own = energies(instance, mode);
    for (const [resource, energy] of least) {
      const other = own.get(resource);
      if (other === undefined) least.delete(resource);
      else least.set(resource, Math.min(energy, other));
    }
  }
  return least;
}

/** By resource that has any: what its pieces do there whatever the modes, that which is given left out. */
function certainWork(instance: Instance, openings: Openings, starts: Float64Array): CertainWork[] {
  const pieces = instance.resources.map(() => new Map<number, { work: number; from: number }>());
  for (let operation = 0; operation < instance.operations; operation += 1) {
    if (instance.givenMode[operation] >= 0) continue;
    const piece = instance.pieceOf[operation];
    for (const [resource, energy] of certainEnergies(instance, operation)) {
      if (energy === 0) continue;
      const { work, from } = pieces[resource].get(piece) ?? { work: 0, from: Infinity };
      pieces[resource].set(piece, { work: work + energy, from: Math.min(from, starts[operation]) });
    }
  }
  return pieces.flatMap((own, resource): CertainWork[] => {
    const units = unitsOfAny(instance, resource);
    if (units === 0 || own.size < 2) return [];
    return [{ opening: openings.of(instance.resources[resource].calendars), units, pieces: own }];
  });
}

/** Unit-seconds that a mode takes of each resource, added up where it is asked for twice. */
function energies(instance: Instance, mode: number): Map<number, number> {
  const taken = new Map<number, number>();
  for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
    const resource = instance.demandResource[demand];
    const amount = instance.resources[resource].type === 'machine' ? 1 : instance.demandAmount[demand];
    taken.set(resource, (taken.get(resource) ?? 0) + amount * instance.durations[mode]);
  }
  return taken;
}

/** Units at work at the same time; 0: no bound of this sort. */
function unitsOfAny(instance: Instance, index: number): number {
  const resource = instance.resources[index];
  switch (resource.type) {
    case 'machine':
      return 1;
    case 'workers':
      return resource.workers.length;
    case 'reservoir':
    case 'paced-line':
      return 0;
    default:
      return resource.capacity;
  }
}
