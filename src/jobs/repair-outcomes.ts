/** Outcomes of repairs in the database: reported once for a plan, and given to every later repair as its history. */
import { z } from 'zod';
import { TaktError } from '../../models/errors.ts';
import { preview, problemError } from '../../models/input-problems.ts';
import type { PlanRequest } from '../../models/plan-request.ts';
import type { RepairDispatchPlan } from '../../models/repair.ts';
import { longestHistory, RepairOutcome, type RepairOutcomeReport } from '../../models/repair-learning.ts';
import { audit, type Origin } from '../access/audit.ts';
import type { Database, Queryable } from '../db/database.ts';
import { isEnded, type PlanState } from './plan-view.ts';

/** Newest outcomes that a repair learns from: conditions of years ago would say little of today's. */
export const learnedOutcomes = 1000;

export const KeptOutcome = z
  .object({
    planId: z.uuid().describe('plan whose option was carried out'),
    reportedAt: z.iso.datetime(),
    ...RepairOutcome.shape,
  })
  .describe('the report, and the features of the option as the plan has them');
export type KeptOutcome = z.infer<typeof KeptOutcome>;

interface OutcomeRow {
  plan_id: string;
  outcome: RepairOutcome;
  created_at: Date;
}

interface PlanRow {
  kind: string;
  mode: string | null;
  state: PlanState;
  options: Pick<RepairDispatchPlan['options'][number], 'name' | 'features'>[] | null;
}

const columns = 'plan_id, outcome, created_at';

export class RepairOutcomes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Keeps what became of a plan. The same report again changes nothing, so that a caller who lost the answer may repeat it.
   * @returns undefined where there is no such plan.
   * @throws TaktError `outcome-not-taken` (not an ended repair of a shift), `inconsistent-request` (the plan has no such
   *   option), `outcome-exists` (another one was reported before).
   */
  async keep(
    tenant: string,
    planId: string,
    report: RepairOutcomeReport,
    origin?: Origin,
  ): Promise<{ kept: KeptOutcome; isNew: boolean } | undefined> {
    return this.#database.transaction(async (transaction) => {
      const plan = await readPlan(transaction, tenant, planId);
      if (!plan) return undefined;
      const outcome: RepairOutcome = { ...report, features: featuresOf(planId, plan, report.option) };
      const inserted = await transaction.query<OutcomeRow>(
        `insert into takt.repair_outcomes (plan_id, outcome) values ($1, $2)
         on conflict (plan_id) do nothing returning ${columns}`,
        [planId, JSON.stringify(outcome)],
      );
      if (inserted.rows.length > 0) {
        if (origin) await audit(transaction, { ...origin, action: 'outcome.reported', subject: `plan/${planId}` });
        return { kept: toKept(inserted.rows[0]), isNew: true };
      }
      const { rows } = await transaction.query<OutcomeRow>(
        `select ${columns} from takt.repair_outcomes where plan_id = $1`,
        [planId],
      );
      const kept = toKept(rows[0]);
      if (!isSame(kept, report))
        throw new TaktError('outcome-exists', `plan ${planId} has another outcome, reported at ${kept.reportedAt}`);
      return { kept, isNew: false };
    });
  }

  /** Those of a tenant, newest first. */
  async list(tenant: string, limit: number): Promise<KeptOutcome[]> {
    const { rows } = await this.#database.query<OutcomeRow>(
      `select ${columns} from takt.repair_outcomes as outcomes
       where exists (select from takt.plans where id = plan_id and tenant = $2)
       order by created_at desc, plan_id desc limit $1`,
      [limit, tenant],
    );
    return rows.map(toKept);
  }

  /**
   * A repair of a shift with the kept outcomes before those that it brings itself; any other request as it is. A request
   * is so before it is stored, and can be run again from what is stored.
   */
  async addTo(tenant: string, request: PlanRequest): Promise<PlanRequest> {
    return this.readOnce().addTo(tenant, request);
  }

  /** Gives many requests of one tenant, which came together, what is kept when the first of them asks. */
  readOnce(): Pick<RepairOutcomes, 'addTo'> {
    let reading: Promise<KeptOutcome[]> | undefined;
    return {
      addTo: (tenant, request) =>
        addHistory(request, () => {
          reading ??= this.list(tenant, learnedOutcomes);
          return reading;
        }),
    };
  }
}

async function addHistory(request: PlanRequest, read: () => Promise<readonly KeptOutcome[]>): Promise<PlanRequest> {
  if (request.kind !== 'repair' || request.problem.mode !== 'dispatch') return request;
  const kept = await read();
  const outcomes = kept.toReversed().map(({ planId: _, reportedAt: __, ...outcome }) => outcome);
  const history = [...outcomes, ...request.problem.history].slice(-longestHistory);
  return { ...request, problem: { ...request.problem, history } };
}

async function readPlan(transaction: Queryable, tenant: string, planId: string): Promise<PlanRow | undefined> {
  // Names and features only: the plans of all options may be megabytes.
  const { rows } = await transaction.query<PlanRow>(
    `select kind, state, plan->>'mode' as mode,
       (select jsonb_agg(jsonb_build_object('name', option->'name', 'features', option->'features'))
        from jsonb_array_elements(case jsonb_typeof(plan->'options') when 'array' then plan->'options' end) as option)
         as options
     from takt.plans where id = $1 and tenant = $2`,
    [planId, tenant],
  );
  return rows[0];
}

function featuresOf(planId: string, plan: PlanRow, option: RepairOutcomeReport['option']): RepairOutcome['features'] {
  const { kind, mode, state, options } = plan;
  if (kind !== 'repair' || (mode !== null && mode !== 'dispatch'))
    throw notTaken(
      `plan ${planId} is of kind ${kind}${mode ? `, mode ${mode}` : ''}; outcomes are those of repairs of a shift`,
    );
  if (!isEnded(state)) throw notTaken(`plan ${planId} has not ended: it is ${state}`);
  if (!options) throw notTaken(`plan ${planId} found nothing that could have been carried out`);
  const chosen = options.find(({ name }) => name === option);
  if (chosen) return chosen.features;
  const names = options.map(({ name }) => name).join(', ');
  throw problemError('inconsistent-request', [
    {
      pointer: '/option',
      rule: 'known-option',
      message: `plan ${planId} has no option "${option}"`,
      received: preview(option),
      remedy: `name the option that was carried out: ${names}`,
    },
  ]);
}

const notTaken = (message: string): TaktError => new TaktError('outcome-not-taken', message);

function toKept(row: OutcomeRow): KeptOutcome {
  return { planId: row.plan_id, reportedAt: row.created_at.toISOString(), ...row.outcome };
}

/** The features are the plan's in either case. */
function isSame(kept: KeptOutcome, report: RepairOutcomeReport): boolean {
  const fields = Object.keys(report) as (keyof RepairOutcomeReport)[];
  return fields.every((field) => kept[field] === report[field]);
}
