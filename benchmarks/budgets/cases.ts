/** What the requests of the mix plan: generated problems of all kinds and several sizes, and some that cannot be met. */
import { kindExamples } from '../../models/examples.ts';
import { type PlanKind, planKinds } from '../../models/plan-request.ts';
import type { ReorderPlanProblem } from '../../models/reorder.ts';
import type { TechcardProblem } from '../../models/techcard.ts';
import { generateShift } from '../instances/dispatch/generate.ts';
import { generateWeek } from '../instances/melt/generate.ts';
import { weekFamilies } from '../instances/melt/shape.ts';
import type { Family as BuyingFamily } from '../instances/reorder/families.ts';
import { generateBuying } from '../instances/reorder/generate.ts';
import { generateShop } from '../instances/techcard/generate.ts';
import { shops } from '../instances/techcard/shops.ts';
import { repairsOf } from './repairs.ts';

export interface Case {
  /** Family and size. */
  readonly name: string;
  /** There may be no plan for it, and an answer without one is right. */
  readonly mayHaveNoPlan?: boolean;
  /** The problem as a caller writes it; the same by the same seed. */
  problem(seed: number): unknown;
}

const sizes = ['small', 'middle', 'large'] as const;

const weekSizes = {
  small: { lines: 20, furnaces: 3, grades: 2, heats: 12 },
  middle: { lines: 100, furnaces: 5, grades: 4, heats: 30 },
  large: { lines: 300, furnaces: 10, grades: 5, heats: 60 },
};
const shopSizes = {
  small: { pieces: 8, cards: 4 },
  middle: { pieces: 30, cards: 8 },
  large: { pieces: 100, cards: 12 },
};
const buyingSizes = {
  small: { items: 10, days: 14 },
  middle: { items: 50, days: 28 },
  large: { items: 300, days: 28 },
};
const shiftSizes = {
  small: { orders: 20, trucks: 8, plants: 1 },
  middle: { orders: 50, trucks: 18, plants: 2 },
  large: { orders: 200, trucks: 75, plants: 5 },
};
const buyingFamilies: readonly BuyingFamily[] = ['independent', 'shared', 'perishable', 'limits', 'recipes'];
/** Load of the trucks: the last of them cannot be served in full. */
const shiftLoads = { easy: 0.7, tight: 1, overloaded: 1.3 };

/** An overfull week that is to be refused instead of poured in part. */
function refusedWeek(seed: number): unknown {
  const { problem } = generateWeek({ family: 'overfull', ...weekSizes.small }, seed);
  return { ...problem, whenImpossible: 'report' };
}

/** Every order has to be ready after one second. */
function rushedShop(seed: number): unknown {
  const problem: TechcardProblem = generateShop({ family: 'kitchen', ...shopSizes.small }, seed).problem;
  return { ...problem, orders: problem.orders.map((order) => ({ ...order, deadline: 1 })) };
}

/** Nothing may be short, and nothing comes in time. */
function lateBuying(seed: number): unknown {
  const { problem } = generateBuying({ family: 'independent', ...buyingSizes.small }, seed);
  const plan = problem as ReorderPlanProblem;
  return {
    ...plan,
    items: plan.items.map((item) => ({ ...item, onHand: 0, shortage: { type: 'never' } })),
    suppliers: plan.suppliers.map((supplier) => ({ ...supplier, leadTimeDays: 300 })),
  };
}

const generated: Readonly<Record<PlanKind, () => readonly Case[]>> = {
  melt: () => [
    ...weekFamilies.flatMap((family) =>
      sizes.map((size) => ({
        name: `${family} ${size}`,
        problem: (seed: number) => generateWeek({ family, ...weekSizes[size] }, seed).problem,
      })),
    ),
    { name: 'refused', mayHaveNoPlan: true, problem: refusedWeek },
  ],
  techcard: () => [
    ...(Object.keys(shops) as (keyof typeof shops)[]).flatMap((family) =>
      sizes.map((size) => ({
        name: `${family} ${size}`,
        problem: (seed: number) => generateShop({ family, ...shopSizes[size] }, seed).problem,
      })),
    ),
    { name: 'rushed', mayHaveNoPlan: true, problem: rushedShop },
  ],
  reorder: () => [
    ...buyingFamilies.flatMap((family) =>
      sizes.map((size) => ({
        name: `${family} ${size}`,
        problem: (seed: number) => generateBuying({ family, ...buyingSizes[size] }, seed).problem,
      })),
    ),
    { name: 'late', mayHaveNoPlan: true, problem: lateBuying },
  ],
  dispatch: () =>
    Object.entries(shiftLoads).flatMap(([family, load]) =>
      sizes.map((size) => ({
        name: `${family} ${size}`,
        problem: (seed: number) => generateShift({ ...shiftSizes[size], load }, seed).request.problem,
      })),
    ),
  repair: () => repairsOf({ shift: shiftSizes, shop: shopSizes, week: weekSizes }),
};

/** All cases of each kind; the first is the example that the service shows. */
export function casesOfKinds(): ReadonlyMap<PlanKind, readonly Case[]> {
  return new Map(
    planKinds.map((kind) => [
      kind,
      [{ name: 'example', problem: () => kindExamples[kind].problem }, ...generated[kind]()],
    ]),
  );
}
