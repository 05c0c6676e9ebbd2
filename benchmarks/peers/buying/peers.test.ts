import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reorderBenchmark } from '../../quality/kinds/reorder.ts';
import { purchaseSolvers } from '../run-solver.ts';
import { measurePurchasePeers } from './peers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takt-peers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const named = (...names: string[]) => purchaseSolvers.filter(({ name }) => names.includes(name));

test('takt and HiGHS agree on a small plan; one whose goods expire is passed over with a word', async () => {
  const json = join(folder, 'report.json');
  const lines: string[] = [];
  const options = { kind: 'reorder', set: 'generated/tiny', timeMs: 30_000, seed: 1, json } as const;
  await measurePurchasePeers(reorderBenchmark, options, (line) => lines.push(line), named('takt', 'highs'));
  const { meta, rows, summary } = JSON.parse(readFileSync(json, 'utf8'));
  expect(meta).toMatchObject({
    budget: { timeMs: 30_000, threads: 1 },
    solvers: [{ name: 'takt' }, { name: 'highs' }],
  });
  expect(rows.length).toBeGreaterThanOrEqual(4);
  for (const row of rows) expect(row).toMatchObject({ status: 'optimal', proved: true, wrong: [] });
  expect(summary).toMatchObject([
    { solver: 'takt', failures: 0 },
    { solver: 'highs', equal: rows.length / 2 },
  ]);
  const passedOver = lines.find((line) => line.includes('goods expire within the plan'));
  expect(passedOver).toMatch(new RegExp(`^passed over ${6 - rows.length / 2} instances? `));
});

test('a set without a request that the model can say is refused', async () => {
  const options = { kind: 'reorder', set: 'generated/recipes/01', timeMs: 100, seed: 1 } as const;
  await expect(measurePurchasePeers(reorderBenchmark, options, () => {})).rejects.toThrow('can say no instance');
});
