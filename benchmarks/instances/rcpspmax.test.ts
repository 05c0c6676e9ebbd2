/** Published problems with least and greatest time lags: known optima are reached and proved, nothing else is claimed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../../solvers/solver.ts';
import { type LagsProblem, solveLags } from '../../solvers/techcard/lags/solve.ts';
import { dataFolder } from './data-folder.ts';

interface Published {
  readonly id: string;
  readonly cap: readonly number[];
  readonly dur: readonly number[];
  readonly req: readonly (readonly number[])[];
  readonly lags: readonly (readonly (readonly [to: number, weight: number])[])[];
  readonly status: 'optimal' | 'open' | 'infeasible';
  readonly ub: number;
}

function problemOf({ cap, dur, req, lags }: Published): LagsProblem {
  const arcs = lags.flatMap((out, from) => out.map(([to, weight]) => ({ from, to, weight })));
  return {
    durations: Int32Array.from(dur),
    capacities: Int32Array.from(cap),
    demands: Int32Array.from(req.flat()),
    arcFrom: Int32Array.from(arcs, ({ from }) => from),
    arcTo: Int32Array.from(arcs, ({ to }) => to),
    arcWeight: Int32Array.from(arcs, ({ weight }) => weight),
    releases: new Int32Array(dur.length),
  };
}

/** Every `step`-th of a set; the sample keeps the test short, `open` values are old and say nothing. */
function sampleOf(name: string, step: number): Published[] {
  const lines = readFileSync(join(dataFolder(), 'techcard/rcpspmax', name), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line): Published => JSON.parse(line));
  return rows.filter(({ status }, at) => at % step === 0 && status !== 'open');
}

const present = existsSync(join(dataFolder(), 'techcard/rcpspmax'));

describe.skipIf(!present)('published RCPSP/max (skipped where the data folder has no techcard/rcpspmax)', () => {
  test.each([
    ['j10.jsonl', 3, 85],
    ['j30.jsonl', 10, 20],
  ])('%s', (name, step, least) => {
    const rows = sampleOf(name, step);
    expect(rows.length).toBeGreaterThan(least);
    for (const row of rows) {
      const result = solveLags(problemOf(row), iterationBudget(100_000));
      const found = result.found === 'optimal' ? result.makespan : result.found;
      expect([row.id, found]).toEqual([row.id, row.status === 'optimal' ? row.ub : 'infeasible']);
    }
  });
});
