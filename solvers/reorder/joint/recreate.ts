/**
 * Ruin and recreate under limits of budget and space: a few items that take room from one another are taken out of the
 * plan, then put back one after the other, each by its own exact search next to what is there by then. Noisy prices keep
 * the first from taking what the last need; a second pass without prices hands out what is left.
 * @see Schrimpf, Schneider, Stamm-Wilbrandt and Dueck (2000), Journal of Computational Physics 159(2):139-171; the choice
 *   of related items is that of Shaw (1998), CP-98, 417-431, and what is accepted that of Dueck (1993), Journal of
 *   Computational Physics 104(1):86-92 (record-to-record travel).
 */
import type { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import type { Instance } from './instance.ts';
import { Plan } from './plan.ts';
import { Pool } from './pool.ts';
import { type Multipliers, noMultipliers, noRestrictions } from './price.ts';
import { type Oracle, Relaxation } from './relax.ts';
import { Responses } from './respond.ts';
import type { Found } from './search-result.ts';

/**
 * Ways to choose what is taken out: items that share a full day, that may share an order, all lines of an order that is
 * given up, or any; and most items of each size of ruin, half of all in the last one.
 */
const kinds = ['full-day', 'order', 'given-up', 'any'] as const;
const sizes = [3, 6, 12, 24, Infinity];
/** Weight of the newest trial in what a kind and size of ruin is known to bring. */
const freshness = 0.1;
/** Share of trials that try any kind and size, whatever it has brought. */
const curiosity = 0.25;
/** Share of the gap to the bound by which a plan that is gone on with may cost more than the best one. */
const deviation = 0.03;
/** Greatest gap that counts for it, relative to the cost: a bound may be far off. */
const widest = 0.1;
/** Trials after which a plan that did not become the best is left for the best one. */
const mostAstray = 60;
/** Trials without success at which half of the usual effort is spent. */
const usualFailures = 100;
/** Days as full as this, relative to their limit, are where items are taken out. */
const full = 0.95;

export interface Wanted {
  /** Best plan so far. */
  readonly best: Found;
  readonly lowerBound: number;
  readonly multipliers: Multipliers;
  /** Worth of a relative violation of 1, far above what any helps. */
  readonly penalty: number;
}

export class Recreation {
  readonly #instance: Instance;
  readonly #rng: Rng;
  readonly #pool: Pool;
  readonly #relaxation: Relaxation;
  readonly #responses: Responses;
  readonly #budget: Budget;
  #current: Plan | undefined;
  #best: Found | undefined;
  #astray = 0;
  #owed = 0;
  /** Trials since a better plan was found last. */
  #failures = 0;
  /** Saving per item solve that each kind and size of ruin has brought of late; Infinity: it has not been tried. */
  readonly #saving = new Float64Array(kinds.length * sizes.length).fill(Infinity);

  /** Columns are pooled apart from those of the bound, which would be crowded out by them. */
  constructor(instance: Instance, oracle: Oracle, budget: Budget, rng: Rng) {
    this.#instance = instance;
    this.#budget = budget;
    this.#rng = rng;
    this.#pool = new Pool(instance);
    this.#relaxation = new Relaxation(instance, oracle, budget, this.#pool);
    this.#responses = new Responses(
      instance,
      this.#pool,
      this.#relaxation,
      noRestrictions(instance),
      noMultipliers(instance),
    );
  }

  /** Of item solves, how many are worth spending here: 1, less the longer nothing was found. */
  get share(): number {
    return 1 / (1 + this.#failures / usualFailures);
  }

  /**
   * Trials for so many item solves; what they take more is taken off the next time.
   * @param wanted - asked before each trial.
   * @param tell - gets plans better than the best one.
   * @returns item solves done.
   */
  run(solves: number, wanted: () => Wanted, isOver: () => boolean, tell: (better: Found) => void): number {
    const from = this.#relaxation.solved;
    this.#owed += solves;
    while (this.#owed > 0 && !isOver()) {
      const before = this.#relaxation.solved;
      const better = this.try(wanted());
      // A trial counts even where nothing had to be solved.
      this.#owed -= Math.max(1, this.#relaxation.solved - before);
      this.#failures = better ? 0 : this.#failures + 1;
      if (better) tell(better);
    }
    return this.#relaxation.solved - from;
  }

  /** One trial. @returns a plan that is better than the best one, if it came to one. */
  try({ best, lowerBound, multipliers, penalty }: Wanted): Found | undefined {
    if (this.#best !== best || !this.#current || this.#astray > mostAstray) {
      this.#current = new Plan(this.#instance, best.columns);
      this.#best = best;
      this.#astray = 0;
    }
    const plan = this.#current;
    const before = plan.cost;
    const solvedBefore = this.#relaxation.solved;
    const arm = this.#chooseArm();
    const kind = kinds[arm % kinds.length];
    const without = kind === 'given-up' ? this.#placedOrder(plan) : -1;
    const items =
      without >= 0
        ? this.#linesOf(plan, without)
        : this.#related(plan, multipliers, kind, sizes[Math.floor(arm / kinds.length)]);
    const old = items.map((item) => plan.chosen[item]);
    this.#recreate(plan, items, multipliers, penalty, without);
    const limit = best.cost + deviation * Math.max(0, Math.min(best.cost - lowerBound, widest * Math.abs(best.cost)));
    const isKept = plan.violation() === 0 && (plan.cost <= before || plan.cost < limit);
    if (!isKept) {
      for (const column of old) {
        plan.take(column.item);
        plan.put(column);
      }
    } else plan.recount();
    const saved = Math.max(0, best.cost - plan.cost) / (1 + this.#relaxation.solved - solvedBefore);
    this.#saving[arm] =
      this.#saving[arm] === Infinity ? saved : (1 - freshness) * this.#saving[arm] + freshness * saved;
    this.#astray += 1;
    if (plan.cost >= best.cost - 1e-9 * Math.max(1, Math.abs(best.cost))) return undefined;
    plan.recount();
    this.#best = { columns: [...plan.chosen], cost: plan.cost };
    this.#astray = 0;
    return this.#best;
  }

  /**
   * A kind and size of ruin: each is tried once, smallest first, then drawn by what it has brought (adaptive choice as in
   * Ropke and Pisinger (2006), Transportation Science 40(4):455-472, per item solve).
   */
  #chooseArm(): number {
    const fresh = this.#saving.indexOf(Infinity);
    if (fresh >= 0) return fresh;
    const sum = this.#saving.reduce((total, saving) => total + saving, 0);
    if (sum === 0 || this.#rng.float() < curiosity) return this.#rng.below(this.#saving.length - kinds.length);
    let left = this.#rng.float() * sum;
    return Math.max(
      0,
      this.#saving.findIndex((saving) => {
        left -= saving;
        return left < 0;
      }),
    );
  }

  #recreate(plan: Plan, items: readonly number[], multipliers: Multipliers, penalty: number, without: number): void {
    const noisy = this.#noisy(multipliers);
    const { budget } = noisy;
    const free = { ...noMultipliers(this.#instance), budget: budget * this.#rng.float() };
    for (const item of items) plan.take(item);
    plan.setPrices(noisy);
    for (let at = 0; at < items.length; at += 1) {
      // All have to be put back, though not by a search once there is no time.
      if (this.#budget.shouldStop()) plan.put(plan.chosen[items[at]]);
      else this.#responses.fill(plan, items[at], penalty, without, noisy);
    }
    plan.setPrices(undefined);
    for (const item of this.#rng.shuffle(Int32Array.from(items))) {
      if (this.#budget.shouldStop()) return;
      this.#responses.respond(plan, item, penalty, -1, free);
    }
  }

  /** Prices about those of the bound: a common factor, and one for each day. */
  #noisy(multipliers: Multipliers): Multipliers {
    const common = 0.3 + 1.2 * this.#rng.float();
    const spread = this.#rng.float();
    const factor = () => common * (1 + spread * (this.#rng.float() - 0.5));
    return {
      ...noMultipliers(this.#instance),
      budget: multipliers.budget * (0.8 + 0.4 * this.#rng.float()),
      stock: multipliers.stock.map((row) => row.map((price) => (price === 0 ? 0 : price * factor()))),
    };
  }

  /** Items that compete: for the space of a full day, for a place in an order, or just any. */
  #related(plan: Plan, multipliers: Multipliers, kind: (typeof kinds)[number], size: number): number[] {
    const { items } = this.#instance;
    const most = Math.min(size, Math.max(2, Math.ceil(items.length / 2)));
    const least = Math.ceil(most / 2);
    const count = least + this.#rng.below(most - least + 1);
    const weights =
      kind === 'full-day' ? this.#onFullDay(plan, multipliers) : kind === 'order' ? this.#inOrder(plan) : undefined;
    return this.#draw(weights ?? new Float64Array(items.length).fill(1), count);
  }

  /** Of each item what it takes of a day that is full, and a little for those that have nothing there. */
  #onFullDay(plan: Plan, { stock: prices }: Multipliers): Float64Array | undefined {
    const { rows, items } = this.#instance;
    let sum = 0;
    let chosen: { row: number; day: number } | undefined;
    for (let row = 0; row < rows.length; row += 1)
      for (let day = 0; day < rows[row].limit.length; day += 1) {
        const limit = rows[row].limit[day];
        if (!(plan.stock[row][day] >= full * limit)) continue;
        const weight = limit * prices[row][day] + 1e-3;
        sum += weight;
        if (this.#rng.float() * sum < weight) chosen = { row, day };
      }
    if (!chosen) return undefined;
    const { row, day } = chosen;
    const weights = new Float64Array(items.length);
    for (let item = 0; item < items.length; item += 1)
      weights[item] = rows[row].weight[item] * (plan.chosen[item].morning[day] ?? 0);
    const mean = weights.reduce((total, weight) => total + weight, 0) / items.length;
    for (let item = 0; item < items.length; item += 1) weights[item] += 0.1 * mean;
    return weights;
  }

  /** Items that may have a line in some order, those that have one twice as likely. */
  #inOrder(plan: Plan): Float64Array | undefined {
    const { orders, orderFrom, orderOptions, optionFrom, items } = this.#instance;
    if (orders === 0) return undefined;
    const order = this.#rng.below(orders);
    const weights = new Float64Array(items.length);
    let item = 0;
    for (let at = orderFrom[order]; at < orderFrom[order + 1]; at += 1) {
      while (optionFrom[item + 1] <= orderOptions[at]) item += 1;
      weights[item] = plan.chosen[item].orders.includes(order) ? 2 : 1;
    }
    return weights;
  }

  /** Any of the orders placed; -1: there is none. */
  #placedOrder(plan: Plan): number {
    const placed = Int32Array.from(plan.users.keys()).filter((order) => plan.users[order] > 0);
    return placed.length > 0 ? placed[this.#rng.below(placed.length)] : -1;
  }

  /** Items with a line in an order, in random order. */
  #linesOf(plan: Plan, order: number): number[] {
    const items = plan.chosen.filter(({ orders }) => orders.includes(order)).map(({ item }) => item);
    return Array.from(this.#rng.shuffle(Int32Array.from(items)));
  }

  /** So many different items by weight, fewer where fewer have any, in random order. */
  #draw(weights: Float64Array, count: number): number[] {
    const drawn: number[] = [];
    let sum = weights.reduce((total, weight) => total + weight, 0);
    while (drawn.length < count && sum > 0) {
      let left = this.#rng.float() * sum;
      let item = -1;
      for (let at = 0; at < weights.length && left >= 0; at += 1) {
        if (weights[at] === 0) continue;
        item = at;
        left -= weights[at];
      }
      if (item < 0) break;
      sum -= weights[item];
      weights[item] = 0;
      drawn.push(item);
    }
    return drawn;
  }
}
