/**
 * What a dispatcher's screen waits for: modes `check` and `recommend` over HTTP, one request after the other, on the
 * concrete day of 100 orders. Every answer is looked at by the checker before its time counts.
 */
import { type DispatchLoad, DispatchProblem, type DispatchShiftPlan } from '../../models/dispatch.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { hasPlan } from '../../models/result.ts';
import { dispatchSolver } from '../../solvers/dispatch/solve.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { concreteDay } from '../../src/demo/concrete-day.ts';
import { startServiceProcess } from '../service/service-process.ts';

const asked = 60;
const warmUp = 6;
const searchSteps = 40;

interface ScreenRow {
  readonly question: string;
  readonly answers: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** The same solved in this process, without HTTP, threads and checks. */
  readonly inProcessP50Ms: number;
}

/** @throws Error where an answer does not pass its check. */
export async function measureDispatch(): Promise<ScreenRow[]> {
  const request = PlanRequest.parse(concreteDay);
  if (request.kind !== 'dispatch' || request.problem.mode !== 'plan') throw new Error('the day is no shift');
  const { problem } = request;
  const result = dispatchSolver.solve({ problem }, iterationBudget(searchSteps, 1));
  if (!hasPlan(result) || result.plan.mode !== 'plan') throw new Error('the day has no plan');
  const plan = result.plan;
  const { mode: _mode, fixed: _fixed, ...shift } = problem;
  const rng = new Rng(7);
  const questions: Record<string, () => DispatchProblem> = {
    'check: a load dragged by up to an hour': () => ({ mode: 'check', ...shift, loads: dragged(plan, rng) }),
    'check: no times given': () => ({
      mode: 'check',
      ...shift,
      loads: plan.loads
        .toSorted((a, b) => a.loadStart.localeCompare(b.loadStart))
        .map(({ order, truck, plant }) => ({ order, truck, plant })),
    }),
    'recommend: the others stay': () => recommendation(shift, plan, rng, 'stay'),
    'recommend: the others may shift': () => recommendation(shift, plan, rng, 'shift'),
  };
  const service = await startServiceProcess({ TAKT_THREADS: '1', TAKT_ROLES: 'api,solver' });
  try {
    const rows: ScreenRow[] = [];
    for (const [question, make] of Object.entries(questions)) rows.push(await ask(service.url, question, make));
    return rows;
  } finally {
    await service.close();
  }
}

async function ask(url: string, question: string, make: () => DispatchProblem): Promise<ScreenRow> {
  const overHttp: number[] = [];
  const inProcess: number[] = [];
  for (let number = 0; number < asked + warmUp; number++) {
    const problem = make();
    const body = JSON.stringify({ problem, budget: { timeMs: 1000 } });
    const from = performance.now();
    const response = await fetch(`${url}/v1/solve/dispatch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const answer = (await response.json()) as { plan?: unknown };
    const took = performance.now() - from;
    if (!response.ok || !answer.plan)
      throw new Error(`${question}: answered ${response.status} ${JSON.stringify(answer).slice(0, 300)}`);
    const parsed = DispatchProblem.parse(problem);
    const { violations } = dispatchSolver.check({ problem: parsed }, answer.plan as never);
    if (violations.length > 0) throw new Error(`${question}: ${violations[0].message}`);
    const begun = performance.now();
    dispatchSolver.solve({ problem: parsed }, iterationBudget(0));
    if (number >= warmUp) {
      overHttp.push(took);
      inProcess.push(performance.now() - begun);
    }
  }
  const at = (values: number[], share: number) =>
    Math.round(values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] * 10) / 10;
  return {
    question,
    answers: asked,
    p50Ms: at(overHttp, 0.5),
    p95Ms: at(overHttp, 0.95),
    maxMs: at(overHttp, 1),
    inProcessP50Ms: at(inProcess, 0.5),
  };
}

type Shift = Omit<Extract<DispatchProblem, { mode: 'plan' }>, 'mode' | 'fixed'>;

function timed({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }: DispatchLoad) {
  return { order, truck, plant, dock, volumeM3, loadStart, unloadStart };
}

function dragged(plan: DispatchShiftPlan, rng: Rng) {
  const loads = plan.loads.map(timed);
  const one = loads[rng.below(loads.length)];
  const by = (rng.below(121) - 60) * 60_000;
  const moved = (instant: string) => new Date(Date.parse(instant) + by).toISOString();
  Object.assign(one, { loadStart: moved(one.loadStart), unloadStart: moved(one.unloadStart) });
  return loads;
}

function recommendation(shift: Shift, plan: DispatchShiftPlan, rng: Rng, others: 'stay' | 'shift'): DispatchProblem {
  const { order } = plan.loads[rng.below(plan.loads.length)];
  const loads = plan.loads.filter((load) => load.order !== order).map(timed);
  return { mode: 'recommend', ...shift, loads, recommend: { orders: [order], places: 5, others } };
}
