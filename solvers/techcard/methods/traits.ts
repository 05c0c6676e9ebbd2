/** What an instance has and lacks, as far as the choice of a method depends on it. */
import type { TechcardResource } from '../../../models/techcard.ts';
import { type Instance, never } from '../instance.ts';

export interface Traits {
  /** Nothing is given, no calendar closes anything that is used. */
  readonly plain: boolean;
  readonly singleMode: boolean;
  /** Every demand is for units that are free again at the end: pools, plain machines, workers all alike. */
  readonly renewable: boolean;
  /** As `renewable`, and stocks that are only taken from. */
  readonly renewableOrStock: boolean;
  /** Only single machines without set-ups. */
  readonly machinesOnly: boolean;
  readonly deadlines: boolean;
  readonly greatestLags: boolean;
  /** Every lag keeps starts in order, start(to) >= start(from) + something that is not negative, and none closes a circle. */
  readonly forwardLags: boolean;
  /** Every lag is from an end to a start and not negative. */
  readonly precedencesOnly: boolean;
  readonly makespanOnly: boolean;
  /** The objective weighs makespan and tardiness alone. */
  readonly makespanOrTardiness: boolean;
}

export function traitsOf(instance: Instance): Traits {
  const { problem, operations, modeFrom, lags } = instance;
  const used = usedResources(instance);
  const { tardiness, flowTime, setupTime } = problem.objective;
  const singleMode = instance.durations.length === operations;
  const greatestLags = lags.greatest.includes(1);
  return {
    plain: problem.given.length === 0 && used.every(isAlwaysOpen),
    singleMode,
    renewable: used.every((resource) => unitsOf(resource) > 0),
    renewableOrStock: used.every((resource) => unitsOf(resource) > 0 || isStock(instance, resource)),
    machinesOnly: used.every((resource) => isPlainMachine(resource)),
    deadlines: instance.deadlines.some((deadline) => deadline < never),
    greatestLags,
    forwardLags:
      singleMode &&
      !greatestLags &&
      lags.from.every((_, lag) => startLag(instance, modeFrom, lag) >= 0) &&
      hasNoCircle(instance),
    precedencesOnly: lags.from.every(
      (_, lag) => lags.fromEnd[lag] === 1 && lags.toEnd[lag] === 0 && lags.least[lag] >= 0 && lags.greatest[lag] === 0,
    ),
    makespanOnly: tardiness + flowTime + setupTime === 0,
    makespanOrTardiness: flowTime + setupTime === 0,
  };
}

/** Operations that must start together, each after the other, are a circle too. */
function hasNoCircle({ operations, lags, lagsFrom }: Instance): boolean {
  const waiting = new Int32Array(operations);
  for (const to of lags.to) waiting[to] += 1;
  const free = Array.from(waiting.keys()).filter((operation) => waiting[operation] === 0);
  for (const operation of free)
    for (let at = lagsFrom.from[operation]; at < lagsFrom.from[operation + 1]; at += 1) {
      const to = lags.to[lagsFrom.items[at]];
      waiting[to] -= 1;
      if (waiting[to] === 0) free.push(to);
    }
  return free.length === operations;
}

/** Single modes: start(to) >= start(from) + this. */
export function startLag({ lags, durations }: Instance, modeFrom: Int32Array, lag: number): number {
  const from = lags.fromEnd[lag] === 1 ? durations[modeFrom[lags.from[lag]]] : 0;
  const to = lags.toEnd[lag] === 1 ? durations[modeFrom[lags.to[lag]]] : 0;
  return lags.least[lag] + from - to;
}

/** Units that are alike and free again when an operation ends; 0 for resources with rules of their own. */
export function unitsOf(resource: TechcardResource): number {
  if (resource.type === 'pool') return resource.capacity;
  if (isPlainMachine(resource)) return 1;
  return resource.type === 'workers' && areAlike(resource) ? resource.workers.length : 0;
}

function isPlainMachine(resource: TechcardResource): boolean {
  return resource.type === 'machine' && !resource.heating && !resource.setups;
}

function areAlike({ workers }: TechcardResource & { type: 'workers' }): boolean {
  const skills = (of: readonly string[]) => [...of].sort().join('\n');
  return workers.every(
    (worker) => worker.calendars.length === 0 && skills(worker.skills) === skills(workers[0].skills),
  );
}

function isAlwaysOpen(resource: TechcardResource): boolean {
  return (
    resource.calendars.length === 0 &&
    (resource.type !== 'workers' || resource.workers.every(({ calendars }) => calendars.length === 0))
  );
}

function isStock({ resources, demandResource, demandAdds }: Instance, resource: TechcardResource): boolean {
  if (resource.type !== 'reservoir' || resource.supplies.length > 0) return false;
  const index = resources.indexOf(resource);
  return demandResource.every((of, demand) => of !== index || demandAdds[demand] === 0);
}

function usedResources({ resources, demandResource }: Instance): TechcardResource[] {
  return [...new Set(demandResource)].map((index) => resources[index]);
}
