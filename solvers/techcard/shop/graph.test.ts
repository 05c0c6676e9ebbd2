import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { construct } from './construct.ts';
import { MakespanEstimate } from './estimates.ts';
import { ShopGraph } from './graph.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { checkPlan, problemOf, shops } from './testing.ts';

describe('ShopGraph', () => {
  it('has the heads, tails and order after moves that a graph built anew has', () => {
    let moves = 0;
    fc.assert(
      fc.property(fc.oneof(shops(6, 5, 4), shops(5, 4, 3, true)), fc.nat(999), (shop, seed) => {
        const problem = problemOf({ ...shop, tardinessWeight: 0, makespanWeight: 1 });
        const graph = new ShopGraph(problem);
        const rng = new Rng(seed);
        const first = construct(problem, graph.index, rng, 1);
        graph.load(first.order, first.alternatives);
        const neighbourhood = new Neighbourhood(graph, new MakespanEstimate(graph), rng);
        for (let iteration = 1; iteration <= 30; iteration++) {
          neighbourhood.begin(iteration, 0);
          for (let job = 0; job < graph.index.jobs; job++)
            if (problem.jobFrom[job] < problem.jobFrom[job + 1]) neighbourhood.look(problem.jobFrom[job + 1] - 1);
          neighbourhood.end();
          if (neighbourhood.chosen.operation < 0) break;
          neighbourhood.apply(3, 3);
          moves++;
          const anew = new ShopGraph(problem);
          anew.load(graph.order, graph.alternative);
          expect([graph.before, graph.after, graph.length]).toEqual([anew.before, anew.after, anew.length]);
          expect([graph.head, graph.tail, graph.makespan]).toEqual([anew.head, anew.tail, anew.makespan]);
          expect([graph.ready, graph.follow]).toEqual([anew.ready, anew.follow]);
          expect([...graph.order].map((o) => graph.position[o])).toEqual([...graph.order.keys()]);
          checkPlan(shop, graph.head, graph.alternative);
        }
      }),
      { numRuns: 120, seed: 11 },
    );
    expect(moves).toBeGreaterThan(500);
  });
});
