/**
 * `takt demo`: the whole way of a plan on one machine, with the embedded database and broker and simulated ovens:
 * requests over HTTP, progress, plans as tables and charts, setpoints followed until the ovens have verified them.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundryWeek } from '../../models/examples/foundry-week.ts';
import { heatTreatmentWeek } from '../../models/examples/heat-treatment-week.ts';
import type { MeltPlan } from '../../models/melt.ts';
import { type EquipmentRequest, PlanRequest, type PlanRequestInput } from '../../models/plan-request.ts';
import { checkMeltPlan } from '../../solvers/melt/check.ts';
import type { CommandView, ProgramView } from '../bridge/outbox.ts';
import { randomSiteKey } from '../bridge/signature.ts';
import { type CommandState, inFlightStates, unsentStates } from '../bridge/states.ts';
import { ganttSvg } from '../cli/melt-gantt.ts';
import { furnaceTable, ganttText, heatTable, leftTable, meltSummary } from '../cli/melt-report.ts';
import { number, percent, table } from '../cli/table.ts';
import { loadConfig } from '../config.ts';
import { readEvents } from '../http/event-source.ts';
import { PlanEvent, type PlanView } from '../jobs/plan-view.ts';
import { type Service, startService } from '../main.ts';
import { createLog } from '../telemetry/log.ts';
import { startOvens } from './ovens.ts';

const site = 'demo';
/** An hour of the plan in a second on the wall: the first shift is over in ten. */
const speed = 3600;
const followLimitMs = 90_000;

const arc = { unit: 'degC', min: 20, max: 1750, rampPerMin: 40, tolerance: 8 };
const equipmentOf: Record<'foundry' | 'heatTreatment', Omit<EquipmentRequest, 'latestStartMinutes'>> = {
  foundry: {
    site,
    ovens: [
      { oven: 'eaf-6', furnace: 'EAF-6', tag: 'temperature', approval: false, ...arc },
      { oven: 'eaf-3', furnace: 'EAF-3', tag: 'temperature', approval: false, ...arc },
      { oven: 'ind-1', furnace: 'IND-1', tag: 'temperature', approval: false, ...arc },
    ],
    setpoints: [
      { grade: '20GL', value: 1600, dwellMinutes: 10 },
      { grade: '25L', value: 1590, dwellMinutes: 10 },
      { grade: '35L', value: 1575, dwellMinutes: 10 },
      { grade: '12H18N9TL', value: 1640, dwellMinutes: 10 },
    ],
    horizonMinutes: 480,
    rehearsal: { speed },
  },
  heatTreatment: {
    site,
    ovens: [
      {
        oven: 'ht-1',
        furnace: 'HT-1',
        tag: 'temperature',
        unit: 'degC',
        min: 20,
        max: 1000,
        rampPerMin: 12,
        tolerance: 6,
        approval: false,
      },
    ],
    setpoints: [
      { grade: 'normalise-920', value: 920, dwellMinutes: 60 },
      { grade: 'normalise-880', value: 880, dwellMinutes: 60 },
      { grade: 'temper-620', value: 620, dwellMinutes: 60 },
    ],
    horizonMinutes: 480,
    rehearsal: { speed },
  },
};

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
  let stopOvens: (() => Promise<void>) | undefined;
  try {
    service = await startService(config, { log: createLog('warn') });
    say(`takt listens on ${service.url}, its database in ${config.dataDir}, its MQTT broker on ${service.mqttUrl}`);
    stopOvens = await startOvens({
      mqttUrl: service.mqttUrl!,
      site,
      key,
      speed,
      ovens: Object.values(equipmentOf).flatMap(({ ovens }) => ovens),
    });
    say('four simulated ovens are on the broker: eaf-6, eaf-3, ind-1, ht-1\n');
    await mkdir(outFolder, { recursive: true });
    const plans = [
      { title: 'Foundry week', file: 'foundry-week.svg', request: { ...foundryWeek, equipment: equipmentOf.foundry } },
      {
        title: 'Heat treatment of the same week',
        file: 'heat-treatment-week.svg',
        request: { ...heatTreatmentWeek, equipment: equipmentOf.heatTreatment },
      },
    ];
    const ids: string[] = [];
    for (const plan of plans) ids.push(await makePlan(service.url, plan, outFolder));
    await followSetpoints(service.url, ids);
    say(
      `\nDone in ${((performance.now() - started) / 1000).toFixed(0)} s. Next: npm start, then http://127.0.0.1:7420/docs`,
    );
  } finally {
    await stopOvens?.();
    await service?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Posts a request, shows how it gets better, prints the plan. @returns the plan's id. */
async function makePlan(
  url: string,
  { title, file, request }: { title: string; file: string; request: PlanRequestInput },
  outFolder: string,
): Promise<string> {
  const { problem, budget } = PlanRequest.parse(request);
  say(
    `== ${title}: ${problem.lines.length} lines, ${problem.grades.length} grades, ${problem.furnaces.length} furnaces; POST /v1/plans, ${budget.timeMs} ms`,
  );
  const response = await fetch(`${url}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (response.status !== 202) throw new Error(`POST /v1/plans answered ${response.status}: ${await response.text()}`);
  const { id } = (await response.json()) as PlanView;
  for await (const { event, data } of readEvents(`${url}/v1/plans/${id}/events`)) showEvent(event, data);
  const view = (await (await fetch(`${url}/v1/plans/${id}`)).json()) as PlanView;
  if (view.state !== 'succeeded' || !view.plan)
    throw new Error(`plan ${id} ended ${view.state}: ${view.error?.message}`);
  const plan = view.plan as MeltPlan;
  const { violations } = checkMeltPlan({ problem }, plan);
  if (violations.length > 0) throw new Error(`the plan breaks rules: ${JSON.stringify(violations)}`);
  await writeFile(join(outFolder, file), ganttSvg(problem, plan, title));
  say(
    `\n${view.found}, gap ${percent(view.gap ?? 0)}, solved in ${number(view.solvingMs ?? 0, 0)} ms, independent check passed`,
  );
  for (const part of [
    meltSummary(problem, plan),
    heatTable(plan),
    furnaceTable(plan),
    leftTable(plan),
    ganttText(problem, plan),
  ])
    if (part !== '') say(`${part}\n`);
  say(`chart: ${join(outFolder, file)}\n`);
  return id;
}

function showEvent(event: string, data: unknown): void {
  const progress = PlanEvent.safeParse(data);
  if (!progress.success) return;
  const { objective, lowerBound, gap, unit } = progress.data.data;
  const state = progress.data.type === 'state' ? progress.data.data.state : undefined;
  const bound = lowerBound === undefined ? '' : `, bound ${number(lowerBound)}, gap ${percent(gap ?? 0)}`;
  const figures = objective === undefined ? '' : ` ${number(objective)} ${unit}${bound}`;
  say(`   ${event}${state ? ` ${state}` : ''}${figures}`);
}

const stillGoing: readonly CommandState[] = [...unsentStates, ...inFlightStates];
const hasFailed = (state: CommandState) => state !== 'verified' && !stillGoing.includes(state);

/** Shows every change of every command until all are verified. @throws Error where one is not. */
async function followSetpoints(url: string, planIds: readonly string[]): Promise<void> {
  say(`== Setpoints: the first shift of every oven, an hour of the plan in ${3600 / speed} s`);
  const seen = new Map<string, string>();
  const until = performance.now() + followLimitMs;
  for (;;) {
    const programs: ProgramView[] = [];
    for (const id of planIds) {
      const body = (await (await fetch(`${url}/v1/plans/${id}/programs`)).json()) as { programs: ProgramView[] };
      programs.push(...body.programs);
    }
    for (const { oven, commands } of programs)
      for (const command of commands) {
        if (seen.get(command.cmdId) === command.state) continue;
        seen.set(command.cmdId, command.state);
        if (command.state !== 'planned' && command.state !== 'approved') say(`   ${describe(oven, command)}`);
      }
    const commands = programs.flatMap((program) => program.commands);
    const bad = commands.find(({ state }) => hasFailed(state));
    if (bad) throw new Error(`command ${bad.cmdId} ended ${bad.state}: ${bad.reason}`);
    if (commands.length > 0 && commands.every(({ state }) => state === 'verified')) {
      say(`\n${programTable(programs)}`);
      return;
    }
    if (performance.now() > until) throw new Error(`not all setpoints were verified within ${followLimitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function describe(oven: string, { step, heat, grade, setpoints, state }: CommandView): string {
  const [{ value, unit }] = setpoints;
  return `${oven.padEnd(6)} step ${step} heat ${heat ?? '-'} ${grade ?? 'idle'}: ${value} ${unit} ${state}`;
}

function programTable(programs: readonly ProgramView[]): string {
  return table(
    [
      { title: 'oven', cell: ({ oven }) => oven },
      { title: 'program', cell: ({ state }) => state },
      {
        title: 'steps verified',
        cell: ({ commands }) => `${commands.filter(({ state }) => state === 'verified').length} of ${commands.length}`,
        right: true,
      },
      { title: 'setpoints', cell: ({ commands }) => commands.map(({ setpoints }) => setpoints[0].value).join(', ') },
    ],
    programs,
  );
}

function say(text: string): void {
  console.log(text);
}
