import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measurePeers } from './peers.ts';
import { type Solver, solvers } from './run-solver.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'takt-peers-'));
  const folder = join(data, 'packing/csp/tiny');
  mkdirSync(folder, { recursive: true });
  // Bins of 10: 6 + 4 twice; and 7, 7, 3, 3, 3, which need three.
  writeFileSync(join(folder, 'a.txt'), '2\n10\n6 2\n4 2\n');
  writeFileSync(join(folder, 'b.txt'), '2\n10\n7 2\n3 3\n');
});
afterEach(() => rmSync(data, { recursive: true }));

const named = (...names: string[]) => solvers.filter(({ name }) => names.includes(name));
const options = { kind: 'melt', set: 'packing/csp/tiny', timeMs: 60_000, seed: 1 } as const;

test('takt and HiGHS agree on two instances; a solver that is not there is left out with a word', async () => {
  const noSuch: Solver = { name: 'absent', command: ['no-such-program-anywhere'], takes: 'model' };
  const lines: string[] = [];
  const json = join(data, 'report.json');
  await measurePeers({ ...options, data, json }, (line) => lines.push(line), [...named('takt', 'highs'), noSuch]);
  const { meta, rows, summary } = JSON.parse(readFileSync(json, 'utf8'));
  expect(meta).toMatchObject({
    kind: 'melt',
    set: 'packing/csp/tiny',
    seed: 1,
    budget: { timeMs: 60_000, threads: 1 },
    solvers: [{ name: 'takt' }, { name: 'highs' }],
    missing: [{ name: 'absent', reason: expect.stringContaining('ENOENT') }],
  });
  expect(Object.keys(meta)).toEqual(expect.arrayContaining(['date', 'commit', 'cpu', 'node', 'loadBefore']));
  const proved = { proved: true, wrong: [], types: 2 };
  expect(rows).toMatchObject([
    { instance: 'packing/csp/tiny/a.txt', solver: 'takt', value: 2, ...proved },
    { instance: 'packing/csp/tiny/a.txt', solver: 'highs', value: 2, againstTakt: 'equal', ...proved },
    { instance: 'packing/csp/tiny/b.txt', solver: 'takt', value: 3, ...proved },
    { instance: 'packing/csp/tiny/b.txt', solver: 'highs', value: 3, againstTakt: 'equal', ...proved },
  ]);
  expect(summary).toMatchObject([
    { sizeClass: 'all', solver: 'takt', n: 2, plans: 2, proofs: 2, wrong: 0, failures: 0 },
    { sizeClass: 'all', solver: 'highs', n: 2, plans: 2, proofs: 2, proofRatio: 1, bothProved: 2 },
    { sizeClass: 'types < 100' },
    { sizeClass: 'types < 100' },
  ]);
  expect(lines.some((line) => line.startsWith('absent is not here'))).toBe(true);
});

test('a solver that nobody knows is refused', async () => {
  await expect(measurePeers({ ...options, data, solvers: ['cplex'] }, () => {})).rejects.toThrow(
    'there is no solver "cplex"; there are takt, highs, glpk.js, cp-sat, scip, scipy',
  );
});
