import type { Highs, Model } from 'highs';
import { answerWithoutLibrary, checkClaim } from './checked-backend.ts';
import { callbacks, compressColumns, endOf, run, setTimeLimit, silence, toHighs } from './highs-native.ts';
import type { LibraryGuard } from './library-guard.ts';
import type { IncrementalLp, LpAnswer, LpOptions, MilpColumn, MilpCut, MilpModel } from './milp.ts';
import { ModelBuilder, mayBeUnbounded, validateCuts, validateModel } from './model.ts';
import type { Claim } from './verify.ts';

/** An LP held by HiGHS, with a copy on this side against which every answer is checked. */
export class HighsLp implements IncrementalLp {
  readonly #highs: Highs;
  readonly #guard: LibraryGuard;
  readonly #native: Model;
  readonly #copy = new ModelBuilder();
  #disposed = false;

  /** @throws RangeError for a malformed model, BackendCrash. */
  constructor(highs: Highs, guard: LibraryGuard, model: MilpModel) {
    validateModel(model);
    this.#highs = highs;
    this.#guard = guard;
    this.#native = guard.run(() => highs.createModel());
    try {
      for (const row of model.rows) this.#copy.addRow(row);
      for (const column of model.columns) this.#copy.addColumn({ ...column, integer: false });
      this.#call((native) => {
        silence(native);
        native.passModel(toHighs(this.#copy));
      });
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  get columnCount(): number {
    return this.#copy.columns.length;
  }

  get rowCount(): number {
    return this.#copy.rows.length;
  }

  addColumns(columns: readonly MilpColumn[]): void {
    if (columns.length === 0) return;
    validateModel({ columns, rows: this.#copy.rows });
    const cost = Float64Array.from(columns, (column) => column.cost);
    const lower = Float64Array.from(columns, (column) => column.lower);
    const upper = Float64Array.from(columns, (column) => column.upper);
    const matrix = compressColumns(columns, this.rowCount);
    this.#call((native) => native.addCols({ cost, lower, upper, matrix }));
    for (const column of columns) this.#copy.addColumn({ ...column, integer: false });
  }

  addRows(rows: readonly MilpCut[]): void {
    validateCuts(rows, this.columnCount);
    for (const row of rows) {
      const entries = { indices: Int32Array.from(row.columns), values: Float64Array.from(row.coefficients) };
      this.#call((native) => native.addRow(row.lower, row.upper, entries));
      this.#copy.addRow(row);
    }
  }

  setColumnBounds(column: number, lower: number, upper: number): void {
    const changed = this.#copy.columns[column];
    if (!changed) throw new RangeError(`there is no column ${column}`);
    validateModel({ columns: [], rows: [{ lower, upper }] });
    this.#call((native) => native.changeColBounds(column, lower, upper));
    Object.assign(changed, { lower, upper });
  }

  setRowBounds(row: number, lower: number, upper: number): void {
    const changed = this.#copy.rows[row];
    if (!changed) throw new RangeError(`there is no row ${row}`);
    validateModel({ columns: [], rows: [{ lower, upper }] });
    this.#call((native) => native.changeRowBounds(row, lower, upper));
    Object.assign(changed, { lower, upper });
  }

  solve(options: LpOptions = { timeLimitMs: Infinity }): LpAnswer {
    const early = answerWithoutLibrary(this.#copy, options);
    if (early) return { ...early, iterations: 0 };
    let thrown: { error: unknown } | undefined;
    // An exception of the caller must not unwind through the library: it stops, then the exception goes on.
    const shouldStop = () => {
      try {
        return thrown !== undefined || (options.shouldStop?.() ?? false);
      } catch (error) {
        thrown = { error };
        return true;
      }
    };
    const { claim, iterations } = this.#call((native) =>
      this.#run(native, { timeLimitMs: options.timeLimitMs, shouldStop: options.shouldStop && shouldStop }),
    );
    if (thrown) throw thrown.error;
    return { ...checkClaim(this.#copy, claim, options), iterations };
  }

  /** After an abort nothing is freed: the memory goes with the whole library. */
  dispose(): void {
    if (!this.#disposed && this.#guard.usable) this.#guard.run(() => this.#native.dispose());
    this.#disposed = true;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #call<Result>(operation: (native: Model) => Result): Result {
    if (this.#disposed) throw new Error('this LP is disposed of');
    return this.#guard.run(() => operation(this.#native));
  }

  #run(native: Model, options: LpOptions): { claim: Claim; iterations: number } {
    setTimeLimit(native, options.timeLimitMs);
    const hooks = callbacks(this.#highs, options);
    const { status, iterations } = run(this.#highs, native, hooks, mayBeUnbounded(this.#copy));
    return { claim: this.#read(native, status), iterations };
  }

  #read(native: Model, status: number): Claim {
    const { modelStatus, solutionStatus } = this.#highs.constants;
    if (status === modelStatus.infeasible) return { status: 'infeasible', endedBy: 'proof' };
    if (status === modelStatus.unbounded) return { status: 'unbounded', endedBy: 'proof' };
    const endedBy = endOf(this.#highs, status);
    if (native.info.get('primal_solution_status') !== solutionStatus.feasible) {
      return { status: 'unknown', endedBy, reason: `model status ${status}` };
    }
    const { colValue, rowDual } = native.getSolution();
    const optimal = status === modelStatus.optimal;
    return {
      status: optimal ? 'optimal' : 'feasible',
      endedBy,
      values: colValue,
      objective: native.getObjectiveValue(),
      rowDuals: optimal ? rowDual : undefined,
    };
  }
}
