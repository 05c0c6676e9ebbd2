/** Which of the plans found goes out as which option. */
import type { RepairShopOptionName } from '../../../models/repair-shop.ts';

/** What options are compared by; each is minimised. */
export interface Measured {
  readonly points: number;
  readonly total: number;
  /** Lost first, then late. */
  readonly lost: number;
  readonly late: number;
}

const keys: Readonly<Record<RepairShopOptionName, readonly (keyof Measured)[]>> = {
  'fewest-changes': ['points', 'total'],
  'least-lateness': ['lost', 'late', 'total'],
  'least-cost': ['total', 'points'],
};

function isBetter(one: Measured, other: Measured, name: RepairShopOptionName): boolean {
  for (const key of keys[name]) {
    const tolerance = 1e-9 * Math.max(1, Math.abs(other[key]));
    if (Math.abs(one[key] - other[key]) > tolerance) return one[key] < other[key];
  }
  return false;
}

/**
 * Plans found so far and the one of each option. A plan that would take the place of a cheaper one, so that the answer as
 * a whole got dearer, is passed over: answers that go out one after another only get better.
 */
export class Choice<Plan extends Measured> {
  readonly #names: readonly RepairShopOptionName[];
  readonly #best = new Map<RepairShopOptionName, Plan>();

  constructor(names: readonly RepairShopOptionName[]) {
    this.#names = names;
  }

  get isEmpty(): boolean {
    return this.#best.size === 0;
  }

  /** The least total of the options. */
  get objective(): number {
    return leastTotal(this.#best.values());
  }

  /** @returns whether an option is another plan now. */
  offer(plan: Plan): boolean {
    const next = new Map(this.#best);
    for (const name of this.#names) {
      const best = next.get(name);
      if (!best || isBetter(plan, best, name)) next.set(name, plan);
    }
    const gains = this.#names.some((name) => next.get(name) !== this.#best.get(name));
    if (!gains || (!this.isEmpty && leastTotal(next.values()) > this.objective)) return false;
    for (const [name, best] of next) this.#best.set(name, best);
    return true;
  }

  /** Options in the order asked for, each plan once. */
  entries(): { readonly name: RepairShopOptionName; readonly plan: Plan }[] {
    const told = new Set<Plan>();
    return this.#names.flatMap((name) => {
      const plan = this.#best.get(name)!;
      if (told.has(plan)) return [];
      told.add(plan);
      return [{ name, plan }];
    });
  }
}

function leastTotal(plans: Iterable<Measured>): number {
  let least = Infinity;
  for (const { total } of plans) least = Math.min(least, total);
  return least;
}
