import { describe, expect, test } from 'vitest';
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { generateShift } from './generate.ts';
import { dispatchSuite, generatedDispatch } from './suite.ts';

const problemOf = (request: unknown) => (request as { problem: DispatchPlanProblem }).problem;

/** Loads by the mean truck of the fleet. */
function loadsOf({ orders, trucks }: DispatchPlanProblem): number {
  const mean = trucks.reduce((sum, { capacityM3 }) => sum + capacityM3, 0) / trucks.length;
  return orders.reduce((sum, { volumeM3 }) => sum + Math.ceil(volumeM3 / mean), 0);
}

describe('generated shifts', () => {
  test.each(dispatchSuite)('$name has the size of its shape, windows within the shift and someone for each order', ({
    shape,
    seed,
  }) => {
    const { problem } = generateShift(shape, seed).request;
    const { orders, trucks, plants, shiftMinutes } = problem as DispatchPlanProblem;
    expect([orders.length, trucks.length, plants.length]).toEqual([shape.orders, shape.trucks, shape.plants]);
    for (const order of orders) {
      expect(secondsOf(problem, order.window!.from)).toBeGreaterThan(0);
      expect(secondsOf(problem, order.window!.to)).toBeLessThanOrEqual(shiftMinutes * 60);
      expect(trucks.some(({ equipment }) => order.equipment.every((piece) => equipment.includes(piece)))).toBe(true);
      expect(plants.some(({ grades }) => grades?.includes(order.grade!) ?? true)).toBe(true);
    }
    expect(orders.some(({ continuous, volumeM3 }) => continuous && volumeM3 >= 30)).toBe(true);
    expect(orders.filter(({ volumeM3 }) => volumeM3 <= 12).length).toBeGreaterThan(orders.length / 4);
  });

  test('the load brings work: the same shape has more loads of it', () => {
    const shape = { orders: 60, trucks: 20, plants: 2 };
    const loads = [0.7, 1, 1.3].map((load) => loadsOf(problemOf(generateShift({ ...shape, load }, 7).request)));
    expect(loads[1] / loads[0]).toBeGreaterThan(1.2);
    expect(loads[2] / loads[1]).toBeGreaterThan(1.15);
  });

  test('names and digests are one for each instance, and the same every time', () => {
    const made = generatedDispatch.instances.map(({ name, generate }) => ({ name, digest: generate().digest }));
    expect(new Set(made.map(({ name }) => name)).size).toBe(made.length);
    expect(new Set(made.map(({ digest }) => digest)).size).toBe(made.length);
    const [{ shape, seed }] = dispatchSuite;
    expect(generateShift(shape, seed).digest).toBe(made[0].digest);
    expect(generateShift(shape, seed + 1).digest).not.toBe(made[0].digest);
  });
});

test('the day of the demo: a hundred orders, thirty trucks, twelve hours, some 250 loads', () => {
  const seed = generatedDispatch.instances.find(({ name }) => name === 'generated/seed/01')!;
  const problem = problemOf(seed.generate().request);
  expect([problem.orders.length, problem.trucks.length, problem.shiftMinutes]).toEqual([100, 30, 720]);
  expect(loadsOf(problem)).toBeGreaterThan(230);
  expect(loadsOf(problem)).toBeLessThan(270);
});
