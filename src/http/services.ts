/** What the routes need, handed in by the wiring. */
import type { Logger } from 'pino';
import type { PlanRequest } from '../../models/plan-request.ts';
import type { AuditFilter, AuditRow } from '../access/audit.ts';
import type { TenantLimiter } from '../access/limits.ts';
import type { ProgramView } from '../bridge/outbox.ts';
import type { Catalog } from '../catalog/store.ts';
import type { Equipment } from '../equipment/equipment.ts';
import type { Explanations } from '../explanations/explanations.ts';
import type { BatchStore } from '../jobs/batch-store.ts';
import type { Changes } from '../jobs/changes.ts';
import type { PlanStore } from '../jobs/plan-store.ts';
import type { RepairOutcomes } from '../jobs/repair-outcomes.ts';
import type { CheckPlan, SolverPort } from '../jobs/solver-port.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { Identify } from './guard.ts';
import type { SocketLimits } from './socket-limits.ts';
import type { Tls } from './tls.ts';

export interface Readiness {
  readonly ready: boolean;
  /** Part -> `ok`, or a sentence on what is wrong. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface HttpServices {
  readonly store: PlanStore;
  readonly changes: Changes;
  readonly outcomes: RepairOutcomes;
  readonly batches: BatchStore;
  readonly catalog: Catalog;
  readonly explanations: Explanations;
  readonly solver?: SolverPort;
  readonly check: CheckPlan;
  /** A plan as the warm start of its kind; undefined where plans of its mode are no start. */
  readonly resumeFrom: (request: PlanRequest, plan: unknown) => unknown;
  readonly programs: {
    /** Setpoint programs of a plan, with their commands as they stand. */
    ofPlan(planId: string): Promise<ProgramView[]>;
  };
  readonly equipment: Equipment;
  readonly audit: { list(tenant: string, filter: AuditFilter): Promise<AuditRow[]> };
  /** Absent: no tenant has limits. */
  readonly limits?: Pick<TenantLimiter, 'checkSolve' | 'giveBackSolve'>;
  /** Absent: nobody is asked who they are. */
  readonly identify?: Identify;
  readonly webhooks: Webhooks;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Serves plans; without it only health and metrics. */
  readonly api: boolean;
  readonly bodyLimitBytes: number;
  /** Absent: plain HTTP. */
  readonly tls?: Tls;
  /** Default: those of the service; tests are less patient. */
  readonly sockets?: SocketLimits;
  readonly readiness: () => Promise<Readiness>;
  /** Aborted when the service begins to stop. */
  readonly closing: AbortSignal;
}
