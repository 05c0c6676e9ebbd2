import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createInstance } from '../instance.ts';
import { createKernel } from '../kernel.ts';
import { alwaysOpen } from '../opening.ts';
import { instanceOf, intervals, singles } from '../testing/problems.ts';
import type { ResourceModel, Setting } from './model.ts';
import { QuenchTank, type QuenchTankConfig } from './quench-tank.example.ts';
import { resourceModels } from './registry.ts';

test('a quench tank changes its water after every second piece', () => {
  // 4 s each; after pieces 2 and 4 a change of 10 s: 0-4, 4-8, change, 18-22, 22-26, change, 36-40.
  const placeholder = instanceOf(
    singles(
      [{ type: 'machine', id: 'tank' }],
      Array.from({ length: 5 }, () => [4, { resource: 'tank' }] as const),
    ),
  );
  const tank = { type: 'quench-tank', id: 'tank', site: 'main', calendars: [], usesPerFilling: 2, changeSeconds: 10 };
  const instance = createInstance({ ...placeholder.problem, resources: [tank as never] });
  const registry = {
    ...resourceModels,
    'quench-tank': (config: QuenchTankConfig, setting: Setting): ResourceModel => new QuenchTank(config, setting),
  };
  const kernel = createKernel(instance, () => alwaysOpen, registry);
  for (const rule of ['first-permitted', 'earliest-start', 'longest-tail'] as const) {
    const run = kernel.run({ rule, log: true });
    expect(intervals(run)).toEqual([
      [0, 4],
      [4, 8],
      [18, 22],
      [22, 26],
      [36, 40],
    ]);
    expect(run.waits!.seconds[2]).toBe(18);
    expect(run.waits!.reasonOf(2)).toBe('the water of "tank" is changed');
    expect(run.waits!.reasonOf(3)).toBe('"tank" is busy');
  }
});

test('docs/resource-models.md shows the example as it runs', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  expect(read('../../../docs/resource-models.md')).toContain(read('./quench-tank.example.ts').trim());
});
