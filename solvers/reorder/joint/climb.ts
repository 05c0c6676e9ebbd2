/**
 * Better multipliers by the columns known so far: the restricted dual, max over u of L(u) with each item's choice limited
 * to the pool, climbed by the volume algorithm. It costs no item solves, and its mixed primal solution shows which orders
 * and lines the relaxation is undecided about.
 * @see Barahona and Anbil (2000), Mathematical Programming 87:385-399.
 */
import type { Instance } from './instance.ts';
import type { Column } from './pool.ts';
import { type Multipliers, orderPrice, type Restrictions } from './price.ts';
import { constantOf } from './relax.ts';

/** The primal solution that belongs to the multipliers, as far as it has settled. */
export interface Mixture {
  /** By item: weights of its columns, sum 1. */
  readonly weights: readonly Float64Array[];
  readonly columns: readonly (readonly Column[])[];
  /** By option: weight of the columns that use it. */
  readonly used: Float64Array;
  /** By order: greatest `used` of its options. */
  readonly placed: Float64Array;
}

/** Of each item the column with most weight. */
export function rounded({ weights, columns }: Mixture): Column[] {
  return columns.map((known, item) => {
    let best = 0;
    for (let at = 1; at < known.length; at += 1) if (weights[item][at] > weights[item][best]) best = at;
    return known[best];
  });
}

/** Where none is needed any more. */
export const noMixture: Mixture = {
  weights: [],
  columns: [],
  used: new Float64Array(0),
  placed: new Float64Array(0),
};

export interface Climbed {
  /** L(u) by the pool: no lower bound, as items may have better columns. */
  readonly value: number;
  readonly multipliers: Multipliers;
  readonly mixture: Mixture;
}

/** Weight of the newest choice in the mixture. */
const freshness = 0.15;
/** Step lengths as in Barahona and Anbil: longer after a success, shorter after some failures. */
const longer = 1.2;
const shorter = 0.7;
const failuresBeforeShorter = 4;

interface State {
  share: Float64Array;
  value: Float64Array;
  budget: number;
  mostOrders: number;
  stock: Float64Array[];
}

/**
 * @param columns - by item, those that the restrictions allow; at least one each.
 * @param target - value at which it is far enough.
 */
export function climb(
  instance: Instance,
  restrictions: Restrictions,
  columns: readonly (readonly Column[])[],
  start: Multipliers,
  target: number,
  rounds: number,
  shouldStop: () => boolean,
): Climbed {
  const { items, orders, orderOf, rows, days } = instance;
  const choice = new Int32Array(items.length);
  let best: State = { ...start, share: start.share.slice(), stock: [...start.stock] };
  projectShares(instance, restrictions, best);
  let bestValue = lagrangean(instance, restrictions, columns, best, choice);
  const weights = columns.map((known) => new Float64Array(known.length));
  for (let item = 0; item < items.length; item += 1) weights[item][choice[item]] = 1;
  const mean = new Mean(instance, restrictions);
  mean.add(columns, choice, 1);
  let step = 1;
  let failures = 0;
  let next: State = {
    share: new Float64Array(orderOf.length),
    value: new Float64Array(orders),
    budget: 0,
    mostOrders: 0,
    stock: rows.map(() => new Float64Array(days)),
  };
  for (let round = 0; round < rounds && bestValue < target && !shouldStop(); round += 1) {
    const squared = mean.squaredSlope(best);
    if (squared < 1e-16) break;
    mean.move(best, (step * (target - bestValue)) / squared, next);
    projectShares(instance, restrictions, next);
    const value = lagrangean(instance, restrictions, columns, next, choice);
    for (let item = 0; item < items.length; item += 1) {
      const own = weights[item];
      for (let at = 0; at < own.length; at += 1) own[at] *= 1 - freshness;
      own[choice[item]] += freshness;
    }
    mean.add(columns, choice, freshness);
    if (value > bestValue) {
      bestValue = value;
      // `start` is shared with other branches: its arrays are never written.
      const old = best;
      best = next;
      next =
        old.value === start.value
          ? { ...old, value: old.value.slice(), stock: old.stock.map((row) => row.slice()) }
          : old;
      step = Math.min(2, step * longer);
      failures = 0;
    } else if (++failures >= failuresBeforeShorter) {
      step *= shorter;
      failures = 0;
      if (step < 1e-3) break;
    }
  }
  const mixture = { weights, columns, used: mean.used, placed: mean.placed() };
  return { value: bestValue, multipliers: best, mixture };
}

/** L(u) over the columns; fills in each item's choice. */
function lagrangean(
  instance: Instance,
  restrictions: Restrictions,
  columns: readonly (readonly Column[])[],
  state: State,
  choice: Int32Array,
): number {
  const { orderOf, rows, days } = instance;
  const { share, value, budget, stock } = state;
  const { order } = restrictions;
  let sum = constantOf(instance, state, restrictions);
  const morningPrice = new Float64Array(days);
  for (let item = 0; item < columns.length; item += 1) {
    const known = columns[item];
    if (rows.length > 0) {
      morningPrice.fill(0);
      for (let row = 0; row < rows.length; row += 1) {
        const weight = rows[row].weight[item];
        for (let day = 0; day < days; day += 1) morningPrice[day] += weight * stock[row][day];
      }
    }
    let least = Infinity;
    for (let at = 0; at < known.length; at += 1) {
      const { options, values, morning, cost, value: worth } = known[at];
      let priced = cost + budget * worth;
      for (let entry = 0; entry < options.length; entry += 1) {
        const of = orderOf[options[entry]];
        if (of < 0) continue;
        if (order[of] === 0) priced += share[options[entry]];
        priced -= value[of] * values[entry];
      }
      for (let day = 0; day < morning.length; day += 1) priced += morningPrice[day] * morning[day];
      if (priced < least) {
        least = priced;
        choice[item] = at;
      }
    }
    sum += least;
  }
  return sum;
}

/** Mean of the choices so far, and the slope of L that it stands for. */
class Mean {
  readonly used: Float64Array;
  readonly #instance: Instance;
  readonly #restrictions: Restrictions;
  readonly #orderValue: Float64Array;
  readonly #stock: Float64Array[];
  #value = 0;

  constructor(instance: Instance, restrictions: Restrictions) {
    this.#instance = instance;
    this.#restrictions = restrictions;
    this.used = new Float64Array(instance.orderOf.length);
    this.#orderValue = new Float64Array(instance.orders);
    this.#stock = instance.rows.map(() => new Float64Array(instance.days));
  }

  add(columns: readonly (readonly Column[])[], choice: Int32Array, weight: number): void {
    const { orderOf, rows } = this.#instance;
    const keep = 1 - weight;
    scale(this.used, keep);
    scale(this.#orderValue, keep);
    for (const stock of this.#stock) scale(stock, keep);
    this.#value *= keep;
    for (let item = 0; item < columns.length; item += 1) {
      const { options, values, value, morning } = columns[item][choice[item]];
      this.#value += weight * value;
      for (let entry = 0; entry < options.length; entry += 1) {
        this.used[options[entry]] += weight;
        const of = orderOf[options[entry]];
        if (of >= 0) this.#orderValue[of] += weight * values[entry];
      }
      for (let row = 0; row < rows.length; row += 1) {
        const each = weight * rows[row].weight[item];
        for (let day = 0; day < morning.length; day += 1) this.#stock[row][day] += each * morning[day];
      }
    }
  }

  placed(): Float64Array {
    const { orders, orderFrom, orderOptions } = this.#instance;
    const placed = new Float64Array(orders);
    for (let order = 0; order < orders; order += 1)
      for (let at = orderFrom[order]; at < orderFrom[order + 1]; at += 1)
        placed[order] = Math.max(placed[order], this.used[orderOptions[at]]);
    return placed;
  }

  /** Placed in the relaxation: y of an order that is decided is 1 or 0. */
  #y(order: number, placed: Float64Array): number {
    const state = this.#restrictions.order[order];
    return state > 0 ? 1 : state < 0 ? 0 : placed[order];
  }

  /** Squared length of the part of the slope along which the multipliers can move, limits relative to their size. */
  squaredSlope(at: State): number {
    const { orders, orderFrom, orderOptions } = this.#instance;
    let squared = 0;
    for (let order = 0; order < orders; order += 1) {
      if (this.#restrictions.order[order] !== 0) continue;
      let count = 0;
      let sum = 0;
      let sumSquared = 0;
      for (let place = orderFrom[order]; place < orderFrom[order + 1]; place += 1) {
        const option = orderOptions[place];
        const used = this.used[option];
        if (used === 0 && at.share[option] === 0) continue;
        count += 1;
        sum += used;
        sumSquared += used * used;
      }
      if (count > 1) squared += Math.max(0, sumSquared - (sum * sum) / count);
    }
    this.#limits(at, (slope) => {
      squared += slope * slope;
    });
    return squared;
  }

  /** to = from + length * slope, before the shares are made to add up. */
  move(from: State, length: number, to: State): void {
    for (let option = 0; option < this.used.length; option += 1)
      to.share[option] = from.share[option] + length * this.used[option];
    to.budget = from.budget;
    to.mostOrders = from.mostOrders;
    to.value.set(from.value);
    for (let row = 0; row < to.stock.length; row += 1) to.stock[row].set(from.stock[row]);
    this.#limits(from, (slope, size, kind, index, row) => {
      const moved = (length * slope) / size;
      if (kind === 'budget') to.budget = Math.max(0, from.budget + moved);
      else if (kind === 'orders') to.mostOrders = Math.max(0, from.mostOrders + moved);
      else if (kind === 'value') to.value[index] = Math.max(0, from.value[index] + moved);
      else to.stock[row][index] = Math.max(0, from.stock[row][index] + moved);
    });
    // Prices must not become negative: items would be paid for ordering.
    for (let order = 0; order < to.value.length; order += 1) to.value[order] = Math.min(to.value[order], 1 + to.budget);
  }

  /** Relative slope of each limit that can move. */
  #limits(at: State, tell: (slope: number, size: number, kind: string, index: number, row: number) => void): void {
    const { orders, budget, mostOrders, leastValue, rows, days, amounts } = this.#instance;
    const each = (slope: number, size: number, now: number, kind: string, index = 0, row = 0) => {
      if (slope > 0 || now > 0) tell(slope / size, size, kind, index, row);
    };
    if (budget < Infinity) each(this.#value - budget, Math.max(1e-6, budget), at.budget, 'budget');
    if (!amounts && mostOrders === Infinity) return;
    const placed = this.placed();
    if (mostOrders < Infinity) {
      let sum = 0;
      for (let order = 0; order < orders; order += 1) sum += this.#y(order, placed);
      each(sum - mostOrders, Math.max(1, mostOrders), at.mostOrders, 'orders');
    }
    for (let order = 0; order < orders; order += 1) {
      const least = leastValue[order];
      if (least <= 0 || this.#restrictions.order[order] < 0) continue;
      each(least * this.#y(order, placed) - this.#orderValue[order], least, at.value[order], 'value', order);
    }
    for (let row = 0; row < rows.length; row += 1)
      for (let day = 0; day < days; day += 1) {
        const limit = rows[row].limit[day];
        if (limit === Infinity) continue;
        each(this.#stock[row][day] - limit, Math.max(1e-6, limit), at.stock[row][day], 'stock', day, row);
      }
  }
}

function scale(numbers: Float64Array, factor: number): void {
  for (let at = 0; at < numbers.length; at += 1) numbers[at] *= factor;
}

/** Moves the shares of each free order to the nearest that are at least 0 and add up to the order's price. */
export function projectShares(instance: Instance, { order }: Restrictions, state: State): void {
  const { orders, orderFrom, orderOptions } = instance;
  const { share } = state;
  for (let index = 0; index < orders; index += 1) {
    if (order[index] !== 0) continue;
    const [first, end] = [orderFrom[index], orderFrom[index + 1]];
    const price = orderPrice(instance, state, index);
    // Newton's method on the threshold t of sum of max(0, share - t) = price; it comes from below, and ends after few steps.
    let sum = 0;
    for (let at = first; at < end; at += 1) sum += share[orderOptions[at]];
    let threshold = (sum - price) / (end - first);
    for (let round = 0; round < 60; round += 1) {
      let above = -price;
      let count = 0;
      for (let at = first; at < end; at += 1) {
        const over = share[orderOptions[at]] - threshold;
        if (over <= 0) continue;
        above += over;
        count += 1;
      }
      if (count === 0 || above <= 1e-12 * Math.max(1, price)) break;
      threshold += above / count;
    }
    for (let at = first; at < end; at += 1) {
      const option = orderOptions[at];
      share[option] = Math.max(0, share[option] - threshold);
    }
  }
}
