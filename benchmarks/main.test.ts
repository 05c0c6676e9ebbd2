import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bench = (...words: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...words], { encoding: 'utf8' });

test('help teaches with examples', () => {
  const { status, stdout } = bench('quality', '--help');
  expect(status).toBe(0);
  expect(stdout).toContain('npm run -s bench -- quality melt --set packing/csp/hard28');
});

test.each([
  [['quality', 'melt', '--set', 'x', '--data', '/nowhere'], 'there is no data folder /nowhere'],
  [['quality', 'cake', '--set', 'x'], 'There are the kinds melt'],
  [['quality', 'melt'], "required option '--set <path>'"],
  [
    ['quality', 'melt', '--set', 'generated/cake'],
    'there is no generated set "generated/cake"; there are generated/few',
  ],
  [['record', 'melt', '--set', 'packing/csp'], 'there is no generated set "packing/csp"'],
  [['quality', 'melt', '--set', 'x', '--limit', '0'], 'It takes a whole number of at least 1'],
  [['quality', 'melt', '--set', 'x', '--time-ms', '5', '--iterations', '5'], 'cannot be used with option'],
  [['peers', 'melt', '--solvers', 'highs,cplex'], 'there is no solver "cplex"'],
  [['peers', 'melt', '--peer-workers', '2'], 'for schedules and dispatch; elsewhere every solver has one thread'],
  [['micro', 'cake'], 'there is nothing to measure of "cake"; there are melt, techcard'],
  [['peers', 'melt', '--set', 'x', '--data', '/nowhere'], 'there is no data folder /nowhere'],
  [['quality', 'repair', '--set', 'x', '--data', '/nowhere'], 'there is no file or folder "x" under /nowhere'],
  [['bridge', 'faults', '--faults', 'flood'], 'there is no fault "flood"; there are broker-kill, queue-overflow'],
  [['bridge', 'faults', '--ovens', '3'], 'It takes a whole number of at least 8'],
  [['bridge', 'scale', '--embedded', '--postgres', 'x'], 'cannot be used with option'],
  [['quality', 'repair', '--iterations', '5'], 'a repair is measured by time'],
  [['quality', 'melt', '--set', 'generated', '--others', '1'], 'base-ms, replan-ms, others and cache are for repair'],
])('%j: exit code 2 and a sentence', (words, sentence) => {
  const { status, stderr, stdout } = bench(...words);
  expect(stderr).toContain(sentence);
  expect(stdout).toBe('');
  expect(status).toBe(2);
});

test('published repairs without their data: nothing is measured, and a line says so', () => {
  const { status, stdout } = bench('quality', 'repair', '--data', '/nowhere');
  expect(stdout).toContain('no scenarios under /nowhere/dispatch/repair_scenarios: nothing is measured');
  expect(status).toBe(0);
});
