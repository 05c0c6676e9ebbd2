/**
 * Machines and ovens: what may run together, set-ups between states, warm-up and cool-down.
 *
 * Each becomes a list of runs, stretches in which it works without a break in one state: an operation of a machine, a
 * batch, the time during which a belt is not empty. Set-up and heating count between runs.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { checkCapacity, forEachOverlap, type Stretch } from './amounts.ts';
import { isFact, type LaidOut, type Placed, type Use } from './laid-out.ts';

export type Heated = Extract<TechcardResource, { type: 'machine' | 'batch-oven' | 'conveyor-oven' }>;

interface Run extends Stretch {
  readonly state: string | undefined;
}

/** @returns seconds of set-up in all. */
export function checkStates(laid: LaidOut, resource: Heated, all: readonly Use[]): number {
  const uses = all.filter(({ placed }) => placed.holds);
  const runs = runsOf(laid, resource, uses);
  checkHeating(laid, resource, runs);
  return checkSetups(laid, resource, runs);
}

function runsOf(laid: LaidOut, resource: Heated, uses: readonly Use[]): Run[] {
  switch (resource.type) {
    case 'machine': {
      const runs = uses.map((use) => runOf([use]));
      forEachOverlap(runs, (one, other) => {
        laid.report('machine', `"${resource.id}" does ${one.name} and ${other.name} at the same time`);
      });
      return runs;
    }
    case 'batch-oven':
      return batchesOf(laid, resource, uses);
    case 'conveyor-oven':
      return beltRunsOf(laid, resource, uses);
  }
}

function runOf(uses: readonly Use[]): Run {
  const all = uses.map(({ placed }) => placed);
  return {
    name: all[0].name,
    start: all[0].start,
    end: all.reduce((end, placed) => Math.max(end, placed.end), -Infinity),
    isFact: isFact(...all),
    state: stateOf(uses[0]),
  };
}

function stateOf({ demands }: Use): string | undefined {
  return demands[0].state;
}

/** Whether two operations may be in an oven together. A given one may have taken longer than its card says. */
function reportUnlike({ report }: LaidOut, rule: string, one: Use, other: Use): void {
  if (isFact(one.placed, other.placed)) return;
  const names = `${one.placed.name} and ${other.placed.name} are in "${one.demands[0].resource}" together`;
  if (stateOf(one) !== stateOf(other)) report(rule, `${names}, in states ${stateOf(one)} and ${stateOf(other)}`);
  const [first, second] = [durationOf(one.placed), durationOf(other.placed)];
  if (first !== second) report(rule, `${names}, for ${first} and ${second} s`);
}

function durationOf({ given, start, end, mode }: Placed): number {
  return given?.end === undefined ? mode.durationSeconds : end - start;
}

function batchesOf(laid: LaidOut, oven: Heated & { type: 'batch-oven' }, uses: readonly Use[]): Run[] {
  const { report } = laid;
  const batches: Use[][] = [];
  for (const use of uses) {
    const last = batches.at(-1);
    if (last && last[0].placed.start === use.placed.start) last.push(use);
    else batches.push([use]);
  }
  const numbers = new Map<number, number>();
  const runs = batches.map((batch) => {
    const run = runOf(batch);
    const amount = batch.reduce((sum, { demands }) => sum + demands[0].amount, 0);
    if (amount > oven.capacity && !run.isFact)
      report('batch oven', `${amount} in "${oven.id}" at ${run.start}, capacity ${oven.capacity}`);
    for (const use of batch.slice(1)) reportUnlike(laid, 'batch oven', batch[0], use);
    const told = new Set(batch.flatMap(({ assignments }) => assignments.flatMap(({ batch: number }) => number ?? [])));
    for (const number of told) {
      const other = numbers.get(number);
      if ((other !== undefined || told.size > 1) && !run.isFact)
        report('batch oven', `batch ${number} of "${oven.id}" is not what starts together at ${run.start}`);
      numbers.set(number, run.start);
    }
    return run;
  });
  forEachOverlap(runs, (one, other) => {
    report('batch oven', `batches of "${oven.id}" at ${one.start} and ${other.start} overlap`);
  });
  return runs;
}

function beltRunsOf(laid: LaidOut, oven: Heated & { type: 'conveyor-oven' }, uses: readonly Use[]): Run[] {
  checkCapacity(laid, oven, uses, 'conveyor oven');
  const runs: Use[][] = [];
  let end = -Infinity;
  /** The operation of the present run that leaves last. */
  let last: Use | undefined;
  uses.forEach((use, index) => {
    const { placed } = use;
    const before = uses[index - 1];
    if (before && !isFact(before.placed, placed) && placed.start - before.placed.start < oven.entrySeconds)
      laid.report(
        'conveyor oven',
        `${before.placed.name} and ${placed.name} enter "${oven.id}" ${placed.start - before.placed.start} s apart, at least ${oven.entrySeconds}`,
      );
    if (!last || placed.start >= end) runs.push([use]);
    else {
      runs.at(-1)!.push(use);
      reportUnlike(laid, 'conveyor oven', last, use);
      if (before !== last && before.placed.end > placed.start) reportUnlike(laid, 'conveyor oven', before, use);
    }
    if (!last || placed.end > end) last = use;
    end = Math.max(end, placed.end);
  });
  return runs.map(runOf);
}

/** Between two runs of different states the calendars of the resource leave time for the set-up. */
function checkSetups(laid: LaidOut, resource: Heated, runs: readonly Run[]): number {
  const { setups } = resource;
  if (!setups) return 0;
  const open = laid.openTime([...resource.calendars].sort());
  const times = new Map(setups.times.map(({ from, to, seconds }) => [`${from}\n${to}`, seconds]));
  let state = setups.initial;
  let total = 0;
  let freeFrom = 0;
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    if (run.state !== undefined && state !== undefined && run.state !== state) {
      const needed = times.get(`${state}\n${run.state}`) ?? setups.otherwise;
      const left = needed > 0 ? open.worked(freeFrom, run.start) : 0;
      total += needed;
      const isGiven = run.isFact && (!before || before.isFact);
      if (left < needed && !isGiven)
        laid.report(
          'set-up',
          `"${resource.id}" needs ${needed} s from ${state} to ${run.state} before ${run.name}, and has ${left} from ${freeFrom} to ${run.start}`,
        );
    }
    state = run.state ?? state;
    freeFrom = before ? Math.max(freeFrom, run.end) : run.end;
  });
  return total;
}

function checkHeating({ report }: LaidOut, resource: Heated, runs: readonly Run[]): void {
  const { heating } = resource;
  if (!heating || runs.length === 0) return;
  const { warmUpSeconds, coolDownSeconds, keepWarmSeconds = Infinity, warmAtStart } = heating;
  const [first] = runs;
  if (!warmAtStart && !first.isFact && first.start < warmUpSeconds)
    report('heating', `"${resource.id}" is warm at ${warmUpSeconds}, ${first.name} starts at ${first.start}`);
  let warmUntil = warmAtStart ? 0 : undefined;
  runs.forEach((run, index) => {
    const idle = warmUntil === undefined ? 0 : run.start - warmUntil;
    const isGiven = run.isFact && (index === 0 || runs[index - 1].isFact);
    if (!isGiven && idle > keepWarmSeconds && idle < coolDownSeconds + warmUpSeconds)
      report(
        'heating',
        `"${resource.id}" is idle for ${idle} s before ${run.name}: more than it is kept warm (${keepWarmSeconds}), less than to cool down and warm up again (${coolDownSeconds + warmUpSeconds})`,
      );
    warmUntil = index === 0 ? run.end : Math.max(warmUntil!, run.end);
  });
}
