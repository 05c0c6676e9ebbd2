import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measureRepairs, type RepairQualityOptions } from './repair.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takt-repairs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const budget = { baseMs: 200, timeMs: 50, replanMs: 50, others: 1 };
const measure = async (changes: Partial<RepairQualityOptions>) => {
  const lines: string[] = [];
  const report = await measureRepairs({ seed: 7, ...budget, ...changes }, (line) => lines.push(line));
  return { report, text: lines.join('\n') };
};

test('a run prints a row for each scenario and a summary, and writes all of it', async () => {
  const json = join(folder, 'report.json');
  const { report, text } = await measure({ set: 'generated/order-cancelled/01', json, cache: join(folder, 'plans') });
  expect(report!.findings).toEqual([]);
  expect(report!.rows.map(({ scenario }) => scenario)).toEqual(['generated/order-cancelled/01']);
  expect(report!.summary.map(({ group, n }) => `${group} ${n}`)).toEqual(['order-cancelled 1', 'all 1']);
  expect(report!.meta).toMatchObject({ set: 'generated/order-cancelled/01', limit: null, seed: 7, budget });
  expect(text.split('\n')[2]).toMatch(/^generated\/order-cancelled\/01 +\d+ /);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(JSON.parse(JSON.stringify(report)));
  expect(existsSync(join(folder, 'plans'))).toBe(true);
});

test('a sample is drawn by the seed: as many as asked for, in their order', async () => {
  const names = async (seed: number) => {
    const { report } = await measure({ set: 'generated/order-added', limit: 1, seed, others: 0 });
    return report!.rows.map(({ scenario }) => scenario);
  };
  const drawn = await names(1);
  expect(drawn).toHaveLength(1);
  expect(await names(1)).toEqual(drawn);
});

test('without scenarios nothing is measured where none were named, and an error where they were', async () => {
  const { report, text } = await measure({ data: folder });
  expect(report).toBeUndefined();
  expect(text).toContain('nothing is measured');
  await expect(measure({ data: folder, set: 'dispatch/repair_scenarios' })).rejects.toThrow(
    'there is no file or folder',
  );
});
