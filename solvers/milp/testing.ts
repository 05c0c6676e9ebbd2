/** What the tests of this folder share: generated models of known families, and a solver that only counts. */
import fc from 'fast-check';
import type { MilpModel } from './milp.ts';
import { ModelBuilder } from './model.ts';

const integers = (min: number, max: number, length: number) =>
  fc.array(fc.integer({ min, max }), { minLength: length, maxLength: length });
const infinite = fc.constant(Infinity);

/** Items with mass and worth, several of each, one capacity: costs are negative. */
const boundedKnapsack = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc
    .record({
      masses: integers(1, 40, n),
      worths: integers(1, 30, n),
      most: integers(0, 3, n),
      share: integers(1, 9, 1),
    })
    .map(({ masses, worths, most, share: [tenths] }) => {
      const model = new ModelBuilder();
      const items = worths.map((worth, j) => model.addColumn({ cost: -worth, upper: most[j], integer: true }));
      const capacity = Math.floor((masses.reduce((sum, mass, j) => sum + mass * most[j], 0) * tenths) / 10);
      model.addRow({ lower: -Infinity, upper: capacity, columns: items, coefficients: masses });
      return model;
    }),
);

/** Elements that chosen sets must cover; an element in no set makes it infeasible. */
const setCovering = fc.integer({ min: 1, max: 8 }).chain((sets) =>
  fc
    .record({
      costs: integers(1, 20, sets),
      elements: fc.array(fc.array(fc.boolean(), { minLength: sets, maxLength: sets }), { minLength: 1, maxLength: 6 }),
    })
    .map(({ costs, elements }) => {
      const model = new ModelBuilder();
      for (const cost of costs) model.addColumn({ cost, upper: 1, integer: true });
      for (const inSet of elements) {
        const columns = inSet.flatMap((isIn, j) => (isIn ? [j] : []));
        model.addRow({ lower: 1, upper: Infinity, columns, coefficients: columns.map(() => 1) });
      }
      return model;
    }),
);

/** n tasks to n places: equality rows. */
const assignment = fc.integer({ min: 1, max: 3 }).chain((n) =>
  integers(-9, 20, n * n).map((costs) => {
    const model = new ModelBuilder();
    for (const cost of costs) model.addColumn({ cost, upper: 1, integer: true });
    const ones = Array.from({ length: n }, () => 1);
    for (let i = 0; i < n; i++) {
      model.addRow({ lower: 1, upper: 1, columns: ones.map((_, k) => i * n + k), coefficients: ones });
      model.addRow({ lower: 1, upper: 1, columns: ones.map((_, k) => k * n + i), coefficients: ones });
    }
    return model;
  }),
);

/** Pieces into heats, each used heat between its least and greatest mass: often infeasible. */
const binsWithLeastLoad = fc
  .record({
    masses: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
    bins: fc.integer({ min: 1, max: 2 }),
    least: fc.integer({ min: 0, max: 10 }),
    greatest: fc.integer({ min: 10, max: 24 }),
  })
  .map(({ masses, bins, least, greatest }) => {
    const model = new ModelBuilder();
    const used = Array.from({ length: bins }, () => model.addColumn({ cost: 1, upper: 1, integer: true }));
    const inBin = masses.map(() => used.map(() => model.addColumn({ upper: 1, integer: true })));
    for (const columns of inBin) model.addRow({ lower: 1, upper: 1, columns, coefficients: used.map(() => 1) });
    used.forEach((bin, b) => {
      const columns = [bin, ...inBin.map((places) => places[b])];
      model.addRow({ lower: 0, upper: Infinity, columns, coefficients: [-least, ...masses] });
      model.addRow({ lower: -Infinity, upper: 0, columns, coefficients: [-greatest, ...masses] });
    });
    return model;
  });

/** Anything small: ranges, equalities, negative and half-whole bounds, empty rows and columns. */
const boxedIntegers = fc
  .record({ columns: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 0, max: 4 }) })
  .chain(({ columns, rows }) =>
    fc.record({
      costs: integers(-8, 8, columns),
      lowers: integers(-6, 2, columns),
      widths: integers(0, 7, columns),
      entries: integers(-4, 4, columns * rows),
      bounds: fc.array(fc.record({ lower: fc.integer({ min: -12, max: 8 }), width: fc.option(fc.nat({ max: 9 })) }), {
        minLength: rows,
        maxLength: rows,
      }),
    }),
  )
  .map(({ costs, lowers, widths, entries, bounds }) => {
    const model = new ModelBuilder();
    costs.forEach((cost, j) => {
      model.addColumn({ cost, lower: lowers[j] / 2, upper: (lowers[j] + widths[j]) / 2, integer: true });
    });
    bounds.forEach(({ lower, width }, i) => {
      const columns = costs.flatMap((_, j) => (entries[i * costs.length + j] === 0 ? [] : [j]));
      const coefficients = columns.map((j) => entries[i * costs.length + j]);
      model.addRow({ lower, upper: width === null ? Infinity : lower + width, columns, coefficients });
    });
    return model;
  });

/** Models whose columns are all integer and bounded, so that they can be counted out. */
export const countableModels = {
  'bounded knapsack': boundedKnapsack,
  'set covering': setCovering,
  assignment,
  'bins with a least load': binsWithLeastLoad,
  'boxed integers': boxedIntegers,
} satisfies Record<string, fc.Arbitrary<MilpModel>>;

/** Any bounds, free columns included, and any mix of integer and continuous ones: infeasible and unbounded too. */
export function looseModels(integer: fc.Arbitrary<boolean>): fc.Arbitrary<MilpModel> {
  const bound = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -10, max: 10 }) },
    { weight: 1, arbitrary: infinite },
  );
  const column = fc.record({ cost: fc.integer({ min: -6, max: 9 }), low: bound, width: bound, integer });
  const row = fc.record({ low: bound, width: bound });
  return fc
    .record({
      columns: fc.array(column, { minLength: 1, maxLength: 6 }),
      rows: fc.array(row, { maxLength: 6 }),
      entries: integers(-5, 5, 36),
    })
    .map(({ columns, rows, entries }) => {
      const model = new ModelBuilder();
      for (const { cost, low, width, integer } of columns) {
        model.addColumn({ cost, ...interval(low, width), integer });
      }
      rows.forEach(({ low, width }, i) => {
        const used = columns.flatMap((_, j) => (entries[i * 6 + j] === 0 ? [] : [j]));
        model.addRow({ ...interval(low, width), columns: used, coefficients: used.map((j) => entries[i * 6 + j]) });
      });
      return model;
    });
}

function interval(low: number, width: number): { lower: number; upper: number } {
  const lower = low === Infinity ? -Infinity : low;
  if (width === Infinity) return { lower, upper: Infinity };
  return { lower, upper: low === Infinity ? width : low + Math.abs(width) };
}

/** Counts out every point of a model with bounded integer columns. @returns the least objective; Infinity: none. */
export function leastByCounting({ columns, rows }: MilpModel): number {
  let least = Infinity;
  const activity = new Float64Array(rows.length);
  const visit = (j: number, objective: number): void => {
    if (j === columns.length) {
      const fits = rows.every(({ lower, upper }, i) => activity[i] >= lower && activity[i] <= upper);
      if (fits) least = Math.min(least, objective);
      return;
    }
    const { cost, lower, upper, rows: indices, coefficients } = columns[j];
    for (let value = Math.ceil(lower); value <= upper; value++) {
      for (let k = 0; k < indices.length; k++) activity[indices[k]] += coefficients[k] * value;
      visit(j + 1, objective + cost * value);
      for (let k = 0; k < indices.length; k++) activity[indices[k]] -= coefficients[k] * value;
    }
  };
  visit(0, 0);
  return least;
}
