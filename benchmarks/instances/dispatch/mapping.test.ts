/**
 * Stored solutions as plans of the requests: they break no rule of the kind, and the request's objective makes of them what
 * their authors state. A request that asked for more than the set, or for something else, would show here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DispatchShift } from '../../../models/dispatch.ts';
import type { DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
import { secondsOf } from '../../../models/moments.ts';
import { checkDispatch, termsOf, violationsOf } from '../../../solvers/dispatch/check.ts';
import { denseShift, placementsOf } from '../../../solvers/dispatch/dense.ts';
import { scheduleOf } from '../../../solvers/dispatch/plan.ts';
import { denseRounds, roundsPlanOf } from '../../../solvers/dispatch/rounds/request.ts';
import { type BenchmarkInstance, dataFolder, findInstances } from '../data-folder.ts';
import type { InstanceFamily } from '../family.ts';
import { cdpKinable, readCdp } from './cdp-kinable.ts';
import type { Delivery } from './deliveries.ts';
import { rmcUanl } from './rmc-uanl.ts';
import { homberger200, manyRounds, solomon } from './rounds.ts';
import { readCdpSolution, readOwnRmcSolutions, readRmcSolution, readTours } from './stored.ts';

const data = dataFolder();
const root = join(data, 'dispatch');
const thereIsData = existsSync(root);
if (!thereIsData) console.info(`no instances under ${root}: stored solutions are not looked at in this run`);

const textOf = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const filesIn = (folder: string, end: string) => readdirSync(join(root, folder)).filter((file) => file.endsWith(end));
const instanceOf = (set: string, family: InstanceFamily) => findInstances(data, set, [family])[0];

/** The plan that a solver would hand out for these deliveries, and what the kind's own check makes of its loads. */
function shiftPlan({ request }: BenchmarkInstance, deliveries: readonly Delivery[]) {
  const { problem } = request() as { problem: DispatchShift };
  const dense = denseShift(problem, []);
  const given = deliveries.map(({ order, truck, plant, loadStart, unloadStart }) => {
    return { order, truck, plant, loadStart: loadStart * 60, unloadStart: unloadStart * 60 };
  });
  const plan = scheduleOf(dense, placementsOf(problem, dense.instance, dense, given));
  const loads = plan.loads.map((load) => ({
    ...load,
    loadStart: secondsOf(problem, load.loadStart),
    unloadStart: secondsOf(problem, load.unloadStart),
  }));
  return { plan, found: { objective: termsOf(problem, loads).total, violations: violationsOf(problem, loads) } };
}

/** About the figures of a plan, not about what is driven. */
const statements = ['slack', 'metrics'];

describe.runIf(thereIsData)('stored solutions as plans of the requests', () => {
  test('concrete delivery: served volume', () => {
    const files = filesIn('cdp_kinable/own_solutions', '.txt');
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const path = `cdp_kinable/instances/${file.replace('.txt', '.rmc')}`;
      const instance = instanceOf(`dispatch/${path}`, cdpKinable);
      const solution = readCdpSolution(textOf('cdp_kinable/own_solutions', file), readCdp(textOf(path), path));
      const { plan, found } = shiftPlan(instance, solution);
      expect([file, found]).toEqual([file, { objective: instance.reference!.upperBound, violations: [] }]);
      expect(instance.published!(plan)).toEqual({ value: plan.terms.total, broken: [] });
    }
  });

  test('multi-plant: cost', () => {
    const stored = [
      ...readOwnRmcSolutions(textOf('rmc_uanl/own_solutions.json')),
      ...filesIn('rmc_uanl/solved', 'sol.txt').map((file) => ({
        instance: file.replace('sol.txt', ''),
        ...readRmcSolution(textOf('rmc_uanl/solved', file)),
      })),
    ];
    expect(stored.length).toBeGreaterThan(50);
    for (const { instance: name, cost, deliveries } of stored) {
      const instance = instanceOf(`dispatch/rmc_uanl/solved/${name}.txt`, rmcUanl);
      const { plan, found } = shiftPlan(instance, deliveries);
      expect([name, found]).toEqual([name, { objective: cost, violations: [] }]);
      expect(instance.published!(plan)).toEqual({ value: cost, broken: [] });
    }
  });

  test.each([
    ['vrptw/solomon', '.txt#distance', solomon, 1],
    ['vrptw/homberger_200', '.txt#distance', homberger200, 1],
    ['mtvrptwr', '.vrp', manyRounds, 10],
  ] as const)('%s: distance', { timeout: 120_000 }, (folder, end, family, unit) => {
    for (const file of filesIn(folder, '.sol')) {
      const instance = instanceOf(`dispatch/${folder}/${file.replace('.sol', end)}`, family);
      const { cost, tours } = readTours(textOf(folder, file));
      const { problem } = instance.request() as { problem: DispatchRoundsProblem };
      const dense = denseRounds(problem);
      const routes = tours.map((rounds) => rounds.map((customers) => [...customers]));
      const plan = roundsPlanOf(dense, { routes, unserved: [], cost: 0 });
      const { objective, violations } = checkDispatch({ problem }, plan);
      expect([file, violations.filter(({ rule }) => !statements.includes(rule))]).toEqual([file, []]);
      expect(objective * unit).toBeCloseTo(cost, 5);
      const { value, broken } = instance.published!(plan);
      expect([file, broken]).toEqual([file, []]);
      expect(value).toBeCloseTo(objective, 8);
    }
  });
});
