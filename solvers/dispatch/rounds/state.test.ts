import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import type { RoundsInstance } from './model.ts';
import { PlaceFinder } from './places.ts';
import { StringRemoval } from './ruin.ts';
import { costOf, isFeasible, startTimes } from './schedule.ts';
import { none, State } from './state.ts';
import { buildTables } from './tables.ts';
import { roundsInstances } from './testing/instances.ts';

const shape = { mostStops: 12, mostTrucks: 3, mostRounds: 3 };

/** All that a state keeps up to date, against what its routes alone tell. */
function expectExact(instance: RoundsInstance, state: State): void {
  const routes = state.routes();
  expect(state.cost).toBeCloseTo(costOf(instance, routes), 6);
  expect(state.trucksUsed).toBe(routes.filter((rounds) => rounds.length > 0).length);
  expect(isFeasible(instance, routes)).toBe(true);
  routes.forEach((rounds, truck) => {
    const times = startTimes(instance, truck, rounds);
    let round = state.firstRound[truck];
    rounds.forEach((nodes, index) => {
      expect(state.back[round]).toBe(times?.[index].back);
      expect(state.load[round]).toBe(nodes.reduce((sum, node) => sum + instance.demand[node], 0));
      round = state.nextRound[round];
    });
  });
}

test('cost, loads and times of a state are those of its routes after any stops went in and out', () => {
  let inserted = 0;
  fc.assert(
    fc.property(roundsInstances(shape), fc.nat(), (instance, seed) => {
      const tables = buildTables(instance);
      const state = new State(tables);
      const rng = new Rng(seed);
      const places = new PlaceFinder(state, rng);
      const removal = new StringRemoval(state, rng);
      for (let turn = 0; turn < 6; turn++) {
        for (let tries = state.absentCount; tries > 0; tries--) {
          const before = state.cost;
          const node = state.takeAbsent(rng.below(state.absentCount));
          if (places.place(node, tables.missCost[node], turn % 2 === 1)) {
            inserted++;
            // It costs less than leaving it out.
            expect(state.cost).toBeLessThan(before + 1e-6);
          } else {
            state.leaveOut(node);
            expect(state.cost).toBeCloseTo(before, 6);
          }
          expectExact(instance, state);
        }
        removal.ruin(1 + rng.below(instance.stops));
        for (let index = 0; index < removal.count; index++) state.leaveOut(removal.removed[index]);
        expectExact(instance, state);
      }
    }),
    { numRuns: 60, seed: 6 },
  );
  expect(inserted).toBeGreaterThan(500);
});

test('the place found is the cheapest that keeps the rules, of all there are', () => {
  let compared = 0;
  fc.assert(
    fc.property(roundsInstances({ ...shape, mostStops: 8 }), (instance) => {
      const tables = buildTables(instance);
      const state = new State(tables);
      const places = new PlaceFinder(state, new Rng(1));
      for (let node = 1; node <= instance.stops; node++) {
        const least = leastAfterInsertion(instance, state.routes(), node);
        state.takeAbsent(state.absentIndex(node));
        const placed = places.place(node, Infinity, false);
        if (!placed) state.leaveOut(node);
        // A round that leaves later for the goods of a stop may be quicker over a detour: such places are passed over.
        if (isMetric(instance)) {
          compared++;
          expect(placed).toBe(least < Infinity);
          if (placed) expect(costOf(instance, state.routes())).toBeCloseTo(least, 6);
        }
      }
    }),
    { numRuns: 150, seed: 7 },
  );
  expect(compared).toBeGreaterThan(150);
});

function isMetric({ stops, durations }: RoundsInstance): boolean {
  const nodes = Array.from({ length: stops + 1 }, (_, node) => node);
  const way = (from: number, to: number) => durations[from * (stops + 1) + to];
  return nodes.every((from) =>
    nodes.every((over) => nodes.every((to) => way(from, to) <= way(from, over) + way(over, to))),
  );
}

function leastAfterInsertion(instance: RoundsInstance, routes: number[][][], node: number): number {
  let least = Infinity;
  const judge = (changed: number[][][]) => {
    if (isFeasible(instance, changed)) least = Math.min(least, costOf(instance, changed));
  };
  routes.forEach((rounds, truck) => {
    for (let index = 0; index <= rounds.length; index++) {
      judge(routes.with(truck, rounds.toSpliced(index, 0, [node])));
      for (let at = 0; index < rounds.length && at <= rounds[index].length; at++)
        judge(routes.with(truck, rounds.with(index, rounds[index].toSpliced(at, 0, node))));
    }
  });
  return least;
}

test('a copy is independent of what it was copied from', () => {
  const instance = fc.sample(roundsInstances(shape), { numRuns: 1, seed: 8 })[0];
  const state = new State(buildTables(instance));
  const copy = new State(state.tables);
  const places = new PlaceFinder(state, new Rng(1));
  for (let tries = state.absentCount; tries > 0; tries--) {
    const node = state.takeAbsent(0);
    if (!places.place(node, Infinity, false)) state.leaveOut(node);
  }
  copy.copyFrom(state);
  const routes = copy.routes();
  const cost = copy.cost;
  for (let node = 1; node <= instance.stops; node++) if (state.roundOf[node] !== none) state.unlink(node);
  expect(copy.routes()).toEqual(routes);
  expect(copy.cost).toBe(cost);
});
