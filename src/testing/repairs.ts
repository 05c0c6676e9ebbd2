/** Repairs for tests of what becomes of them. */
import { concreteBreakdown } from '../../models/examples/concrete-breakdown.ts';
import { RepairPlanRequest, type RepairPlanRequestInput } from '../../models/plan-request.ts';
import type { RepairOption } from '../../models/repair.ts';
import type { RepairOutcome, RepairOutcomeReport } from '../../models/repair-learning.ts';

/** A broken-down truck, as a caller may write it. */
export function breakdownRequest(history: readonly RepairOutcome[] = []): RepairPlanRequestInput {
  const { problem, ...rest } = concreteBreakdown;
  return { ...rest, problem: { ...problem, history } as RepairPlanRequestInput['problem'], budget: { timeMs: 500 } };
}

export function repairRequest(history: readonly RepairOutcome[] = []): RepairPlanRequest {
  return RepairPlanRequest.parse(breakdownRequest(history));
}

export function reportOf(
  option: RepairOutcomeReport['option'],
  change: Partial<RepairOutcomeReport> = {},
): RepairOutcomeReport {
  return { option, success: true, recoveryMinutes: 45, loss: 12_000.5, quality: 80, ...change };
}

/** Two options, told apart by their features: as much of a plan as the store of outcomes looks at. */
export function repairOptions(): Pick<RepairOption, 'name' | 'features'>[] {
  return (['fewest-changes', 'least-cost'] as const).map((name, index) => ({
    name,
    features: {
      affectedLoads: 3 + index,
      meanPriority: 2,
      riskM3: 48,
      horizonMinutes: 150,
      trucksAvailable: 7,
      meanKm: 12.25,
      fill: 0.875,
      lifetimeSlackMinutes: 31,
      logistics: 4,
      weather: 0.1,
      traffic: 0.3,
      reliability: 0.5,
    },
  }));
}
