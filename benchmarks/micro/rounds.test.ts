import { describe, expect, test } from 'vitest';
import { solveRounds } from '../../solvers/dispatch/rounds/rounds.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import type { RoutingData } from '../instances/rounds/routing-data.ts';
import { instanceOf, judge } from './rounds.ts';

/** Stops at 3 and 4 east, and 5 north; two of them fit into the truck at once. */
const data: RoutingData = {
  name: 'tiny',
  vehicles: 1,
  capacity: 2,
  ids: ['0', '1', '2', '3'],
  x: [0, 3, 4, 0],
  y: [0, 0, 0, 5],
  demand: [0, 1, 1, 1],
  readyFrom: [0, 0, 0, 0],
  readyTo: [30, 30, 30, 30],
  service: [0, 1, 1, 1],
  release: [0, 0, 0, 0],
  reloads: true,
};
const plan = (...rounds: number[][]) => ({ routes: [rounds], unserved: [], cost: 0 });

describe('judging plans', () => {
  test('distance and vehicles of a right one', () => {
    expect(judge(data, plan([1, 2], [3]), 'round')).toEqual({ wrong: undefined, vehicles: 1, distance: 18 });
  });

  test('what breaks a rule is told', () => {
    const wrong = (changes: Partial<RoutingData>, ...rounds: number[][]) =>
      judge({ ...data, ...changes }, plan(...rounds), 'round').wrong;
    expect(wrong({}, [1, 2, 3])).toBe('overloaded');
    expect(wrong({}, [1, 2])).toBe('1 not served');
    expect(wrong({}, [1, 2], [3, 1])).toBe('1 twice');
    expect(wrong({ reloads: false }, [1, 2], [3])).toBe('reloads');
    // 4 + 4 on the road and 2 at the stops, then 5 more: at stop 3 at 15.
    expect(wrong({ readyTo: [30, 30, 30, 14] }, [1, 2], [3])).toBe('late at 3: 15 > 14');
    expect(wrong({ release: [0, 0, 0, 20] }, [1, 2], [3])).toBe('late at the depot: 31');
    expect(wrong({ vehicles: 0 }, [1, 2], [3])).toBe('too many vehicles');
  });

  test('the engine solves what the reader gives', () => {
    const family = { scale: 10, rounding: 'floor', vehiclesFirst: false } as const;
    const { plan: found } = solveRounds(instanceOf(data, family), iterationBudget(100));
    expect(found && judge(data, found, 'floor')).toEqual({ wrong: undefined, vehicles: 1, distance: 18 });
  });
});
