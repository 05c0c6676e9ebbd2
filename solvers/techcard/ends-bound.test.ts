/** Bounds of flow time and tardiness against all orders of tiny requests. */
import { expect, test } from 'vitest';
import { TechcardProblem } from '../../models/techcard.ts';
import { Rng } from '../shared/rng.ts';
import { earliest, lowerBoundOf } from './bound.ts';
import { createInstance } from './instance.ts';
import { Kernel } from './kernel.ts';
import { Openings } from './openings.ts';
import { endTerms, objectiveOf } from './terms.ts';

type Input = Parameters<typeof TechcardProblem.parse>[0] & object;

/** The bound, and the least objective of all orders of all operations, batches filled as they come. */
function boundAndBest(input: Input): { bound: number; best: number } {
  const problem = TechcardProblem.parse(input);
  const instance = createInstance(problem);
  const openings = new Openings(problem);
  const bound = lowerBoundOf(instance, openings, earliest(instance, openings));
  const kernel = new Kernel(instance, (calendars) => openings.of(calendars));
  let best = Infinity;
  for (const list of ordersOf([...Array(instance.operations).keys()])) {
    const run = kernel.run({ rule: 'earliest-start', list: Int32Array.from(list) });
    if (run.deadEnd || run.violatedLags.length > 0) continue;
    const terms = { ...endTerms(instance, run.schedule), setupTime: run.setupSeconds };
    best = Math.min(best, objectiveOf(problem.objective, terms));
  }
  return { bound, best };
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function machineShop(seconds: readonly number[], orders: readonly object[], objective: object): Input {
  return {
    resources: [{ type: 'machine', id: 'm' }],
    cards: seconds.map((durationSeconds, at) => ({
      id: `c${at}`,
      operations: [{ id: 'do', modes: [{ durationSeconds, demands: [{ resource: 'm' }] }] }],
    })),
    orders: seconds.map((_, at) => ({ id: `q${at}`, card: `c${at}`, ...orders[at] })),
    objective,
  };
}

test('flow time on one machine: shortest first', () => {
  // 2 + (2 + 3) + (2 + 3 + 5) = 17.
  expect(boundAndBest(machineShop([5, 2, 3], [{}, {}, {}], { flowTime: 1 }))).toEqual({ bound: 17, best: 17 });
});

test('tardiness by layers of weight', () => {
  // All due at 4, lengths 4: ends 4, 8, 12. Layer 1 of all three: 0 + 4 + 8. Two more for the heavy one alone: 0. So 12,
  // and the heavy one first attains it.
  const orders = [{ due: 4, priority: 3 }, { due: 4 }, { due: 4 }];
  expect(boundAndBest(machineShop([4, 4, 4], orders, { tardiness: 1 }))).toEqual({ bound: 12, best: 12 });
  // Two heavy ones: 12 of the first layer and 2 * (0 + 4) of the second.
  const heavier = [{ due: 4, priority: 3 }, { due: 4, priority: 3 }, { due: 4 }];
  expect(boundAndBest(machineShop([4, 4, 4], heavier, { tardiness: 1 }))).toEqual({ bound: 20, best: 20 });
});

function randomShop(rng: Rng): Input {
  const pick = <Item>(items: readonly Item[]): Item => items[rng.below(items.length)];
  const calendars = rng.float() < 0.4 ? ['shift'] : [];
  const resources = [
    { type: 'machine', id: 'r0', calendars },
    pick([
      { type: 'pool', id: 'r1', capacity: 2 },
      { type: 'batch-oven', id: 'r1', capacity: 2 },
      { type: 'workers', id: 'r1', workers: [{ id: 'a' }, { id: 'b' }] },
      { type: 'conveyor-oven', id: 'r1', capacity: 3, entrySeconds: 1 },
    ]),
  ];
  const mode = () => ({
    durationSeconds: 1 + rng.below(9),
    demands: [{ resource: pick(['r0', 'r0', 'r1']), amount: 1 }],
  });
  const cards = [0, 1, 2, 3, 4].map((at) => ({
    id: `c${at}`,
    operations: ['x', 'y'].slice(0, at === 0 ? 2 : 1).map((id, place) => ({
      ...{ id, after: place === 0 ? [] : [{ operation: 'x' }] },
      modes: rng.float() < 0.3 ? [mode(), mode()] : [mode()],
      pausable: calendars.length > 0 && rng.float() < 0.5,
    })),
  }));
  return {
    calendars: [
      {
        id: 'shift',
        dayTypes: [
          {
            id: 'day',
            shifts: [
              { id: 's', from: 5, to: 20 },
              { id: 't', from: 30, to: 80_000 },
            ],
          },
        ],
        week: Object.fromEntries(
          ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, 'day']),
        ),
      },
    ],
    resources,
    cards,
    orders: cards.map(({ id }) => ({
      ...{ id, card: id, priority: pick([0, 1, 2.5, 4]), release: rng.below(2) * rng.below(6) },
      ...(rng.float() < 0.8 && { due: rng.below(30) }),
    })),
    objective: { makespan: rng.below(2), tardiness: rng.below(3), flowTime: 0.5 * rng.below(2) + 0.25 },
  } as Input;
}

test('no bound lies above the best of all orders', () => {
  let near = 0;
  for (let seed = 1; seed <= Number(process.env.TAKT_CASES ?? 60); seed += 1) {
    const { bound, best } = boundAndBest(randomShop(new Rng(seed)));
    expect(bound, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-6);
    if (bound > 0.9 * best) near += 1;
  }
  expect(near).toBeGreaterThan(5);
});
