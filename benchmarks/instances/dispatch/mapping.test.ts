/** Stored solutions as plans of the requests: what the request's objective makes of them is what their authors state. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DispatchShift } from '../../../models/dispatch.ts';
import type { DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
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

/** The plan that a solver would hand out for these deliveries. */
function shiftPlan({ request }: BenchmarkInstance, deliveries: readonly Delivery[]) {
  const { problem } = request() as { problem: DispatchShift };
  const dense = denseShift(problem, []);
  const loads = deliveries.map(({ order, truck, plant, loadStart, unloadStart }) => {
    return { order, truck, plant, loadStart: loadStart * 60, unloadStart: unloadStart * 60 };
  });
  return { mode: 'plan', ...scheduleOf(dense, placementsOf(problem, dense.instance, dense, loads)), unplaced: [] };
}

describe.runIf(thereIsData)('stored solutions as plans of the requests', () => {
  test('concrete delivery: served volume', () => {
    const files = filesIn('cdp_kinable/own_solutions', '.txt');
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const path = `cdp_kinable/instances/${file.replace('.txt', '.rmc')}`;
      const instance = instanceOf(`dispatch/${path}`, cdpKinable);
      const solution = readCdpSolution(textOf('cdp_kinable/own_solutions', file), readCdp(textOf(path), path));
      const plan = shiftPlan(instance, solution);
      expect([file, plan.terms.total]).toEqual([file, instance.reference!.upperBound]);
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
      const plan = shiftPlan(instance, deliveries);
      expect([name, plan.terms.total]).toEqual([name, cost]);
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
      const plan = roundsPlanOf(dense, { routes, unserved: [] } as never);
      expect(plan.terms.total * unit).toBeCloseTo(cost, 5);
      const { value, broken } = instance.published!(plan);
      expect([file, broken]).toEqual([file, []]);
      expect(value).toBeCloseTo(plan.terms.total, 8);
      for (const round of plan.rounds)
        for (const { drop, start } of round.drops) {
          const { window } = problem.drops[Number(drop) - 1];
          expect(Date.parse(start) / 1000).toBeGreaterThanOrEqual(window!.from as number);
          expect(Date.parse(start) / 1000).toBeLessThanOrEqual(window!.to as number);
        }
    }
  });
});
