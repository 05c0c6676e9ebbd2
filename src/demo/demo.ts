/**
 * `takt demo`: the whole way of a plan on one machine, with the embedded database and broker and simulated ovens:
 * requests over HTTP, progress, plans as tables and charts, setpoints followed until the ovens have verified them.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlanRequest } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { randomSiteKey } from '../bridge/signature.ts';
import { presentationOf } from '../cli/presentation.ts';
import { number, percent } from '../cli/table.ts';
import { readEvents } from '../client/event-source.ts';
import { loadConfig } from '../config.ts';
import { PlanEvent, type PlanView } from '../jobs/plan-view.ts';
import { type Service, startService } from '../main.ts';
import { onStopSignal } from '../signals.ts';
import { createLog } from '../telemetry/log.ts';
import { type Historian, startHistorian } from './historian.ts';
import { drawOvens, type FollowedPlan } from './oven-charts.ts';
import { startOvens } from './ovens.ts';
import { type DemoPlan, demoOvens, demoPlans, site, speed } from './plans.ts';
import { followSetpoints } from './setpoints.ts';

/**
 * @param outFolder - where the charts are written; made where it is not there.
 * @throws Error where a plan does not pass the check or a setpoint is not verified.
 */
export async function runDemo(outFolder: string): Promise<void> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'takt-demo-'));
  const key = randomSiteKey();
  const config = loadConfig(
    {},
    {
      TAKT_PORT: '0',
      TAKT_DATA_DIR: join(folder, 'data'),
      TAKT_SITE_KEYS: `${site}=${key}`,
      TAKT_THREADS: '2',
      TAKT_LOG_LEVEL: 'warn',
    },
  );
  let service: Service | undefined;
  let historian: Historian | undefined;
  let stopOvens: (() => Promise<void>) | undefined;
  const stopped = Promise.withResolvers<'stopped'>();
  const forget = onStopSignal(['SIGINT', 'SIGTERM'], () => stopped.resolve('stopped'));
  try {
    service = await startService(config, { log: createLog('warn') });
    say(`takt listens on ${service.url}, its database in ${config.dataDir}, its MQTT broker on ${service.mqttUrl}`);
    const mqttUrl = service.mqttUrl!;
    historian = await startHistorian({ mqttUrl, site });
    stopOvens = await startOvens({ mqttUrl, site, key, speed, ovens: demoOvens });
    say(`${demoOvens.length} simulated ovens are on the broker: ${demoOvens.map(({ oven }) => oven).join(', ')}\n`);
    const outcome = await Promise.race([show(service, historian, outFolder), stopped.promise]);
    if (outcome === 'stopped') {
      process.exitCode = 130;
      return say('\nStopped before the end; everything is cleared away.');
    }
    say(
      `\nDone in ${((performance.now() - started) / 1000).toFixed(0)} s. Next: npm start, then http://127.0.0.1:7420/docs`,
    );
  } finally {
    await stopOvens?.();
    await historian?.close();
    await service?.close();
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}

/** The plans one after the other, then all their setpoints; what the ovens did is drawn also where one has failed. */
async function show({ url, app }: Service, historian: Historian, outFolder: string): Promise<void> {
  await mkdir(outFolder, { recursive: true });
  const followed: FollowedPlan[] = [];
  const waiting = [...demoPlans];
  for (let demo = waiting.shift(); demo; demo = waiting.shift()) {
    const { id, plan } = await makePlan(url, demo, outFolder);
    if (demo.request.equipment) followed.push({ id, plan, demo });
    waiting.unshift(...(demo.next?.(plan) ?? []));
  }
  say(`== Setpoints: the first shift of every oven, an hour of the plan in ${3600 / speed} s`);
  const ids = followed.map(({ id }) => id);
  try {
    await followSetpoints(url, ids, say);
  } finally {
    const charts = await drawOvens({ url, database: app.database, historian }, followed, outFolder);
    for (const file of charts) say(`chart: ${file}`);
  }
}

/** Posts a request, shows how it gets better, prints the plan. */
async function makePlan(
  url: string,
  { title, file, request, brief = (parts) => parts }: DemoPlan,
  outFolder: string,
): Promise<Pick<PlanView, 'id' | 'plan'>> {
  const parsed = PlanRequest.parse(request);
  const { sizes, report, gantt } = presentationOf(parsed);
  say(`== ${title}: ${sizes}; POST /v1/plans, ${parsed.budget.timeMs} ms`);
  const response = await fetch(`${url}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (response.status !== 202) throw new Error(`POST /v1/plans answered ${response.status}: ${await response.text()}`);
  const { id } = (await response.json()) as PlanView;
  let last = '';
  for await (const { event, data } of readEvents(`${url}/v1/plans/${id}/events`)) {
    const line = eventLine(event, data);
    // A plan that is better in another respect only has the same figures.
    if (line !== undefined && line !== last) say(line);
    last = line ?? last;
  }
  const view = (await (await fetch(`${url}/v1/plans/${id}`)).json()) as PlanView;
  if (view.state !== 'succeeded' || !view.plan)
    throw new Error(`plan ${id} ended ${view.state}: ${view.error?.message}`);
  const { violations } = registry[parsed.kind].check(parsed, view.plan);
  if (violations.length > 0) throw new Error(`the plan breaks rules: ${JSON.stringify(violations)}`);
  await writeFile(join(outFolder, file), gantt(view.plan, title));
  say(`\n${view.found}, ${gapOf(view.gap)}, solved in ${number(view.solvingMs ?? 0, 0)} ms, independent check passed`);
  const value = { objective: view.objective!, lowerBound: view.lowerBound };
  for (const part of brief(report(view.plan, value))) say(`${part}\n`);
  say(`chart: ${join(outFolder, file)}\n`);
  return view;
}

function eventLine(event: string, data: unknown): string | undefined {
  const progress = PlanEvent.safeParse(data);
  if (!progress.success) return undefined;
  const { objective, lowerBound, gap, unit } = progress.data.data;
  const state = progress.data.type === 'state' ? progress.data.data.state : undefined;
  const bound = lowerBound === undefined ? '' : `, bound ${number(lowerBound)}, ${gapOf(gap)}`;
  const figures = objective === undefined ? '' : ` ${number(objective)} ${unit}${bound}`;
  return `   ${event}${state ? ` ${state}` : ''}${figures}`;
}

function say(text: string): void {
  console.log(text);
}

const gapOf = (gap: number | undefined): string => (gap === undefined ? 'no gap proved' : `gap ${percent(gap)}`);
