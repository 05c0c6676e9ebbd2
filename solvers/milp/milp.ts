/**
 * Mixed-integer linear programmes, one small interface over independent libraries.
 *
 * Always: minimise the sum of cost * value, with lower <= value <= upper for each column and
 * lower <= activity <= upper for each row. Bounds may be -Infinity and Infinity; models never cross JSON.
 * Columns and rows are known by their index. The matrix is kept by column, because the models that matter here grow
 * by columns (patterns); `ModelBuilder` in model.ts takes rows as well.
 */

/** A variable and its entries in the matrix. */
export interface MilpColumn {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  /** Absent: continuous. */
  readonly integer?: boolean;
  /** Rows in which it has an entry, each at most once. */
  readonly rows: ArrayLike<number>;
  /** Entries of those rows, in the same order, finite. */
  readonly coefficients: ArrayLike<number>;
}

export interface MilpRow {
  readonly lower: number;
  readonly upper: number;
}

/** A row that brings its entries: how rows are added to a model that has its columns already. */
export interface MilpCut extends MilpRow {
  /** Columns in which it has an entry, each at most once. */
  readonly columns: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
}

export interface MilpModel {
  readonly columns: readonly MilpColumn[];
  readonly rows: readonly MilpRow[];
}

export interface LpOptions {
  /** Wall-clock limit that the library keeps by a clock of its own; Infinity: none. A few per cent may be overrun. */
  readonly timeLimitMs: number;
  /** Asked while the library runs, as often as it lets us; true makes it come back with what it has. */
  shouldStop?(): boolean;
}

export interface MilpOptions extends LpOptions {
  /** Content once (objective - bound) / |objective| is this small; default 0. */
  readonly relativeGap?: number;
  /** Told of each better solution that passed the check; `values` is the caller's to keep. */
  onIncumbent?(values: Float64Array, objective: number): void;
  /** A solution to begin from, a value per column; one that breaks a rule is left aside. */
  readonly warmStart?: ArrayLike<number>;
}

/** Why a solve came back: `failure` is a library that gave up, or whose answer did not pass the check. */
export type MilpEnd = 'proof' | 'gap' | 'time' | 'stopped' | 'failure';

/** Dual values of an LP: what one unit more on the right-hand side of a row, or of a bound, adds to the objective. */
export interface LpDuals {
  readonly rowDuals: Float64Array;
  /** cost - sum of rowDual * coefficient, per column. */
  readonly reducedCosts: Float64Array;
}

/** What a backend answers, checked against the model: see verify.ts. */
export interface MilpAnswer {
  /** `optimal` and `feasible` come with values and objective, the other three without. */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'unknown';
  readonly endedBy: MilpEnd;
  /** A value per column; exactly whole where the column is integer. */
  readonly values?: Float64Array;
  /** Recomputed from the values. */
  readonly objective?: number;
  /** Lower bound of every solution's objective as the library proved it; never above `objective`. */
  readonly bound?: number;
  /** Optimal LPs only, of the libraries that know them. */
  readonly duals?: LpDuals;
  /** Why the answer is less than the library claimed, or none. */
  readonly reason?: string;
}

export interface LpAnswer extends MilpAnswer {
  /** Simplex iterations of this solve. */
  readonly iterations: number;
}

/**
 * An LP (of an integer model: its relaxation) that grows and is solved again from its last basis. Holds memory that is not garbage collected: `dispose` it,
 * or declare it with `using`. Indices of columns and rows never change.
 */
export interface IncrementalLp extends Disposable {
  readonly columnCount: number;
  readonly rowCount: number;
  /** Entries address the rows there are; `integer` is left aside. */
  addColumns(columns: readonly MilpColumn[]): void;
  /** Entries address the columns there are. */
  addRows(rows: readonly MilpCut[]): void;
  setColumnBounds(column: number, lower: number, upper: number): void;
  setRowBounds(row: number, lower: number, upper: number): void;
  solve(options?: LpOptions): LpAnswer;
  /** May be called again; every other call then throws. */
  dispose(): void;
}

/** A library behind this interface, loaded. Its calls block the thread. */
export interface MilpBackend {
  readonly name: string;
  readonly version?: string;
  /** False once its memory may be corrupt (a WASM abort): every call throws, and `loadBackends` loads it anew. */
  readonly usable: boolean;
  /**
   * @throws RangeError for a model that is no model (see `validateModel`), BackendCrash where the library failed,
   * and whatever `shouldStop` or `onIncumbent` throws.
   */
  solve(model: MilpModel, options: MilpOptions): MilpAnswer;
  /** Only where the library can. */
  createLp?(model: MilpModel): IncrementalLp;
}

/** A library that threw or aborted; `cause` is what it threw. */
export class BackendCrash extends Error {
  override readonly name = 'BackendCrash';
  readonly backend: string;

  constructor(backend: string, cause: unknown) {
    super(`${backend}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.backend = backend;
  }
}
