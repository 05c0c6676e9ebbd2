/** The envelope that every plan kind shares. */
import { z } from 'zod';
import { addProblem, Id, Instant, list, refuseDuplicateIds } from './common.ts';
import { DispatchPlan, DispatchProblem, DispatchWarmStart } from './dispatch.ts';
import { checkDispatchWarmStart } from './dispatch-rules.ts';
import { MeltPlan, MeltProblem, MeltWarmStart } from './melt.ts';
import { checkLoadReferences } from './melt-rules.ts';
import { ReorderPlan, ReorderProblem, ReorderWarmStart } from './reorder.ts';
import { checkReorderWarmStart } from './reorder-rules.ts';
import { RepairPlan, RepairProblem, RepairWarmStart } from './repair.ts';
import { TechcardPlan, TechcardProblem, TechcardWarmStart } from './techcard.ts';

export const BudgetRequest = z
  .strictObject({
    timeMs: z.int().min(10).max(3_600_000).default(10_000).describe('wall time for solving, waiting not included'),
    gap: z.number().min(0).max(1).default(0).describe('relative gap that is good enough'),
    seed: z.int().min(0).max(2_147_483_647).default(1),
    deterministic: z
      .boolean()
      .default(false)
      .describe('end by iterations instead of time, so that the same request gives the same plan'),
    maxIterations: z.int().min(0).max(1_000_000_000).optional().describe('search iterations, by kind'),
  })
  .describe('what the solve may use');
export type BudgetRequest = z.infer<typeof BudgetRequest>;

/** Tags of one plan. */
export const mostTags = 20;

/** Iterations of a deterministic solve that names none: a few seconds on ordinary machines. */
export const deterministicIterations = 2000;

export const EquipmentOven = z.strictObject({
  oven: Id.regex(/^[A-Za-z0-9_.-]+$/, 'letters, digits, _ . - only: it is part of an MQTT topic'),
  furnace: Id.describe('furnace of the problem that this oven is; techcard: oven or machine with states'),
  tag: Id.default('temperature'),
  unit: z.string().max(20).default('degC'),
  min: z.number().describe('least setpoint that the oven takes'),
  max: z.number().describe('greatest setpoint that the oven takes'),
  rampPerMin: z.number().gt(0).describe('greatest change of setpoint per minute'),
  tolerance: z.number().gt(0).default(5).describe('verified within this distance of the setpoint'),
  idle: z.number().optional().describe('setpoint after the last heat; absent: keep the last one'),
  approval: z.boolean().default(false).describe('each command waits for a person'),
});
export type EquipmentOven = z.infer<typeof EquipmentOven>;

export const EquipmentRequest = z
  .strictObject({
    site: Id.regex(/^[A-Za-z0-9_.-]+$/, 'letters, digits, _ . - only: it is part of an MQTT topic'),
    ovens: list(EquipmentOven, 50).min(1),
    setpoints: list(
      z.strictObject({
        grade: Id.describe('grade or regime; techcard: state'),
        value: z.number().describe('target in the unit of the oven'),
        dwellMinutes: z.number().min(0).max(10_000).default(10).describe('time within tolerance before it is verified'),
      }),
      200,
    ).min(1),
    latestStartMinutes: z
      .number()
      .gt(0)
      .max(1440)
      .default(30)
      .describe('a command that could not be given so long after its start is not given any more'),
    horizonMinutes: z
      .number()
      .gt(0)
      .optional()
      .describe('only heats that start so soon after the first one become commands; absent: all'),
    rehearsal: z
      .strictObject({
        startAt: Instant.optional().describe('wall time at which the first heat starts; absent: when the plan is kept'),
        speed: z.number().gt(0).max(100_000).describe('plan minutes per wall minute'),
      })
      .optional()
      .describe('run the plan in other time, for simulated ovens'),
  })
  .superRefine((equipment, context) => {
    refuseDuplicateIds(
      context,
      equipment.ovens.map((oven) => ({ id: oven.oven })),
      ['ovens'],
      'oven',
    );
    equipment.ovens.forEach((oven, index) => {
      if (oven.min >= oven.max)
        addProblem(context, ['ovens', index, 'min'], {
          rule: 'min-below-max',
          message: `min ${oven.min} is not below max ${oven.max}`,
          remedy: 'lower min or raise max',
          received: oven.min,
        });
      if (oven.idle !== undefined && (oven.idle < oven.min || oven.idle > oven.max))
        addProblem(context, ['ovens', index, 'idle'], {
          rule: 'idle-within-limits',
          message: `idle ${oven.idle} is outside ${oven.min}..${oven.max}`,
          remedy: "change idle or the oven's limits; takt never clamps",
          received: oven.idle,
        });
    });
  })
  .describe('ovens that get their setpoints from the plan; needs scope equipment:write where keys are on');
export type EquipmentRequest = z.infer<typeof EquipmentRequest>;

const envelope = {
  budget: BudgetRequest.default(BudgetRequest.parse({})),
  equipment: EquipmentRequest.optional(),
  notAfter: Instant.optional().describe('the plan is of no use if its solving has not begun by then'),
  priority: z.int().min(0).max(9).default(5).describe('9 first'),
  tags: z.record(Id, z.string().max(200)).default({}).describe('kept and given back, at most 20'),
};

export const MeltPlanRequest = z
  .strictObject({
    kind: z.literal('melt'),
    problem: MeltProblem,
    warmStart: MeltWarmStart.optional().describe('heats to begin from; the result is never worse'),
    ...envelope,
  })
  .superRefine((request, context) => {
    checkEquipment(request.equipment, meltOvens(request.problem), context);
    checkLoadReferences(context, request.problem, request.warmStart?.heats ?? [], ['warmStart', 'heats']);
    checkTags(request.tags, context);
  });
export type MeltPlanRequest = z.infer<typeof MeltPlanRequest>;
/** As a caller may write it, defaults left out. */
export type MeltPlanRequestInput = z.input<typeof MeltPlanRequest>;

export const TechcardPlanRequest = z
  .strictObject({
    kind: z.literal('techcard'),
    problem: TechcardProblem,
    warmStart: TechcardWarmStart.optional().describe('a plan to begin from; the result is never worse'),
    ...envelope,
  })
  .superRefine((request, context) => {
    checkEquipment(request.equipment, techcardOvens(request.problem), context);
    checkTags(request.tags, context);
  });
export type TechcardPlanRequest = z.infer<typeof TechcardPlanRequest>;
export type TechcardPlanRequestInput = z.input<typeof TechcardPlanRequest>;

export const ReorderPlanRequest = z
  .strictObject({
    kind: z.literal('reorder'),
    problem: ReorderProblem,
    warmStart: ReorderWarmStart.optional(),
    ...envelope,
  })
  .superRefine((request, context) => {
    checkEquipment(request.equipment, noOvens('purchase orders give no setpoints'), context);
    checkReorderWarmStart(request.problem, request.warmStart, ['warmStart'], context);
    checkTags(request.tags, context);
  });
export type ReorderPlanRequest = z.infer<typeof ReorderPlanRequest>;
export type ReorderPlanRequestInput = z.input<typeof ReorderPlanRequest>;

export const DispatchPlanRequest = z
  .strictObject({
    kind: z.literal('dispatch'),
    problem: DispatchProblem,
    warmStart: DispatchWarmStart.optional(),
    ...envelope,
  })
  .superRefine((request, context) => {
    checkEquipment(request.equipment, noOvens('trucks have no setpoints'), context);
    checkDispatchWarmStart(request.problem, request.warmStart, ['warmStart'], context);
    checkTags(request.tags, context);
  });
export type DispatchPlanRequest = z.infer<typeof DispatchPlanRequest>;
export type DispatchPlanRequestInput = z.input<typeof DispatchPlanRequest>;

export const RepairPlanRequest = z
  .strictObject({
    kind: z.literal('repair'),
    problem: RepairProblem,
    warmStart: RepairWarmStart.optional(),
    ...envelope,
  })
  .superRefine((request, context) => {
    checkEquipment(request.equipment, noOvens('options are for people to choose from, and give no setpoints'), context);
    checkTags(request.tags, context);
  });
export type RepairPlanRequest = z.infer<typeof RepairPlanRequest>;
export type RepairPlanRequestInput = z.input<typeof RepairPlanRequest>;

/** Any plan-request. The union grows by a member per kind. */
export const PlanRequest = z.discriminatedUnion('kind', [
  MeltPlanRequest,
  TechcardPlanRequest,
  ReorderPlanRequest,
  DispatchPlanRequest,
  RepairPlanRequest,
]);
export type PlanRequest = z.infer<typeof PlanRequest>;
/** A plan-request as a caller may write it, defaults left out. */
export type PlanRequestInput = z.input<typeof PlanRequest>;

/** The schemas of each kind, for the service's documents and for whoever walks over all kinds. */
export const kindSchemas = {
  melt: { request: MeltPlanRequest, problem: MeltProblem, plan: MeltPlan, warmStart: MeltWarmStart },
  techcard: {
    request: TechcardPlanRequest,
    problem: TechcardProblem,
    plan: TechcardPlan,
    warmStart: TechcardWarmStart,
  },
  reorder: { request: ReorderPlanRequest, problem: ReorderProblem, plan: ReorderPlan, warmStart: ReorderWarmStart },
  dispatch: {
    request: DispatchPlanRequest,
    problem: DispatchProblem,
    plan: DispatchPlan,
    warmStart: DispatchWarmStart,
  },
  repair: { request: RepairPlanRequest, problem: RepairProblem, plan: RepairPlan, warmStart: RepairWarmStart },
} as const;
export type PlanKind = keyof typeof kindSchemas;
export const planKinds = Object.keys(kindSchemas) as PlanKind[];

/** What a problem knows of the ovens that equipment may name. */
interface KnownOvens {
  readonly furnaces: ReadonlySet<string>;
  readonly grades: ReadonlySet<string>;
  /** Why its plan has no times to give setpoints at; absent: it has. */
  readonly untimed?: { readonly message: string; readonly remedy: string };
  mayRun(furnace: string, grade: string): boolean;
}

/** Of plans that no oven follows. */
function noOvens(message: string): KnownOvens {
  return {
    furnaces: new Set(),
    grades: new Set(),
    untimed: { message, remedy: 'leave equipment out' },
    mayRun: () => false,
  };
}

function meltOvens(problem: z.output<typeof MeltProblem>): KnownOvens {
  const gradesOf = new Map(problem.furnaces.map((furnace) => [furnace.id, furnace.grades]));
  return {
    furnaces: new Set(gradesOf.keys()),
    grades: new Set(problem.grades.map((grade) => grade.id)),
    untimed:
      !problem.calendar || problem.spread === false
        ? {
            message: 'heats without a start give no setpoint program',
            remedy: 'add problem.calendar and leave problem.spread on, or leave equipment out',
          }
        : undefined,
    mayRun: (furnace, grade) => gradesOf.has(furnace) && (gradesOf.get(furnace)?.includes(grade) ?? true),
  };
}

function techcardOvens(problem: TechcardProblem): KnownOvens {
  const withStates = problem.resources.filter(({ type }) =>
    (['machine', 'batch-oven', 'conveyor-oven'] as string[]).includes(type),
  );
  const used = new Map(withStates.map(({ id }) => [id, new Set<string>()]));
  for (const card of problem.cards)
    for (const operation of card.operations)
      for (const mode of operation.modes)
        for (const { resource, state } of mode.demands) if (state !== undefined) used.get(resource)?.add(state);
  return {
    furnaces: new Set(used.keys()),
    grades: new Set([...used.values()].flatMap((states) => [...states])),
    untimed:
      problem.mode === 'volume'
        ? { message: 'a volume plan has no times', remedy: 'use mode optimize or simulate, or leave equipment out' }
        : undefined,
    mayRun: (furnace, grade) => used.get(furnace)?.has(grade) ?? false,
  };
}

function checkTags(tags: Readonly<Record<string, string>>, context: z.RefinementCtx): void {
  const count = Object.keys(tags).length;
  if (count > mostTags)
    addProblem(context, ['tags'], {
      rule: 'at-most-20-tags',
      message: `there are ${count} tags`,
      remedy: 'keep at most 20',
      received: count,
    });
}

function checkEquipment(equipment: EquipmentRequest | undefined, known: KnownOvens, context: z.RefinementCtx): void {
  if (!equipment) return;
  if (known.untimed)
    addProblem(context, ['equipment'], { rule: 'equipment-needs-times', ...known.untimed, received: undefined });
  equipment.ovens.forEach((oven, index) => {
    if (!known.furnaces.has(oven.furnace))
      addProblem(context, ['equipment', 'ovens', index, 'furnace'], {
        rule: 'known-furnace',
        message: `there is no furnace "${oven.furnace}"`,
        remedy: 'name a furnace of the problem',
        received: oven.furnace,
      });
    for (const setpoint of equipment.setpoints)
      if (setpoint.value < oven.min || setpoint.value > oven.max)
        if (known.mayRun(oven.furnace, setpoint.grade))
          addProblem(context, ['equipment', 'setpoints'], {
            rule: 'setpoint-within-limits',
            message: `setpoint ${setpoint.value} of grade "${setpoint.grade}" is outside ${oven.min}..${oven.max} of oven "${oven.oven}"`,
            remedy: "change the setpoint or the oven's limits; takt never clamps",
            received: setpoint.value,
          });
  });
  equipment.setpoints.forEach((setpoint, index) => {
    if (!known.grades.has(setpoint.grade))
      addProblem(context, ['equipment', 'setpoints', index, 'grade'], {
        rule: 'known-grade',
        message: `there is no grade "${setpoint.grade}"`,
        remedy: 'name a grade of the problem',
        received: setpoint.grade,
      });
  });
  const withSetpoint = new Set(equipment.setpoints.map((setpoint) => setpoint.grade));
  for (const grade of known.grades)
    if (!withSetpoint.has(grade))
      if (equipment.ovens.some((oven) => known.mayRun(oven.furnace, grade)))
        addProblem(context, ['equipment', 'setpoints'], {
          rule: 'setpoint-of-every-grade',
          message: `grade "${grade}" has no setpoint, and an oven of the request may run it`,
          remedy: `add { grade: "${grade}", value } to equipment.setpoints`,
          received: [...withSetpoint],
        });
}
