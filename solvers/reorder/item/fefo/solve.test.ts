/** The exact search against all decisions of thousands of tiny problems, and against the programme over levels. */
import { describe, expect, test } from 'vitest';
import { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemProblem, OrderOption } from '../item.ts';
import { solveLevel } from '../level/solve-level.ts';
import { bruteForce } from '../testing/brute-force.ts';
import { type RandomItemShape, randomItem } from '../testing/random-item.ts';
import { choicesOf } from './choices.ts';
import { fefoInstance } from './instance.ts';
import { solveChoices, solveFefo } from './solve.ts';
import { plainItem, roundingOf, tinyItem } from './testing.ts';

const budget = iterationBudget(0);

/** @returns what was special about the problem, for the count of what was tried. */
function expectBest(problem: ItemProblem): string[] {
  const best = bruteForce(problem);
  const instance = fefoInstance(problem);
  const choices = problem.options.map((_, option) => choicesOf(instance, option));
  const { result, labelCost } = solveChoices(instance, choices, budget);
  if (best === Infinity) {
    expect(result).toHaveProperty('infeasible', true);
    return ['infeasible'];
  }
  if ('infeasible' in result) throw new Error('a feasible problem was called infeasible');
  const { cost, broken, wastedOrdered, lost, backOrders } = evaluate(problem, result.quantities);
  expect(broken).toEqual([]);
  expect(result.cost).toBe(cost);
  expect(Math.abs(labelCost - cost)).toBeLessThanOrEqual(roundingOf(cost));
  expect(Math.abs(result.cost - best)).toBeLessThanOrEqual(roundingOf(best));
  expect(result.lowerBound).toBe(result.cost);
  const seen = {
    solved: true,
    [problem.shortage]: true,
    'ordered goods wasted': wastedOrdered.some((amount) => amount > 0),
    'demand lost': lost.some((amount) => amount > 0),
    'demand owed': backOrders.some((amount) => amount > 0),
    'wanted stock': problem.belowSafetyCost > 0 && problem.safety.some((level) => level > 0),
    'morning limit': problem.morningLimit !== undefined,
    'morning cost': problem.morningCost !== undefined,
    'end value': problem.endValue > 0,
    breaks: problem.options.some(({ segments }) => segments.length > 1),
    must: problem.options.some(({ must }) => must),
    'least order': problem.options.some(({ least, pack }) => least > pack),
    'too late to use': problem.options.some(({ arrivalDay, lastDay }) => lastDay < arrivalDay),
    'crossing lives': problem.options.some(({ arrivalDay, lastDay }) =>
      problem.options.some((other) => other.arrivalDay > arrivalDay && other.lastDay < lastDay),
    ),
  };
  return Object.keys(seen).filter((key) => seen[key as keyof typeof seen]);
}

const unit = 1000;
const shapes: RandomItemShape[] = [
  { days: 4, offers: 2, packs: [3000, 4000], mostPacks: 3, unit, lives: [0, 1, 2, 3, 9] },
  { days: 6, offers: 1, packs: [2000, 5000], mostPacks: 3, unit, lives: [2] },
  { days: 5, offers: 1, packs: [12000, 25000], mostPacks: 3, unit, lives: [0, 1, 2, 4] },
  { days: 6, offers: 2, packs: [4000, 9000], mostPacks: 1, unit, lives: [0, 1, 2, 3, 9], cheap: true },
  { days: 5, offers: 2, packs: [3000, 7000], mostPacks: 2, unit, lives: [0, 1, 2, 3], cheap: true },
  { days: 2, offers: 3, packs: [1000, 3000, 7000], mostPacks: 4, unit, lives: [0, 1, 5] },
];

describe('solveFefo finds the best of all decisions', () => {
  const seen = new Map<string, number>();
  test.each(shapes)('$days days, $offers offers, packs $packs', (shape) => {
    const rng = new Rng(shape.days * 100 + shape.offers);
    let ran = 0;
    for (; ran < 600; ran += 1)
      for (const what of expectBest(tinyItem(rng, shape, 600))) seen.set(what, (seen.get(what) ?? 0) + 1);
    expect(ran).toBe(600);
  });

  test('everything that an item can have came up', () => {
    expect(seen.get('solved')).toBeGreaterThan(3000);
    expect(seen.size).toBe(17);
    for (const [what, count] of seen) expect(count, what).toBeGreaterThan(100);
  });
});

test('what keeps costs the same as in the programme over levels', () => {
  const rng = new Rng(11);
  let compared = 0;
  for (let run = 0; run < 200; run += 1) {
    const shape = { days: 7, offers: 2, packs: [4000, 6000], mostPacks: 6, unit, lives: [Infinity] };
    const drawn = randomItem(rng, shape);
    const problem = { ...drawn, given: drawn.given.map((lot) => ({ ...lot, lastDay: Infinity })) };
    const options = problem.options.map((option) => ({ ...option, lastDay: Infinity }));
    const level = solveLevel({ ...problem, options }, budget);
    const fefo = solveFefo({ ...problem, options }, budget);
    if (!level) continue;
    compared += 1;
    if ('infeasible' in level) expect(fefo).toEqual(level);
    else if ('infeasible' in fefo) throw new Error('a feasible problem was called infeasible');
    else expect(Math.abs(fefo.cost - level.cost)).toBeLessThanOrEqual(roundingOf(level.cost));
  }
  expect(compared).toBeGreaterThan(100);
});

describe('small cases by hand', () => {
  const option = (day: number, changes: Partial<OrderOption> = {}): OrderOption => ({
    offer: 0,
    supplier: 0,
    orderDay: day - 1,
    arrivalDay: day,
    pack: 10,
    least: 10,
    greatest: 1000,
    segments: [{ from: 10, to: 1000, fixed: 5, price: 1 }],
    lineCost: 0,
    lastDay: day + 1,
    ...changes,
  });
  const answerOf = (problem: ItemProblem, from = budget) => {
    const result = solveFefo(problem, from);
    if ('infeasible' in result) throw new Error('infeasible');
    return result;
  };

  test('no demand, no order', () => {
    const problem = plainItem({ days: 3, demand: new Float64Array(3), options: [option(0), option(1)] });
    expect(answerOf(problem)).toMatchObject({ cost: 0, lowerBound: 0, quantities: Float64Array.of(0, 0) });
  });

  test('no days, nothing to do', () => {
    expect(answerOf(plainItem({ days: 0, demand: new Float64Array(0) })).cost).toBe(0);
  });

  test('two days of life: an order for two days, and no more', () => {
    const demand = Float64Array.of(10, 10, 10, 10);
    const problem = plainItem({ days: 4, demand, options: [0, 1, 2, 3].map((day) => option(day)) });
    expect(answerOf(problem)).toMatchObject({ cost: 50, quantities: Float64Array.of(20, 0, 20, 0) });
  });

  test('short-lived goods are used before longer-lived ones that came earlier', () => {
    // 20 on hand last to day 2. Ten that come on day 1 last that day only: they serve it, and ten of the first serve day 2.
    const given = [
      { day: 0, quantity: 20, lastDay: 2 },
      { day: 1, quantity: 10, lastDay: 1 },
    ];
    const problem = plainItem({ days: 3, demand: Float64Array.of(10, 10, 10), given, wasteCost: 7 });
    expect(answerOf(problem).cost).toBe(0);
  });

  test('an all-units break is worth taking though what it adds goes to waste', () => {
    const segments = [
      { from: 10, to: 40, fixed: 0, price: 2 },
      { from: 50, to: 1000, fixed: 0, price: 0.5 },
    ];
    const problem = plainItem({ days: 1, demand: Float64Array.of(20), options: [option(0, { segments, lastDay: 0 })] });
    expect(answerOf(problem)).toMatchObject({ cost: 25, quantities: Float64Array.of(50) });
    expect(answerOf({ ...problem, wasteCost: 1 })).toMatchObject({ cost: 40, quantities: Float64Array.of(20) });
  });

  test('of equals the smaller order, then the later one', () => {
    const free = { segments: [{ from: 10, to: 1000, fixed: 0, price: 0 }], lastDay: 5 };
    const demand = Float64Array.of(0, 10, 0);
    const problem = plainItem({ days: 3, demand, options: [option(0, free), option(1, free)] });
    expect(answerOf(problem)).toMatchObject({ cost: 0, quantities: Float64Array.of(0, 10) });
  });

  test('the first day that cannot be served, and what is missing on it', () => {
    const options = [option(0, { greatest: 20 }), option(2, { greatest: 20 })];
    const problem = plainItem({ days: 3, demand: Float64Array.of(10, 25, 10), options });
    expect(solveFefo(problem, budget)).toEqual({ infeasible: true, day: 1, short: 15 });
  });

  test('an order that comes after the plan is placed only where it must be', () => {
    const late = option(5, { must: true });
    const problem = plainItem({ days: 1, demand: Float64Array.of(0), options: [late, option(6)] });
    expect(answerOf(problem)).toMatchObject({ cost: 15, quantities: Float64Array.of(10, 0) });
  });

  test('stopped at once it still has a plan, and an honest bound', () => {
    const rng = new Rng(5);
    const days = 20;
    const demand = Float64Array.from({ length: days }, () => 100 + rng.below(300));
    const offers = [3, 6, 9].map((life, offer) => ({ life, offer, fixed: 10 * offer }));
    const options = Array.from({ length: days }, (_, day) =>
      offers.map(({ life, offer, fixed }) => {
        const segments = [{ from: 10, to: 1000, fixed, price: 1 + 0.1 * offer }];
        return option(day, { offer, segments, lastDay: day + life });
      }),
    ).flat();
    const problem = plainItem({ days, demand, options, shortage: 'lost', shortageCost: 4, holdingCost: 0.01 });
    const best = answerOf(problem);
    const stopped = answerOf(problem, { ...budget, shouldStop: () => true });
    expect(evaluate(problem, stopped.quantities).broken).toEqual([]);
    expect(stopped.cost).toBeGreaterThanOrEqual(best.cost);
    expect(stopped.lowerBound).toBeLessThanOrEqual(best.cost);
    expect(stopped.lowerBound).toBeGreaterThan(0.9 * best.cost);
  });

  test('a hint is never made worse, and the same problem gives the same plan', () => {
    const problem = tinyItem(new Rng(8), shapes[1]);
    const first = answerOf(problem);
    const again = solveFefo(problem, budget, { decision: first });
    expect(again).toEqual(first);
    expect(solveFefo(problem, budget)).toEqual(first);
  });
});
