/**
 * The search of kind `dispatch` on published sets, without the service around it: reads the files straight into the dense
 * form, searches, checks each answer against the rules of the file, and prints value, best known and time of processor.
 *
 *     node benchmarks/micro/dispatch-engine.ts cdp /data/dispatch 'B_6_.*' 10
 */
import { argv, cpuUsage } from 'node:process';
import { Schedule } from '../../solvers/dispatch/schedule.ts';
import { searchParameters } from '../../solvers/dispatch/search/parameters.ts';
import { quickStart, search } from '../../solvers/dispatch/search.ts';
import type { EngineCase } from './dispatch-engine/case.ts';
import { cdpCases } from './dispatch-engine/cdp.ts';
import { quebecCases } from './dispatch-engine/quebec.ts';
import { shiftCases } from './dispatch-engine/shift.ts';
import { uanlCases } from './dispatch-engine/uanl.ts';

const [, , family = 'cdp', folder = '', pattern = '.*', seconds = '10', seed = '1'] = argv;
const families: Record<string, (folder: string, names: RegExp) => Iterable<EngineCase>> = {
  cdp: cdpCases,
  uanl: uanlCases,
  quebec: quebecCases,
  shift: shiftCases,
};

function cpuMs(since: NodeJS.CpuUsage): number {
  const used = cpuUsage(since);
  return (used.user + used.system) / 1000;
}

const parameters = { ...searchParameters, ...JSON.parse(process.env['TUNING'] ?? '{}') };
const checkpoints = [1, 2, 5, 10, 20, 30, 60, 120].filter((at) => at <= Number(seconds));
const gaps: number[][] = checkpoints.map(() => []);
let count = 0;
let reached = 0;
for (const one of families[family](folder, new RegExp(`^(${pattern})$`))) {
  const since = cpuUsage();
  const schedule = new Schedule(one.instance);
  quickStart(schedule);
  const first = schedule.cost();
  const firstMs = cpuMs(since);
  let best = first;
  let placements = schedule.placements();
  const trace: [number, number][] = [[0, first]];
  const limitMs = Number(seconds) * 1000;
  let asked = 0;
  const { iterations } = search(
    schedule,
    {
      seed: Number(seed),
      maxIterations: Infinity,
      gap: 0,
      shouldStop: () => asked++ % 16 === 0 && cpuMs(since) > limitMs,
      remainingMs: () => limitMs - cpuMs(since),
    },
    (cost, found) => {
      best = cost;
      placements = [...found];
      trace.push([cpuMs(since) / 1000, cost]);
    },
    parameters,
  );
  const problems = one.check(placements, best);
  const costAt = (time: number) => trace.filter(([at]) => at <= time).at(-1)?.[1] ?? first;
  const values = checkpoints.map((time) => costAt(time));
  values.forEach((value, at) => void gaps[at].push(one.gap(value)));
  count++;
  if (one.gap(best) <= 1e-9) reached++;
  console.log(
    `${one.name.padEnd(16)} first ${one.value(first)} in ${firstMs.toFixed(0)} ms;`,
    `at ${checkpoints.join('/')} s: ${values.map((value) => one.value(value)).join(' ')};`,
    `known ${one.known} gap ${(100 * one.gap(best)).toFixed(2)} %`,
    `iterations ${iterations}; ${(cpuMs(since) / 1000).toFixed(1)} s${problems.length > 0 ? ` PROBLEMS ${problems.slice(0, 3).join('; ')}` : ''}`,
  );
}
const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length);
console.log(
  `mean gap ${checkpoints.map((time, at) => `${time} s: ${(100 * mean(gaps[at])).toFixed(3)} %`).join(', ')}; best known reached on ${reached} of ${count}`,
);
