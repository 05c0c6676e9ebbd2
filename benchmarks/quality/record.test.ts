import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findGenerated, type GeneratedSuite, isGenerated } from '../instances/generated.ts';
import { generateWeek } from '../instances/melt/generate.ts';
import type { WeekShape } from '../instances/melt/shape.ts';
import { recordKnown } from './record.ts';

let folder: string;
let suite: GeneratedSuite;

const shape: WeekShape = { family: 'heavy', lines: 12, furnaces: 1, grades: 1, heats: 6, spread: false };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takt-bench-'));
  suite = {
    table: join(folder, 'optima.tsv'),
    instances: [1, 2].map((seed) => ({
      name: `generated/heavy/0${seed}`,
      generate: () => {
        const { problem, planted, digest } = generateWeek(shape, seed);
        return { request: { problem }, planted: { problem, warmStart: { heats: planted! } }, digest };
      },
    })),
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (iterations: number, set = 'generated', lines: string[] = []) =>
  recordKnown({ kind: 'melt', set, limits: { iterations }, seed: 1, suite }, (line) => lines.push(line));
const rows = () =>
  readFileSync(suite.table, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

test('entries come from runs and from the plan an instance was built from, and are judged by', async () => {
  const { n, bettered, findings } = await record(200);
  expect({ n, bettered, findings }).toEqual({ n: 2, bettered: 2, findings: [] });
  // Six heats are full to the gram: fewer cannot hold the mass, and as many are known to do.
  expect(rows().map(([name, objective, bound, proved]) => [name, objective, bound, proved])).toEqual([
    ['generated/heavy/01', '6', '6', 'yes'],
    ['generated/heavy/02', '6', '6', 'yes'],
  ]);
  expect(findGenerated(suite, 'generated/heavy/02')).toMatchObject([{ reference: { optimum: 6 } }]);
});

test('a second run that shows nothing better leaves the table as it is', async () => {
  await record(200);
  const before = readFileSync(suite.table, 'utf8');
  expect(await record(0)).toMatchObject({ bettered: 0, proved: 2 });
  expect(readFileSync(suite.table, 'utf8')).toBe(before);
});

test('a part of the suite is recorded without the rest going', async () => {
  await record(200);
  await record(0, 'generated/heavy/01');
  expect(rows()).toHaveLength(2);
});

test('a table that contradicts a checked plan keeps its entry, and the contradiction is told', async () => {
  const { digest } = suite.instances[0].generate();
  const head = 'name\tobjective\tlower_bound\tproved\tplan_by\tbound_by\tdigest\n';
  writeFileSync(suite.table, `${head}generated/heavy/01\t\t9\tno\t\thand\t${digest}\n`);
  const lines: string[] = [];
  const { findings } = await record(200, 'generated/heavy/01', lines);
  expect(findings).toMatchObject([
    { finding: 'error', message: expect.stringContaining('the bound 9 (hand) is above') },
  ]);
  expect(rows()).toEqual([['generated/heavy/01', '', '9', 'no', '', 'hand', digest]]);
  expect(lines.some((line) => line.startsWith('error: generated/heavy/01: the bound 9'))).toBe(true);
});

test('an entry of another digest is no reference', async () => {
  await record(200);
  writeFileSync(suite.table, readFileSync(suite.table, 'utf8').replaceAll(/\t[0-9a-f]{12}\n/g, '\t0123456789ab\n'));
  expect(findGenerated(suite, 'generated/heavy/01')[0].reference).toBeUndefined();
});

test('names of sets', () => {
  expect(['generated', 'generated/heavy', 'packing/csp', 'generated-else'].map(isGenerated)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(findGenerated(suite, 'generated/')).toHaveLength(2);
  expect(() => findGenerated(suite, 'generated/hea')).toThrow(
    'there is no generated set "generated/hea"; there are generated/heavy',
  );
});
