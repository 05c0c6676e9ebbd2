import { describe, expect, test } from 'vitest';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { groundOf } from './ground.ts';
import { servedBy, serviceToKeep, serving } from './service.ts';
import { repairOf, running } from './testing-day.ts';
import { planWith } from './testing-options.ts';

const amended = amend(
  repairOf({ events: [{ type: 'order-added', order: { id: 'd', place: 'site d', volumeM3: 5 } }] }),
);
const context = contextOf(amended);

test('m3 weigh 1, 2 and 4 by priority; what was not promised before counts in all of it', () => {
  // a 10 and b 5 are normal, c 5 is critical: 10 + 5 + 4 x 5. The new order d has nothing yet, and is promised wholly.
  expect(servedBy(planWith(amended.shift, running), context)).toEqual({ all: 35, promised: 35 });
  expect(servedBy(planWith(amended.shift, running.slice(0, 3)), context)).toEqual({ all: 15, promised: 15 });
});

describe('what serves nearly as much as any', () => {
  const one = (all: number, promised: number) => ({ all, promised });
  const of = (...ones: { all: number; promised: number }[]) => serving(ones, (served) => served);

  test('is 98.5 % of all, and of these 99 % of what was promised', () => {
    const most = one(1000, 900);
    expect(of(most, one(985, 891), one(984, 900), one(985, 890))).toEqual([most, one(985, 891)]);
  });

  test('keeps promises only as well as those that serve enough', () => {
    // 500 serves too little to say how many promises could be kept.
    expect(of(one(500, 500), one(1000, 300), one(990, 296))).toEqual([one(1000, 300)]);
    expect(of(one(0, 0), one(0, 0))).toHaveLength(2);
  });
});

test('a search for the fewest changes has to serve as much, in litres of weight', () => {
  const ground = groundOf(amended, []);
  const service = serviceToKeep(
    ground,
    [
      { all: 40, promised: 35 },
      { all: 20, promised: 20 },
    ],
    context,
  );
  expect([...service.weightOf]).toEqual([1, 1, 4, 1]);
  expect([...service.promisedL]).toEqual([10_000, 5000, 5000, 5000]);
  expect(service.leastL).toBeCloseTo(39_400, 6);
  expect(service.leastPromisedL).toBeCloseTo(34_650, 6);
  // A load of 5 m3 that is short weighs a hundred points, as much as each of these weighs there: ten times its price.
  expect(service.pricePerL * 5000).toBeCloseTo(1000 * context.pointPrice, 6);
});
