/** Random tiny problems of one item, with every feature of `ItemProblem` now and then. */
import type { Rng } from '../../../shared/rng.ts';
import type { CostSegment, GivenLot, ItemProblem, OrderOption, Shortage } from '../item.ts';

export interface RandomItemShape {
  readonly days: number;
  readonly offers: number;
  readonly packs: readonly number[];
  readonly mostPacks: number;
  /** All demands, lots and levels are multiples of it. */
  readonly unit: number;
  readonly lives: readonly number[];
  /** Goods cost next to nothing against waste, shortage and missing safety stock, so that what happens to lots decides. */
  readonly cheap?: boolean;
}

const shortages: readonly Shortage[] = ['never', 'backorder', 'lost'];

export function randomItem(rng: Rng, shape: RandomItemShape): ItemProblem {
  const { days, unit } = shape;
  const chance = (probability: number): boolean => rng.float() < probability;
  const amount = (most: number): number => unit * rng.below(most + 1);
  const shortage = shortages[rng.below(3)];
  const life = (): number => shape.lives[rng.below(shape.lives.length)];
  const given: GivenLot[] = [];
  for (let lot = rng.below(4); lot > 0; lot -= 1) {
    const day = chance(0.6) ? 0 : rng.below(days + 1);
    given.push({ day, quantity: amount(12), lastDay: chance(0.05) ? day - 1 : day + life() });
  }
  const safe = chance(0.4);
  const priced = chance(0.25);
  const limited = chance(0.25);
  const demand = Float64Array.from({ length: days }, () => (chance(0.2) ? 0 : amount(8)));
  const problem: ItemProblem = {
    days,
    demand,
    given,
    backOrders: shortage === 'backorder' && chance(0.3) ? amount(5) : 0,
    shortage,
    shortageCost: cents(rng, 500) / unit,
    holdingCost: (chance(0.2) ? 0 : cents(rng, 60)) / unit,
    safety: Float64Array.from({ length: days }, () => (safe ? amount(5) : 0)),
    belowSafetyCost: safe || chance(0.1) ? cents(rng, 120) / unit : 0,
    wasteCost: (chance(0.4) ? 0 : cents(rng, 200)) / unit,
    endValue: (chance(0.5) ? 0 : cents(rng, 250)) / unit,
    ...(priced ? { morningCost: Float64Array.from({ length: days }, () => cents(rng, 30) / unit) } : {}),
    options: optionsOf(rng, shape),
  };
  if (!limited) return problem;
  const standing = given.reduce((sum, { quantity }) => sum + quantity, 0);
  const limit = (): number => (chance(0.3) ? Infinity : standing + amount(20));
  return { ...problem, morningLimit: Float64Array.from({ length: days }, limit) };
}

function optionsOf(rng: Rng, shape: RandomItemShape): OrderOption[] {
  const { days, offers, packs, mostPacks, unit, lives } = shape;
  const options: OrderOption[] = [];
  const terms = Array.from({ length: offers }, () => {
    const pack = packs[rng.below(packs.length)];
    const least = pack * (rng.float() < 0.25 ? 2 : 1);
    const greatest = Math.max(least, pack * (1 + rng.below(mostPacks)));
    const often = 0.3 + 0.7 * rng.float();
    const life = lives[rng.below(lives.length)];
    const scale = shape.cheap ? 0.05 : 1;
    const segments = segmentsOf(rng, pack, least, greatest, unit, scale);
    const lineCost = rng.float() < 0.5 ? 0 : scale * cents(rng, 600);
    return { pack, least, greatest, often, life, segments, lineCost };
  });
  for (let day = 0; day < days; day += 1)
    terms.forEach(({ often, life, ...term }, offer) => {
      if (rng.float() >= often) return;
      const lastDay = rng.float() < 0.03 ? day - 1 : day + life;
      const must = rng.float() < 0.05;
      options.push({
        ...term,
        offer,
        supplier: offer,
        orderDay: day - 1,
        arrivalDay: day,
        lastDay,
        ...(must ? { must } : {}),
      });
    });
  return options;
}

/** One price, all-units breaks or incremental breaks. */
function segmentsOf(
  rng: Rng,
  pack: number,
  least: number,
  greatest: number,
  unit: number,
  scale: number,
): CostSegment[] {
  const fixed = rng.float() < 0.3 ? 0 : scale * cents(rng, 1500);
  const price = (scale * (1 + cents(rng, 300))) / unit;
  const kind = rng.below(3);
  const breakAt = least + pack * (1 + rng.below(3));
  if (kind === 0 || breakAt > greatest) return [{ from: least, to: greatest, fixed, price }];
  const lower = price * (0.5 + 0.5 * rng.float());
  const carried = kind === 1 ? fixed : fixed + (price - lower) * breakAt;
  return [
    { from: least, to: breakAt - pack, fixed, price },
    { from: breakAt, to: greatest, fixed: carried, price: lower },
  ];
}

function cents(rng: Rng, most: number): number {
  return rng.below(most + 1) / 100;
}
