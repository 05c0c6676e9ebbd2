/** What the routes need, handed in by the wiring. */
import type { Logger } from 'pino';
import type { ProgramView } from '../bridge/outbox.ts';
import type { Changes } from '../jobs/changes.ts';
import type { PlanStore } from '../jobs/plan-store.ts';
import type { RepairOutcomes } from '../jobs/repair-outcomes.ts';
import type { CheckPlan, SolverPort } from '../jobs/solver-port.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface Readiness {
  readonly ready: boolean;
  /** Part -> `ok`, or a sentence on what is wrong. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface HttpServices {
  readonly store: PlanStore;
  readonly changes: Changes;
  readonly outcomes: RepairOutcomes;
  readonly solver?: SolverPort;
  readonly check: CheckPlan;
  readonly programs: {
    /** Setpoint programs of a plan, with their commands as they stand. */
    ofPlan(planId: string): Promise<ProgramView[]>;
    /** Lets a plan's waiting commands go. @returns how many were waiting. */
    approve(planId: string, by: string): Promise<number>;
  };
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Serves plans; without it only health and metrics. */
  readonly api: boolean;
  readonly bodyLimitBytes: number;
  /** Solves of a caller's stop request in this process, if it is here; a hint for speed. */
  readonly stopHint?: () => void;
  readonly readiness: () => Promise<Readiness>;
  /** Aborted when the service begins to stop. */
  readonly closing: AbortSignal;
}
