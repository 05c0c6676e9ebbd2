/** Improves service times of a general network one stage at a time. */
import type { DenseNetwork } from './network.ts';
import type { ServiceTimes } from './tree-program.ts';

/** Each pass looks at every time of every stage; a few are enough for most networks. */
const mostPasses = 20;

/**
 * Coordinate descent: the service time of one stage takes its best value, its customers' waits following, until no stage
 * can do better alone. Feasible times stay feasible and never get dearer.
 */
export function descended(network: DenseNetwork, times: ServiceTimes): ServiceTimes {
  const { ranges, leadTime, costFactor } = network;
  const suppliers: number[][] = ranges.map(() => []);
  const customers: number[][] = ranges.map(() => []);
  for (const { from, to } of network.arcs) {
    suppliers[to].push(from);
    customers[from].push(to);
  }
  const outbound = times.outbound.slice();
  const waitOf = (stage: number) => {
    let wait = Math.max(ranges[stage].leastIn, ranges[stage].leastOut - leadTime[stage]);
    for (const supplier of suppliers[stage]) wait = Math.max(wait, outbound[supplier]);
    return wait;
  };
  const costOf = (stage: number) => {
    const covered = waitOf(stage) + leadTime[stage] - outbound[stage];
    return covered < 0 ? Infinity : costFactor[stage] * Math.sqrt(covered);
  };
  const localCost = (stage: number) =>
    customers[stage].reduce((sum, customer) => sum + costOf(customer), costOf(stage));
  for (let pass = 0, better = true; better && pass < mostPasses; pass++) {
    better = false;
    for (let stage = 0; stage < ranges.length; stage++) {
      let kept = outbound[stage];
      let least = localCost(stage);
      const most = Math.min(ranges[stage].mostOut, waitOf(stage) + leadTime[stage]);
      for (let time = ranges[stage].leastOut; time <= most; time++) {
        outbound[stage] = time;
        const cost = localCost(stage);
        if (cost < least - 1e-12 * (1 + least)) {
          least = cost;
          kept = time;
          better = true;
        }
      }
      outbound[stage] = kept;
    }
  }
  const inbound = Int32Array.from(ranges, (_, stage) => waitOf(stage));
  const cost = ranges.reduce((sum, _, stage) => sum + costOf(stage), 0);
  return cost < times.cost ? { cost, outbound, inbound } : times;
}
