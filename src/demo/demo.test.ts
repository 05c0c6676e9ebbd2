import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { describe, expect, test } from 'vitest';
import { PlanRequest } from '../../models/plan-request.ts';
import { hasPlan } from '../../models/result.ts';
import { registry } from '../../solvers/registry.ts';
import { planned } from '../../solvers/repair/dispatch/testing.ts';
import { repairSolver } from '../../solvers/repair/solve.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { startEmbeddedBroker } from '../bridge/broker.ts';
import type { CommandState } from '../bridge/states.ts';
import { presentationOf } from '../cli/presentation.ts';
import { takt } from '../testing/command-line.ts';
import { wellFormed } from '../testing/xml.ts';
import { breakdownAt, truckToBreak } from './concrete-breakdown.ts';
import { concreteDay } from './concrete-day.ts';
import { startOvens } from './ovens.ts';
import { afterConcreteDay, demoOvens, demoPlans, site } from './plans.ts';
import { followSetpoints } from './setpoints.ts';

test.each(demoPlans)('the request of "$title" is one that the service takes, with an oven for every furnace', ({
  request,
}) => {
  const { kind, problem, equipment } = PlanRequest.parse(request);
  const furnaces =
    kind === 'melt'
      ? problem.furnaces
      : kind === 'techcard'
        ? problem.resources.filter((resource) => 'heating' in resource)
        : [];
  expect((equipment?.ovens ?? []).map(({ furnace }) => furnace)).toEqual(furnaces.map(({ id }) => id));
});

describe('after the plan of the concrete day', () => {
  const { loads } = planned(concreteDay.problem, 3, 1);
  const [warning, breakdown, ...more] = afterConcreteDay({ loads });
  const now = Date.parse(breakdownAt);

  test('come a warning and a breakdown, requests that the service takes', () => {
    expect(more).toEqual([]);
    for (const { request } of [warning, breakdown]) expect(PlanRequest.parse(request).kind).toBe('repair');
    expect(warning.brief!(['summary', 'indicators', 'points', 'loads', 'advice'])).toEqual([
      'summary',
      'indicators',
      'advice',
    ]);
  });

  test('the truck with most loads left of those with concrete on board breaks down', () => {
    const broken = truckToBreak(loads);
    const left = (truck: string) =>
      loads.filter((one) => one.truck === truck && Date.parse(one.loadStart) >= now).length;
    const laden = loads.filter((one) => Date.parse(one.loadStart) < now && now < Date.parse(one.unloadStart));
    expect(laden.map(({ truck }) => truck)).toContain(broken);
    expect(left(broken)).toBe(Math.max(...laden.map(({ truck }) => left(truck))));
  });

  test('its concrete is a case of rescue, and the answer passes the check and can be shown', () => {
    const request = PlanRequest.parse(breakdown.request);
    if (request.kind !== 'repair') throw new Error('another kind');
    const found = repairSolver.solve(request, iterationBudget(5));
    if (!hasPlan(found) || found.plan.mode !== 'dispatch') throw new Error(found.found);
    expect(registry.repair.check(request, found.plan).violations).toEqual([]);
    expect(found.plan.rescues).toHaveLength(1);
    const { report, gantt } = presentationOf(request);
    const text = report(found.plan).join('\n');
    expect(text).toContain(`${truckToBreak(loads)} is out for the rest of the shift; what it carries is stuck`);
    expect(text).not.toContain('learned');
    expect(wellFormed(gantt(found.plan, breakdown.title))).toBe('svg');
  });
});

test('the simulated ovens are on the broker when they are said to be, and gone when they are ended', async () => {
  const broker = await startEmbeddedBroker();
  const client = await mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
  const presences: { oven: string; online: boolean }[] = [];
  const [allOnline, allGone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const count = (wanted: boolean) => presences.filter(({ online }) => online === wanted).length;
  client.on('message', (_topic, payload) => {
    presences.push(JSON.parse(payload.toString()));
    if (count(true) === demoOvens.length) allOnline.resolve();
    if (count(false) === demoOvens.length) allGone.resolve();
  });
  try {
    const stop = await startOvens({
      mqttUrl: broker.url,
      site,
      key: 'a secret of a site for tests',
      speed: 3600,
      ovens: demoOvens,
    });
    await client.subscribeAsync(`takt/v1/${site}/+/presence`, { qos: 1 });
    // What the broker kept is told one after the other; an oven that ends before its turn is told as gone only.
    await allOnline.promise;
    await stop();
    await allGone.promise;
  } finally {
    await client.endAsync(true);
    await broker.close();
  }
  const names = (online: boolean) =>
    presences
      .filter((one) => one.online === online)
      .map(({ oven }) => oven)
      .sort();
  expect(names(true)).toEqual(demoOvens.map(({ oven }) => oven).sort());
  expect(names(false)).toEqual(names(true));
});

test('ovens that cannot start are an error, not a wait without end', async () => {
  await expect(
    startOvens({ mqttUrl: 'mqtt://127.0.0.1:1', site, key: '', speed: 1, ovens: demoOvens }),
  ).rejects.toThrow(/ended with code/);
});

/** A service that tells these states one after the other, the last one for ever. */
async function follow(states: readonly CommandState[]): Promise<string[]> {
  let asked = 0;
  const server = createServer((_request, response) => {
    const state = states[Math.min(asked++, states.length - 1)];
    const setpoints = [{ value: 1600, unit: 'degC' }];
    const command = { cmdId: 'c1', step: 1, heat: 'h1', grade: '20GL', setpoints, state, reason: 'interlock' };
    response.end(JSON.stringify({ programs: [{ oven: 'eaf-6', state: 'active', commands: [command] }] }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const said: string[] = [];
  try {
    await followSetpoints(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, ['p1'], (text) =>
      said.push(text),
    );
  } finally {
    server.close();
  }
  return said;
}

test('setpoints are followed until they are verified, each change once', async () => {
  const said = await follow(['planned', 'approved', 'sent', 'applied', 'applied', 'verified']);
  expect(said.slice(0, 3).map((line) => line.trim())).toEqual([
    'eaf-6  step 1 heat h1 20GL: 1600 degC sent',
    'eaf-6  step 1 heat h1 20GL: 1600 degC applied',
    'eaf-6  step 1 heat h1 20GL: 1600 degC verified',
  ]);
  expect(said[3]).toMatch(/eaf-6 +active +1 of 1 +1600/);
});

test.each([
  'rejected',
  'expired',
  'superseded',
  'timed-out',
  'verify-failed',
] as const)('a setpoint that ends %s fails the demo', async (state) => {
  await expect(follow(['sent', state])).rejects.toThrow(`command c1 ended ${state}: interlock`);
});

test('Ctrl-C in the middle clears everything away', async () => {
  const out = mkdtempSync(join(tmpdir(), 'takt-demo-test-'));
  let interrupted = false;
  try {
    const ran = await takt(['demo', '--out', out], {
      onOutput: (signal, text) => {
        if (interrupted || !text.includes('state running')) return;
        interrupted = true;
        signal('SIGINT');
      },
    });
    expect(ran).toMatchObject({ code: 130, error: '', out: expect.stringContaining('Stopped before the end') });
    const folder = /its database in (.*)\/data,/.exec(ran.out)![1];
    expect(existsSync(folder)).toBe(false);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
