import fc from 'fast-check';
import type { Highs } from 'highs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLp, loadBackends } from './backends.ts';
import { highsBackend } from './highs.ts';
import { BackendCrash, type MilpBackend, type MilpColumn, type MilpCut } from './milp.ts';
import { ModelBuilder } from './model.ts';

let backends: MilpBackend[];
beforeAll(async () => {
  backends = await loadBackends(['highs']);
});
const limit = { timeLimitMs: 20_000 };

const rowCount = 4;
const column: fc.Arbitrary<MilpColumn> = fc
  .record({
    cost: fc.integer({ min: 1, max: 20 }),
    upper: fc.constantFrom(3, 10, Infinity),
    entries: fc.array(fc.integer({ min: -2, max: 6 }), { minLength: rowCount, maxLength: rowCount }),
  })
  .map(({ cost, upper, entries }) => {
    const rows = entries.flatMap((entry, i) => (entry === 0 ? [] : [i]));
    return { cost, lower: 0, upper, rows, coefficients: rows.map((i) => entries[i]) };
  });

type Step =
  | { kind: 'columns'; columns: MilpColumn[] }
  | { kind: 'row'; lower: number; entries: number[] }
  | { kind: 'column bounds'; pick: number; lower: number; width: number }
  | { kind: 'row bounds'; pick: number; lower: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('columns' as const), columns: fc.array(column, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('row' as const),
    lower: fc.integer({ min: -20, max: 10 }),
    entries: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 12, maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('column bounds' as const),
    pick: fc.nat(),
    lower: fc.nat({ max: 3 }),
    width: fc.integer({ min: -1, max: 5 }),
  }),
  fc.record({ kind: fc.constant('row bounds' as const), pick: fc.nat(), lower: fc.integer({ min: -5, max: 12 }) }),
);

test('however it has grown, it answers as the same model solved cold', () => {
  const statuses: Record<string, number> = {};
  fc.assert(
    fc.property(fc.array(column, { maxLength: 4 }), fc.array(step, { maxLength: 6 }), (columns, steps) => {
      const model = new ModelBuilder();
      for (let i = 0; i < rowCount; i++) model.addRow({ lower: 2 * i, upper: Infinity });
      for (const first of columns) model.addColumn(first);
      using lp = createLp(backends, model);
      for (const change of [undefined, ...steps]) {
        if (change?.kind === 'columns') {
          lp.addColumns(change.columns);
          for (const added of change.columns) model.addColumn(added);
        } else if (change?.kind === 'row') {
          const used = model.columns.flatMap((_, j) => (j < 12 && change.entries[j] !== 0 ? [j] : []));
          const row: MilpCut = {
            lower: change.lower,
            upper: Infinity,
            columns: used,
            coefficients: used.map((j) => change.entries[j]),
          };
          lp.addRows([row]);
          model.addRow(row);
        } else if (change?.kind === 'column bounds' && model.columns.length > 0) {
          const j = change.pick % model.columns.length;
          const bounds = { lower: change.lower, upper: change.lower + change.width };
          lp.setColumnBounds(j, bounds.lower, bounds.upper);
          Object.assign(model.columns[j], bounds);
        } else if (change?.kind === 'row bounds') {
          const i = change.pick % model.rows.length;
          lp.setRowBounds(i, change.lower, Infinity);
          Object.assign(model.rows[i], { lower: change.lower, upper: Infinity });
        }
        const hot = lp.solve(limit);
        const cold = backends[0].solve(model, limit);
        expect(hot.status).toBe(cold.status);
        expect([lp.columnCount, lp.rowCount]).toEqual([model.columns.length, model.rows.length]);
        if (cold.objective !== undefined) expect(hot.objective).toBeCloseTo(cold.objective, 5);
        statuses[hot.status] = (statuses[hot.status] ?? 0) + 1;
      }
    }),
    { seed: 3, numRuns: 150 },
  );
  expect(statuses.optimal).toBeGreaterThan(100);
  expect(statuses.infeasible).toBeGreaterThan(50);
});

/** Cutting stock by column generation: lengths out of a bar of 1000, priced by a knapsack. */
function cuttingStock(lengths: readonly number[], demands: readonly number[]) {
  const bar = 1000;
  const pattern = (pieces: readonly number[]): MilpColumn => {
    const rows = pieces.flatMap((count, i) => (count > 0 ? [i] : []));
    return { cost: 1, lower: 0, upper: Infinity, rows, coefficients: rows.map((i) => pieces[i]) };
  };
  const price = (duals: Float64Array): { pieces: number[]; worth: number } => {
    const best = new Float64Array(bar + 1);
    const last = new Int32Array(bar + 1).fill(-1);
    for (let mass = 1; mass <= bar; mass++) {
      best[mass] = best[mass - 1];
      lengths.forEach((length, i) => {
        if (length <= mass && best[mass - length] + duals[i] > best[mass] + 1e-12) {
          best[mass] = best[mass - length] + duals[i];
          last[mass] = i;
        }
      });
    }
    const pieces = lengths.map(() => 0);
    for (let mass = bar; mass > 0; mass -= last[mass] < 0 ? 1 : lengths[last[mass]]) {
      if (last[mass] >= 0) pieces[last[mass]]++;
    }
    return { pieces, worth: best[bar] };
  };
  const first = lengths.map((length, i) => pattern(lengths.map((_, k) => (k === i ? Math.floor(bar / length) : 0))));
  return { model: { columns: first, rows: demands.map((lower) => ({ lower, upper: Infinity })) }, price, pattern };
}

test('column generation: hot starts need fewer simplex iterations than cold ones, for the same objectives', () => {
  const lengths = Array.from({ length: 30 }, (_, i) => 97 + ((i * 37) % 293));
  const demands = lengths.map((_, i) => 3 + ((i * 11) % 17));
  const { model, price, pattern } = cuttingStock(lengths, demands);
  const columns = [...model.columns];
  using lp = createLp(backends, model);
  let hot = 0;
  let cold = 0;
  let rounds = 0;
  let proved = 0;
  let answer = lp.solve();
  for (;;) {
    using fresh = createLp(backends, { columns, rows: model.rows });
    const again = fresh.solve();
    expect(answer.status).toBe('optimal');
    expect(answer.objective).toBeCloseTo(again.objective as number, 6);
    hot += answer.iterations;
    cold += again.iterations;
    const { pieces, worth } = price(answer.duals?.rowDuals as Float64Array);
    // Farley's bound: the duals, scaled down until every pattern prices out.
    proved = Math.max(proved, (answer.objective as number) / Math.max(1, worth));
    if (worth <= 1 + 1e-9) break;
    const added = pattern(pieces);
    columns.push(added);
    lp.addColumns([added]);
    rounds++;
    answer = lp.solve();
  }
  expect(rounds).toBeGreaterThan(20);
  expect(proved).toBeCloseTo(answer.objective as number, 6);
  expect(hot).toBeLessThan(cold / 3);
});

describe('lifetime and limits', () => {
  const grown = (): ModelBuilder => {
    const model = new ModelBuilder();
    model.addRow({ lower: 4, upper: Infinity });
    model.addColumn({ cost: 2, rows: [0], coefficients: [1], integer: true });
    return model;
  };

  test('the relaxation is solved: integer is left aside', () => {
    const model = grown();
    model.rows[0].lower = 2.5;
    using lp = createLp(backends, model);
    expect(lp.solve()).toMatchObject({ status: 'optimal', objective: 5, bound: 5 });
  });

  test('memory is given back, also after errors: the heap of the library does not grow', async () => {
    const { default: load } = (await import('highs')) as unknown as { default: () => Promise<Highs> };
    const highs = await load();
    const own = highsBackend(highs);
    const model = grown();
    for (let k = 0; k < 400; k++) model.addColumn({ cost: 1, rows: [0], coefficients: [1] });
    const broken = { rows: model.rows, columns: [...model.columns, { ...model.columns[0], coefficients: [1e16] }] };
    const once = () => {
      using lp = createLp([own], model);
      expect(lp.solve().objective).toBe(4);
      expect(() => createLp([own], broken)).toThrow(BackendCrash);
      expect(own.solve(model, limit).objective).toBe(4);
      expect(() => own.solve(broken, limit)).toThrow(BackendCrash);
    };
    once();
    const before = highs.memoryBytes;
    for (let k = 0; k < 300; k++) once();
    expect(highs.memoryBytes).toBe(before);
    const kept = Array.from({ length: 300 }, () => createLp([own], model));
    expect(highs.memoryBytes, 'what is not disposed of would be seen').toBeGreaterThan(before);
    for (const lp of kept) lp.dispose();
  });

  test('after dispose every call throws, dispose itself does not', () => {
    const lp = createLp(backends, grown());
    lp.dispose();
    lp.dispose();
    expect(() => lp.solve()).toThrow('disposed');
    expect(() => lp.addColumns([{ cost: 1, lower: 0, upper: 1, rows: [], coefficients: [] }])).toThrow('disposed');
  });

  test('what is malformed is refused, and the LP stays as it was', () => {
    using lp = createLp(backends, grown());
    const at = { cost: 1, lower: 0, upper: 1, rows: [1], coefficients: [1] };
    expect(() => lp.addColumns([at])).toThrow(RangeError);
    expect(() => lp.addRows([{ lower: 0, upper: 1, columns: [0, 0], coefficients: [1, 1] }])).toThrow(RangeError);
    expect(() => lp.setColumnBounds(7, 0, 1)).toThrow(RangeError);
    expect(() => lp.setColumnBounds(0, Number.NaN, 1)).toThrow(RangeError);
    expect(() => lp.setRowBounds(1, 0, 1)).toThrow(RangeError);
    expect(() => createLp(backends, { columns: [at], rows: [] })).toThrow(RangeError);
    expect([lp.columnCount, lp.rowCount]).toEqual([1, 1]);
    expect(lp.solve().objective).toBe(8);
  });

  test('stops when asked to, and can be solved on', () => {
    const lengths = Array.from({ length: 60 }, (_, i) => 53 + ((i * 37) % 293));
    const { model, pattern } = cuttingStock(
      lengths,
      lengths.map((_, i) => 3 + ((i * 11) % 17)),
    );
    using lp = createLp(backends, model);
    lp.addColumns(lengths.map((_, i) => pattern(lengths.map((_, k) => Number(k >= i && k < i + 4)))));
    lp.addRows([{ lower: 1, upper: Infinity, columns: [0, 1, 2], coefficients: [1, 1, 1] }]);
    let asked = 0;
    const stopped = lp.solve({ ...limit, shouldStop: () => ++asked > 3 });
    expect(asked).toBe(4);
    expect(stopped).toMatchObject({ endedBy: 'stopped' });
    expect(stopped.status).not.toBe('optimal');
    const shouldStop = () => {
      throw new TypeError('not mine');
    };
    lp.setRowBounds(0, 50, Infinity);
    expect(() => lp.solve({ ...limit, shouldStop })).toThrow('not mine');
    expect(lp.solve({ timeLimitMs: 0 })).toMatchObject({ status: 'unknown', endedBy: 'time', iterations: 0 });
    expect(lp.solve().status).toBe('optimal');
  });
});
