import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import type { Database } from '../db/database.ts';
import { takt } from '../testing/command-line.ts';
import { wellFormed } from '../testing/xml.ts';
import { breakdownAt, truckToBreak } from './concrete-breakdown.ts';
import { concreteDay } from './concrete-day.ts';
import { startHistorian } from './historian.ts';
import { drawOvens } from './oven-charts.ts';
import { startOvens } from './ovens.ts';
import { afterConcreteDay, demoOvens, demoPlans, site } from './plans.ts';
import { followSetpoints } from './setpoints.ts';

test.each(demoPlans)('the request of "$title" is one that the service takes, with an oven for every furnace', ({
  request,
  ovens,
}) => {
  const { kind, problem, equipment } = PlanRequest.parse(request);
  const furnaces =
    kind === 'melt'
      ? problem.furnaces
      : kind === 'techcard'
        ? problem.resources.filter((resource) => 'heating' in resource)
        : [];
  expect((equipment?.ovens ?? []).map(({ furnace }) => furnace)).toEqual(furnaces.map(({ id }) => id));
  expect(ovens !== undefined).toBe(equipment !== undefined);
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

test('the simulated ovens are on the broker when they are said to be, kept by the historian, and gone when they are ended', async () => {
  const broker = await startEmbeddedBroker();
  const historian = await startHistorian({ mqttUrl: broker.url, site });
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
    const instants = () => demoOvens.map(({ oven }) => historian.states(oven).map(({ at }) => at));
    // Another connection than the one that told of their end.
    await expect.poll(() => instants().filter((own) => own.length > 0).length).toBe(demoOvens.length);
    for (const own of instants()) expect(own).toEqual([...new Set(own)].sort());
  } finally {
    await historian.close();
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

test('a historian without a broker is an error, not a wait without end', async () => {
  await expect(startHistorian({ mqttUrl: 'mqtt://127.0.0.1:1', site })).rejects.toThrow(/ECONNREFUSED/);
});

test('ovens that cannot start are an error, not a wait without end', async () => {
  await expect(
    startOvens({ mqttUrl: 'mqtt://127.0.0.1:1', site, key: '', speed: 1, ovens: demoOvens }),
  ).rejects.toThrow(/ended with code/);
});

/** A service that answers each question about programs with the next of these, and with the last one for ever. */
async function withPrograms<Result>(
  programs: readonly unknown[],
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  let asked = 0;
  const server = createServer((_request, response) => {
    response.end(JSON.stringify({ programs: [programs[Math.min(asked++, programs.length - 1)]] }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

const programIn = (state: CommandState) => {
  const setpoints = [{ tag: 'temperature', value: 1600, unit: 'degC' }];
  const command = { cmdId: 'c1', step: 1, heat: 'h1', grade: '20GL', setpoints, state, reason: 'interlock' };
  const commands = [{ ...command, startAt: '2026-11-22T12:00:00Z' }];
  return { oven: 'eaf-6', furnace: 'EAF-6', state: 'active', commands };
};

async function follow(states: readonly CommandState[]): Promise<string[]> {
  const said: string[] = [];
  await withPrograms(states.map(programIn), (url) => followSetpoints(url, ['p1'], (text) => said.push(text)));
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

test('plans of one factory are drawn in one file, those without ovens in none', async () => {
  const out = mkdtempSync(join(tmpdir(), 'takt-demo-test-'));
  const heat = { id: 'h1', furnace: 'EAF-6', grade: '20GL' };
  const plan = { heats: [{ ...heat, start: '2026-11-23T07:00:00+03:00', end: '2026-11-23T09:00:00+03:00' }] };
  const [foundry, heatTreatment, , , concrete] = demoPlans;
  const plans = [foundry, heatTreatment, concrete].map((demo) => ({ id: 'p1', plan, demo }));
  const database = { query: async () => ({ rows: [] }) } as unknown as Database;
  const historian = { states: () => [], close: async () => {} };
  try {
    const files = await withPrograms([programIn('verified')], (url) =>
      drawOvens({ url, database, historian }, plans, out),
    );
    expect(files).toEqual([join(out, 'foundry-ovens.svg')]);
    const svg = readFileSync(files[0], 'utf8');
    expect(wellFormed(svg)).toBe('svg');
    expect(svg.match(/<g class="oven">/g)).toHaveLength(2);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
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
