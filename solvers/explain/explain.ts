/** Entry: why a plan of any kind is as it is. A pure function of what was asked, what was found, and a budget. */
import { type Explanation, mostExplained } from '../../models/explanation.ts';
import type { MeltPlan, MeltProblem } from '../../models/melt.ts';
import type { MeltExplanation } from '../../models/melt-explanation.ts';
import type { PlanKind } from '../../models/plan-request.ts';
import { hasPlan, relativeGap, type SolveResult, type StopReason } from '../../models/result.ts';
import { explainDispatchPlan } from '../dispatch/explain-plan.ts';
import { explainMelt } from '../melt/explain/explain.ts';
import { explainMeltPlan } from '../melt/explain-plan.ts';
import { meltSolver } from '../melt/solve.ts';
import { registry } from '../registry.ts';
import { explainReorderPlan } from '../reorder/explain-plan.ts';
import { explainRepairPlan } from '../repair/explain-plan.ts';
import type { Budget, KindSolver } from '../solver.ts';
import { explainTechcardPlan } from '../techcard/explain-plan.ts';
import { type ExplainedPlan, type ExplainPlan, figure, percent, withShares } from './parts.ts';

/** A plan as the service keeps it, with the request that it is of. */
export interface ExplainRequest {
  readonly kind: PlanKind;
  readonly problem: unknown;
  readonly found: string;
  readonly endedBy?: StopReason;
  /** Why there is no plan. */
  readonly reason?: string;
  readonly plan?: unknown;
  readonly lowerBound?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: each kind has request and plan types of its own, as in the registry
const explainers: Record<PlanKind, ExplainPlan<any, any>> = {
  melt: explainMeltPlan,
  techcard: explainTechcardPlan,
  reorder: explainReorderPlan,
  dispatch: explainDispatchPlan,
  repair: explainRepairPlan,
};

/** Share of the budget that goes to a first plan where none was found. */
const firstPlanShare = 0.2;

/** What of a budget is left to read the plan and have it checked, beside the solves of changed requests. */
export const explainReserveMs = 10_000;

/** @param budget - for solves of changed requests, which kind `melt` alone asks; all but the last `explainReserveMs` of it. */
export function explain(request: ExplainRequest, budget: Budget): Explanation {
  const { kind } = request;
  if (kind === 'melt') return explainWithSolves(request, lessReserve(budget));
  return request.plan === undefined ? withoutPlan(request) : withPlan(request, explainers[kind](request, request.plan));
}

function lessReserve(budget: Budget): Budget {
  const remainingMs = () => Math.max(0, budget.remainingMs() - explainReserveMs);
  return { ...budget, remainingMs, shouldStop: () => budget.shouldStop() || remainingMs() <= 0 };
}

function explainWithSolves(request: ExplainRequest, budget: Budget): Explanation {
  const problem = request.problem as MeltProblem;
  const given = request.plan as MeltPlan | undefined;
  const plan = given ?? (request.found === 'infeasible' ? mostMassPlan(problem, budget) : undefined);
  if (!plan) return withoutPlan(request);
  const whatIf = explainMelt({ problem }, plan, budget);
  const explained = explainMeltPlan({ problem }, plan, whatIf);
  const whole = given ? withPlan(request, explained) : withMostMass(request, explained);
  return { ...whole, summary: [...whole.summary, ...whatIfInWords(whatIf)], melt: whatIf, endedBy: whatIf.endedBy };
}

function withMostMass(request: ExplainRequest, explained: ExplainedPlan): Explanation {
  const none = withoutPlan(request);
  const most = listed(explained, undefined);
  return { ...none, ...most, summary: [...none.summary, 'What the most mass would be:', ...most.summary] };
}

/** What could be poured at all, where the request only wanted to hear that not everything can. */
function mostMassPlan(problem: MeltProblem, budget: Budget): MeltPlan | undefined {
  const begin = budget.remainingMs();
  const result = meltSolver.solve(
    { problem: { ...problem, whenImpossible: 'most-mass', certificate: false } },
    {
      ...budget,
      onIncumbent: undefined,
      maxIterations: Math.ceil(budget.maxIterations * firstPlanShare),
      shouldStop: () =>
        budget.shouldStop() || (Number.isFinite(begin) && budget.remainingMs() < begin * (1 - firstPlanShare)),
    },
  );
  return hasPlan(result) ? result.plan : undefined;
}

function whatIfInWords({ notLookedAt, statistics, impossible }: MeltExplanation): string[] {
  return [
    ...(impossible
      ? [impossible.proved ? 'It is proved that no plan pours it all.' : 'That no plan pours it all is not proved.']
      : []),
    ...(statistics.solves > 0
      ? [`What would help was found by ${statistics.solves} solves of changed requests, each plan checked.`]
      : []),
    ...notLookedAt.map((what) => `Not looked at: ${what}.`),
  ];
}

function withPlan(request: ExplainRequest, explained: ExplainedPlan): Explanation {
  const { kind, plan, lowerBound } = request;
  const solver: KindSolver<unknown, unknown> = registry[kind];
  const { objective, violations } = solver.check({ problem: request.problem }, plan);
  const unit = (plan as { objectiveUnit?: string }).objectiveUnit;
  const bound = boundOf(request, { objective, lowerBound, unit });
  const faults =
    violations.length === 0
      ? []
      : [
          `The checker of this version of takt finds ${violations.length} faults in the plan, the first: ${violations[0].message}.`,
        ];
  return {
    kind,
    mode: explained.mode,
    unit,
    objective,
    bound,
    ...listed(explained, objective),
    summary: [...explained.summary, bound.message, ...faults],
    endedBy: 'done',
  };
}

function listed(explained: ExplainedPlan, objective: number | undefined) {
  const terms = objective === undefined ? [] : withShares(explained.terms, objective);
  const { summary, binding, help } = explained;
  return {
    summary: [...summary],
    terms: terms.slice(0, mostExplained),
    binding: binding.slice(0, mostExplained),
    help: help.slice(0, mostExplained),
    inAll: { terms: terms.length, binding: binding.length, help: help.length },
  };
}

function withoutPlan({ kind, found, endedBy, reason }: ExplainRequest): Explanation {
  const why = {
    infeasible: 'It is proved that there is none.',
    unbounded: 'The objective has no least value.',
  }[found];
  return {
    kind,
    summary: [
      'No plan was found.',
      ...(reason ? [reason] : []),
      ...(why ? [why] : ['Nothing is proved either: more time may find one.']),
      ...(endedBy ? [endInWords(endedBy)] : []),
    ],
    terms: [],
    binding: [],
    help: [],
    inAll: { terms: 0, binding: 0, help: 0 },
    endedBy: 'done',
  };
}

interface Bounded {
  readonly objective: number;
  readonly lowerBound?: number;
  readonly unit?: string;
}

function boundOf(
  { found, endedBy }: ExplainRequest,
  { objective, lowerBound, unit }: Bounded,
): NonNullable<Explanation['bound']> {
  const gap = relativeGap(objective, lowerBound);
  const proved = found === 'optimal' || gap === 0;
  const value = (number: number) => `${figure(number)}${unit ? ` ${unit}` : ''}`;
  const end = endedBy ? ` ${endInWords(endedBy)}` : '';
  if (proved)
    return { lowerBound, gap, proved, message: `It is proved that no plan is better than ${value(objective)}.` };
  if (lowerBound === undefined || gap === undefined)
    return {
      proved,
      message: `How much better than ${value(objective)} a plan could be is not known: no bound is proved.${end}`,
    };
  return {
    lowerBound,
    gap,
    proved,
    message: `It is proved that no plan is better than ${value(lowerBound)}; this one has ${value(objective)}, so at most ${percent(gap)} of it could be saved.${end}`,
  };
}

function endInWords(endedBy: StopReason): string {
  return {
    proof: 'The search ended with a proof.',
    gap: 'The search ended because the gap that was asked for was reached.',
    time: 'The search ended because its time was up.',
    iterations: 'The search ended because its iterations were used up.',
    cancelled: 'The search was stopped by a caller.',
    memory: 'The search ended because its memory was used up.',
  }[endedBy];
}

/** As a solver of its own, so that the pool runs it like any: within a budget, in a thread, and killed with it if need be. */
export const explainSolver: KindSolver<ExplainRequest, Explanation> = {
  prepare: async () => {},
  solve(request, budget): SolveResult<Explanation> {
    const plan = explain(request, budget);
    const { endedBy, melt } = plan;
    return {
      found: 'feasible',
      plan,
      objective: plan.objective ?? 0,
      endedBy: endedBy === 'done' ? 'proof' : endedBy,
      statistics: { iterations: melt?.statistics.iterations ?? 0 },
    };
  },
  check: (_request, { objective = 0 }) => ({ violations: [], objective }),
  resumeFrom: (request) => request,
};
