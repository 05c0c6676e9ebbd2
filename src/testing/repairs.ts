/** Repairs for tests of what becomes of them: as much of a request and its options as the store looks at. */
import type { PlanRequest } from '../../models/plan-request.ts';
import type { RepairOption } from '../../models/repair.ts';
import type { RepairOutcome, RepairOutcomeReport } from '../../models/repair-learning.ts';
import { parsedRequest } from './requests.ts';

/** For the store alone: its problem has a mode and a history and nothing else. */
export function repairRequest(history: readonly RepairOutcome[] = []): PlanRequest {
  const repair: unknown = { ...parsedRequest(), kind: 'repair', problem: { mode: 'dispatch', history } };
  return repair as PlanRequest;
}

export function reportOf(
  option: RepairOutcomeReport['option'],
  change: Partial<RepairOutcomeReport> = {},
): RepairOutcomeReport {
  return { option, success: true, recoveryMinutes: 45, loss: 12_000.5, quality: 80, ...change };
}

/** Two options, told apart by their features. */
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
