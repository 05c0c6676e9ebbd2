/**
 * The volume plan as an integer programme. Whole pieces are asked of ways and periods only: with these fixed, the rest is a
 * network, whose best flows are whole by themselves.
 *
 * Classes of a few orders have a column for each order and period (a transportation problem); larger ones have stock and
 * backlog by period, so that their size does not depend on the number of orders.
 */
import type { MilpModel } from '../../milp/milp.ts';
import { ModelBuilder } from '../../milp/model.ts';
import { type DemandClass, demandClasses } from './classes.ts';
import { type VolumeCosts, type VolumeProblem, type VolumeRow, waysOfProducts } from './problem.ts';

/** Orders in a class from which on stock and backlog make the smaller model: three columns and a row by period. */
const leastOrdersOfFlow = 4;

interface FlowColumns {
  readonly supply: number;
  readonly stock: number;
  readonly backlog: number;
  readonly due: Int32Array;
}

export class VolumeModel {
  readonly model: MilpModel;
  /** Cost of the demands that are in no class, since they are released after the horizon. */
  readonly constant: number;
  readonly #problem: VolumeProblem;
  readonly #costs: VolumeCosts;
  readonly #builder = new ModelBuilder();
  /** First column of each way, product's supply row, demand and class. */
  readonly #wayColumns: Int32Array;
  readonly #supplyRows: Int32Array;
  readonly #demandColumns: Int32Array;
  readonly #flows = new Map<DemandClass, FlowColumns>();
  readonly #classOf = new Map<number, DemandClass>();

  constructor(problem: VolumeProblem, costs: VolumeCosts) {
    this.#problem = problem;
    this.#costs = costs;
    this.#wayColumns = new Int32Array(problem.ways.length).fill(-1);
    this.#supplyRows = new Int32Array(problem.products).fill(-1);
    this.#demandColumns = new Int32Array(problem.demands.length).fill(-1);
    const classes = demandClasses(problem, costs);
    for (const group of classes) for (const demand of group.demands) this.#classOf.set(demand, group);
    this.#addWays(classes);
    for (const group of classes) {
      if (group.demands.length < leastOrdersOfFlow) this.#addTransport(group);
      else this.#addFlow(group);
    }
    this.#addCapacity();
    this.model = this.#builder;
    this.constant = problem.demands.reduce(
      (sum, demand, at) => sum + (this.#classOf.has(at) ? 0 : demand.quantity * costs.unmet(demand)),
      0,
    );
  }

  /** Pieces at [way * periods + period] of a solution of the programme or of its relaxation. */
  production(values: ArrayLike<number>): Float64Array {
    const { ways, periods } = this.#problem;
    const made = new Float64Array(ways.length * periods);
    for (let way = 0; way < ways.length; way++) {
      if (this.#wayColumns[way] < 0) continue;
      for (let period = 0; period < periods; period++)
        made[way * periods + period] = values[this.#wayColumns[way] + period];
    }
    return made;
  }

  /** The values that a plan has in the programme: where a search begins. */
  valuesOf(rows: readonly VolumeRow[], unmet: Int32Array): Float64Array {
    const { periods } = this.#problem;
    const values = new Float64Array(this.model.columns.length);
    for (const { demand, way, period, quantity } of rows) {
      values[this.#wayColumns[way] + period] += quantity;
      const flow = this.#flows.get(this.#classOf.get(demand)!);
      values[(flow ? flow.supply : this.#demandColumns[demand]) + period] += quantity;
    }
    for (const [demand, column] of this.#demandColumns.entries())
      if (column >= 0) values[column + periods] = unmet[demand];
    for (const { supply, stock, backlog, due } of this.#flows.values()) {
      let ahead = 0;
      for (let period = 0; period < periods; period++) {
        ahead += values[supply + period] - due[period];
        values[stock + period] = Math.max(0, ahead);
        values[backlog + period] = Math.max(0, -ahead);
      }
    }
    return values;
  }

  /** A column by way and period, and the row in which a product's pieces go to its classes. */
  #addWays(classes: readonly DemandClass[]): void {
    const { periods, demands } = this.#problem;
    const ways = waysOfProducts(this.#problem);
    const wanted = new Float64Array(this.#problem.products);
    for (const group of classes) for (const demand of group.demands) wanted[group.product] += demands[demand].quantity;
    for (const [product, total] of wanted.entries()) {
      if (total === 0) continue;
      this.#supplyRows[product] = this.#builder.rows.length;
      for (let period = 0; period < periods; period++) this.#builder.addRow({ lower: 0, upper: 0 });
      for (const way of ways[product]) {
        this.#wayColumns[way] = this.#builder.columns.length;
        for (let period = 0; period < periods; period++) {
          const upper = Math.min(total, this.#roomAlone(way, period));
          const rows = [this.#supplyRows[product] + period];
          this.#builder.addColumn({ upper, integer: true, rows, coefficients: [1] });
        }
      }
    }
  }

  /** Pieces of a way that fit into an empty period. */
  #roomAlone(way: number, period: number): number {
    const { ways, capacity, periods } = this.#problem;
    let room = Infinity;
    for (const { resource, seconds } of ways[way].load)
      if (seconds > 0)
        room = Math.min(room, Math.floor((capacity[resource * periods + period] / seconds) * (1 + 1e-9)));
    return Math.max(0, room);
  }

  #addTransport({ product, demands }: DemandClass): void {
    const { periods } = this.#problem;
    for (const index of demands) {
      const demand = this.#problem.demands[index];
      const row = this.#builder.addRow({ lower: demand.quantity, upper: demand.quantity });
      this.#demandColumns[index] = this.#builder.columns.length;
      for (let period = 0; period < periods; period++) {
        this.#builder.addColumn({
          cost: this.#costs.piece(demand, period),
          upper: period < demand.releasePeriod ? 0 : demand.quantity,
          rows: [row, this.#supplyRows[product] + period],
          coefficients: [1, -1],
        });
      }
      this.#builder.addColumn({ cost: this.#costs.unmet(demand), rows: [row], coefficients: [1] });
    }
  }

  #addFlow(group: DemandClass): void {
    const { periods } = this.#problem;
    const due = new Int32Array(periods);
    const released = new Int32Array(periods);
    for (const index of group.demands) {
      const demand = this.#problem.demands[index];
      due[this.#costs.due(demand)] += demand.quantity;
      released[Math.max(0, demand.releasePeriod)] += demand.quantity;
    }
    const rows = Array.from(due, (pieces) => this.#builder.addRow({ lower: pieces, upper: pieces }));
    const supply = this.#builder.columns.length;
    for (let period = 0; period < periods; period++)
      this.#builder.addColumn({
        rows: [rows[period], this.#supplyRows[group.product] + period],
        coefficients: [1, -1],
      });
    const carried = (period: number, sign: number) => ({
      rows: period + 1 < periods ? [rows[period], rows[period + 1]] : [rows[period]],
      coefficients: period + 1 < periods ? [-sign, sign] : [-sign],
    });
    const stock = this.#builder.columns.length;
    let mayBeAhead = 0;
    for (let period = 0; period < periods; period++) {
      mayBeAhead += released[period] - due[period];
      const upper = period + 1 < periods ? Math.max(0, mayBeAhead) : 0;
      this.#builder.addColumn({ cost: this.#costs.early, upper, ...carried(period, 1) });
    }
    const backlog = this.#builder.columns.length;
    const { unmet, weight } = { unmet: this.#unmetAtEnd(group), weight: group.weight };
    for (let period = 0; period < periods; period++)
      this.#builder.addColumn({ cost: period + 1 < periods ? weight : unmet, ...carried(period, -1) });
    this.#flows.set(group, { supply, stock, backlog, due });
  }

  /** What a piece behind at the end of the horizon costs beside its backlog until then. */
  #unmetAtEnd({ demands, weight }: DemandClass): number {
    const { periods } = this.#problem;
    const any = this.#problem.demands[demands[0]];
    return this.#costs.unmet(any) - (periods - 1 - this.#costs.due(any)) * weight;
  }

  #addCapacity(): void {
    const { resources, periods, ways, capacity } = this.#problem;
    const entries: { columns: number[]; coefficients: number[] }[] = Array.from(
      { length: resources * periods },
      () => ({
        columns: [],
        coefficients: [],
      }),
    );
    for (const [way, { load }] of ways.entries()) {
      if (this.#wayColumns[way] < 0) continue;
      for (const [resource, seconds] of merged(load)) {
        for (let period = 0; period < periods; period++) {
          entries[resource * periods + period].columns.push(this.#wayColumns[way] + period);
          entries[resource * periods + period].coefficients.push(seconds);
        }
      }
    }
    for (const [at, { columns, coefficients }] of entries.entries())
      if (columns.length > 0) this.#builder.addRow({ lower: -Infinity, upper: capacity[at], columns, coefficients });
  }
}

/** Seconds by resource: a way may name one several times. */
function merged(load: readonly { resource: number; seconds: number }[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { resource, seconds } of load) if (seconds > 0) sums.set(resource, (sums.get(resource) ?? 0) + seconds);
  return sums;
}
