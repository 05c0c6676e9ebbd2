import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askGolden } from '../../quality/golden.ts';
import { compareGolden, type GoldenCase, goldenFolder, readGolden } from './golden.ts';

const folder = goldenFolder();
const missing = existsSync(folder) ? false : `no golden data at ${folder}; name its folder in TAKT_GOLDEN_DATA`;

describe.skipIf(missing)(`golden cases${missing ? ` (${missing})` : ''}`, () => {
  const cases = missing ? [] : readGolden(folder);
  test.each(cases.map((one) => ({ ...one, title: `${one.group}: ${one.id}` })))('$title', (one) => {
    const { failures, passed } = askGolden(one);
    expect(failures).toEqual([]);
    expect(passed).toBe(true);
  });
});

describe('when an answer agrees', () => {
  const caseOf = (expected: GoldenCase['expected'], tolerance: GoldenCase['tolerance'], note?: string): GoldenCase => ({
    ...{ group: 'made-up', id: 'x', model: 'eoq', origin: 'derived', source: 'by hand', inputs: {} },
    ...{ expected, tolerance, note },
  });
  const worst = (one: GoldenCase, values: Record<string, unknown>) =>
    Object.fromEntries(compareGolden(one, values).map((deviation) => [deviation.field, deviation.worst]));

  test('a number: within the greater of both tolerances', () => {
    const one = caseOf({ cost: 1000 }, { abs: 0.5, rel: 0.001 });
    expect(worst(one, { cost: 1001 })).toEqual({ cost: 1 });
    expect(worst(one, { cost: 998 })).toEqual({ cost: 2 });
    expect(worst(one, { cost: '1000' })).toEqual({ cost: Infinity });
    expect(worst(one, { cost: Number.NaN })).toEqual({ cost: Infinity });
    expect(worst(one, {})).toEqual({ cost: Infinity });
    expect(worst(caseOf({ cost: 3 }, {}), { cost: 3 })).toEqual({ cost: 0 });
    expect(worst(caseOf({ cost: 3 }, {}), { cost: 3.1 })).toEqual({ cost: Infinity });
  });

  test('lists and names: of the same shape, each entry within', () => {
    const one = caseOf({ sizes: [1, 2], best: { cost: 10, multiples: [1, 2] } }, { abs: 0.5 });
    const right = { sizes: [1.25, 2], best: { cost: 10.5, multiples: [1, 2], more: 7 } };
    expect(worst(one, right)).toEqual({ sizes: 0.5, best: 1 });
    expect(worst(one, { ...right, sizes: [1, 2, 0] })).toEqual({ sizes: Infinity, best: 1 });
    expect(worst(one, { ...right, best: { cost: 10 } })).toEqual({ sizes: 0.5, best: Infinity });
  });

  test('a table that must be exact allows no tolerance, other figures do', () => {
    const one = caseOf({ policy: [[1, 2]], value: 100 }, { policyExact: true, abs: 0.5 });
    expect(worst(one, { policy: [[1, 2]], value: 100.5 })).toEqual({ policy: 0, value: 1 });
    expect(worst(one, { policy: [[1, 2.1]], value: 100 })).toEqual({ policy: Infinity, value: 0 });
  });

  test('another plan of the same cost', () => {
    const others = { alternativeOptima: [[6, 0], [3, 3]] }; // biome-ignore format: a list of plans
    const one = caseOf({ totalCost: 5, orderQuantities: [6, 0], ...others }, { abs: 0.1 });
    expect(worst(one, { totalCost: 5, orderQuantities: [3, 3] })).toEqual({ totalCost: 0, orderQuantities: 0 });
    expect(worst(one, { totalCost: 5, orderQuantities: [4, 2] }).orderQuantities).toBeGreaterThan(1);
  });

  test('a reorder point within those that tie', () => {
    const one = caseOf({ reorderPoint: 56, orderUpTo: 75, tiedReorderPoints: [44, 74] }, { abs: 1e-5 });
    expect(worst(one, { reorderPoint: 44, orderUpTo: 75 })).toEqual({ reorderPoint: 0, orderUpTo: 0 });
    expect(worst(one, { reorderPoint: 43, orderUpTo: 75 }).reorderPoint).toBeGreaterThan(1);
    expect(worst(one, { reorderPoint: 56, orderUpTo: 60 }).orderUpTo).toBeGreaterThan(1);
  });

  test('notes that widen', () => {
    const levels = caseOf(
      { reorderPoints: [23], totalCost: 234 },
      { abs: 0.05 },
      'policies may differ by 1 where flat',
    );
    expect(worst(levels, { reorderPoints: [24], totalCost: 234 })).toEqual({ reorderPoints: 1, totalCost: 0 });
    expect(worst(levels, { reorderPoints: [25], totalCost: 235 })).toEqual({ reorderPoints: 2, totalCost: 20 });
    const cost = caseOf({ levels: [6], costPerTime: 50 }, { abs: 0.35 }, 'allow 0.35 in levels and 1% in cost');
    expect(worst(cost, { levels: [6], costPerTime: 50.5 })).toEqual({ levels: 0, costPerTime: 1 });
  });
});
