import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RepairDispatchPlan, RepairDispatchProblem } from '../../models/repair.ts';
import { type RepairOutcome, RepairPrediction } from '../../models/repair-learning.ts';
import { drawHistory } from '../../solvers/repair/learning/testing/past-repairs.ts';
import { soleTenant } from '../access/caller.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import type { KeptOutcome } from '../jobs/repair-outcomes.ts';
import type { Service } from '../main.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import type { FakeSolve } from '../testing/fake-solver.ts';
import { breakdownRequest, repairOptions, repairRequest, reportOf } from '../testing/repairs.ts';
import { smallRequest } from '../testing/requests.ts';
import { call, startTestService } from '../testing/service.ts';
import type { Problem } from './problem.ts';

describe.each(testBackends)('outcomes of repairs over HTTP on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;

  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  const report = (id: string, payload: object) =>
    api.app.inject({ method: 'POST', url: `/v1/plans/${id}/outcome`, payload });
  const list = async (query = '') => api.app.inject(`/v1/repair-outcomes${query}`);
  const ended = (id: string) => api.app.inject({ url: `/v1/plans/${id}`, headers: { prefer: 'wait=30' } });

  async function repaired(): Promise<string> {
    const { id } = await api.store.insert({ tenant: soleTenant, request: repairRequest() });
    (await api.solver.next()).finishWith({
      found: 'feasible',
      plan: { mode: 'dispatch', value: 1, options: repairOptions() },
      objective: 1,
      endedBy: 'time',
      statistics: { iterations: 1 },
    });
    expect((await ended(id)).json<PlanView>()).toMatchObject({ kind: 'repair', state: 'succeeded' });
    return id;
  }

  test('reported: 201; again: 200 and the same answer; otherwise: 409; and the list has it once, newest first', async () => {
    const older = await repaired();
    const id = await repaired();
    expect((await report(older, reportOf('fewest-changes'))).statusCode).toBe(201);
    const first = await report(id, reportOf('least-cost'));
    expect(first.statusCode).toBe(201);
    expect(first.json<KeptOutcome>()).toMatchObject({
      planId: id,
      ...reportOf('least-cost'),
      features: repairOptions()[1].features,
    });
    const again = await report(id.toUpperCase(), reportOf('least-cost'));
    expect([again.statusCode, again.json()]).toEqual([200, first.json()]);
    const other = await report(id, reportOf('least-cost', { quality: 10 }));
    expect([other.statusCode, other.json<Problem>().code]).toEqual([409, 'outcome-exists']);
    expect(other.headers['content-type']).toContain('application/problem+json');
    const outcomes = (await list()).json<{ outcomes: KeptOutcome[] }>().outcomes;
    expect(outcomes.map(({ planId }) => planId)).toEqual([id, older]);
    expect((await list('?limit=1')).json<{ outcomes: KeptOutcome[] }>().outcomes).toEqual([first.json()]);
  });

  test('repairs of a shift learn from what is kept, stored or not; their own history comes behind', async () => {
    const kept = (await list('?limit=1000')).json<{ outcomes: KeptOutcome[] }>().outcomes.toReversed();
    expect(kept.length).toBeGreaterThan(1);
    const expected = kept.map(({ planId: _, reportedAt: __, ...outcome }) => outcome);
    const own = [{ ...reportOf('hired-truck'), features: repairOptions()[0].features }];
    const request = breakdownRequest(own);
    const historyOf = (solve: FakeSolve) => (solve.task.request.problem as RepairDispatchProblem).history;
    const posted = await api.app.inject({ method: 'POST', url: '/v1/plans', payload: request });
    expect(posted.statusCode).toBe(202);
    const stored = await api.solver.next();
    expect(historyOf(stored)).toEqual([...expected, ...own]);
    stored.finish(1);
    await ended(posted.json<PlanView>().id);
    const { kind, ...body } = request;
    const solving = api.app.inject({ method: 'POST', url: `/v1/solve/${kind}`, payload: body });
    const solve = await api.solver.next();
    expect(historyOf(solve)).toEqual([...expected, ...own]);
    solve.finish(1);
    expect((await solving).statusCode).toBe(200);
    // What is only validated comes back as it was written.
    const validated = await api.app.inject({ method: 'POST', url: '/v1/plans:validate', payload: request });
    expect(validated.json().request.problem.history).toEqual(own);
  });

  test('a report that does not fit says what would', async () => {
    const id = await repaired();
    const refused = async (payload: object, status: number, pointer: string, rule: string) => {
      const answer = await report(id, payload);
      expect([answer.statusCode, answer.json<Problem>().errors?.[0]]).toMatchObject([status, { pointer, rule }]);
    };
    await refused({}, 400, '/option', 'one-of');
    await refused({ option: 'least-cost' }, 400, '/success', 'required');
    await refused({ ...reportOf('least-cost'), success: 'yes' }, 400, '/success', 'type');
    await refused({ ...reportOf('least-cost'), quality: 101 }, 400, '/quality', 'at-most');
    await refused({ ...reportOf('least-cost'), loss: -1 }, 400, '/loss', 'at-least');
    await refused({ ...reportOf('least-cost'), features: {} }, 400, '/features', 'unknown-field');
    await refused(reportOf('hired-truck'), 422, '/option', 'known-option');
    expect((await report(id, reportOf('least-cost'))).statusCode).toBe(201);
  });

  test('plans that take no outcome', async () => {
    const codeOf = async (id: string) => {
      const answer = await report(id, reportOf('least-cost'));
      return [answer.statusCode, answer.json<Problem>().code];
    };
    for (const id of ['0198c0de-0000-7000-8000-000000000000', 'x'])
      expect(await codeOf(id)).toEqual([404, 'plan-not-found']);
    const melt = (await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() })).json<PlanView>();
    const solve = await api.solver.next();
    expect(await codeOf(melt.id)).toEqual([409, 'outcome-not-taken']);
    solve.finish(1);
    await ended(melt.id);
    expect(await codeOf(melt.id)).toEqual([409, 'outcome-not-taken']);
  });

  test('a limit that does not fit is refused', async () => {
    expect((await list('?limit=1000')).statusCode).toBe(200);
    for (const query of ['?limit=1001', '?limit=0', '?limit=x', '?cursor=1']) {
      const answer = await list(query);
      expect([query, answer.statusCode, answer.json<Problem>().code]).toEqual([query, 400, 'invalid-parameter']);
    }
  });
});

describe('a whole service', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startTestService({ TAKT_ROLES: 'api,solver' });
  });
  afterAll(() => service?.close());

  const repair = async (history: RepairOutcome[]) => {
    const { body } = await call<PlanView>(`${service.url}/v1/plans`, {
      method: 'POST',
      body: breakdownRequest(history),
      headers: { prefer: 'wait=60' },
    });
    expect([body.kind, body.state, body.error]).toEqual(['repair', 'succeeded', undefined]);
    return { id: body.id, plan: body.plan as RepairDispatchPlan };
  };

  test('the outcome of one repair is what the next one learns from', async () => {
    const first = await repair([]);
    expect(first.plan.calibration!.note).toBe('0 outcomes so far; predictions begin with 20');
    const { name, features } = first.plan.options[0];
    const reported = await call<KeptOutcome>(`${service.url}/v1/plans/${first.id}/outcome`, {
      method: 'POST',
      body: reportOf(name),
    });
    expect(reported).toMatchObject({ status: 201, body: { planId: first.id, option: name, features } });
    const second = await repair([]);
    expect(second.plan.calibration!.note).toBe('1 outcome so far; predictions begin with 20');
    expect(second.plan.options.find((option) => option.name === name)!.features.reliability).toBe(1);
    // With as many as it takes, there are predictions; what is recommended is as before.
    const third = await repair(drawHistory(40, 1));
    expect(third.plan.calibration).toMatchObject({ outcomes: 41 });
    const ranks = third.plan.options.map(({ prediction }) => RepairPrediction.parse(prediction).rank);
    expect(ranks.sort()).toEqual(third.plan.options.map((_, index) => index + 1));
    expect(third.plan.recommended).toBe(first.plan.recommended);
  });
});
