/** What the two uses of HiGHS (one solve, growing LP) share: model in, limits in, status out. */
import type { Highs, HighsCallbackMap, Model, ModelData } from 'highs';
import type { LpOptions, MilpEnd, MilpModel, MilpOptions } from './milp.ts';

/**
 * HiGHS looks at its clock between its own steps and was measured to come back 1 to 113 ms late on
 * models of up to 6000 columns; its limit is set this much below the caller's.
 */
const marginMs = 100;
const marginShare = 0.1;
/** Output off, on a model of its own: the loader's print functions alone would still format every line. */
export function silence(native: Model): void {
  native.options.set({ output_flag: false });
}

/** A limit for the next run only; HiGHS adds up the time of a model's runs unless its clocks are set to zero. */
export function setTimeLimit(native: Model, timeLimitMs: number): void {
  native.zeroAllClocks();
  const limitMs = timeLimitMs - Math.min(marginMs, marginShare * timeLimitMs);
  // HiGHS takes no Infinity here; this is its largest meaning "none" (31 years).
  native.options.set({ time_limit: Math.min(limitMs / 1000, 1e9) });
}

/** Interrupts are asked in all three solvers; a MIP asks rarely while it runs heuristics, hence the time limit too. */
export function callbacks(highs: Highs, options: LpOptions & Pick<MilpOptions, 'onIncumbent'>): HighsCallbackMap {
  const { callbackType } = highs.constants;
  const { shouldStop, onIncumbent } = options;
  const stop = (event: { interrupt(): void }): undefined => {
    if (shouldStop?.()) event.interrupt();
  };
  return {
    ...(shouldStop && {
      [callbackType.simplexInterrupt]: stop,
      [callbackType.ipmInterrupt]: stop,
      [callbackType.mipInterrupt]: stop,
    }),
    ...(onIncumbent && {
      [callbackType.mipImprovingSolution](event: Parameters<NonNullable<HighsCallbackMap[4]>>[0]): undefined {
        const { mip_solution: values, objective_function_value: objective } = event.data;
        if (values) onIncumbent(values, objective ?? Number.NaN);
      },
    }),
  };
}

export function endOf(highs: Highs, status: number): MilpEnd {
  const { modelStatus } = highs.constants;
  if (status === modelStatus.optimal) return 'proof';
  if (status === modelStatus.timeLimit) return 'time';
  if (status === modelStatus.interrupted) return 'stopped';
  return 'failure';
}

/** HiGHS takes the columns as they are; entries are copied once, into compressed columns. */
export function toHighs({ columns, rows }: MilpModel): ModelData {
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: Float64Array.from(columns, ({ cost }) => cost),
    colLower: Float64Array.from(columns, ({ lower }) => lower),
    colUpper: Float64Array.from(columns, ({ upper }) => upper),
    integrality: columns.some(({ integer }) => integer)
      ? Int32Array.from(columns, ({ integer }) => (integer ? 1 : 0))
      : undefined,
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: compressColumns(columns, rows.length),
  };
}

/** Compressed sparse columns of some columns of a model with so many rows. */
export function compressColumns(columns: MilpModel['columns'], numRows: number) {
  const starts = new Int32Array(columns.length + 1);
  columns.forEach((column, j) => {
    starts[j + 1] = starts[j] + column.rows.length;
  });
  const indices = new Int32Array(starts[columns.length]);
  const values = new Float64Array(starts[columns.length]);
  columns.forEach((column, j) => {
    indices.set(column.rows, starts[j]);
    values.set(column.coefficients, starts[j]);
  });
  return { format: 'csc' as const, numRows, numCols: columns.length, starts, indices, values };
}

/**
 * Runs a model, and once more without presolve where presolve may be wrong: it leaves "unbounded" and "infeasible"
 * undecided, and calls some unbounded models infeasible.
 * @returns the model status and the simplex iterations of both runs.
 */
export function run(
  highs: Highs,
  native: Model,
  hooks: HighsCallbackMap,
  couldBeUnbounded: boolean,
): { status: number; iterations: number } {
  const { modelStatus } = highs.constants;
  const iterationCount = () => Math.max(0, Number(native.info.get('simplex_iteration_count')));
  const { modelStatus: status } = native.run(hooks);
  const iterations = iterationCount();
  const doubtful = status === modelStatus.infeasible && couldBeUnbounded;
  if (!doubtful && status !== modelStatus.unboundedOrInfeasible) return { status, iterations };
  native.options.set({ presolve: 'off' });
  const again = native.run(hooks);
  native.options.set({ presolve: 'choose' });
  return { status: again.modelStatus, iterations: iterations + iterationCount() };
}
