/** Sums a run up. */
import { relativeGap } from '../../models/result.ts';
import { percentile } from '../percentile.ts';
import { type Finding, isAbove } from './judge.ts';
import type { Limits, Row } from './run.ts';

export interface Summary {
  readonly n: number;
  /** Rows with a complete plan. */
  readonly solved: number;
  readonly provenOptimal: number;
  /** Of them, those whose wall time kept the budget; all of them where only iterations were counted. */
  readonly provenWithinBudget: number;
  /** Rows with a plan as good as the reference, proved or not. */
  readonly reachedReference: number;
  /** Over rows that have both plan and reference; null where none has. */
  readonly meanReferenceGap: number | null;
  /** Of the objective to the bound that the solve itself proved, over rows that have both; null where none has. */
  readonly meanGap: number | null;
  readonly maxGap: number | null;
  /** Rows that are known to have no plan, and those of them where that was found. */
  readonly knownInfeasible: number;
  readonly foundInfeasible: number;
  /**
   * Mean of `(objective - criticalPath) / criticalPath`, a fraction, over rows with a plan and a critical path above 0: the
   * usual figure of project scheduling. Absent where no row has one.
   */
  readonly meanCpmDeviation?: number;
  readonly violations: number;
  /** Claims of proof that the reference contradicts. */
  readonly wrongOptimal: number;
  /** Solves that threw. */
  readonly errors: number;
  readonly meanTimeMs: number | null;
  readonly maxTimeMs: number | null;
  /** Processor seconds of a solve. */
  readonly medianCpuS: number | null;
  /** At least 95 % of the solves took no more (nearest rank). */
  readonly p95CpuS: number | null;
  readonly maxCpuS: number | null;
  readonly medianFirstMs: number | null;
  readonly maxFirstMs: number | null;
  /** Greatest resident memory of the whole process, in megabytes of 1 048 576 bytes. */
  readonly peakRssMb: number;
}

export function summarize(
  rows: readonly Row[],
  findings: readonly Finding[],
  limits: Limits,
  peakRssMb: number,
): Summary {
  const gaps = rows.flatMap(({ referenceGap }) => referenceGap ?? []);
  const ownGaps = rows.flatMap(({ objective, lowerBound }) =>
    objective === null ? [] : (relativeGap(objective, lowerBound ?? undefined) ?? []),
  );
  const times = rows.map(({ timeMs }) => timeMs);
  const cpus = rows.map(({ cpuS }) => cpuS);
  const proved = rows.filter(({ found }) => found === 'optimal');
  const firsts = rows.flatMap(({ firstMs }) => firstMs ?? []);
  const deviations = rows.flatMap(({ objective, criticalPath = 0 }) =>
    objective === null || criticalPath <= 0 ? [] : (objective - criticalPath) / criticalPath,
  );
  const hopeless = rows.filter(({ infeasible }) => infeasible);
  const count = (finding: Finding['finding']) => findings.filter((one) => one.finding === finding).length;
  return {
    n: rows.length,
    solved: rows.filter(({ objective }) => objective !== null).length,
    provenOptimal: proved.length,
    provenWithinBudget: proved.filter(({ timeMs }) => limits.timeMs === undefined || timeMs <= limits.timeMs).length,
    reachedReference: rows.filter(
      ({ objective, reference }) => objective !== null && reference !== null && !isAbove(objective, reference),
    ).length,
    meanReferenceGap: mean(gaps),
    meanGap: mean(ownGaps),
    maxGap: greatest(ownGaps),
    knownInfeasible: hopeless.length,
    foundInfeasible: hopeless.filter(({ found }) => found === 'infeasible').length,
    ...(deviations.length === 0 ? {} : { meanCpmDeviation: mean(deviations)! }),
    violations: count('violation'),
    wrongOptimal: count('wrong-optimal'),
    errors: count('error'),
    meanTimeMs: mean(times),
    maxTimeMs: greatest(times),
    medianCpuS: median(cpus),
    p95CpuS: cpus.length === 0 ? null : percentile(cpus, 0.95),
    maxCpuS: greatest(cpus),
    medianFirstMs: median(firsts),
    maxFirstMs: greatest(firsts),
    peakRssMb,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
