import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeltPlanRequestInput } from '../../models/plan-request.ts';
import type { ProgramView } from '../bridge/outbox.ts';
import { type Simulation, startSimulation } from '../bridge/oven/simulation.ts';
import { randomSiteKey } from '../bridge/signature.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import type { Service } from '../main.ts';
import { smallRequest } from '../testing/requests.ts';
import { call, startTestService } from '../testing/service.ts';
import type { Problem } from './problem.ts';
import { Approved, Programs } from './program-routes.ts';

const site = 'approvals';
const speed = 3600;
const key = randomSiteKey();
const oven = { oven: 'oven-1', furnace: 'F1', min: 20, max: 1700, rampPerMin: 40, tolerance: 8, approval: true };

/** The two heats of the small request in one shift. */
function approvalRequest(): MeltPlanRequestInput {
  const request = smallRequest({
    equipment: {
      site,
      ovens: [oven],
      setpoints: [{ grade: 'G1', value: 1500, dwellMinutes: 5 }],
      rehearsal: { speed },
    },
  });
  request.problem.furnaces[0].heatMinutes = 60;
  request.problem.calendar = {
    timeZone: 'Europe/Moscow',
    shifts: [{ id: 'day', start: '07:00', end: '15:00' }],
    days: [{ date: '2026-11-23' }],
  };
  return request;
}

describe('an oven that is set to wait for approval', () => {
  let service: Service;
  let ovens: Simulation;
  beforeAll(async () => {
    service = await startTestService({ TAKT_SITE_KEYS: `${site}=${key}` });
    ovens = startSimulation({ mqttUrl: service.mqttUrl!, site, key, ovens: [oven], speed });
    await ovens.ready;
  });
  afterAll(async () => {
    await ovens?.stop();
    await service?.close();
  });

  const programsOf = async (id: string): Promise<ProgramView[]> => {
    const { status, body } = await call<{ programs: ProgramView[] }>(`${service.url}/v1/plans/${id}/programs`);
    expect(status).toBe(200);
    Programs.parse(body);
    return body.programs;
  };
  const approve = (id: string, body: unknown) =>
    call<Problem & { approved: number }>(`${service.url}/v1/plans/${id}/approve`, { method: 'POST', body });

  test('is sent nothing until a person approves; then its setpoints are verified', async () => {
    const posted = await call<PlanView>(`${service.url}/v1/plans`, {
      method: 'POST',
      body: approvalRequest(),
      headers: { prefer: 'wait=60' },
    });
    expect(posted).toMatchObject({ status: 200, body: { state: 'succeeded', objective: 2 } });
    const { id } = posted.body;
    const states = async () => (await programsOf(id)).flatMap(({ commands }) => commands.map(({ state }) => state));
    expect(await programsOf(id)).toMatchObject([{ oven: 'oven-1', approval: true, state: 'active' }]);
    expect(await states()).toEqual(['planned', 'planned']);

    const nobody = await approve(id, { by: ' ' });
    expect(nobody).toMatchObject({ status: 400, body: { errors: [{ pointer: '/by' }] } });
    expect(await states()).toEqual(['planned', 'planned']);
    expect((await programsOf(id)).flatMap(({ commands }) => commands.map(({ attempts }) => attempts))).toEqual([0, 0]);

    const approved = await approve(id, { by: 'shift leader' });
    expect(approved).toMatchObject({ status: 200, body: { approved: 2 } });
    Approved.parse(approved.body);
    await expect.poll(states, { timeout: 50_000, interval: 100 }).toEqual(['verified', 'verified']);
    expect(await approve(id, { by: 'shift leader' })).toMatchObject({ status: 200, body: { approved: 0 } });
    expect(await programsOf(id)).toMatchObject([{ state: 'done' }]);
  });

  test('plans that are not there have no programs and nothing to approve', async () => {
    for (const id of ['0198c0de-0000-7000-8000-000000000000', 'x']) {
      const programs = await call<Problem>(`${service.url}/v1/plans/${id}/programs`);
      expect(programs).toMatchObject({ status: 404, body: { code: 'plan-not-found' } });
      expect(await approve(id, { by: 'me' })).toMatchObject({ status: 404, body: { code: 'plan-not-found' } });
    }
  });
});
