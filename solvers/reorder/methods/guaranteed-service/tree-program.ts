/** The dynamic programme of Graves and Willems for service times on a forest. */
import type { DenseNetwork, ServiceRange } from './network.ts';

export interface ServiceTimes {
  readonly cost: number;
  /** S of each stage: what it promises downstream. */
  readonly outbound: Int32Array;
  /** SI of each stage: when all its inputs are there. */
  readonly inbound: Int32Array;
}

interface Neighbour {
  readonly stage: number;
  readonly downstream: boolean;
}

/**
 * Least cost of service times within `ranges` that respect S_i <= SI_j on the arcs of the forest.
 * Every stage hands its parent either F(S), the least cost of its subtree for outbound time S (parent downstream: the
 * parent waits SI >= S), or G(SI) for inbound time SI (parent upstream: SI >= the parent's S).
 * @returns undefined where the ranges leave nothing.
 * @see Graves and Willems (2000), Optimizing strategic safety stock placement in supply chains, Manufacturing & Service
 *   Operations Management 2(1):68-83, section 4.
 */
export function treeProgram(network: DenseNetwork, ranges: readonly ServiceRange[]): ServiceTimes | undefined {
  const count = ranges.length;
  const neighbours: Neighbour[][] = ranges.map(() => []);
  for (const { from, to } of network.forest) {
    neighbours[from].push({ stage: to, downstream: true });
    neighbours[to].push({ stage: from, downstream: false });
  }
  const horizon = 1 + Math.max(...ranges.map(({ mostOut, mostIn }) => Math.max(mostOut, mostIn)));
  const tables = ranges.map(() => new StageTable(horizon));
  const outbound = new Int32Array(count);
  const inbound = new Int32Array(count);
  const parent = new Int32Array(count).fill(-2);
  let cost = 0;
  for (let root = 0; root < count; root++) {
    if (parent[root] !== -2) continue;
    const order = rootedOrder(root, neighbours, parent);
    for (const stage of order.toReversed()) {
      const up = neighbours[stage].find((neighbour) => neighbour.stage === parent[stage]);
      const table = tables[stage];
      table.fill(network, stage, ranges[stage], up?.downstream ?? true);
      if (up) table.handTo(tables[up.stage], up.downstream);
    }
    const best = tables[root].best();
    if (!(tables[root].least[best] < Infinity)) return undefined;
    cost += tables[root].least[best];
    for (const stage of order) {
      const up = neighbours[stage].find((neighbour) => neighbour.stage === parent[stage]);
      const table = tables[stage];
      const limit = up ? (up.downstream ? inbound[up.stage] : outbound[up.stage]) : best;
      const own = up ? table.bestWithin(limit, up.downstream) : best;
      const other = table.choice[own];
      const byOutbound = up?.downstream ?? true;
      outbound[stage] = byOutbound ? own : other;
      inbound[stage] = byOutbound ? other : own;
    }
  }
  return { cost, outbound, inbound };
}

/** Stages of a component, each after its parent. */
function rootedOrder(root: number, neighbours: readonly (readonly Neighbour[])[], parent: Int32Array): number[] {
  const order = [root];
  parent[root] = -1;
  for (let at = 0; at < order.length; at++)
    for (const { stage } of neighbours[order[at]])
      if (parent[stage] === -2) {
        parent[stage] = order[at];
        order.push(stage);
      }
  return order;
}

/** What a stage knows of its subtree: costs that its children add by its S and by its SI, and its own table. */
class StageTable {
  /** Least cost of the children downstream by this stage's S, and of those upstream by its SI. */
  readonly byOutbound: Float64Array;
  readonly byInbound: Float64Array;
  /** F(S) or G(SI), and the SI or S that goes with it. */
  readonly least: Float64Array;
  readonly choice: Int32Array;

  constructor(horizon: number) {
    this.byOutbound = new Float64Array(horizon);
    this.byInbound = new Float64Array(horizon);
    this.least = new Float64Array(horizon).fill(Infinity);
    this.choice = new Int32Array(horizon);
  }

  /** Computes F by S when `tableByOutbound`, else G by SI. */
  fill(network: DenseNetwork, stage: number, range: ServiceRange, tableByOutbound: boolean): void {
    const leadTime = network.leadTime[stage];
    const factor = network.costFactor[stage];
    for (let waits = range.leastIn; waits <= range.mostIn; waits++) {
      const upstream = this.byInbound[waits];
      const most = Math.min(range.mostOut, waits + leadTime);
      for (let promised = range.leastOut; promised <= most; promised++) {
        const cost = factor * Math.sqrt(waits + leadTime - promised) + upstream + this.byOutbound[promised];
        const at = tableByOutbound ? promised : waits;
        if (cost < this.least[at]) {
          this.least[at] = cost;
          this.choice[at] = tableByOutbound ? waits : promised;
        }
      }
    }
  }

  /** Adds the least cost of this subtree to the parent's, by the parent's SI (which is at least S) or S (at most SI). */
  handTo(parent: StageTable, parentDownstream: boolean): void {
    let least = Infinity;
    const last = this.least.length - 1;
    for (let k = 0; k <= last; k++) {
      const at = parentDownstream ? k : last - k;
      least = Math.min(least, this.least[at]);
      if (parentDownstream) parent.byInbound[at] += least;
      else parent.byOutbound[at] += least;
    }
  }

  best(): number {
    return this.bestWithin(this.least.length - 1, true);
  }

  /** The best own time up to `limit` (parent downstream), or from `limit` on. */
  bestWithin(limit: number, parentDownstream: boolean): number {
    let best = limit;
    const [from, to] = parentDownstream ? [0, limit] : [limit, this.least.length - 1];
    for (let at = from; at <= to; at++) if (this.least[at] < this.least[best]) best = at;
    return best;
  }
}
