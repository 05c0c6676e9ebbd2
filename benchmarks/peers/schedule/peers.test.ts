import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { techcardBenchmark } from '../../quality/kinds/techcard.ts';
import type { Solver } from '../run-solver.ts';
import { measureSchedulePeers } from './peers.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'takt-peers-'));
  mkdirSync(join(data, 'techcard/rcpsp'), { recursive: true });
  // Two activities of 3 and 5 side by side need 4 units of 3: one after the other, 8 instead of 5.
  writeFileSync(join(data, 'techcard/rcpsp/tiny.rcp'), '4 1 3\n0 0 2 2 3\n3 2 1 4\n5 2 1 4\n0 0 0\n');
});
afterEach(() => rmSync(data, { recursive: true }));

/** A solver that answers with what it was asked for, and always with that solution. */
const scripted: Solver = {
  name: 'scripted',
  takes: 'model',
  command: [
    process.execPath,
    '-e',
    `const task = JSON.parse(require('fs').readFileSync(0, 'utf8'));
     const tell = (event) => console.log(JSON.stringify(event));
     tell({ event: 'ready', version: '1' });
     if (!task.probe) tell({ event: 'end', status: 'feasible', objective: 8, bound: 5, firstMs: 1, atMs: 2, cpuMs: 1, peakRssMb: 9,
       solution: { values: [8, 0, 0, 3, 8] }, reason: task.workers + ' workers, ' + task.timeMs + ' ms' });`,
  ],
};

test('instances go to a solver with its own time and workers, its plan is checked, the rest is figures', async () => {
  const json = join(data, 'report.json');
  const lines: string[] = [];
  const options = {
    kind: 'techcard',
    set: 'techcard/rcpsp/tiny.rcp',
    timeMs: 100,
    peerTimeMs: 7000,
    peerWorkers: 2,
    seed: 1,
  };
  const absent: Solver = { name: 'takt', command: ['no-such-program-anywhere'], takes: 'problem' };
  await measureSchedulePeers(techcardBenchmark, { ...options, data, json }, (line) => lines.push(line), [
    absent,
    scripted,
  ]);
  const { meta, rows, summary } = JSON.parse(readFileSync(json, 'utf8'));
  expect(meta).toMatchObject({
    budget: { timeMs: 100, peerTimeMs: 7000, peerWorkers: 2 },
    solvers: [{ name: 'scripted', version: '1' }],
    missing: [{ name: 'takt' }],
  });
  expect(rows).toMatchObject([
    {
      ...{ instance: 'techcard/rcpsp/tiny.rcp', solver: 'scripted', value: 8, bound: 5, proved: false, wrong: [] },
      ...{ criticalPath: 5, operations: 4, reason: '2 workers, 7000 ms' },
    },
  ]);
  expect(summary).toMatchObject([{ solver: 'scripted', plans: 1, proofs: 0, meanCpmDeviation: 0.6 }]);
  expect(lines.some((line) => line.startsWith('takt is not here'))).toBe(true);
});

test('a set that the model cannot say is refused with the reason', async () => {
  const options = { kind: 'techcard', set: 'generated/kitchen', timeMs: 100, seed: 1 };
  await expect(measureSchedulePeers(techcardBenchmark, options, () => {}, [scripted])).rejects.toThrow(
    'the direct model can say no instance of "generated/kitchen": only the makespan is made small',
  );
});
