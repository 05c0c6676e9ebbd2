/** A volume plan in the making: where the pieces of each demand are made, the capacity that is left, and what it costs. */
import type { VolumeCosts, VolumeProblem, VolumeRow, VolumeWay } from './problem.ts';

/** Rounding noise of sums of loads, relative to the capacity. */
const relativeTolerance = 1e-9;

export interface Batch {
  readonly way: number;
  readonly period: number;
  quantity: number;
}

export class VolumePlan {
  readonly problem: VolumeProblem;
  readonly costs: VolumeCosts;
  readonly load: Float64Array;
  /** Pieces still without a place, by demand. */
  readonly unmet: Int32Array;
  readonly #batches: Batch[][];

  constructor(problem: VolumeProblem, costs: VolumeCosts) {
    this.problem = problem;
    this.costs = costs;
    this.load = new Float64Array(problem.resources * problem.periods);
    this.unmet = Int32Array.from(problem.demands, ({ quantity }) => quantity);
    this.#batches = problem.demands.map(() => []);
  }

  batches(demand: number): readonly Batch[] {
    return this.#batches[demand];
  }

  /** Pieces of a way that still fit into a period. */
  room(way: VolumeWay, period: number): number {
    const { capacity, periods } = this.problem;
    let room = Infinity;
    for (const { resource, seconds } of way.load) {
      if (seconds <= 0) continue;
      const at = resource * periods + period;
      const left = capacity[at] - this.load[at] + relativeTolerance * capacity[at];
      room = Math.min(room, Math.floor(left / seconds));
    }
    return Math.max(0, room);
  }

  put(demand: number, way: number, period: number, quantity: number): void {
    if (quantity === 0) return;
    const batches = this.#batches[demand];
    const same = batches.find((batch) => batch.way === way && batch.period === period);
    if (same) same.quantity += quantity;
    else batches.push({ way, period, quantity });
    this.unmet[demand] -= quantity;
    this.#charge(way, period, quantity);
  }

  /** Takes all pieces of a demand out. @returns them, for `restore`. */
  takeOut(demand: number): Batch[] {
    const batches = this.#batches[demand];
    for (const { way, period, quantity } of batches) this.#charge(way, period, -quantity);
    this.#batches[demand] = [];
    this.unmet[demand] = this.problem.demands[demand].quantity;
    return batches;
  }

  /** Puts back what was taken out; the demand has no pieces in the plan. */
  restore(demand: number, batches: Batch[]): void {
    this.#batches[demand] = batches;
    for (const { way, period, quantity } of batches) {
      this.unmet[demand] -= quantity;
      this.#charge(way, period, quantity);
    }
  }

  #charge(way: number, period: number, quantity: number): void {
    const { periods, ways } = this.problem;
    for (const { resource, seconds } of ways[way].load) this.load[resource * periods + period] += seconds * quantity;
  }

  /** What a demand costs as it is placed. */
  cost(demand: number): number {
    const wanted = this.problem.demands[demand];
    let cost = this.unmet[demand] === 0 ? 0 : this.unmet[demand] * this.costs.unmet(wanted);
    for (const { period, quantity } of this.#batches[demand]) cost += quantity * this.costs.piece(wanted, period);
    return cost;
  }

  copy(): VolumePlan {
    const copy = new VolumePlan(this.problem, this.costs);
    for (const { demand, way, period, quantity } of this.rows()) copy.put(demand, way, period, quantity);
    return copy;
  }

  rows(): VolumeRow[] {
    return this.#batches.flatMap((batches, demand) =>
      batches
        .map(({ way, period, quantity }) => ({ demand, way, period, quantity }))
        .sort((a, b) => a.way - b.way || a.period - b.period),
    );
  }

  /** Lateness, earliness and the objective. */
  value(): { late: number; early: number; objective: number } {
    const { demands } = this.problem;
    let late = 0;
    let early = 0;
    let unmet = 0;
    for (const [at, demand] of demands.entries()) {
      if (this.unmet[at] > 0) unmet += this.unmet[at] * this.costs.unmet(demand);
      for (const { period, quantity } of this.#batches[at]) {
        const after = period - this.costs.due(demand);
        if (after > 0) late += after * demand.weight * quantity;
        else early -= after * quantity;
      }
    }
    return { late, early, objective: late + unmet + early * this.costs.early };
  }
}
