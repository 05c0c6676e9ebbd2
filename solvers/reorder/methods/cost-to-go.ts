import type { DemandTable } from './demand-table.ts';

export interface StockPeriod {
  readonly fixedCost: number;
  /** Per grid step. */
  readonly purchaseCost: number;
  readonly discountFactor: number;
  readonly demand: DemandTable;
  /** Expected cost of what is left or owed when stock after ordering is `level`; convex. */
  readonly stageCost: (level: number) => number;
  /** At and below `shortFrom` nothing is left, and `stageCost` falls by `shortageSlope` per step. */
  readonly shortFrom: number;
  readonly shortageSlope: number;
}

/**
 * Least expected cost V_t(x) from a period on, by the stock x before ordering, in grid steps: at and below `edge` a line,
 * above it values that are worked out as far up as they are asked for. So neither end of the stock is cut off.
 */
export class CostToGo {
  readonly period: StockPeriod | undefined;
  readonly #next: CostToGo | undefined;
  /** What a step of stock costs after the last period. */
  readonly #terminalHolding: number;
  /** V_t(x) = intercept - unit x for x <= edge. */
  edge = 0;
  intercept = 0;
  unit = 0;
  #above = new Float64Array(64);
  #known = 0;
  /** G_t at levels from #memoryFrom on, NaN where it is not worked out yet. */
  #memory = new Float64Array(0);
  #memoryFrom = 0;
  /** Probability of the demands from entry i on, and their share of the mean. */
  readonly #weightFrom: Float64Array;
  readonly #shareFrom: Float64Array;

  private constructor(period: StockPeriod | undefined, next: CostToGo | undefined, terminalHolding: number) {
    this.period = period;
    this.#next = next;
    this.#terminalHolding = terminalHolding;
    const { first, probabilities } = period?.demand ?? { first: 0, probabilities: new Float64Array(0) };
    const count = probabilities.length;
    this.#weightFrom = new Float64Array(count + 1);
    this.#shareFrom = new Float64Array(count + 1);
    for (let i = count - 1; i >= 0; i--) {
      this.#weightFrom[i] = this.#weightFrom[i + 1] + probabilities[i];
      this.#shareFrom[i] = this.#shareFrom[i + 1] + probabilities[i] * (first + i);
    }
  }

  /** After the last period: what is left costs `holding` per step, what is owed `stockout`. */
  static terminal(holding: number, stockout: number): CostToGo {
    const end = new CostToGo(undefined, undefined, holding);
    end.settle(0, 0, stockout);
    return end;
  }

  /** Before `period`; to be settled before it is asked for values. */
  static before(period: StockPeriod, next: CostToGo): CostToGo {
    return new CostToGo(period, next, 0);
  }

  /** Fixes the line; above `edge` come `values`, and then levels at which nothing is ordered. */
  settle(edge: number, intercept: number, unit: number, values: Float64Array<ArrayBuffer> = new Float64Array(0)): void {
    this.edge = edge;
    this.intercept = intercept;
    this.unit = unit;
    this.#above = values;
    this.#known = values.length;
  }

  /** V_t(x). */
  value(x: number): number {
    if (x <= this.edge) return this.intercept - this.unit * x;
    this.#extend(x);
    return this.#above[x - this.edge - 1];
  }

  /** G_t(y) = c_t y + stage cost + gamma_t E V_(t+1)(y - D_t). */
  costAt(level: number): number {
    let at = level - this.#memoryFrom;
    if (at < 0 || at >= this.#memory.length) {
      this.#remember(level);
      at = level - this.#memoryFrom;
    }
    const known = this.#memory[at];
    if (!Number.isNaN(known)) return known;
    const { purchaseCost, discountFactor, stageCost } = this.period!;
    const cost = purchaseCost * level + stageCost(level) + discountFactor * this.#expectedNext(level);
    this.#memory[at] = cost;
    return cost;
  }

  /** Makes room for `level`, and for as many more beyond it as there were. */
  #remember(level: number): void {
    const old = this.#memory;
    const spare = old.length + 64;
    const from = old.length === 0 || level < this.#memoryFrom ? level - spare : this.#memoryFrom;
    const to = Math.max(level + spare, this.#memoryFrom + old.length);
    this.#memory = new Float64Array(to - from).fill(Number.NaN);
    if (old.length > 0) this.#memory.set(old, this.#memoryFrom - from);
    this.#memoryFrom = from;
  }

  #extend(x: number): void {
    const wanted = x - this.edge;
    if (wanted <= this.#known) return;
    if (wanted > this.#above.length) {
      const longer = new Float64Array(Math.max(64, wanted, 2 * this.#above.length));
      longer.set(this.#above.subarray(0, this.#known));
      this.#above = longer;
    }
    for (let at = this.#known; at < wanted; at++) {
      const level = this.edge + 1 + at;
      this.#above[at] = this.period
        ? this.costAt(level) - this.period.purchaseCost * level
        : this.#terminalHolding * level;
    }
    this.#known = wanted;
  }

  /** Demands that leave the next period above its edge one by one, all others by its line. */
  #expectedNext(level: number): number {
    const next = this.#next!;
    const { first, probabilities } = this.period!.demand;
    const direct = Math.max(0, Math.min(probabilities.length, level - next.edge - first));
    let expected = 0;
    if (direct > 0) {
      next.#extend(level - first);
      expected = weighted(probabilities, next.#above, level - first - next.edge - 1, direct);
    }
    return (
      expected + (next.intercept - next.unit * level) * this.#weightFrom[direct] + next.unit * this.#shareFrom[direct]
    );
  }
}

/** Sum of weights[i] values[top - i] for i < count; four sums at once, as one would wait for each addition. */
function weighted(weights: Float64Array, values: Float64Array, top: number, count: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let i = 0;
  for (let at = top; i + 3 < count; i += 4, at -= 4) {
    first += weights[i] * values[at];
    second += weights[i + 1] * values[at - 1];
    third += weights[i + 2] * values[at - 2];
    fourth += weights[i + 3] * values[at - 3];
  }
  for (; i < count; i++) first += weights[i] * values[top - i];
  return first + second + (third + fourth);
}
