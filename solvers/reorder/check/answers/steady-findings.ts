/** What every check of an answer about constant demand needs: figures by name, closeness, a minimum against its neighbours. */
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';

/** Relative difference that rounding may leave between two routes to one figure. */
export const rounding = 1e-6;

/** @param absolute - what differences of large figures leave of a small one. */
export function close(got: number, expected: number, relative = rounding, absolute = 1e-12): boolean {
  return Math.abs(got - expected) <= relative * Math.max(Math.abs(got), Math.abs(expected)) + absolute;
}

/** A figure of the answer that must be a number; NaN, which is close to nothing, where it is not there. */
export function figure(answer: MethodAnswer, name: string): number {
  const value = answer.values[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/** A list of numbers of the answer; empty where it is not there. */
export function figureList(value: unknown): number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number') ? value : [];
}

/** Says so where a figure is not what it is by another route. */
export function differs(name: string, got: number, expected: number, relative = rounding, absolute?: number): string[] {
  return close(got, expected, relative, absolute) ? [] : [`${name} is ${got}, by another route ${expected}`];
}

/** Says so where one of `others` costs less than the answer. */
export function beaten(
  cost: (quantity: number) => number,
  claimed: number,
  others: readonly number[],
  relative = rounding,
  absolute = 1e-12,
): string[] {
  for (const quantity of others) {
    const there = cost(quantity);
    if (there < claimed - relative * Math.max(Math.abs(claimed), Math.abs(there)) - absolute)
      return [`${quantity} costs ${there}, less than the ${claimed} of the answer`];
  }
  return [];
}

/** Near neighbours and far ones: 21 ratios from 1/16 to 16, and 0.1 % either side. */
export function around(quantity: number): number[] {
  return [0.999, 1.001, ...Array.from({ length: 21 }, (_, at) => 2 ** ((at - 10) * 0.4))].map(
    (ratio) => ratio * quantity,
  );
}
