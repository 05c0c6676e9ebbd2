/** Random problems of all types of resources: every run keeps every rule, and replays to the same times. */
import { expect, test } from 'vitest';
import { dispatchingRules } from '../../models/techcard.ts';
import { Rng } from '../shared/rng.ts';
import { Evaluator } from './evaluator.ts';
import type { Schedule } from './instance.ts';
import { runKeepingLags } from './keep-lags.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { replay } from './replay.ts';
import { keysOf, type Rule } from './rules.ts';
import { faultsOf } from './testing/faults.ts';
import { instanceOf } from './testing/problems.ts';
import { isOpen, openingOf, randomProblem } from './testing/random-problem.ts';

const seeds = Number(process.env.TAKT_SEEDS ?? 80);

for (const taste of [
  { calendars: false, modes: false, greatestLags: false },
  { calendars: false, modes: true, greatestLags: true },
  { calendars: true, modes: true, greatestLags: false },
])
  test(`runs keep all rules: ${JSON.stringify(taste)}`, () => {
    let [finished, dead] = [0, 0];
    for (let seed = 0; seed < seeds; seed += 1) {
      const rng = new Rng(seed);
      const problem = randomProblem(rng, taste);
      const instance = instanceOf(problem);
      const kernel = createKernel(instance, openingOf);
      const list = rng.shuffle(Int32Array.from({ length: instance.operations }, (_, operation) => operation));
      const rules = [...dispatchingRules, 'list'] as const;
      for (const rule of rules) {
        const options = rule === 'list' ? ({ rule: 'earliest-start', list } as const) : { rule };
        const run = kernel.run(options);
        const { schedule, deadEnd, violatedLags } = run;
        const where = `seed ${seed}, ${rule}`;
        const again = kernel.run({ ...options, log: true });
        expect([...again.schedule.starts], where).toEqual([...schedule.starts]);
        if (deadEnd) {
          dead += 1;
          expect(deadEnd.refusals.length, where).toBeGreaterThan(0);
          continue;
        }
        finished += 1;
        const broken = faultsOf(instance, isOpen, schedule).filter((fault) => !fault.startsWith('lag'));
        expect(broken, where).toEqual([]);
        if (violatedLags.length === 0) expect(replay(instance, openingOf, schedule), where).toBeUndefined();
        const kept = taste.greatestLags ? runKeepingLags(kernel, options) : run;
        const faults = faultsOf(instance, isOpen, kept.schedule);
        if (kept.violatedLags.length === 0) expect(faults, where).toEqual([]);
        else expect(faults.length, where).toBeGreaterThan(0);
      }
    }
    expect(finished).toBeGreaterThan(seeds * 9);
    expect(dead).toBeLessThan(seeds);
  });

/** The kernel without its queues: at each step asks every ready operation, and takes the first by start, key and index. */
function askAll(kernel: Kernel, rule: Rule): Int32Array {
  const { instance, models, uses, precedence } = kernel;
  const evaluator = new Evaluator(instance, models, uses, openingOf);
  const keys = keysOf(instance, precedence, rule);
  const starts = new Int32Array(instance.operations).fill(-1);
  const ends = new Int32Array(instance.operations);
  const { lags } = instance;
  for (const model of models) model.reset(false);
  for (;;) {
    let best = { start: Infinity, end: 0, key: 0, operation: -1 };
    for (let operation = 0; operation < instance.operations; operation += 1) {
      if (starts[operation] >= 0) continue;
      let [from, endFrom, ready] = [instance.releases[operation], -1e9, true];
      for (let lag = 0; lag < lags.from.length; lag += 1) {
        if (lags.to[lag] !== operation || precedence.decides[lag] === 0) continue;
        if (starts[lags.from[lag]] < 0) ready = false;
        const at = (lags.fromEnd[lag] === 1 ? ends : starts)[lags.from[lag]] + lags.least[lag];
        if (lags.toEnd[lag] === 1) endFrom = Math.max(endFrom, at);
        else from = Math.max(from, at);
      }
      if (!ready) continue;
      const start = evaluator.evaluate(instance.modeFrom[operation], from, endFrom);
      const key = keys[operation];
      if (start < best.start || (start === best.start && key < best.key))
        best = { start, end: evaluator.end, key, operation };
    }
    if (best.operation < 0 || best.start >= 2e9) return starts;
    const own = uses[instance.modeFrom[best.operation]];
    for (const use of own) models[use.resource].apply(use, 'start', best.start);
    for (const use of own) models[use.resource].apply(use, 'end', best.end);
    starts[best.operation] = best.start;
    ends[best.operation] = best.end;
  }
}

for (const calendars of [false, true])
  test(`the queues of the dispatcher choose as if all were asked${calendars ? ', with calendars' : ''}`, () => {
    let compared = 0;
    for (let seed = 0; seed < 3 * seeds; seed += 1) {
      const instance = instanceOf(randomProblem(new Rng(seed), { calendars, modes: false, greatestLags: false }));
      const kernel = createKernel(instance, openingOf);
      for (const rule of ['earliest-start', 'longest-first', 'least-slack', 'longest-tail'] as const) {
        const expected = askAll(kernel, rule);
        // Where resources have to give way the two go on differently.
        if (expected.includes(-1)) continue;
        compared += 1;
        expect([...kernel.run({ rule }).schedule.starts], `seed ${seed}, ${rule}`).toEqual([...expected]);
      }
    }
    expect(compared).toBeGreaterThan(seeds * 9);
  });

/** What a plan says of the operations that began before `now`, as a request gives it. */
function givenUntil(kernel: Kernel, { starts, ends, modes, assignments }: Schedule, now: number): object[] {
  const { instance } = kernel;
  return [...starts.keys()].flatMap((operation) => {
    if (starts[operation] >= now) return [];
    const piece = instance.pieceOf[operation];
    const { order, serial, card } = instance.pieces[piece];
    const mode = instance.modeFrom[operation] + modes[operation];
    const resources = [];
    for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
      const resource = instance.resources[instance.demandResource[demand]];
      const assignment = assignments.get(demand);
      if (!assignment) continue;
      const workers = assignment.workers?.map((worker) =>
        resource.type === 'workers' ? resource.workers[worker].id : '',
      );
      resources.push({ ...assignment, resource: resource.id, ...(workers && { workers }) });
    }
    const place = { order: order.id, serial, operation: card.operations[operation - instance.pieceFrom[piece]].id };
    return [{ ...place, mode: modes[operation], start: starts[operation], end: ends[operation], resources }];
  });
}

test('from any moment of a plan on the rest can be planned anew', () => {
  let [finished, dead] = [0, 0];
  for (let seed = 0; seed < 2 * seeds; seed += 1) {
    const rng = new Rng(seed);
    const problem = randomProblem(rng, { calendars: seed % 2 === 1, modes: true, greatestLags: false });
    // A piece that was on a line without work there yet is in no fact: its place would look like an empty takt.
    for (const resource of problem.resources)
      if (resource.type === 'paced-line') Object.assign(resource, { emptyTakts: true });
    const kernel = createKernel(instanceOf(problem), openingOf);
    const { schedule, deadEnd } = kernel.run({ rule: 'longest-tail' });
    if (deadEnd) continue;
    const now = rng.below(Math.max(...schedule.ends) + 1);
    const instance = instanceOf({ ...problem, now, given: givenUntil(kernel, schedule, now) });
    for (const rule of ['first-permitted', 'shortest-first', 'earliest-due'] as const) {
      const run = createKernel(instance, openingOf).run({ rule });
      if (run.deadEnd) dead += 1;
      else {
        finished += 1;
        expect(faultsOf(instance, isOpen, run.schedule), `seed ${seed}, ${rule}, now ${now}`).toEqual([]);
      }
    }
  }
  expect(finished).toBeGreaterThan(seeds * 5);
  expect(dead).toBeLessThan(seeds / 5);
});
