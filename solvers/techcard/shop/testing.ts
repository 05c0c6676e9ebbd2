/** Helpers of the tests of the shop: random instances, a check of a plan and the best plan by full enumeration. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ShopProblem } from './problem.ts';

/** One alternative: machine, duration and, where there are set-ups, the machine's state. */
export type Choice = readonly [machine: number, duration: number, state?: number];

export interface ShopCase {
  readonly machines: number;
  /** jobs[j][o]: the alternatives of an operation. */
  readonly jobs: readonly (readonly (readonly Choice[])[])[];
  readonly releases?: readonly number[];
  readonly dues?: readonly number[];
  readonly weights?: readonly number[];
  readonly makespanWeight?: number;
  readonly tardinessWeight?: number;
  /** setups[machine][from][to]. */
  readonly setups?: readonly (readonly (readonly number[])[])[];
}

export function problemOf(shop: ShopCase): ShopProblem {
  const operations = shop.jobs.flat();
  const choices = operations.flat();
  const sums = (lengths: number[]) => {
    const from = [0];
    for (const length of lengths) from.push(from[from.length - 1] + length);
    return Int32Array.from(from);
  };
  return {
    machines: shop.machines,
    jobFrom: sums(shop.jobs.map((job) => job.length)),
    alternativeFrom: sums(operations.map((operation) => operation.length)),
    alternativeMachine: Int32Array.from(choices, ([machine]) => machine),
    alternativeDuration: Int32Array.from(choices, ([, duration]) => duration),
    releases: Int32Array.from(shop.jobs, (_, job) => shop.releases?.[job] ?? 0),
    dues: Int32Array.from(shop.jobs, (_, job) => shop.dues?.[job] ?? 1_000_000_000),
    weights: Int32Array.from(shop.jobs, (_, job) => shop.weights?.[job] ?? 1),
    makespanWeight: shop.makespanWeight ?? 1,
    tardinessWeight: shop.tardinessWeight ?? 0,
    setups: shop.setups && {
      states: shop.setups[0].length,
      stateOf: Int32Array.from(choices, ([, , state]) => state ?? 0),
      times: Int32Array.from(shop.setups.flat(2)),
    },
  };
}

/** Fails on a broken rule. @returns the objective, from the rules alone. */
export function checkPlan(shop: ShopCase, starts: ArrayLike<number>, alternatives: ArrayLike<number>): number {
  const onMachine: { start: number; end: number; state: number }[][] = Array.from({ length: shop.machines }, () => []);
  let makespan = 0;
  let tardiness = 0;
  let operation = 0;
  let firstChoice = 0;
  shop.jobs.forEach((job, j) => {
    let ready = shop.releases?.[j] ?? 0;
    for (const choices of job) {
      const choice = choices[alternatives[operation] - firstChoice];
      expect(choice, `operation ${operation} has its own alternative`).toBeDefined();
      const [machine, duration, state = 0] = choice;
      const start = starts[operation];
      expect(start, `operation ${operation} starts after its predecessor`).toBeGreaterThanOrEqual(ready);
      ready = start + duration;
      onMachine[machine].push({ start, end: ready, state });
      operation++;
      firstChoice += choices.length;
    }
    if (job.length === 0) ready = 0;
    makespan = Math.max(makespan, ready);
    tardiness += (shop.weights?.[j] ?? 1) * Math.max(0, ready - (shop.dues?.[j] ?? 1_000_000_000));
  });
  onMachine.forEach((busy, machine) => {
    busy.sort((a, b) => a.start - b.start || a.end - b.end);
    for (let k = 1; k < busy.length; k++) {
      const setup = shop.setups?.[machine][busy[k - 1].state][busy[k].state] ?? 0;
      expect(busy[k].start, `machine ${machine} is free`).toBeGreaterThanOrEqual(busy[k - 1].end + setup);
    }
  });
  return (shop.makespanWeight ?? 1) * makespan + (shop.tardinessWeight ?? 0) * tardiness;
}

/** The best objective: every order of the jobs' steps and every alternative, each step as early as the order allows. */
export function bruteForce(shop: ShopCase): number {
  const next = shop.jobs.map(() => 0);
  const ready = shop.jobs.map((_, j) => shop.releases?.[j] ?? 0);
  const free = Array.from({ length: shop.machines }, () => 0);
  const state = Array.from({ length: shop.machines }, () => -1);
  let best = Infinity;
  const step = () => {
    let open = false;
    shop.jobs.forEach((job, j) => {
      if (next[j] === job.length) return;
      open = true;
      for (const [machine, duration, to = 0] of job[next[j]]) {
        const kept = [ready[j], free[machine], state[machine]];
        const setup = state[machine] < 0 ? 0 : (shop.setups?.[machine][state[machine]][to] ?? 0);
        ready[j] = Math.max(ready[j], free[machine] + setup) + duration;
        free[machine] = ready[j];
        state[machine] = to;
        next[j]++;
        step();
        next[j]--;
        [ready[j], free[machine], state[machine]] = kept;
      }
    });
    if (open) return;
    const ends = shop.jobs.map((job, j) => (job.length === 0 ? 0 : ready[j]));
    const late = ends.map((end, j) => (shop.weights?.[j] ?? 1) * Math.max(0, end - (shop.dues?.[j] ?? 1_000_000_000)));
    const tardiness = late.reduce((a, b) => a + b, 0);
    best = Math.min(best, (shop.makespanWeight ?? 1) * Math.max(0, ...ends) + (shop.tardinessWeight ?? 0) * tardiness);
  };
  step();
  return best;
}

/** Random shops of any size; `withSetups` adds set-ups that need not keep the triangle inequality. */
export function shops(
  mostJobs: number,
  mostSteps: number,
  mostMachines: number,
  withSetups = false,
): fc.Arbitrary<ShopCase> {
  return fc.integer({ min: 1, max: mostMachines }).chain((machines) => {
    const choice = fc.tuple(
      fc.integer({ min: 0, max: machines - 1 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 1 }),
    );
    const operation = fc.array(choice, { minLength: 1, maxLength: 2 });
    const jobs = fc.array(fc.array(operation, { minLength: 0, maxLength: mostSteps }), {
      minLength: 1,
      maxLength: mostJobs,
    });
    const perJob = (max: number) => fc.array(fc.integer({ min: 0, max }), { minLength: mostJobs, maxLength: mostJobs });
    const table = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 2 }), {
      minLength: 2,
      maxLength: 2,
    });
    return fc.record({
      machines: fc.constant(machines),
      jobs,
      releases: perJob(6),
      dues: perJob(25),
      weights: perJob(3),
      makespanWeight: fc.integer({ min: 0, max: 2 }),
      tardinessWeight: fc.integer({ min: 0, max: 2 }),
      setups: withSetups ? fc.array(table, { minLength: machines, maxLength: machines }) : fc.constant(undefined),
    });
  });
}
