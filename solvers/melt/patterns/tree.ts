/**
 * Branch and cut over a pool of patterns: set partitioning whose columns are listed, so that cuts and branches of any
 * kind can be priced by a walk over the list.
 *
 * Depth first, the child in which pieces share a heat before the one in which they do not: that is a dive which can be
 * taken back. A part of the tree ends where its bound, recomputed in whole numbers over the whole pool, is above the
 * objective of interest. Each such end keeps its multipliers: together with the branches they are a proof that anybody
 * can check (certificate.ts).
 *
 * @see da Silva and Schouery (2025), INFORMS Journal on Computing, on the extended Ryan-Foster scheme with subset-row cuts.
 */
import { createLp } from '../../milp/backends.ts';
import type { IncrementalLp, LpAnswer, MilpBackend } from '../../milp/milp.ts';
import type { Clock } from './clock.ts';
import { separateOddSets } from './cuts.ts';
import { missingPrice } from './master.ts';
import { cellCharge, type Multipliers, scaledBound } from './multipliers.ts';
import type { Pool } from './pool.ts';
import { cellSets, type PatternProblem } from './problem.ts';
import type { ClosedLeaf } from './proof.ts';
import { coefficientOf, ruleKey, type SideRow, type SideRule } from './side-rows.ts';

const tolerance = 1e-6;
const columnsPerRound = 150;
/** Patterns that the LP begins with. */
const firstColumns = 1500;
const rootCutRounds = 25;
const nodeCutRounds = 4;
const cutsPerRound = 40;
const mostCuts = 600;

interface HeldRow extends SideRow {
  /** Pool patterns with a coefficient, and it. */
  readonly patterns: Int32Array;
  readonly coefficients: Int32Array;
  readonly isCut: boolean;
}

export interface TreeOptions {
  /** Objective of interest, in steps: wanted is a plan that costs at most this. */
  target: number;
  readonly mostNodes: number;
  /** Takes a plan as pool patterns with times; returns the next target. */
  onPlan(plan: readonly { readonly pattern: number; readonly times: number }[], objective: number): number;
}

/** closed: no plan within the target but those reported. */
export type TreeEnd = 'closed' | 'gave-up';

export class Tree implements Disposable {
  readonly leaves: ClosedLeaf[] = [];
  nodes = 0;
  readonly #problem: PatternProblem;
  readonly #pool: Pool;
  readonly #scale: number;
  readonly #clock: Clock;
  readonly #lp: IncrementalLp;
  readonly #costScale: number;
  readonly #charge: Float64Array;
  /** LP column by pool pattern, -1: not in it; and back, -1: what a branch misses. */
  readonly #columnOf: Int32Array;
  readonly #patternOf: number[] = [];
  readonly #rows: HeldRow[] = [];
  /** Nodes to look at, the next one last. */
  readonly #open: (readonly SideRow[])[] = [[]];
  readonly #rowOf = new Map<string, number>();
  readonly #reducedCost: Float64Array;

  constructor(backends: readonly MilpBackend[], problem: PatternProblem, pool: Pool, scale: number, clock: Clock) {
    this.#problem = problem;
    this.#pool = pool;
    this.#scale = scale;
    this.#clock = clock;
    this.#columnOf = new Int32Array(pool.size).fill(-1);
    this.#reducedCost = new Float64Array(pool.size);
    this.#charge = Float64Array.from(problem.cells, ({ cost }) => cost);
    const finite = Array.from(problem.penalty).filter(Number.isFinite);
    this.#costScale = Math.max(1, ...this.#charge, ...finite);
    this.#lp = createLp(backends, {
      rows: [
        ...Array.from(problem.demand, (pieces) => ({ lower: pieces, upper: pieces })),
        ...problem.limits.map(({ most }) => ({ lower: -Infinity, upper: most })),
      ],
      columns: Array.from(problem.demand, (_pieces, row) => ({
        cost: Number.isFinite(problem.penalty[row]) ? problem.penalty[row] / this.#costScale : missingPrice,
        lower: 0,
        upper: Infinity,
        rows: [row],
        coefficients: [1],
      })),
    });
    this.#enter(cheapest(pool, firstColumns));
  }

  /** Goes on where the run before it has stopped. */
  run(options: TreeOptions): TreeEnd {
    const open = this.#open;
    while (open.length > 0) {
      if (this.nodes >= options.mostNodes || this.#clock.expired) return 'gave-up';
      const branches = open.at(-1)!;
      this.nodes++;
      const answer = this.#solveNode(branches, options);
      const branch = answer && answer !== 'closed' ? this.#branch(answer) : undefined;
      if (answer !== 'closed' && !branch) return 'gave-up';
      open.pop();
      if (!branch) continue;
      const { rule, value } = branch;
      open.push([...branches, { rule, lower: -Infinity, upper: Math.floor(value) }]);
      open.push([...branches, { rule, lower: Math.floor(value) + 1, upper: Infinity }]);
    }
    return 'closed';
  }

  get #types(): number {
    return this.#problem.demand.length;
  }

  /** @returns undefined where the library gave up or time is over; `closed` where nothing of interest is left. */
  #solveNode(branches: readonly SideRow[], options: TreeOptions): LpAnswer | 'closed' | undefined {
    this.#activate(branches);
    const cutRounds = branches.length === 0 ? rootCutRounds : nodeCutRounds;
    let before = -Infinity;
    for (let round = 0; ; round++) {
      const answer = this.#price(branches, options);
      if (answer === undefined || answer === 'closed') return answer;
      if (this.#isWhole(answer)) {
        const plan = this.#planOf(answer);
        const cost = plan.reduce(
          (sum, { pattern, times }) => sum + times * this.#charge[this.#pool.cell[pattern]],
          this.#penalties(answer),
        );
        options.target = options.onPlan(plan, Math.round(cost));
        continue;
      }
      const stalls = answer.objective! < before + 1e-4 / this.#costScale && round > 3;
      before = answer.objective!;
      if (round >= cutRounds || stalls || this.#rows.length > mostCuts) return answer;
      if (this.#addCuts(answer) === 0) return answer;
    }
  }

  #penalties({ values }: LpAnswer): number {
    let sum = 0;
    for (let row = 0; row < this.#types; row++) {
      const pieces = Math.round(values![row]);
      if (pieces > 0) sum += pieces * this.#problem.penalty[row];
    }
    return sum;
  }

  /** Solves the LP of a node over the whole pool. */
  #price(branches: readonly SideRow[], options: TreeOptions): LpAnswer | 'closed' | undefined {
    for (;;) {
      if (this.#clock.tick()) return undefined;
      const answer = this.#lp.solve({ timeLimitMs: this.#clock.remainingMs(), shouldStop: () => this.#clock.expired });
      if (answer.status !== 'optimal' || !answer.duals) return undefined;
      const { multipliers, side } = this.#round(answer.duals.rowDuals);
      const least = this.#priceAll(multipliers, side);
      let bound = scaledBound(this.#problem, multipliers, least);
      side.forEach((multiplier, r) => {
        const row = this.#active(r, branches);
        if (multiplier !== 0) bound += multiplier * (multiplier > 0 ? row.lower : row.upper);
      });
      if (bound > options.target * this.#scale) {
        this.leaves.push({
          branches,
          multipliers,
          side: Array.from(side).flatMap((multiplier, r) =>
            multiplier === 0 ? [] : [{ row: this.#active(r, branches), multiplier }],
          ),
        });
        return 'closed';
      }
      if (this.#enter(this.#mostWanted(least)) === 0) return answer;
    }
  }

  #active(row: number, branches: readonly SideRow[]): SideRow {
    const held = this.#rows[row];
    if (held.isCut) return held;
    const key = ruleKey(held.rule);
    let lower = -Infinity;
    let upper = Infinity;
    for (const branch of branches) {
      if (ruleKey(branch.rule) !== key) continue;
      lower = Math.max(lower, branch.lower);
      upper = Math.min(upper, branch.upper);
    }
    return { rule: held.rule, lower, upper };
  }

  #round(rowDuals: Float64Array): { multipliers: Multipliers; side: Float64Array } {
    const { penalty, limits } = this.#problem;
    const whole = (row: number) => Math.round(rowDuals[row] * this.#costScale * this.#scale);
    const types = this.#types;
    const piece = Float64Array.from(penalty, (most, row) => Math.min(whole(row), most * this.#scale));
    const limit = Float64Array.from(limits, (_, l) => Math.min(0, whole(types + l)));
    const side = Float64Array.from(this.#rows, (_, r) => {
      const value = whole(types + limits.length + r);
      const { lower, upper } = this.#bounds[r];
      if (value > 0) return Number.isFinite(lower) ? value : 0;
      return value < 0 && Number.isFinite(upper) ? value : 0;
    });
    return { multipliers: { scale: this.#scale, piece, limit }, side };
  }

  /** Bounds that hold now, by side row. */
  readonly #bounds: { lower: number; upper: number }[] = [];

  /** Reduced costs of the whole pool. @returns the least. */
  #priceAll(multipliers: Multipliers, side: Float64Array): number {
    const { starts, rows, pieces, cell, size } = this.#pool;
    const reduced = this.#reducedCost;
    const charge = this.#problem.cells.map((_, index) => cellCharge(this.#problem, multipliers, index));
    const { piece } = multipliers;
    for (let p = 0; p < size; p++) {
      let value = charge[cell[p]];
      for (let e = starts[p]; e < starts[p + 1]; e++) value -= piece[rows[e]] * pieces[e];
      reduced[p] = value;
    }
    side.forEach((multiplier, r) => {
      if (multiplier === 0) return;
      const { patterns, coefficients } = this.#rows[r];
      for (let k = 0; k < patterns.length; k++) reduced[patterns[k]] -= multiplier * coefficients[k];
    });
    let least = 0;
    for (let p = 0; p < size; p++) if (reduced[p] < least) least = reduced[p];
    return least;
  }

  /** Patterns outside the LP with the least reduced costs. */
  #mostWanted(least: number): number[] {
    // What rounding alone makes of a zero is not worth a column.
    const slack = -this.#types * 16;
    if (least >= slack) return [];
    const wanted: number[] = [];
    for (let p = 0; p < this.#pool.size; p++) if (this.#columnOf[p] < 0 && this.#reducedCost[p] < slack) wanted.push(p);
    if (wanted.length <= columnsPerRound) return wanted;
    return wanted.sort((a, b) => this.#reducedCost[a] - this.#reducedCost[b] || a - b).slice(0, columnsPerRound);
  }

  #enter(patterns: readonly number[]): number {
    const { starts, rows, pieces, cell } = this.#pool;
    const { limits } = this.#problem;
    const wanted = new Map(patterns.map((p) => [p, { rows: [] as number[], coefficients: [] as number[] }]));
    for (const [p, entry] of wanted) {
      for (let e = starts[p]; e < starts[p + 1]; e++) {
        entry.rows.push(rows[e]);
        entry.coefficients.push(pieces[e]);
      }
      limits.forEach(({ coefficients }, l) => {
        if (coefficients[cell[p]] === 0) return;
        entry.rows.push(this.#types + l);
        entry.coefficients.push(coefficients[cell[p]]);
      });
    }
    this.#rows.forEach(({ patterns: inRow, coefficients }, r) => {
      for (let k = 0; k < inRow.length; k++) {
        const entry = wanted.get(inRow[k]);
        if (!entry) continue;
        entry.rows.push(this.#types + limits.length + r);
        entry.coefficients.push(coefficients[k]);
      }
    });
    this.#lp.addColumns(
      patterns.map((p) => ({
        cost: this.#charge[cell[p]] / this.#costScale,
        lower: 0,
        upper: Infinity,
        ...wanted.get(p)!,
      })),
    );
    for (const p of patterns) {
      this.#columnOf[p] = this.#types + this.#patternOf.length;
      this.#patternOf.push(p);
    }
    return patterns.length;
  }

  /** Holds the rows of the branches to their bounds and sets all other branches free. */
  #activate(branches: readonly SideRow[]): void {
    for (const { rule } of branches)
      if (!this.#rowOf.has(ruleKey(rule))) this.#addRow({ rule, lower: -Infinity, upper: Infinity }, false);
    this.#rows.forEach((held, r) => {
      if (held.isCut) return;
      const { lower, upper } = this.#active(r, branches);
      this.#setBounds(r, lower, upper);
    });
  }

  #setBounds(row: number, lower: number, upper: number): void {
    const now = this.#bounds[row];
    if (now.lower === lower && now.upper === upper) return;
    this.#bounds[row] = { lower, upper };
    this.#lp.setRowBounds(this.#types + this.#problem.limits.length + row, lower, upper);
  }

  #addRow(row: SideRow, isCut: boolean): void {
    const patterns: number[] = [];
    const found: number[] = [];
    const view = new PoolView(this.#pool, this.#types);
    for (let p = 0; p < this.#pool.size; p++) {
      view.show(p);
      const coefficient = coefficientOf(row.rule, view);
      if (coefficient === 0) continue;
      patterns.push(p);
      found.push(coefficient);
    }
    const held = { ...row, isCut, patterns: Int32Array.from(patterns), coefficients: Int32Array.from(found) };
    this.#rowOf.set(ruleKey(row.rule), this.#rows.push(held) - 1);
    this.#bounds.push({ lower: row.lower, upper: row.upper });
    const inLp = patterns.flatMap((p, k) => (this.#columnOf[p] < 0 ? [] : [[this.#columnOf[p], found[k]]]));
    this.#lp.addRows([
      { lower: row.lower, upper: row.upper, columns: inLp.map(([c]) => c), coefficients: inLp.map(([, v]) => v) },
    ]);
    if (isCut) return;
    // What a branch asks for and no pattern gives: as dear as a missing piece, so that the LP has a solution.
    const index = this.#types + this.#problem.limits.length + this.#rows.length - 1;
    this.#lp.addColumns([{ cost: missingPrice, lower: 0, upper: Infinity, rows: [index], coefficients: [1] }]);
    this.#patternOf.push(-1);
  }

  #addCuts(answer: LpAnswer): number {
    const { demand } = this.#problem;
    let added = 0;
    for (const rows of separateOddSets(this.#pool, this.#support(answer), demand, cutsPerRound)) {
      const rule: SideRule = { kind: 'odd-set', rows };
      if (this.#rowOf.has(ruleKey(rule)) || this.#clock.expired) continue;
      const upper = rows.reduce((sum, row) => sum + demand[row], 0) >> 1;
      this.#addRow({ rule, lower: -Infinity, upper }, true);
      added++;
    }
    return added;
  }

  /** Pool patterns in use with their values. */
  #support({ values }: LpAnswer): { pattern: number; value: number }[] {
    return this.#patternOf.flatMap((pattern, k) => {
      const value = values![this.#types + k];
      return value > tolerance && pattern >= 0 ? [{ pattern, value }] : [];
    });
  }

  #isWhole(answer: LpAnswer): boolean {
    for (let row = 0; row < this.#types; row++)
      if (!Number.isFinite(this.#problem.penalty[row]) && answer.values![row] > tolerance) return false;
    if (this.#patternOf.some((pattern, k) => pattern < 0 && answer.values![this.#types + k] > tolerance)) return false;
    return this.#support(answer).every(({ value }) => Math.abs(value - Math.round(value)) < tolerance);
  }

  #planOf(answer: LpAnswer): { pattern: number; times: number }[] {
    return this.#support(answer).map(({ pattern, value }) => ({ pattern, times: Math.round(value) }));
  }

  /** The sum to split on: heats of cells first, then pairs of types in one heat, then single patterns. */
  #branch(answer: LpAnswer): { rule: SideRule; value: number } | undefined {
    const support = this.#support(answer);
    return this.#branchOnCells(support) ?? this.#branchOnPairs(support) ?? this.#branchOnPattern(support);
  }

  #branchOnCells(support: readonly { pattern: number; value: number }[]) {
    for (const set of cellSets(this.#problem)) {
      const value = support.reduce(
        (sum, entry) => (set.includes(this.#pool.cell[entry.pattern]) ? sum + entry.value : sum),
        0,
      );
      if (isFractional(value)) return { rule: { kind: 'cells', cells: set } as const, value };
    }
    return undefined;
  }

  #branchOnPairs(support: readonly { pattern: number; value: number }[]) {
    const { starts, rows, pieces } = this.#pool;
    const types = this.#types;
    const together = new Map<number, number>();
    const count = (i: number, j: number, value: number) => {
      const key = Math.min(i, j) * types + Math.max(i, j);
      together.set(key, (together.get(key) ?? 0) + value);
    };
    for (const { pattern, value } of support)
      for (let e = starts[pattern]; e < starts[pattern + 1]; e++) {
        if (pieces[e] >= 2) count(rows[e], rows[e], value);
        for (let other = e + 1; other < starts[pattern + 1]; other++) count(rows[e], rows[other], value);
      }
    let best: { key: number; value: number } | undefined;
    let bestScore = 0;
    for (const [key, value] of together) {
      if (!isFractional(value)) continue;
      const fraction = value - Math.floor(value);
      // Nearly one more: the first child then changes the LP little, and the other one much.
      const score = Math.min(fraction, 1 - fraction) + 0.2 * fraction;
      if (score > bestScore) {
        best = { key, value };
        bestScore = score;
      }
    }
    if (!best) return undefined;
    const pair = [Math.floor(best.key / types), best.key % types] as const;
    return { rule: { kind: 'together', rows: pair } as const, value: best.value };
  }

  #branchOnPattern(support: readonly { pattern: number; value: number }[]) {
    const { starts, rows, pieces, cell } = this.#pool;
    const entry = support.find(({ value }) => isFractional(value));
    if (!entry) return undefined;
    const { pattern, value } = entry;
    const held = new Map(
      Array.from(rows.subarray(starts[pattern], starts[pattern + 1]), (row, k) => [row, pieces[starts[pattern] + k]]),
    );
    // All rows of the cell are named: a pattern that holds more than this one is another.
    const all = Array.from(this.#problem.cells[cell[pattern]].rows);
    const rule: SideRule = {
      kind: 'pattern',
      cell: cell[pattern],
      rows: all,
      pieces: all.map((row) => held.get(row) ?? 0),
    };
    return { rule, value };
  }

  [Symbol.dispose](): void {
    this.#lp.dispose();
  }
}

/** Patterns of the least reduced costs, so many at most. */
function cheapest({ size, reducedCost }: Pool, most: number): number[] {
  const all = Array.from({ length: Math.min(size, most) }, (_, p) => p);
  if (size <= most) return all;
  const limit = reducedCost.slice(0, size).sort()[most - 1];
  const chosen: number[] = [];
  for (let p = 0; p < size && chosen.length < most; p++) if (reducedCost[p] <= limit) chosen.push(p);
  return chosen;
}

function isFractional(value: number): boolean {
  return Math.abs(value - Math.round(value)) > 1e-5;
}

/** A pool pattern for rules to look at. */
class PoolView {
  cell = 0;
  readonly #pool: Pool;
  readonly #held: Uint16Array;
  #shown = -1;

  constructor(pool: Pool, types: number) {
    this.#pool = pool;
    this.#held = new Uint16Array(types);
  }

  show(p: number): void {
    const { starts, rows, pieces, cell } = this.#pool;
    if (this.#shown >= 0) for (let e = starts[this.#shown]; e < starts[this.#shown + 1]; e++) this.#held[rows[e]] = 0;
    for (let e = starts[p]; e < starts[p + 1]; e++) this.#held[rows[e]] = pieces[e];
    this.cell = cell[p];
    this.#shown = p;
  }

  piecesOf(row: number): number {
    return this.#held[row];
  }
}
