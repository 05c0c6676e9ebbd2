/**
 * javascript-lp-solver (Unlicense): a dense tableau in plain JavaScript. For small models, and as a third opinion.
 *
 * Its answer does not tell a finished search from one whose time ran out; what it then returns is its last node, often
 * the fractional relaxation, marked feasible. So the search is watched: its loop reads `bestPossibleEval` once for every
 * node that it takes, and calls `getMostFractionalVar` once for every node that it splits in two. Taken = 1 + 2 * split
 * means that no node is left. Should another version do otherwise, proofs are missed, never made up.
 */
import type solverModule from 'javascript-lp-solver';
import { checkedBackend } from './checked-backend.ts';
import { LibraryGuard } from './library-guard.ts';
import type { MilpBackend, MilpColumn, MilpEnd, MilpModel, MilpOptions } from './milp.ts';
import type { Claim } from './verify.ts';

type Solver = (typeof solverModule)['default'];
type Model = InstanceType<Solver['Model']>;
type Variable = ReturnType<Model['addVariable']>;
type Constraint = ReturnType<Model['smallerThan']>;

/** Pivots smaller than this are rounding noise to it: the library's default. */
const precision = 1e-8;
/** setTimeout's limit; the library adds it to the clock, 0 would mean no limit. */
const longestMs = 2 ** 31 - 1;

/** A simplex run takes some 1 to 3 pivots per row and column; beyond this it goes in circles. */
const mostPivots = 1000;
const pivotsPerLine = 20;
/** A pivot of a large tableau takes a millisecond, one of a small tableau a microsecond. */
const pivotsPerLook = 16;

export async function loadJavascriptLpSolver(): Promise<MilpBackend> {
  // The package declares CommonJS types but serves an ES module to `import`.
  const { default: solver } = (await import('javascript-lp-solver')) as unknown as typeof solverModule;
  return checkedBackend({
    // Plain JavaScript that builds each model anew: no exception can leave it broken.
    guard: new LibraryGuard('javascript-lp-solver', () => true),
    solve: (model, options) => solve(solver, model, options),
  });
}

function solve(solver: Solver, model: MilpModel, options: MilpOptions): Claim {
  if (options.shouldStop?.()) return { status: 'unknown', endedBy: 'stopped' };
  if (model.columns.some(({ integer, lower, upper }) => integer && lower === -Infinity && upper === Infinity)) {
    // Branching on a difference of two never ends, and with its own free variables 4 of 2400 models were answered wrongly.
    return { status: 'unknown', endedBy: 'failure', reason: 'free integer columns are beyond it' };
  }
  const translated = translate(solver, model);
  const { native, rows } = translated;
  native.timeout = Math.min(Math.max(1, Math.floor(options.timeLimitMs)), longestMs);
  const search = new WatchedSearch(native, options, () => valuesOf(translated));
  try {
    const { feasible, bounded } = native.solve();
    if (!bounded) return search.unbounded();
    if (native.integerVariables.length > 0) return search.claim();
    if (native.messages.length > 0) throw new SearchEnd('failure', circling);
    if (!feasible) return { status: 'infeasible', endedBy: 'proof' };
    const rowDuals = Float64Array.from(rows, (pieces) => dualOf(native, pieces));
    return { status: 'optimal', endedBy: 'proof', values: valuesOf(translated), rowDuals };
  } catch (error) {
    if (error instanceof SearchEnd) return search.cutShort(error);
    throw error;
  }
}

const circling = 'the simplex method goes in circles';

/** Thrown through the library, which has no other way to be stopped; each model is built anew, so nothing is left. */
class SearchEnd extends Error {
  readonly endedBy: MilpEnd;

  constructor(endedBy: MilpEnd, message: string) {
    super(message);
    this.endedBy = endedBy;
  }
}

/** Counts the nodes of a search, keeps and hands out its solutions, and stops it; see the head of the file. */
class WatchedSearch {
  readonly #native: Model;
  readonly #options: MilpOptions;
  #best: Float64Array | undefined;
  #taken = 0;
  #split = 0;
  #pivots = 0;

  constructor(native: Model, options: MilpOptions, values: () => Float64Array) {
    this.#native = native;
    this.#options = options;
    const { tableau } = native;
    const isIntegral = tableau.isIntegral.bind(tableau);
    tableau.isIntegral = () => {
      const integral = tableau.bounded && isIntegral();
      // It looks only at nodes better than the best so far.
      if (integral) {
        tableau.updateVariableValues();
        this.#best = values();
        options.onIncumbent?.(this.#best, Number.NaN);
      }
      return integral;
    };
    const branchOn = tableau.getMostFractionalVar.bind(tableau);
    tableau.getMostFractionalVar = () => {
      // Nothing would steer the search from here, and it would split such nodes for ever.
      if (!tableau.bounded) throw new SearchEnd('failure', unboundedNode);
      this.#split += 1;
      return branchOn();
    };
    const simplex = tableau.simplex.bind(tableau);
    tableau.simplex = () => {
      this.#pivots = 0;
      return simplex();
    };
    const pivot = tableau.pivot.bind(tableau);
    tableau.pivot = (row, column) => {
      this.#countPivot();
      pivot(row, column);
    };
    Object.defineProperty(tableau, 'bestPossibleEval', { get: () => this.#takeNode(), set: () => {} });
  }

  /** What the search says once it has come to its end by itself: a proof if no node is left or was given up. */
  claim(): Claim {
    const values = this.#best;
    if (this.#taken < 1 + 2 * this.#split) return this.cutShort(new SearchEnd('time', 'no solution in time'));
    if (this.#native.messages.length > 0) return this.cutShort(new SearchEnd('failure', circling));
    return { status: values ? 'optimal' : 'infeasible', endedBy: 'proof', values };
  }

  cutShort({ endedBy, message }: SearchEnd): Claim {
    if (message === unboundedNode) return this.unbounded();
    return { status: this.#best ? 'feasible' : 'unknown', endedBy, values: this.#best, reason: message };
  }

  /** What an unbounded relaxation says: below the first node it can only be wrong. */
  unbounded(): Claim {
    if (this.#split === 0) return { status: 'unbounded-or-infeasible', endedBy: 'proof' };
    return { status: 'unknown', endedBy: 'failure', reason: 'the simplex method contradicts itself' };
  }

  #takeNode(): number {
    this.#taken += 1;
    this.#stopIfAsked();
    // "The best possible" is never reached: what it was read for is the search's own tolerance, which is not used.
    return Number.NEGATIVE_INFINITY;
  }

  /** Its time limit is looked at between nodes only, and on some models the simplex method never comes to an end. */
  #countPivot(): void {
    this.#pivots += 1;
    if (this.#pivots % pivotsPerLook === 0) this.#stopIfAsked();
    const { width, height } = this.#native.tableau;
    if (this.#pivots > mostPivots + pivotsPerLine * (width + height)) throw new SearchEnd('failure', circling);
  }

  #stopIfAsked(): void {
    if (this.#options.shouldStop?.()) throw new SearchEnd('stopped', 'stopped as asked');
  }
}

const unboundedNode = 'a relaxation is unbounded';

/** A column as the library has it: shift + sum of sign * variable, all variables from 0 up. */
interface Substitute {
  readonly shift: number;
  readonly terms: readonly { readonly sign: 1 | -1; readonly variable: Variable }[];
}

interface Translated {
  readonly native: Model;
  readonly columns: readonly Substitute[];
  /** Inequalities that a row became: none, one or two. */
  readonly rows: readonly (readonly Constraint[])[];
}

function translate(solver: Solver, model: MilpModel): Translated {
  const native = new solver.Model(precision).minimize();
  // Its presolve tightens bounds that it then forgets; what it fixes is found by the simplex method as well.
  native.usePresolve = false;
  const columns = model.columns.map((column) => substitute(native, column));
  const shifts = new Float64Array(model.rows.length);
  model.columns.forEach(({ rows, coefficients }, j) => {
    for (let k = 0; k < rows.length; k++) shifts[rows[k]] += coefficients[k] * columns[j].shift;
  });
  const rows = model.rows.map(({ lower, upper }, i) => {
    const pieces: Constraint[] = [];
    if (upper !== Infinity) pieces.push(native.smallerThan(upper - shifts[i]));
    if (lower !== -Infinity) pieces.push(native.greaterThan(lower - shifts[i]));
    return pieces;
  });
  model.columns.forEach(({ rows: indices, coefficients }, j) => {
    for (let k = 0; k < indices.length; k++) {
      for (const piece of rows[indices[k]]) {
        for (const { sign, variable } of columns[j].terms) piece.addTerm(sign * coefficients[k], variable);
      }
    }
  });
  return { native, columns, rows };
}

/** The library's variables begin at 0, and its own free ones are not to be relied on: they become a difference of two. */
function substitute(native: Model, { cost, lower, upper, integer }: MilpColumn): Substitute {
  const term = (sign: 1 | -1) => ({ sign, variable: native.addVariable(sign * cost, null, integer) });
  if (lower === -Infinity && upper === Infinity) {
    return { shift: 0, terms: [term(1), term(-1)] };
  }
  if (lower === -Infinity) return { shift: upper, terms: [term(-1)] };
  const positive = term(1);
  if (upper !== Infinity) native.smallerThan(upper - lower).addTerm(1, positive.variable);
  return { shift: lower, terms: [positive] };
}

function valuesOf({ columns }: Translated): Float64Array {
  return Float64Array.from(columns, ({ shift, terms }) =>
    terms.reduce((value, { sign, variable }) => value + sign * variable.value, shift),
  );
}

/** The reduced cost of a slack, which row 0 of the tableau holds with the sign of a maximised objective. */
function dualOf({ tableau }: Model, pieces: readonly Constraint[]): number {
  let dual = 0;
  for (const { slack, isUpperBound } of pieces) {
    const column = tableau.colByVarIndex[slack.index];
    if (column >= 0) dual += isUpperBound ? tableau.matrix[column] : -tableau.matrix[column];
  }
  return dual;
}
