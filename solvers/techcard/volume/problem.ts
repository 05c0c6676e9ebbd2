/**
 * The volume-calendar plan: how many pieces of each order are made in each period (a week, say), at which site and in which way,
 * against rough capacity. What is asked, what is answered, and what a piece costs in a period.
 */
import type { StopReason } from '../../../models/result.ts';

export interface VolumeLoad {
  readonly resource: number;
  /** Resource-seconds per piece. */
  readonly seconds: number;
}

/** A way to make a product: at a site, with what a piece takes of the site's resources. */
export interface VolumeWay {
  readonly product: number;
  readonly site: number;
  readonly load: readonly VolumeLoad[];
}

/** An order. A due period outside the horizon counts as the nearest period in it. */
export interface VolumeDemand {
  readonly product: number;
  /** Whole pieces. */
  readonly quantity: number;
  /** First period in which a piece may be made. */
  readonly releasePeriod: number;
  /** Last period in which a piece is in time. */
  readonly duePeriod: number;
  /** Cost of a piece late by a period, not negative. */
  readonly weight: number;
}

export interface VolumeProblem {
  readonly periods: number;
  readonly products: number;
  readonly resources: number;
  readonly sites: number;
  readonly siteOfResource: Int32Array;
  /** Resource-seconds at [resource * periods + period]. */
  readonly capacity: Float64Array;
  readonly ways: readonly VolumeWay[];
  readonly demands: readonly VolumeDemand[];
}

export interface VolumeRow {
  readonly demand: number;
  readonly way: number;
  readonly period: number;
  /** Whole, above 0. */
  readonly quantity: number;
}

export interface VolumeResult {
  /** In order of demand, way and period. */
  readonly rows: readonly VolumeRow[];
  /** Pieces that have no place in the horizon, by demand. */
  readonly unmet: Int32Array;
  /** Weighted piece-periods of lateness of the pieces that have one. */
  readonly late: number;
  /** Piece-periods between the making of pieces and their due periods. */
  readonly early: number;
  /** Resource-seconds used, at [resource * periods + period]. */
  readonly load: Float64Array;
  /** `late`, the cost of unmet pieces, and `early` times the cost of a piece early by a period. */
  readonly objective: number;
  readonly lowerBound: number;
  readonly found: 'optimal' | 'feasible';
  readonly endedBy: StopReason;
  readonly iterations: number;
  readonly milpBackend?: string;
}

/** An unmet piece counts as made so many horizons after the end of this one. */
const unmetHorizons = 10;
/** A piece late by a period, at the least positive weight, costs as much as so many early by one; a power of two adds exactly. */
const earlyPerLate = 1024;

export class VolumeCosts {
  readonly #problem: VolumeProblem;
  /** Cost of a piece early by a period. */
  readonly early: number;
  readonly #leastWeight: number;

  constructor(problem: VolumeProblem) {
    this.#problem = problem;
    const positive = problem.demands.map(({ weight }) => weight).filter((weight) => weight > 0);
    this.#leastWeight = positive.length > 0 ? Math.min(...positive) : 1;
    this.early = this.#leastWeight / earlyPerLate;
  }

  due({ duePeriod }: VolumeDemand): number {
    return Math.max(0, Math.min(this.#problem.periods - 1, duePeriod));
  }

  /** Cost of a piece of the demand in a period in which it may be made. */
  piece(demand: VolumeDemand, period: number): number {
    const late = period - this.due(demand);
    return late > 0 ? late * demand.weight : -late * this.early;
  }

  /** Cost of a piece that is not made; demands without a weight are worth the least weight here. */
  unmet(demand: VolumeDemand): number {
    const { periods } = this.#problem;
    const afterEnd = periods - this.due(demand);
    return afterEnd * demand.weight + unmetHorizons * periods * Math.max(demand.weight, this.#leastWeight);
  }
}

/** Indices of the ways of each product. */
export function waysOfProducts({ products, ways }: VolumeProblem): number[][] {
  const result: number[][] = Array.from({ length: products }, () => []);
  for (const [way, { product }] of ways.entries()) result[product].push(way);
  return result;
}

/** Indices of the demands of each product. */
export function demandsOfProducts({ products, demands }: VolumeProblem): number[][] {
  const result: number[][] = Array.from({ length: products }, () => []);
  for (const [demand, { product, quantity }] of demands.entries()) if (quantity > 0) result[product].push(demand);
  return result;
}
