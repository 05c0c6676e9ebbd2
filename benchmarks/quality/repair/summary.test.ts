import { describe, expect, test } from 'vitest';
import { columnsFor, repairSummaryText } from './report.ts';
import type { RepairRow } from './row.ts';
import { summarizeRepairs } from './summary.ts';

const row = (changes: Partial<RepairRow>): RepairRow => ({
  ...{ scenario: 'x', group: 'traffic', endedBy: 'time', orders: 4, loads: 8, openLoads: 5 },
  ...{ firstMs: 10, firstCpuMs: 9, finalMs: 100, finalCpuMs: 90 },
  ...{ recommended: 'least-cost', options: ['fewest-changes', 'least-cost'] },
  ...{ served: 97, replanServed: 100, frozenServed: 50, share: 0.97, openShare: 0.94, bestShare: 1 },
  ...{
    keptShare: 0.95,
    keptChanged: 2,
    changed: 3,
    fewestChanged: 2,
    replanChanged: 5,
    least: 2,
    leastBy: 'fewest-changes',
    ratio: 1.5,
  },
  ...{ identical: 0.9, bestIdentical: 1, violations: 0 },
  ...changes,
});

const rows = [
  row({}),
  row({ firstMs: 30, finalMs: 80, share: 0.96, openShare: 0.92, ratio: 1.6, identical: 0.8, violations: 2 }),
  row({ firstMs: 20, share: 1, openShare: 1, ratio: 1, identical: 1, options: ['least-cost'] }),
  row({ group: 'several', identical: null, firstMs: 40, share: 1.02, openShare: 1.04, ratio: 1 }),
];

describe('repairs summed up', () => {
  test('by group and in all: least, median, mean, and how many keep the aims, the aims themselves included', () => {
    const [several, traffic, all] = summarizeRepairs(rows);
    expect([several.group, traffic.group, all.group]).toEqual(['several', 'traffic', 'all']);
    expect(traffic).toMatchObject({ n: 3, p95FirstMs: 30, p95FinalMs: 100, violations: 2 });
    expect(traffic.share).toEqual({ least: 0.96, median: 0.97, mean: (0.97 + 0.96 + 1) / 3 });
    expect(traffic.kept).toEqual({
      share: { rows: 2, of: 3 },
      openShare: { rows: 1, of: 3 },
      ratio: { rows: 2, of: 3 },
      identical: { rows: 2, of: 3 },
      options: { rows: 2, of: 3 },
    });
    expect(several.identical).toBeNull();
    expect(several.kept.identical).toEqual({ rows: 0, of: 0 });
    expect(all).toMatchObject({ n: 4, p95FirstMs: 40 });
    // Of 0.96, 0.97, 1 and 1.02 the mean of the two in the middle.
    expect(all.share?.median).toBeCloseTo(0.985, 9);
    expect(all.kept.share).toEqual({ rows: 3, of: 4 });
  });

  test('without rows there are no figures', () => {
    expect(summarizeRepairs([])).toMatchObject([
      { group: 'all', n: 0, p95FirstMs: null, share: null, meanRatio: null },
    ]);
  });

  test('as text', () => {
    const text = repairSummaryText(summarizeRepairs(rows), [{ instance: 'x', finding: 'violation', message: 'bad' }]);
    expect(text).toContain('96.0 97.0 97.7');
    expect(text).toContain('3/4');
    expect(text).toContain('violation: x: bad');
    const cells = columnsFor(['x']).map(({ name, cell }) => `${name} ${cell(rows[3])}`);
    expect(cells).toContain('share 102.00 %');
    expect(cells).toContain('identical -');
  });
});
