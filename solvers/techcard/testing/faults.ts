/**
 * Checks a schedule against docs/techcard-rules.md, rule by rule and moment by moment, from the request alone: slow, and
 * without a line of the kernel or of a resource model.
 */

import { secondsOf } from '../../../models/moments.ts';
import type { TechcardDemand, TechcardResource } from '../../../models/techcard.ts';
import type { Assignment, Instance, Schedule } from '../instance.ts';

type IsOpen = (calendars: readonly string[], at: number) => boolean;

interface Work {
  readonly operation: number;
  readonly piece: number;
  readonly start: number;
  readonly end: number;
  readonly duration: number;
  readonly demand: TechcardDemand;
  readonly assignment: Assignment | undefined;
  readonly given: boolean;
}

export function faultsOf(instance: Instance, isOpen: IsOpen, schedule: Schedule): string[] {
  const { problem, pieces, pieceFrom, modeFrom, demandFrom, givenMode } = instance;
  const { starts, ends, modes } = schedule;
  const faults: string[] = [];
  const works = new Map<string, Work[]>(problem.resources.map(({ id }) => [id, []]));
  const resources = new Map(problem.resources.map((resource) => [resource.id, resource]));
  const now = problem.now === undefined ? -Infinity : secondsOf(problem, problem.now);
  pieces.forEach(({ card, order }, piece) => {
    const base = pieceFrom[piece];
    const at = new Map(card.operations.map(({ id }, index) => [id, base + index]));
    card.operations.forEach((operation, index) => {
      const self = base + index;
      const given = givenMode[self] >= 0;
      const mode = operation.modes[modes[self]];
      const [start, end] = [starts[self], ends[self]];
      const calendars = new Set<string>();
      mode.demands.forEach((demand, position) => {
        const resource = resources.get(demand.resource)!;
        const assignment = schedule.assignments.get(demandFrom[modeFrom[self] + modes[self]] + position);
        for (const id of resource.calendars) calendars.add(id);
        if (resource.type === 'workers')
          for (const worker of assignment?.workers ?? [])
            for (const id of resource.workers[worker].calendars) calendars.add(id);
        works
          .get(resource.id)!
          .push({ operation: self, piece, start, end, duration: mode.durationSeconds, demand, assignment, given });
      });
      if (given) return;
      let done = 0;
      const needs = mode.durationSeconds > 0 ? [...calendars] : [];
      for (let second = start; second < end; second += 1) if (isOpen(needs, second)) done += 1;
      const whole = operation.pausable || done === end - start;
      const tight = end === start || (isOpen(needs, start) && isOpen(needs, end - 1));
      if (done !== mode.durationSeconds || !whole || !tight) faults.push(`duration of ${self}`);
      if (start < Math.max(secondsOf(problem, order.release), now)) faults.push(`release of ${self}`);
      for (const lag of operation.after) {
        const other = at.get(lag.operation)!;
        const from = lag.from === 'end' ? ends[other] : starts[other];
        const pause = (lag.to === 'end' ? end : start) - from;
        if (pause < lag.leastSeconds || pause > (lag.greatestSeconds ?? Infinity)) faults.push(`lag into ${self}`);
      }
    });
    const limit = card.workerLimit;
    if (limit === undefined) return;
    for (const moment of starts.subarray(base, pieceFrom[piece + 1])) {
      let workers = 0;
      card.operations.forEach((operation, index) => {
        if (starts[base + index] <= moment && moment < ends[base + index]) workers += operation.workers;
      });
      if (workers > limit) faults.push(`worker limit of piece ${piece}`);
    }
  });
  for (const resource of problem.resources)
    faults.push(...faultsOfResource(instance, isOpen, resource, works.get(resource.id)!));
  return faults;
}

function faultsOfResource(
  instance: Instance,
  isOpen: IsOpen,
  resource: TechcardResource,
  all: readonly Work[],
): string[] {
  const works = all.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const fault = (what: string) => [`${what} of ${resource.id}`];
  const load = (at: number) =>
    works.reduce((sum, { start, end, demand }) => sum + (start <= at && at < end ? demand.amount : 0), 0);
  switch (resource.type) {
    case 'pool':
      return works.some(({ start }) => load(start) > resource.capacity) ? fault('capacity') : [];
    case 'workers': {
      for (const one of works) {
        const who = one.assignment?.workers ?? [];
        if (new Set(who).size !== one.demand.amount || who.length !== one.demand.amount)
          return fault('number of workers');
        const { skill } = one.demand;
        if (skill !== undefined && who.some((worker) => !resource.workers[worker].skills.includes(skill)))
          return fault('skills');
        for (const other of works)
          if (other !== one && one.start < other.end && other.start < one.end)
            if (who.some((worker) => other.assignment?.workers?.includes(worker)))
              return fault('one worker, two tasks');
      }
      return [];
    }
    case 'machine':
      return changeFaults(
        resource,
        isOpen,
        works.map((work) => [work]),
      );
    case 'batch-oven': {
      const batches: Work[][] = [];
      for (const work of works) {
        const open = batches.at(-1);
        if (open?.[0].start === work.start) open.push(work);
        else batches.push([work]);
      }
      for (const batch of batches) {
        if (
          batch.some(({ demand, duration }) => demand.state !== batch[0].demand.state || duration !== batch[0].duration)
        )
          return fault('mixed batch');
        if (batch.reduce((sum, { demand }) => sum + demand.amount, 0) > resource.capacity) return fault('full batch');
        if (new Set(batch.map(({ assignment }) => assignment?.batch)).size > 1) return fault('batch number');
      }
      return changeFaults(resource, isOpen, batches);
    }
    case 'conveyor-oven': {
      const runs: Work[][] = [];
      works.forEach((work, index) => {
        if (load(work.start) > resource.capacity) runs.push([]);
        if (index > 0 && work.start - works[index - 1].start < resource.entrySeconds) runs.push([]);
        const run = runs.at(-1);
        if (!run || run.length === 0 || Math.max(...run.map(({ end }) => end)) <= work.start) runs.push([work]);
        else run.push(work);
      });
      if (runs.some((run) => run.length === 0)) return fault('belt');
      for (const one of works)
        for (const other of works)
          if (one.start < other.end && other.start < one.end)
            if (one.demand.state !== other.demand.state || one.duration !== other.duration) return fault('mixed belt');
      return changeFaults(resource, isOpen, runs);
    }
    case 'reservoir': {
      const changes = resource.supplies.map(({ at, amount }) => [secondsOf(instance.problem, at), amount]);
      for (const { start, end, demand } of all) changes.push([start, -demand.amount], [end, demand.adds]);
      for (const [moment] of changes) {
        const level = changes.reduce((sum, [at, change]) => sum + (at <= moment ? change : 0), resource.initial);
        if (level < 0 || level > (resource.capacity ?? Infinity)) return fault(`level at ${moment}`);
      }
      return [];
    }
    case 'paced-line':
      return lineFaults(resource, all);
  }
}

/** Set-ups and heating between blocks of work in one state each. */
function changeFaults(
  resource: TechcardResource & { type: 'machine' | 'batch-oven' | 'conveyor-oven' },
  isOpen: IsOpen,
  blocks: readonly (readonly Work[])[],
): string[] {
  const { setups, heating } = resource;
  let state = setups?.initial;
  let until = 0;
  const faults: string[] = [];
  blocks.forEach((block, index) => {
    const { start, demand } = block[0];
    if (index > 0 && start < until) faults.push(`overlap on ${resource.id}`);
    if (setups && demand.state !== undefined) {
      const listed = setups.times.find(({ from, to }) => from === state && to === demand.state);
      const needed = state === undefined || state === demand.state ? 0 : (listed?.seconds ?? setups.otherwise);
      let open = 0;
      for (let second = until; second < start; second += 1) if (isOpen(resource.calendars, second)) open += 1;
      if (open < needed) faults.push(`set-up of ${resource.id}`);
    }
    if (heating) {
      const idle = start - until;
      const { warmUpSeconds, coolDownSeconds, keepWarmSeconds = Infinity, warmAtStart } = heating;
      if (index === 0 && !warmAtStart) {
        if (start < warmUpSeconds) faults.push(`warm-up of ${resource.id}`);
      } else if (idle > keepWarmSeconds && idle < coolDownSeconds + warmUpSeconds)
        faults.push(`heating of ${resource.id}`);
    }
    state = demand.state ?? state;
    until = Math.max(...block.map(({ end }) => end));
  });
  return faults;
}

function lineFaults(resource: TechcardResource & { type: 'paced-line' }, works: readonly Work[]): string[] {
  const faults: string[] = [];
  const places = new Map<number, string>();
  const owners = new Map<string, number>();
  for (const { piece, demand, assignment } of works) {
    const entry = assignment!.takt! - demand.station!;
    const place = `${assignment!.line} ${entry}`;
    if (entry < 0 || assignment!.line! >= resource.lines) faults.push(`place on ${resource.id}`);
    if ((places.get(piece) ?? place) !== place) faults.push(`piece ${piece} leaves its place`);
    if ((owners.get(place) ?? piece) !== piece) faults.push(`two pieces at place ${place}`);
    places.set(piece, place);
    owners.set(place, piece);
  }
  for (const one of works)
    for (const other of works)
      if (one.assignment!.line === other.assignment!.line && one.assignment!.takt! < other.assignment!.takt!)
        if (other.start < one.end) faults.push(`takts of ${resource.id}`);
  if (resource.emptyTakts) return faults;
  for (let line = 0; line < resource.lines; line += 1) {
    const entries = [...new Set(places.values())]
      .map((place) => place.split(' ').map(Number))
      .filter(([at]) => at === line);
    const takts = entries.map(([, takt]) => takt);
    if (takts.length > 0 && Math.max(...takts) - Math.min(...takts) !== takts.length - 1) faults.push('empty takt');
  }
  return faults;
}
