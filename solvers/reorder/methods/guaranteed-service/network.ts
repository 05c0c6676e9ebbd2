/** A supply network under guaranteed service, in dense form: net demand, ranges of service times, a spanning forest. */

export interface ServiceStage {
  /** T: whole periods to process at this stage once all inputs are there. */
  readonly leadTime: number;
  /** h: per unit of safety stock and period. */
  readonly holdingCost: number;
  /** Demand of customers at this stage per period. */
  readonly demandMean?: number;
  readonly demandSd?: number;
  /** k: demand of t periods is held to mean t + k sd sqrt(t). */
  readonly safetyFactor: number;
  /** Service time of suppliers outside the network; the stage waits at least so long. 0 when missing. */
  readonly inboundServiceTime?: number;
  /** Longest service time promised downstream; 0 when missing for a stage with customers, else without limit. */
  readonly maxServiceTime?: number;
  /** A service time that is given, not chosen. */
  readonly serviceTime?: number;
}

export interface ServiceArc {
  readonly from: number;
  readonly to: number;
  /** Units of `from` in one unit of `to`; 1 when missing. */
  readonly unitsRequired?: number;
}

export interface ServiceNetwork {
  readonly stages: readonly ServiceStage[];
  readonly arcs: readonly ServiceArc[];
}

/** Ranges of one stage: outbound service time S and inbound service time SI, whole periods. */
export interface ServiceRange {
  readonly leastOut: number;
  readonly mostOut: number;
  readonly leastIn: number;
  readonly mostIn: number;
}

export interface DenseNetwork {
  readonly leadTime: readonly number[];
  /** h k sigma: cost of one stage is this times sqrt(SI + T - S). */
  readonly costFactor: readonly number[];
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly ranges: readonly ServiceRange[];
  readonly arcs: readonly ServiceArc[];
  /** Arcs of a spanning forest, and the others. */
  readonly forest: readonly ServiceArc[];
  readonly extra: readonly ServiceArc[];
}

/** Stages so that every arc points forward; undefined where arcs form a circle. */
export function topologicalOrder(count: number, arcs: readonly ServiceArc[]): number[] | undefined {
  const waiting = new Array<number>(count).fill(0);
  for (const { to } of arcs) waiting[to]++;
  const order = waiting.flatMap((inputs, stage) => (inputs === 0 ? [stage] : []));
  for (let at = 0; at < order.length; at++)
    for (const { from, to } of arcs) if (from === order[at] && --waiting[to] === 0) order.push(to);
  return order.length === count ? order : undefined;
}

/**
 * Net demand of a stage: its customers' and what the stages that it feeds need; deviations add as of independent demands.
 * Longest waits: an input arrives after max(inboundServiceTime, S of the feeding stages), S <= SI + T.
 */
export function denseNetwork({ stages, arcs }: ServiceNetwork): DenseNetwork {
  const order = topologicalOrder(stages.length, arcs);
  if (!order) throw new Error('the arcs of a service network form a circle');
  const mean = stages.map(({ demandMean = 0 }) => demandMean);
  const variance = stages.map(({ demandSd = 0 }) => demandSd ** 2);
  for (const stage of [...order].reverse())
    for (const { from, to, unitsRequired = 1 } of arcs)
      if (to === stage) {
        mean[from] += unitsRequired * mean[stage];
        variance[from] += unitsRequired ** 2 * variance[stage];
      }
  const sd = variance.map(Math.sqrt);
  const mostIn = stages.map(({ inboundServiceTime = 0, serviceTime = 0, leadTime }) =>
    Math.max(inboundServiceTime, serviceTime - leadTime),
  );
  const mostOut = stages.map(() => 0);
  for (const stage of order) {
    const longest = mostIn[stage] + stages[stage].leadTime;
    mostOut[stage] = Math.min(stages[stage].serviceTime ?? limitOf(stages[stage]), longest);
    for (const { from, to } of arcs) if (from === stage) mostIn[to] = Math.max(mostIn[to], mostOut[stage]);
  }
  return {
    leadTime: stages.map(({ leadTime }) => leadTime),
    costFactor: stages.map(({ holdingCost, safetyFactor }, stage) => holdingCost * safetyFactor * sd[stage]),
    mean,
    sd,
    ranges: stages.map(({ inboundServiceTime = 0, serviceTime = 0 }, stage) => ({
      leastOut: serviceTime,
      mostOut: mostOut[stage],
      leastIn: inboundServiceTime,
      mostIn: mostIn[stage],
    })),
    arcs,
    ...spanningForest(stages.length, arcs),
  };
}

function limitOf({ maxServiceTime, demandMean = 0, demandSd = 0 }: ServiceStage): number {
  return maxServiceTime ?? (demandMean > 0 || demandSd > 0 ? 0 : Infinity);
}

function spanningForest(count: number, arcs: readonly ServiceArc[]): { forest: ServiceArc[]; extra: ServiceArc[] } {
  const leader = Array.from({ length: count }, (_, stage) => stage);
  const find = (stage: number): number => {
    let at = stage;
    while (leader[at] !== at) at = leader[at];
    return at;
  };
  const forest: ServiceArc[] = [];
  const extra: ServiceArc[] = [];
  for (const arc of arcs) {
    const [a, b] = [find(arc.from), find(arc.to)];
    if (a === b) extra.push(arc);
    else {
      leader[a] = b;
      forest.push(arc);
    }
  }
  return { forest, extra };
}
