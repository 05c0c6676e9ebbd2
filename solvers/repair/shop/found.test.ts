import { expect, test } from 'vitest';
import type { Incumbent } from '../../../models/result.ts';
import { iterationBudget } from '../../solver.ts';
import { FoundOptions, type FoundParts } from './found.ts';

const unrescued = [{ severity: 'high', text: 'order 7 is late' } as const];
const option = (points: number, total: number) => ({ name: 'fewest-changes' as const, points, total, unrescued });
type Option = ReturnType<typeof option>;

/** Three plans are found: the first is the cheapest until the third, the second has the fewest changes. */
function found({ iterations = 1, bound = -Infinity } = {}) {
  const told: Incumbent[] = [];
  const moments = [5, 50, 500];
  const options = new FoundOptions<Option, FoundParts<Option>>(
    {
      names: ['fewest-changes', 'least-cost'],
      limitMs: 1000,
      unit: 'points',
      actionsFor: ({ total }) => [`pay ${total}`],
      tell: (parts) => parts,
    },
    iterationBudget(iterations, 1, (incumbent) => told.push(incumbent)),
    () => moments.shift()!,
  );
  options.bound = bound;
  options.iterations = 3;
  for (const [points, total] of [
    [2, 10],
    [1, 12],
    [3, 8],
  ]) {
    expect(options.reactionMs).toBe(5);
    options.offer(option(points, total), { lost: 0, late: 0 });
  }
  return { options, told };
}

test('an answer goes out where its objective is less, and not where only another option got better', () => {
  expect(found().told.map(({ objective }) => objective)).toEqual([10, 8]);
});

test('the answer has each option under its name, and recommends and tells of the cheapest', () => {
  const { options } = found();
  const { plan, ...result } = options.finish();
  expect(plan.options.map(({ name, total }) => [name, total])).toEqual([
    ['fewest-changes', 12],
    ['least-cost', 8],
  ]);
  expect(plan.recommended).toBe('least-cost');
  expect(plan.effort).toEqual({ reactionMs: 5, limitMs: 1000 });
  expect(plan.escalation).toEqual({ severity: 'high', text: 'order 7 is late', actions: ['pay 8'] });
  expect(result).toEqual({
    ...{ found: 'feasible', objective: 8, unit: 'points', endedBy: 'iterations' },
    statistics: { iterations: 3 },
  });
  expect(options.first.total).toBe(12);
});

test('a bound below the objective is told, one that is met proves, and one above it is not told as such', () => {
  const end = (bound: number) => {
    const { found: what, endedBy, lowerBound } = found({ bound }).options.finish();
    return [what, endedBy, lowerBound];
  };
  expect(end(7)).toEqual(['feasible', 'iterations', 7]);
  expect(end(8)).toEqual(['optimal', 'proof', 8]);
  expect(end(Infinity)).toEqual(['optimal', 'proof', 8]);
});

test('without iterations the search is over at once', () => {
  expect(found({ iterations: 0 }).options.isOver).toBe(true);
  expect(found().options.isOver).toBe(false);
});
