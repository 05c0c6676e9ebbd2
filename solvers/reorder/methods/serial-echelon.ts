/** Serial multi-echelon system: levels and cost by exact recursion on a fine lattice. */
import type { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { inWholeUnits, latticeDemandOver, spreadOver } from './serial/lattice-demand.ts';
import { localBaseStock, type SerialLevels, serialRecursion } from './serial/recursion.ts';

export interface SerialEchelonInput {
  /** Stage 1, which faces the demand, first. */
  readonly stages: readonly { readonly echelonHoldingCost: number; readonly leadTime: number }[];
  /** Per unit back-ordered and time. */
  readonly stockoutCost: number;
  /** Per time unit; independent from one to the next. */
  readonly demand: DemandDistribution;
  /** Levels to evaluate; missing: the best ones. */
  readonly echelonBaseStock?: readonly number[];
}

export interface SerialEchelon {
  readonly echelonBaseStock: readonly number[];
  readonly localBaseStock: readonly number[];
  readonly costPerTime: number;
  /** Cost by the level of the outermost stage, the others as above. */
  readonly outermostCost: (level: number) => number;
  /** Quantity between lattice points. */
  readonly step: number;
  /** Whole-unit demand on its own lattice: nothing is approximated. */
  readonly wholeUnits: boolean;
  /** Change of the cost between a lattice of twice the step and this one, a third of it: what the step can still cost. */
  readonly latticeError: number;
}

/** Lattice points per deviation of the least variable lead time, and multiplications at most: some 0.2 s. */
const pointsPerDeviation = 200;
const mostWork = 3e8;

/**
 * The recursion of serial/recursion.ts for the demand of each lead time. Whole-unit demand is exact; other demand is taken on
 * lattices of steps 2 s and s, whose errors go with the square of the step, so that (4 C(s) - C(2 s)) / 3 is free of it.
 */
export function serialEchelon(input: SerialEchelonInput): SerialEchelon {
  const { step, wholeUnits } = latticeOf(input);
  const fine = onStep(input, step, wholeUnits);
  if (wholeUnits) return { ...described(fine), step, wholeUnits, latticeError: 0 };
  const coarse = onStep(input, 2 * step, false);
  const refined = (a: number, b: number) => a + (a - b) / 3;
  const given = input.echelonBaseStock;
  const correction = refined(fine.costPerTime, coarse.costPerTime) - fine.costPerTime;
  const levels = given ?? fine.echelonBaseStock.map((level, j) => refined(level, coarse.echelonBaseStock[j]));
  return {
    ...described({
      echelonBaseStock: levels,
      costPerTime: fine.costPerTime + correction,
      outermostCost: (level) => fine.outermostCost(level) + correction,
    }),
    step,
    wholeUnits,
    latticeError: Math.abs(correction),
  };
}

function described(levels: SerialLevels) {
  return { ...levels, localBaseStock: localBaseStock(levels.echelonBaseStock) };
}

function onStep(input: SerialEchelonInput, step: number, discrete: boolean): SerialLevels {
  const stages = input.stages.map(({ echelonHoldingCost, leadTime }) => ({
    echelonHoldingCost,
    demand: latticeDemandOver(input.demand, leadTime, step),
  }));
  return serialRecursion({ ...input, stages, discrete });
}

/** Step 1 for whole-unit demand; else the finest step whose multiplications are few enough. */
function latticeOf({ demand, stages }: SerialEchelonInput): { step: number; wholeUnits: boolean } {
  const perUnit = distributionOf(demand);
  const spreads = stages.map(({ leadTime }) => spreadOver(demand, leadTime));
  if (inWholeUnits(demand) && multiplications(spreads, 1) <= mostWork) return { step: 1, wholeUnits: true };
  // Demand that never varies: any step will do, its own size keeps figures whole.
  if (perUnit.sd === 0) return { step: Math.max(1, Math.abs(perUnit.mean)) / pointsPerDeviation, wholeUnits: false };
  const shortest = Math.min(...stages.map(({ leadTime }) => leadTime).filter((leadTime) => leadTime > 0), 1e6);
  let step = (perUnit.sd * Math.sqrt(shortest)) / pointsPerDeviation;
  while (multiplications(spreads, step) > mostWork) step *= 1.25;
  return { step, wholeUnits: false };
}

/** Multiplications of the sums over demand of all stages, and of those that add up lead times without a closed sum. */
function multiplications(spreads: readonly number[], step: number): number {
  let range = 0;
  let work = 0;
  for (const spread of spreads) {
    const width = spread / step + 1;
    range += width;
    work += 2 * range * width;
  }
  return work;
}
