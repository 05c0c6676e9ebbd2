/** What can be used up: workers of a piece, pools, named workers, reservoirs. */

import { secondsOf } from '../../../models/moments.ts';
import type { TechcardResource } from '../../../models/techcard.ts';
import { isFact, type LaidOut, type Placed, type Use } from './laid-out.ts';

type Resource<Type extends TechcardResource['type']> = Extract<TechcardResource, { type: Type }>;

export function checkWorkerLimits({ pieces, ofPiece, report }: LaidOut): void {
  pieces.forEach(({ card, order, serial }, index) => {
    const limit = card.workerLimit;
    if (limit === undefined) return;
    const taken = ofPiece[index].map((placed) => ({ placed, amount: placed.operation.workers }));
    forEachOverload(taken, limit, (at, load) => {
      report('worker limit', `${load} workers at piece ${order.id}/${serial} at ${at}, at most ${limit}`);
    });
  });
}

export function checkCapacity(
  { report }: LaidOut,
  resource: Resource<'pool' | 'conveyor-oven'>,
  uses: readonly Use[],
  rule: string,
): void {
  const taken = uses.map(({ placed, demands }) => ({ placed, amount: demands[0].amount }));
  forEachOverload(taken, resource.capacity, (at, load) => {
    report(rule, `${load} of "${resource.id}" in use at ${at}, capacity ${resource.capacity}`);
  });
}

/** Tells each start after which more is taken than there is, unless all that is taken is given. */
function forEachOverload(
  taken: readonly { readonly placed: Placed; readonly amount: number }[],
  capacity: number,
  tell: (at: number, load: number) => void,
): void {
  // Ends before starts of the same moment: intervals are half open.
  const changes = taken
    .filter(({ placed, amount }) => placed.holds && amount > 0)
    .flatMap(({ placed, amount }) => [
      { at: placed.start, amount, own: placed.given ? 0 : 1 },
      { at: placed.end, amount: -amount, own: placed.given ? 0 : -1 },
    ])
    .sort((one, other) => one.at - other.at || one.amount - other.amount);
  let load = 0;
  let own = 0;
  for (const change of changes) {
    load += change.amount;
    own += change.own;
    if (change.amount > 0 && load > capacity && own > 0) tell(change.at, load);
  }
}

export function checkWorkers({ report }: LaidOut, pool: Resource<'workers'>, uses: readonly Use[]): void {
  const skills = new Map(pool.workers.map((worker) => [worker.id, new Set(worker.skills)]));
  const busy = new Map<string, Placed[]>();
  for (const { placed, demands, assignments } of uses) {
    const named = assignments.flatMap(({ workers = [] }) => workers);
    const known = named.filter((worker) => skills.has(worker));
    if (known.length < named.length)
      report('workers', `${placed.name} names a worker that "${pool.id}" has not: ${named.join(', ')}`);
    if (new Set(named).size < named.length) report('workers', `${placed.name} names a worker twice`);
    for (const worker of new Set(known)) {
      const list = busy.get(worker);
      if (list) list.push(placed);
      else busy.set(worker, [placed]);
    }
    // Who did it as a fact may have been too few, or have learnt it on the job.
    if (!placed.holds || placed.given?.resources) continue;
    const wanted = demands.flatMap(({ amount, skill }) => Array.from({ length: amount }, () => skill));
    if (known.length !== wanted.length)
      report('workers', `${placed.name} asks for ${wanted.length} of "${pool.id}" and has ${known.length}`);
    else if (!canFill(wanted, known, skills))
      report('workers', `${placed.name}: ${known.join(', ')} have not the skills ${[...new Set(wanted)].join(', ')}`);
  }
  for (const [worker, list] of busy)
    forEachOverlap(
      list.map((placed) => ({ ...placed, isFact: isFact(placed) })),
      (one, other) => {
        report('workers', `worker "${worker}" does ${one.name} and ${other.name} at the same time`);
      },
    );
}

/** Whether each place gets a worker of its own with its skill: augmenting paths in the graph of places and workers. */
function canFill(
  wanted: readonly (string | undefined)[],
  workers: readonly string[],
  skills: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const placeOf = new Map<string, number>();
  const seat = (place: number, tried: Set<string>): boolean => {
    const skill = wanted[place];
    for (const worker of workers) {
      if (tried.has(worker) || (skill !== undefined && !skills.get(worker)!.has(skill))) continue;
      tried.add(worker);
      const held = placeOf.get(worker);
      if (held === undefined || seat(held, tried)) {
        placeOf.set(worker, place);
        return true;
      }
    }
    return false;
  };
  return wanted.every((_, place) => seat(place, new Set()));
}

export interface Stretch {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isFact: boolean;
}

/** Tells stretches, sorted by start, that begin before an earlier one has ended; not those between facts alone. */
export function forEachOverlap<Item extends Stretch>(
  sorted: readonly Item[],
  tell: (one: Item, other: Item) => void,
): void {
  let last: Item | undefined;
  let lastOwn: Item | undefined;
  for (const item of sorted) {
    if (item.end <= item.start) continue;
    const before = item.isFact ? lastOwn : last;
    if (before && item.start < before.end) tell(before, item);
    if (!last || item.end > last.end) last = item;
    if (!item.isFact && (!lastOwn || item.end > lastOwn.end)) lastOwn = item;
  }
}

export function checkReservoir(
  { problem, report }: LaidOut,
  resource: Resource<'reservoir'>,
  uses: readonly Use[],
): void {
  const { id, initial, supplies, capacity = Infinity } = resource;
  const changes = supplies.map(({ at, amount }) => ({ at: secondsOf(problem, at), amount, own: false }));
  for (const { placed, demands } of uses) {
    const own = placed.given === undefined;
    changes.push({ at: placed.start, amount: -demands[0].amount, own });
    changes.push({ at: placed.end, amount: demands[0].adds, own });
  }
  changes.sort((one, other) => one.at - other.at);
  let level = initial;
  /** The same without what the plan does. */
  let givenLevel = initial;
  for (let index = 0; index < changes.length; ) {
    const { at } = changes[index];
    let own = 0;
    for (; index < changes.length && changes[index].at === at; index++) {
      level += changes[index].amount;
      if (changes[index].own) own += changes[index].amount;
      else givenLevel += changes[index].amount;
    }
    if (level < 0 && (givenLevel >= 0 || own < 0)) report('reservoir', `"${id}" falls to ${level} at ${at}`);
    if (level > capacity && (givenLevel <= capacity || own > 0))
      report('reservoir', `"${id}" rises to ${level} at ${at}, capacity ${capacity}`);
  }
}
