/** Where to hold safety stock in a supply network whose stages quote service times that they always keep. */
import { descended } from './guaranteed-service/descent.ts';
import {
  type DenseNetwork,
  denseNetwork,
  type ServiceNetwork,
  type ServiceRange,
} from './guaranteed-service/network.ts';
import { type ServiceTimes, treeProgram } from './guaranteed-service/tree-program.ts';

export interface StagePlacement {
  /** S: promised to customers and to the stages fed. */
  readonly serviceTime: number;
  /** SI: when the last input is there. */
  readonly inboundServiceTime: number;
  /** SI + T - S: periods whose demand the stage's stock covers. */
  readonly netReplenishmentTime: number;
  readonly demandMean: number;
  readonly demandSd: number;
  readonly safetyStock: number;
  /** Mean and safety stock over the net replenishment time. */
  readonly baseStock: number;
  /** Units in process, on average. */
  readonly pipelineStock: number;
  /** Of the safety stock, per period. */
  readonly cost: number;
}

export interface GuaranteedService {
  readonly stages: readonly StagePlacement[];
  /** Sum of h k sigma sqrt(SI + T - S), per period. */
  readonly costPerTime: number;
  /** Proved; equal to the cost where the search came to its end. */
  readonly lowerBound: number;
  readonly exact: boolean;
  /** Programmes on trees that were solved: 1 where the network is a forest. */
  readonly subproblems: number;
}

/** Two costs this close are one. */
const relativeTolerance = 1e-9;
/** Pairs of service times that all programmes together may look at: some ten seconds. */
const mostWork = 2e9;

/** Pairs (SI, S) of all stages, and what each stage's tables cost besides. */
function programmeWork({ ranges }: DenseNetwork): number {
  return ranges.reduce((sum, { mostIn, mostOut }) => sum + (mostIn + 1) * (mostOut + 1) + 3000, 0);
}

/**
 * Minimises sum of h_j k_j sigma_j sqrt(SI_j + T_j - S_j) over whole service times with S_i <= SI_j on every arc,
 * 0 <= S_j <= SI_j + T_j and the promises to customers. Whole times lose nothing: the objective is concave, and the
 * corners of its polyhedron are whole when lead times and promises are.
 *
 * Forests by dynamic programming; other networks by branch and bound: arcs outside a spanning forest are left out, and
 * where the forest's best times break one (S_i > SI_j = v), the two branches are S_i <= v and SI_j >= v + 1.
 * @param mostSubproblems - programmes on trees to solve at most; the rest of the gap is told by `lowerBound`.
 */
export function guaranteedService(network: ServiceNetwork, mostSubproblems = Infinity): GuaranteedService {
  const dense = denseNetwork(network);
  const affordable = Math.min(mostSubproblems, Math.max(20, Math.min(20_000, mostWork / programmeWork(dense))));
  const open: Branch[] = [];
  let incumbent: ServiceTimes | undefined;
  let subproblems = 0;
  const consider = (ranges: readonly ServiceRange[]) => {
    subproblems++;
    const times = treeProgram(dense, ranges);
    if (!times) return;
    const near = repaired(dense, times);
    // Where the first programme broke no arc there is nothing to improve; later ones start close to the incumbent.
    const feasible = subproblems === 1 && near.cost > times.cost ? descended(dense, near) : near;
    if (!incumbent || feasible.cost < incumbent.cost) incumbent = feasible;
    open.push({ ranges, times });
  };
  consider(dense.ranges);
  let lowerBound = Infinity;
  while (open.length > 0) {
    const branch = takeLeast(open);
    lowerBound = branch.times.cost;
    if (!incumbent || lowerBound >= incumbent.cost * (1 - relativeTolerance)) break;
    if (subproblems >= affordable) break;
    for (const ranges of split(dense, branch)) consider(ranges);
    lowerBound = Infinity;
  }
  if (incumbent && lowerBound < incumbent.cost * (1 - relativeTolerance)) incumbent = descended(dense, incumbent);
  if (!incumbent) throw new Error('no service times: ranges of a service network always leave some');
  const exact = lowerBound >= incumbent.cost * (1 - relativeTolerance);
  return {
    stages: placements(network, dense, incumbent),
    costPerTime: incumbent.cost,
    lowerBound: exact ? incumbent.cost : lowerBound,
    exact,
    subproblems,
  };
}

interface Branch {
  readonly ranges: readonly ServiceRange[];
  readonly times: ServiceTimes;
}

function takeLeast(open: Branch[]): Branch {
  let least = 0;
  for (let at = 1; at < open.length; at++) if (open[at].times.cost < open[least].times.cost) least = at;
  const [branch] = open.splice(least, 1);
  return branch;
}

/** The two halves of a branch at the arc that its times break most. */
function split({ extra }: DenseNetwork, { ranges, times }: Branch): ServiceRange[][] {
  const excess = extra.map(({ from, to }) => times.outbound[from] - times.inbound[to]);
  const worst = excess.indexOf(Math.max(...excess));
  const { from, to } = extra[worst];
  const meeting = times.inbound[to];
  return [
    ranges.with(from, { ...ranges[from], mostOut: Math.min(ranges[from].mostOut, meeting) }),
    ranges.with(to, { ...ranges[to], leastIn: Math.max(ranges[to].leastIn, meeting + 1) }),
  ].filter((half) => half.every(({ leastIn, mostIn, leastOut, mostOut }) => leastIn <= mostIn && leastOut <= mostOut));
}

/** The same promises with every stage waiting for all its inputs: respects all arcs. */
function repaired(dense: DenseNetwork, times: ServiceTimes): ServiceTimes {
  const inbound = dense.ranges.map(({ leastIn }, stage) =>
    Math.max(leastIn, times.outbound[stage] - dense.leadTime[stage]),
  );
  for (const { from, to } of dense.arcs) inbound[to] = Math.max(inbound[to], times.outbound[from]);
  const cost = inbound.reduce(
    (sum, waits, stage) =>
      sum + dense.costFactor[stage] * Math.sqrt(waits + dense.leadTime[stage] - times.outbound[stage]),
    0,
  );
  return { cost, outbound: times.outbound, inbound: Int32Array.from(inbound) };
}

function placements({ stages }: ServiceNetwork, dense: DenseNetwork, times: ServiceTimes): StagePlacement[] {
  return stages.map(({ safetyFactor, holdingCost, leadTime }, stage) => {
    const covered = times.inbound[stage] + leadTime - times.outbound[stage];
    const safetyStock = safetyFactor * dense.sd[stage] * Math.sqrt(covered);
    return {
      serviceTime: times.outbound[stage],
      inboundServiceTime: times.inbound[stage],
      netReplenishmentTime: covered,
      demandMean: dense.mean[stage],
      demandSd: dense.sd[stage],
      safetyStock,
      baseStock: dense.mean[stage] * covered + safetyStock,
      pipelineStock: dense.mean[stage] * leadTime,
      cost: holdingCost * safetyStock,
    };
  });
}
