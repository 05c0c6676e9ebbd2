import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MicroRow, measureMicro, microTable } from './micro.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takt-micro-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const row: MicroRow = {
  ...{ name: '1 year', operation: 'forward', unit: 'ns', ours: 41.234, theirs: null, library: null, ratio: 1234.56 },
};

test('a part is measured, one that is not there gets a line; the report has both', async () => {
  writeFileSync(join(folder, 'calendar.ts'), `export const measureCalendar = async () => [${JSON.stringify(row)}];`);
  const lines: string[] = [];
  const json = join(folder, 'report.json');
  await measureMicro({ kind: 'techcard', json }, (line) => lines.push(line), pathToFileURL(`${folder}/`));
  expect(lines[0]).toContain('1 year  forward    ns    41.2       -        -  1234.6');
  expect(lines[1]).toContain('simulation is not measured: there is no ');
  const report = JSON.parse(readFileSync(json, 'utf8'));
  expect(report.meta).toMatchObject({ kind: 'techcard', commit: expect.any(String), cpu: expect.any(String) });
  expect(report.parts).toEqual([{ part: 'calendar', rows: [row] }]);
  expect(report.missing).toMatchObject([{ part: 'simulation' }]);
});

test('a library that is not installed is no fault, a measurement that throws is one', async () => {
  writeFileSync(join(folder, 'calendar.ts'), `import 'no-such-library-anywhere';`);
  const lines: string[] = [];
  const at = pathToFileURL(`${folder}/`);
  writeFileSync(join(folder, 'simulation.ts'), 'export const other = 1;');
  await measureMicro({ kind: 'techcard' }, (line) => lines.push(line), at);
  expect(lines[0]).toMatch(/^calendar is not measured: .*no-such-library-anywhere/);
  expect(lines[1]).toContain('it exports no measureSimulation');
  writeFileSync(join(folder, 'milp.ts'), `export function measureMilp() { throw new Error('they disagree'); }`);
  await expect(measureMicro({ kind: 'melt' }, () => {}, at)).rejects.toThrow('they disagree');
});

test('a kind of which nothing is measured', async () => {
  await expect(measureMicro({ kind: 'cake' }, () => {})).rejects.toThrow('there are melt, techcard');
});

test('rows of other shapes have their own columns', () => {
  expect(
    microTable([
      { model: 'a', ms: 0.12345 },
      { model: 'b', ms: 12.345, note: 'x' },
    ]),
  ).toBe(['model     ms  note', '-----  -----  ----', 'a      0.123  -', 'b       12.3  x'].join('\n'));
});
