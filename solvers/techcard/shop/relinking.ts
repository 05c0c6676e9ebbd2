/**
 * Plans between two plans. Both orders are topological and keep each job's own order, so any weighted mean of the ranks
 * of an operation in the two does too: sorted by it, every pair of operations that both plans order alike stays so, and
 * the others follow the nearer plan. Alternatives that differ come from either plan by lot.
 *
 * @see Peng, Lü and Cheng (2015), Computers & Operations Research 53:154-164, for tabu search with path relinking; they
 *   walk by swaps and mend infeasible plans, which the mean of ranks makes needless.
 */
import type { Rng } from '../../shared/rng.ts';
import type { FirstPlan } from './construct.ts';
import type { StoredPlan } from './graph.ts';

/** @param share - how far to go from `from` to `to`, 0 to 1. */
export function between(from: StoredPlan, to: StoredPlan, share: number, rng: Rng): FirstPlan {
  const operations = from.order.length;
  const rank = new Float64Array(operations);
  for (let at = 0; at < operations; at++) rank[from.order[at]] += (1 - share) * at;
  for (let at = 0; at < operations; at++) rank[to.order[at]] += share * at;
  const order = Int32Array.from({ length: operations }, (_, o) => o);
  order.sort((a, b) => rank[a] - rank[b] || a - b);
  const alternatives = from.alternatives.slice();
  for (let o = 0; o < operations; o++) if (rng.float() < share) alternatives[o] = to.alternatives[o];
  return { order, alternatives };
}

/** Pairs of neighbours in the machines' sequences and alternatives that the second plan does not share. */
export function distance(a: StoredPlan, b: StoredPlan, machineOf: Int32Array): number {
  const followers = followersOf(b, machineOf);
  const own = followersOf(a, machineOf);
  let count = 0;
  for (let o = 0; o < a.order.length; o++) {
    if (a.alternatives[o] !== b.alternatives[o]) count++;
    if (own[o] !== followers[o]) count++;
  }
  return count;
}

function followersOf({ order, alternatives }: StoredPlan, machineOf: Int32Array): Int32Array {
  const followers = new Int32Array(order.length).fill(-1);
  const last = new Map<number, number>();
  for (const o of order) {
    const machine = machineOf[alternatives[o]];
    const previous = last.get(machine);
    if (previous !== undefined) followers[previous] = o;
    last.set(machine, o);
  }
  return followers;
}
