/** Echelon base-stock levels of a serial system under continuous review with back orders. */
import type { LatticeDemand } from './lattice-demand.ts';

export interface SerialStage {
  /** h_j > 0: what holding a unit here costs more than holding it at the next stage upstream, per unit and time. */
  readonly echelonHoldingCost: number;
  /** Demand during the stage's lead time. */
  readonly demand: LatticeDemand;
}

export interface SerialSystem {
  /** Stage 1, which faces the demand, first; all demands on one step. */
  readonly stages: readonly SerialStage[];
  /** p: per unit back-ordered and time. */
  readonly stockoutCost: number;
  /** Demand comes in whole steps: levels are then whole steps too. */
  readonly discrete: boolean;
  /** Levels to evaluate; missing: the best ones. */
  readonly echelonBaseStock?: readonly number[];
}

export interface SerialLevels {
  /** S_j, echelon levels: stock at stage j, below it and on the way there, less back orders, plus what j has on order. */
  readonly echelonBaseStock: readonly number[];
  readonly costPerTime: number;
  /** Of the last stage, all others as above: C_N around its level. */
  readonly outermostCost: (level: number) => number;
}

/** A convex-like function on lattice points first..first + n - 1, straight beyond both ends. */
interface StageCost {
  readonly step: number;
  readonly first: number;
  readonly values: Float64Array;
  readonly slopeBelow: number;
  readonly slopeAbove: number;
}

/**
 * With G_0(x) = (p + h_1 + ... + h_N) x^-:
 * C_j(y) = E[h_j (y - D_j) + G_{j-1}(y - D_j)], S_j = argmin C_j, G_j(x) = C_j(min(S_j, x)); the cost is C_N(S_N).
 * @see Chen and Zheng (1994), Lower bounds for multi-echelon stochastic inventory systems, Management Science 40(11):1426-1443;
 *   Clark and Scarf (1960), Management Science 6(4):475-490; Snyder and Shen (2019), Fundamentals of Supply Chain Theory,
 *   section 6.2.
 */
export function serialRecursion(system: SerialSystem): SerialLevels {
  const { stages, stockoutCost, discrete, echelonBaseStock } = system;
  const penalty = stages.reduce((sum, { echelonHoldingCost }) => sum + echelonHoldingCost, stockoutCost);
  const step = stages[0].demand.step;
  let shortage: StageCost = {
    step,
    first: 0,
    values: Float64Array.of(0),
    slopeBelow: -penalty,
    slopeAbove: 0,
  };
  const levels: number[] = [];
  let cost = shortage;
  stages.forEach((stage, j) => {
    cost = costOfLevel(stage, shortage);
    const level = echelonBaseStock ? echelonBaseStock[j] : lowestPoint(cost, discrete);
    levels.push(level);
    shortage = heldAt(cost, level);
  });
  const outermost = cost;
  return {
    echelonBaseStock: levels,
    costPerTime: at(outermost, levels[levels.length - 1]),
    outermostCost: (level) => at(outermost, level),
  };
}

/** C_j on all levels between "certainly all short" and "certainly none": beyond, it is straight. */
function costOfLevel({ echelonHoldingCost, demand }: SerialStage, shortage: StageCost): StageCost {
  const { step, weights } = demand;
  const first = shortage.first + demand.first;
  const values = new Float64Array(shortage.values.length + weights.length - 1);
  // G_{j-1} on all the points that a level in range can leave.
  const lowest = shortage.first - (weights.length - 1);
  const reach = Float64Array.from({ length: shortage.values.length + 2 * (weights.length - 1) }, (_, k) =>
    at(shortage, (lowest + k) * step),
  );
  let meanDemand = 0;
  for (let d = 0; d < weights.length; d++) meanDemand += weights[d] * (demand.first + d) * step;
  for (let k = 0; k < values.length; k++) {
    const top = k + weights.length - 1;
    let expected = 0;
    for (let d = 0; d < weights.length; d++) expected += weights[d] * reach[top - d];
    values[k] = echelonHoldingCost * ((first + k) * step - meanDemand) + expected;
  }
  return {
    step,
    first,
    values,
    slopeBelow: shortage.slopeBelow + echelonHoldingCost,
    slopeAbove: shortage.slopeAbove + echelonHoldingCost,
  };
}

/** Between lattice points by the parabola through the three nearest: C is as smooth as the demand's distribution. */
function at({ step, first, values, slopeBelow, slopeAbove }: StageCost, level: number): number {
  const place = level / step - first;
  const last = values.length - 1;
  if (place <= 0) return values[0] + slopeBelow * place * step;
  if (place >= last) return values[last] + slopeAbove * (place - last) * step;
  const nearest = Math.round(place);
  const away = place - nearest;
  // Whole to rounding: the point itself, so that levels on the lattice carry no sums of three.
  if (Math.abs(away) < 1e-9) return values[nearest];
  const middle = Math.max(1, Math.min(last - 1, nearest));
  if (last < 2) return values[0] + place * (values[last] - values[0]);
  const from = place - middle;
  const [left, centre, right] = [values[middle - 1], values[middle], values[middle + 1]];
  return centre + (from * (right - left)) / 2 + (from ** 2 * (left - 2 * centre + right)) / 2;
}

/** The least lattice point of least cost, or the lowest point of the parabola through it and its neighbours. */
function lowestPoint({ step, first, values }: StageCost, discrete: boolean): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] < values[best]) best = k;
  if (discrete || best === 0 || best === values.length - 1) return (first + best) * step;
  const [left, middle, right] = [values[best - 1], values[best], values[best + 1]];
  const curvature = left - 2 * middle + right;
  return (first + best + (curvature > 0 ? (left - right) / (2 * curvature) : 0)) * step;
}

/** G_j(x) = C_j(min(level, x)), on lattice points from below both the level and C's own first. */
function heldAt(cost: StageCost, level: number): StageCost {
  const held = at(cost, level);
  const { step, slopeBelow } = cost;
  const first = Math.min(cost.first, Math.floor(level / step));
  const last = Math.max(first, Math.ceil(level / step - 1e-9));
  const values = Float64Array.from({ length: last - first + 1 }, (_, k) =>
    (first + k) * step >= level ? held : at(cost, (first + k) * step),
  );
  return { step, first, values, slopeBelow, slopeAbove: 0 };
}

/**
 * Local base-stock levels that do the same: with S'_j = min of S_j, ..., S_N, stage 1 holds S'_1, stage j holds S'_j - S'_{j-1}.
 * @see Snyder and Shen (2019), section 6.2.2.
 */
export function localBaseStock(echelonBaseStock: readonly number[]): number[] {
  const effective = [...echelonBaseStock];
  for (let j = effective.length - 2; j >= 0; j--) effective[j] = Math.min(effective[j], effective[j + 1]);
  return effective.map((level, j) => (j === 0 ? level : level - effective[j - 1]));
}
