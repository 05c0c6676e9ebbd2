import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dispatchBenchmark } from '../../quality/kinds/dispatch.ts';
import { dispatchSolvers, type Solver } from '../run-solver.ts';
import { measureDispatchPeers } from './peers.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'takt-peers-'));
  const put = (folder: string, file: string, lines: readonly string[]) => {
    mkdirSync(join(data, folder), { recursive: true });
    writeFileSync(join(data, folder, file), `${lines.join('\n')}\n`);
  };
  // Two customers 3 and 4 from the depot and 5 from one another: 12 with one van.
  put('dispatch/vrptw/solomon', 'T1.txt', [
    ...['T1', '', 'VEHICLE', 'NUMBER CAPACITY', '2 10', '', 'CUSTOMER', 'CUST NO. X Y DEMAND READY DUE SERVICE', ''],
    ...['0 0 0 0 0 100 0', '1 3 0 5 0 90 1', '2 0 4 5 0 90 1'],
  ]);
  // One truck of 5 for one order of 5, three minutes from home through the station.
  put('dispatch/cdp_kinable/instances', 'T.rmc', [
    ...['MaxTimeLag: 5', 'Vehicles: 1', 'k0 5 5', 'Customers: 1', 'c0 5 10 20', 'Stations: 1', 's0'],
    ...['Locations: 3', 'v0 0 0', 's0 0 1', 'c0 0 3'],
  ]);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(data, { recursive: true });
});

/** A solver that answers each task with one text; `task` is there to be looked at. */
const scripted = (name: string, takes: Solver['takes'], end: string): Solver => ({
  name,
  takes,
  command: [
    process.execPath,
    '-e',
    `const task = JSON.parse(require('fs').readFileSync(0, 'utf8'));
     const tell = (event) => console.log(JSON.stringify(event));
     tell({ event: 'ready', version: '1' });
     if (!task.probe) tell({ event: 'end', firstMs: 1, atMs: 2, cpuMs: 1, peakRssMb: 9, ...${end} });`,
  ],
});
const takt = dispatchSolvers[0];

const measured = async (set: string, solvers: readonly Solver[], more: object = {}) => {
  const json = join(data, 'report.json');
  const lines: string[] = [];
  const options = { kind: 'dispatch', set, data, timeMs: 2000, seed: 1, json, ...more };
  await measureDispatchPeers(dispatchBenchmark, options, (line) => lines.push(line), solvers);
  return { ...JSON.parse(readFileSync(json, 'utf8')), lines };
};

test('rounds go to takt and to solvers of rounds, whose routes become plans', async () => {
  const good = `{ status: 'feasible', objective: 12000, bound: 11999.5, solution: { plan: { routes: [[1, 2]] } },
    reason: task.workers + ' ' + task.timeMs + ' ' + task.rounds.metres[1].join() }`;
  const bad = `{ status: 'optimal', objective: 7000, solution: { plan: { routes: [[1], [2]] } } }`;
  const { meta, rows, summary } = await measured(
    'dispatch/vrptw/solomon/T1.txt#distance',
    [takt, scripted('good', 'rounds', good), scripted('bad', 'rounds', bad)],
    { peerTimeMs: 700, peerWorkers: 2 },
  );
  const instance = 'dispatch/vrptw/solomon/T1.txt#distance';
  expect(meta).toMatchObject({
    kind: 'dispatch',
    budget: { timeMs: 2000, threads: 1, peerTimeMs: 700, peerWorkers: 2 },
  });
  expect(rows).toMatchObject([
    { instance, solver: 'takt', value: 12, stops: 2, wrong: [] },
    {
      solver: 'good',
      value: 12,
      bound: 12,
      proved: true,
      wrong: [],
      againstTakt: 'equal',
      reason: '2 700 3000,0,5000',
    },
    { solver: 'bad', value: null, wrong: ['7 is claimed, the plan gives 14'], againstTakt: 'worse', proved: false },
  ]);
  expect(summary).toMatchObject([
    { solver: 'takt', valueRatio: 1 },
    { solver: 'good', proofs: 1, equal: 1, valueRatio: 1 },
    { solver: 'bad', wrong: 1, valueRatio: null },
  ]);
});

test('a shift goes to takt and CP-SAT; solvers of rounds are not asked for', async () => {
  // Served, at minute 10, by the truck.
  const end = `{ status: 'optimal', objective: -5000, bound: -5000, solution: { values: [1, 10, 1] } }`;
  const never = scripted('never', 'rounds', '{}');
  const { meta, rows, lines } = await measured('dispatch/cdp_kinable/instances/T.rmc', [
    takt,
    scripted('cp-sat', 'model', end),
    never,
  ]);
  expect(meta.solvers.map(({ name }: { name: string }) => name)).toEqual(['takt', 'cp-sat']);
  expect(rows).toMatchObject([
    { solver: 'takt', value: -5, bound: expect.closeTo(-5, 6), proved: true },
    { solver: 'cp-sat', value: -5, bound: -5, proved: true, wrong: [], stops: 1, variables: 3 },
  ]);
  expect(lines.join('\n')).not.toContain('never');
});

test('a set that no model can say is refused with the reason', async () => {
  await expect(measured('generated/easy', [takt])).rejects.toThrow(
    'the direct model can say no instance of "generated/easy": only the served volume is made great',
  );
});

/** Stands in for the binary: says its version, and answers any task with one van to customer 2 and then 1. */
const standIn = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const words = process.argv.slice(2);
if (words[0] === '--version') console.log('vroom 1.99');
else {
  const after = (flag) => words[words.indexOf(flag) + 1];
  const { jobs, vehicles } = JSON.parse(readFileSync(after('-i'), 'utf8'));
  if (after('-t') !== '1' || !(Number(after('-l')) > 0)) process.exit(2);
  const steps = [{ type: 'start' }, ...jobs.reverse().map(({ id }) => ({ type: 'job', id })), { type: 'end' }];
  const summary = { computing_times: { loading: 3, solving: 4000 } };
  writeFileSync(after('-o'), JSON.stringify({ code: 0, summary, unassigned: [], routes: [{ vehicle: vehicles[1].id, steps }] }));
}
`;

test('VROOM is called where its binary is on the path, and left out with a word where it is not', async () => {
  const vroom = dispatchSolvers.filter(({ name }) => name === 'vroom');
  const set = 'dispatch/vrptw/solomon/T1.txt#vans';
  const bin = join(data, 'bin');
  mkdirSync(bin);
  vi.stubEnv('PATH', bin);
  const { meta, lines } = await measured(set, vroom);
  expect(meta.missing).toMatchObject([{ name: 'vroom', reason: expect.stringContaining('no vroom on the path') }]);
  expect(lines.some((line: string) => line.startsWith('vroom is not here'))).toBe(true);

  writeFileSync(join(bin, 'vroom'), standIn, { mode: 0o755 });
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
  const { rows, ...report } = await measured(set, vroom);
  expect(report.meta.solvers).toEqual([{ name: 'vroom', version: 'vroom 1.99' }]);
  expect(rows).toMatchObject([{ value: 1_000_012, wrong: [], status: 'feasible', proved: false }]);
  expect(rows[0].cpuMs).toBeGreaterThan(4000);
});
