import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadBackends } from './backends.ts';
import { checkClaim, checkedBackend } from './checked-backend.ts';
import { LibraryGuard } from './library-guard.ts';
import type { MilpAnswer, MilpBackend, MilpModel } from './milp.ts';
import { ModelBuilder, validateModel } from './model.ts';
import { countableModels, looseModels } from './testing.ts';
import { type Claim, dualBound, reducedCosts, verifyPoint } from './verify.ts';

let highs: MilpBackend;
beforeAll(async () => {
  [highs] = await loadBackends(['highs']);
});
const limit = { timeLimitMs: 20_000 };

/** 2x + 3y >= 7 at least cost x + 2y, x and y whole up to 5: x = 2, y = 1 and x = 4, y = 0 both cost 4. */
function covering(): ModelBuilder {
  const model = new ModelBuilder();
  const columns = [
    model.addColumn({ cost: 1, upper: 5, integer: true }),
    model.addColumn({ cost: 2, upper: 5, integer: true }),
  ];
  model.addRow({ lower: 7, upper: 12, columns, coefficients: [2, 3] });
  return model;
}

const honest: Claim = { status: 'optimal', endedBy: 'proof', values: [2, 1], objective: 4, bound: 4 };

describe('a claim that does not hold is no answer', () => {
  test('the honest claim passes', () => {
    expect(checkClaim(covering(), honest, limit)).toMatchObject({ status: 'optimal', objective: 4, bound: 4 });
  });

  test.each<[string, Partial<Claim>, RegExp]>([
    ['row broken below', { values: [1, 1], objective: 3, bound: 3 }, /row 0 is 5/],
    ['row broken above', { values: [5, 1], objective: 7, bound: 4 }, /row 0 is 13/],
    ['column out of bounds', { values: [6, 0], objective: 6, bound: 4 }, /column 0 is 6/],
    ['fractional', { values: [3.5, 0], objective: 3.5, bound: 3.5 }, /column 0 is 3.5, not whole/],
    ['nearly whole', { values: [2.0001, 1], objective: 4.0001 }, /not whole/],
    ['not a number', { values: [Number.NaN, 1] }, /column 0 is NaN/],
    ['values missing', { values: undefined }, /0 values for 2 columns/],
    ['too few values', { values: [2] }, /1 values for 2 columns/],
    ['another objective', { objective: 3 }, /objective 3 claimed, 4 found/],
    ['bound above the objective', { bound: 5 }, /bound 5 claimed above/],
  ])('%s', (_, lie, reason) => {
    const answer = checkClaim(covering(), { ...honest, ...lie }, limit);
    expect(answer.status).toBe('unknown');
    expect(answer.endedBy).toBe('failure');
    expect(answer.reason).toMatch(reason);
    expect(answer.values).toBeUndefined();
  });

  test('optimal with a bound that leaves a gap is feasible only', () => {
    const answer = checkClaim(covering(), { ...honest, bound: 3.5 }, limit);
    expect(answer).toMatchObject({ status: 'feasible', endedBy: 'gap', objective: 4, bound: 3.5 });
  });

  test('a feasible warm start refutes "infeasible" and a worse "optimal"', () => {
    const options = { ...limit, warmStart: [4, 0] };
    expect(checkClaim(covering(), { status: 'infeasible', endedBy: 'proof' }, options).status).toBe('unknown');
    const worse = { ...honest, values: [5, 0], objective: 5, bound: 5 };
    expect(checkClaim(covering(), worse, limit).status).toBe('optimal');
    expect(checkClaim(covering(), worse, options)).toMatchObject({ status: 'unknown', reason: /worse than the warm/ });
  });

  test('"unbounded" where no column can be', () => {
    expect(checkClaim(covering(), { status: 'unbounded', endedBy: 'proof' }, limit).status).toBe('unknown');
  });

  test('integer values come back whole, and rows are judged at the whole values', () => {
    const model = new ModelBuilder();
    const grams = model.addColumn({ cost: 1, upper: 9, integer: true });
    model.addRow({ lower: 3 * 5_000_000, upper: Infinity, columns: [grams], coefficients: [5_000_000] });
    const near: Claim = {
      status: 'optimal',
      endedBy: 'proof',
      values: [2.999999],
      objective: 2.999999,
      bound: 2.999999,
    };
    expect(checkClaim(model, near, limit).values).toEqual(Float64Array.of(3));
    const gramTooFew = new ModelBuilder();
    gramTooFew.addColumn({ cost: 1, upper: 9, integer: true });
    gramTooFew.addRow({ lower: 3 * 5_000_000 + 1, upper: Infinity, columns: [0], coefficients: [5_000_000] });
    expect(checkClaim(gramTooFew, near, limit).status).toBe('unknown');
  });
});

test('mutations: an optimal answer with one value changed is refused or worse, never optimal and better', () => {
  const tally = { refused: 0, worse: 0 };
  const models = fc.oneof(...Object.values(countableModels));
  fc.assert(
    fc.property(models, fc.nat(), fc.constantFrom(-1, -0.5, 0.5, 1), (model, pick, change) => {
      const { status, values, objective = Number.NaN } = highs.solve(model, limit);
      if (status !== 'optimal' || !values) return;
      const column = pick % values.length;
      const corrupted = values.slice();
      corrupted[column] += change;
      const claimed = objective + change * model.columns[column].cost;
      const claim: Claim = {
        status: 'optimal',
        endedBy: 'proof',
        values: corrupted,
        objective: claimed,
        bound: claimed,
      };
      const answer = checkClaim(model, claim, limit);
      if (change % 1 !== 0) expect(answer.status).toBe('unknown');
      if (answer.status === 'unknown') tally.refused++;
      else {
        expect(answer.objective).toBeGreaterThanOrEqual(objective - 1e-6);
        expect(checkClaim(model, { ...claim, bound: objective - 1 }, limit).status).toBe('feasible');
        tally.worse++;
      }
    }),
    { seed: 7, numRuns: 300 },
  );
  expect(tally.refused).toBeGreaterThan(100);
  expect(tally.worse).toBeGreaterThan(5);
});

describe('duals', () => {
  test('mutations: an LP whose point is feasible but not best is not optimal, since its duals do not prove it', () => {
    let checked = 0;
    fc.assert(
      fc.property(looseModels(fc.constant(false)), (model) => {
        const best = highs.solve(model, limit);
        const costless = { columns: model.columns.map((column) => ({ ...column, cost: 0 })), rows: model.rows };
        const other = highs.solve(costless, limit);
        if (best.status !== 'optimal' || !other.values || !best.duals) return;
        const point = verifyPoint(model, other.values);
        if (!point.ok || point.objective < (best.objective as number) + 1) return;
        checked++;
        const { rowDuals } = best.duals;
        const claim: Claim = {
          status: 'optimal',
          endedBy: 'proof',
          values: other.values,
          objective: point.objective,
          rowDuals,
        };
        const answer = checkClaim(model, claim, limit);
        expect(answer.status).toBe('feasible');
        expect(answer.bound).toBeLessThan(point.objective - 0.5);
      }),
      { seed: 8, numRuns: 300 },
    );
    expect(checked).toBeGreaterThan(20);
  });

  test('any multipliers prove a lower bound, the wrong ones a weaker one', () => {
    const model = covering();
    // LP optimum: x = 3.5, cost 3.5; the row's price is 1/2, which leaves y a reduced cost of 2 - 3/2.
    const bound = (price: number) => {
      const rowDuals = Float64Array.of(price);
      return dualBound(model, { rowDuals, reducedCosts: reducedCosts(model, rowDuals) });
    };
    expect(bound(0.5)).toBeCloseTo(3.5);
    expect(bound(0.4)).toBeCloseTo(2.8);
    expect(bound(0.6)).toBeCloseTo(4.2 - 5 * 0.2);
    expect(bound(-1)).toBeCloseTo(-12);
  });
});

test.each<[string, MilpModel]>([
  [
    'entry in a row that is not there',
    { columns: [{ cost: 0, lower: 0, upper: 1, rows: [1], coefficients: [1] }], rows: [{ lower: 0, upper: 1 }] },
  ],
  [
    'two entries at one place',
    { columns: [{ cost: 0, lower: 0, upper: 1, rows: [0, 0], coefficients: [1, 1] }], rows: [{ lower: 0, upper: 1 }] },
  ],
  [
    'entries and rows of different length',
    { columns: [{ cost: 0, lower: 0, upper: 1, rows: [0], coefficients: [] }], rows: [{ lower: 0, upper: 1 }] },
  ],
  ['NaN bound', { columns: [], rows: [{ lower: Number.NaN, upper: 1 }] }],
  ['infinite lower bound', { columns: [], rows: [{ lower: Infinity, upper: Infinity }] }],
  ['infinite cost', { columns: [{ cost: Infinity, lower: 0, upper: 1, rows: [], coefficients: [] }], rows: [] }],
  [
    'NaN entry',
    {
      columns: [{ cost: 0, lower: 0, upper: 1, rows: [0], coefficients: [Number.NaN] }],
      rows: [{ lower: 0, upper: 1 }],
    },
  ],
])('no model: %s', (_, model) => {
  expect(() => validateModel(model)).toThrow(RangeError);
  expect(() => highs.solve(model, limit)).toThrow(RangeError);
});

test('the library never sees a model that is answered without it, and the check sees every claim', () => {
  let calls = 0;
  const liar = checkedBackend({
    guard: new LibraryGuard('liar', () => true),
    solve: (model) => {
      calls++;
      return { status: 'optimal', endedBy: 'proof', values: model.columns.map(() => 0), objective: -1 };
    },
  });
  const answers: MilpAnswer[] = [liar.solve({ columns: [], rows: [] }, limit), liar.solve(covering(), limit)];
  expect(answers.map(({ status }) => status)).toEqual(['optimal', 'unknown']);
  expect(calls).toBe(1);
});
