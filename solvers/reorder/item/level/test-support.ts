/** Tiny random problems of one item, and all of their decisions. For tests. */
import { Rng } from '../../../shared/rng.ts';
import { evaluate } from '../evaluate.ts';
import type { CostSegment, GivenLot, ItemProblem, OrderOption, Shortage } from '../item.ts';

export interface Taste {
  readonly shortage: Shortage;
  /** Ordered goods and given lots may expire. */
  readonly expiring?: 'given' | 'ordered' | 'both';
  /** All packs are 1. */
  readonly fine?: boolean;
  /** At most this many decisions. */
  readonly decisions: number;
}

export function randomProblem(seed: number, taste: Taste): ItemProblem {
  const rng = new Rng(seed);
  for (;;) {
    const problem = attempt(rng, taste);
    let decisions = 1;
    for (const option of problem.options) decisions *= quantitiesOf(option).length;
    if (decisions <= taste.decisions) return problem;
  }
}

function attempt(rng: Rng, { shortage, expiring, fine }: Taste): ItemProblem {
  const days = 1 + rng.below(5);
  const pick = <Value>(...values: Value[]): Value => values[rng.below(values.length)];
  const some = (scale: number) => rng.below(4) * scale;
  const perDay = (value: () => number) => Float64Array.from({ length: days }, value);
  const packs = fine ? [1] : pick([1, 2], [2, 3], [2, 4], [3], [2]);
  const offers = Array.from({ length: 1 + rng.below(2) }, () => ({
    pack: pick(...packs),
    price: pick(1, 2, 2.5),
    fixed: pick(0, 1, 4, 10),
    line: pick(0, 0, 2),
    kind: pick('one', 'allUnits', 'incremental', 'allUnits'),
    keeps: expiring === 'ordered' || expiring === 'both' ? pick(0, 1, 2, 3, Infinity) : Infinity,
  }));
  const options: OrderOption[] = [];
  for (let arrivalDay = 0; arrivalDay < days; arrivalDay++) {
    offers.forEach((offer, index) => {
      if (rng.below(3) === 0) return;
      const least = offer.pack * (1 + rng.below(3));
      const greatest = least + offer.pack * rng.below(fine ? 9 : 4);
      options.push({
        offer: index,
        supplier: index,
        orderDay: arrivalDay,
        arrivalDay,
        pack: offer.pack,
        least,
        greatest,
        segments: randomSegments(rng, offer.kind, offer.pack, least, greatest, offer.fixed, offer.price),
        lineCost: offer.line,
        lastDay: arrivalDay + offer.keeps,
        ...(rng.below(12) === 0 ? { must: true } : {}),
      });
    });
  }
  const given: GivenLot[] = Array.from({ length: rng.below(3) }, () => {
    const day = pick(0, 0, rng.below(days));
    const keeps = expiring === 'given' || expiring === 'both' ? pick(0, 1, 2, Infinity) : Infinity;
    return { day, quantity: 1 + rng.below(6), lastDay: day + keeps };
  });
  const limited = rng.below(4) === 0;
  const givenTotal = given.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    days,
    demand: perDay(() => pick(0, 1 + rng.below(5), 1 + rng.below(5))),
    given,
    backOrders: shortage === 'backorder' ? rng.below(3) * rng.below(3) : 0,
    shortage,
    shortageCost: pick(0.5, 1, 3, 8),
    holdingCost: pick(0, 0.1, 0.5, 1),
    safety: perDay(() => some(1)),
    belowSafetyCost: pick(0, 0, 0.3, 2),
    wasteCost: pick(0, 0.5, 2),
    endValue: pick(0, 0, 1, 2, 3.5),
    ...(rng.below(3) === 0 ? { morningCost: perDay(() => some(0.2)) } : {}),
    ...(limited ? { morningLimit: perDay(() => givenTotal + rng.below(9)) } : {}),
    options,
  };
}

function randomSegments(
  rng: Rng,
  kind: string,
  pack: number,
  least: number,
  greatest: number,
  fixed: number,
  price: number,
): CostSegment[] {
  const steps = (greatest - least) / pack;
  if (kind === 'one' || steps === 0) return [{ from: least, to: greatest, fixed, price }];
  const next = least + pack * (1 + rng.below(steps));
  const cheaper = price * (rng.below(2) === 0 ? 0.8 : 0.5);
  const start = kind === 'allUnits' ? fixed : fixed + (price - cheaper) * (next - pack);
  return [
    { from: least, to: next - pack, fixed, price },
    { from: next, to: greatest, fixed: start, price: cheaper },
  ];
}

export function quantitiesOf({ pack, least, greatest, must }: OrderOption): number[] {
  const quantities = must ? [] : [0];
  for (let quantity = least; quantity <= greatest; quantity += pack) quantities.push(quantity);
  return quantities;
}

/** Calls with every decision that keeps to packs, sizes and `must`; the array is used again. */
export function forEveryDecision(problem: ItemProblem, visit: (quantities: Float64Array) => void): void {
  const choices = problem.options.map(quantitiesOf);
  const quantities = new Float64Array(choices.length);
  const choose = (option: number): void => {
    if (option === choices.length) {
      visit(quantities);
      return;
    }
    for (const quantity of choices[option]) {
      quantities[option] = quantity;
      choose(option + 1);
    }
  };
  choose(0);
}

export interface Enumerated {
  /** Least cost of all feasible decisions; Infinity where there is none. */
  readonly cost: number;
  /** By option, quantity: least cost of the feasible decisions that order so much there. */
  readonly byQuantity: readonly ReadonlyMap<number, number>[];
  /** By number of days: least shortage on the last of them, all limits of the days before it being kept; Infinity: none does. */
  readonly firstDay: number;
  readonly short: number;
}

/** Costs of all decisions. */
export function enumerate(problem: ItemProblem): Enumerated {
  let least = Infinity;
  let firstDay = -1;
  let short = Infinity;
  const byQuantity = problem.options.map(() => new Map<number, number>());
  forEveryDecision(problem, (quantities) => {
    const { cost, broken } = evaluate(problem, quantities);
    const day = broken.reduce((first, one) => ('day' in one ? Math.min(first, one.day) : first), problem.days);
    if (day >= firstDay) {
      const onDay = broken.filter((one) => 'day' in one && one.day === day);
      const missing = onDay.some(({ rule }) => rule === 'morning-limit')
        ? Infinity
        : onDay.reduce((sum, { amount }) => sum + amount, 0);
      short = day > firstDay ? missing : Math.min(short, missing);
      firstDay = day;
    }
    if (broken.length > 0) return;
    least = Math.min(least, cost);
    byQuantity.forEach((costs, option) => {
      const quantity = quantities[option];
      costs.set(quantity, Math.min(costs.get(quantity) ?? Infinity, cost));
    });
  });
  return { cost: least, byQuantity, firstDay, short: short === Infinity ? 0 : short };
}

/** The same problem `factor` times as large, with orders of any milli and demands that are no multiples of anything. */
export function widen(problem: ItemProblem, seed: number, factor: number): ItemProblem {
  const rng = new Rng(seed);
  const uneven = (amount: number) => (amount === 0 ? 0 : amount * factor + rng.below(factor));
  const per = (cost: number) => cost / factor;
  const { morningLimit, morningCost } = problem;
  return {
    ...problem,
    demand: problem.demand.map(uneven),
    given: problem.given.map((lot) => ({ ...lot, quantity: uneven(lot.quantity) })),
    backOrders: problem.backOrders * factor,
    shortageCost: per(problem.shortageCost),
    holdingCost: per(problem.holdingCost),
    safety: problem.safety.map(uneven),
    belowSafetyCost: per(problem.belowSafetyCost),
    endValue: per(problem.endValue),
    ...(morningCost ? { morningCost: morningCost.map(per) } : {}),
    ...(morningLimit ? { morningLimit: morningLimit.map((limit) => uneven(limit + problem.given.length)) } : {}),
    options: problem.options.map((option) => widenOption(option, factor)),
  };
}

function widenOption(option: OrderOption, factor: number): OrderOption {
  const { pack, least, segments } = option;
  const widened = (quantity: number) => (quantity === pack ? quantity : quantity * factor);
  return {
    ...option,
    least: widened(least),
    greatest: option.greatest * factor,
    segments: segments.map(({ from, fixed, price }, index) => ({
      from: index === 0 ? widened(from) : from * factor,
      to: (index + 1 < segments.length ? segments[index + 1].from * factor - pack : option.greatest * factor) || pack,
      fixed,
      price: price / factor,
    })),
  };
}
