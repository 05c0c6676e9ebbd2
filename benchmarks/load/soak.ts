/** The mode `soak`: whether thousands of plans leave anything behind in the processes that served them. */
import type { PlanView } from '../../src/jobs/plan-view.ts';
import { createPostgres } from '../../src/testing/database.ts';
import { type MachineMeta, machineMeta } from '../meta.ts';
import type { Footprint } from '../service/footprint.ts';
import { type ServiceProcess, startServiceProcess } from '../service/service-process.ts';
import { type Column, figure, textTable } from '../text-table.ts';
import { oneHeat, trivial } from './requests.ts';
import { type Verdict, verdictTable } from './verdict.ts';

export interface SoakOptions {
  readonly plans: number;
  /** PostgreSQL server on which a database may be made; absent: only the embedded store. */
  readonly postgres?: string;
}

export interface SoakRow extends Footprint {
  readonly store: string;
  /** Plans by then. */
  readonly plans: number;
  readonly seconds: number;
}

export interface SoakReport {
  readonly meta: MachineMeta & SoakOptions;
  readonly rows: readonly SoakRow[];
  readonly verdicts: readonly Verdict[];
}

const connections = 8;
/** Part of the plans after which what code, caches and pools need is taken to be there. */
const warmUpShare = 0.25;
/** Looks between warm-up and end, for the curve. */
const looks = 3;

const columns: readonly Column<SoakRow>[] = [
  { name: 'store', width: 10, left: true, cell: ({ store }) => store },
  { name: 'plans', width: 6, cell: ({ plans }) => figure(plans) },
  { name: 's', width: 6, cell: ({ seconds }) => figure(seconds) },
  { name: 'API MB', width: 7, cell: ({ api }) => figure(api.residentMb) },
  { name: 'heap', width: 6, cell: ({ api }) => figure(api.heapMb) },
  { name: 'external', width: 8, cell: ({ api }) => figure(api.externalMb) },
  { name: 'files', width: 5, cell: ({ api }) => figure(api.descriptors) },
  { name: 'solver MB', width: 9, cell: ({ solver }) => figure(solver?.residentMb) },
  { name: 'files', width: 5, cell: ({ solver }) => figure(solver?.descriptors) },
];

/** Each plan is kept, waited for, read again, and its events are followed to their end: what a caller does with one. */
export async function measureSoak(options: SoakOptions, print: (lines: string) => void): Promise<SoakReport> {
  const meta = { ...machineMeta(), ...options, postgres: options.postgres && 'given' };
  const rows = await soak('PGlite', options.plans);
  if (options.postgres) {
    const database = await createPostgres(options.postgres);
    try {
      rows.push(...(await soak('PostgreSQL', options.plans, database.url)));
    } finally {
      await database.drop();
    }
  }
  const verdicts = [...new Set(rows.map(({ store }) => store))].flatMap((store) =>
    growthOf(
      store,
      rows.filter((row) => row.store === store),
    ),
  );
  print(textTable(columns, rows));
  print(verdictTable(verdicts));
  return { meta, rows, verdicts };
}

async function soak(store: string, plans: number, databaseUrl?: string): Promise<SoakRow[]> {
  const service = await startServiceProcess({
    TAKT_THREADS: '1',
    TAKT_ROLES: 'api,solver',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  });
  const rows: SoakRow[] = [];
  const start = performance.now();
  try {
    const warmUp = Math.ceil(plans * warmUpShare);
    let made = 0;
    for (let look = 0; look <= looks; look++) {
      const until = warmUp + Math.round(((plans - warmUp) * look) / looks);
      await makePlans(service, made, until);
      made = until;
      rows.push({
        store,
        plans: made,
        seconds: (performance.now() - start) / 1000,
        ...(await service.footprint()),
      });
    }
  } finally {
    await service.close();
  }
  return rows;
}

async function makePlans({ url }: ServiceProcess, from: number, to: number): Promise<void> {
  let next = from;
  const call = async () => {
    while (next < to) await makePlan(url, next++);
  };
  await Promise.all(Array.from({ length: connections }, call));
}

async function makePlan(url: string, number: number): Promise<void> {
  const { planBody } = number % 2 === 0 ? trivial : oneHeat;
  const response = await fetch(`${url}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=60' },
    body: planBody,
  });
  const plan = (await response.json()) as PlanView;
  if (response.status !== 200 || plan.found !== 'optimal')
    throw new Error(`plan ${number} was answered ${response.status}: ${JSON.stringify(plan).slice(0, 500)}`);
  const again = (await (await fetch(`${url}/v1/plans/${plan.id}`)).json()) as PlanView;
  if (JSON.stringify(again) !== JSON.stringify(plan)) throw new Error(`plan ${plan.id} reads differently later`);
  const events = await (await fetch(`${url}/v1/plans/${plan.id}/events`)).text();
  if (!events.includes('"succeeded"')) throw new Error(`the events of plan ${plan.id} have no end: ${events}`);
}

function growthOf(store: string, rows: readonly SoakRow[]): Verdict[] {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const growth = (of: (row: SoakRow) => number) => (100 * (of(last) - of(first))) / of(first);
  // A socket more or less may just be closing.
  const more = (of: (row: SoakRow) => number) => of(last) - of(first);
  return [
    { what: `${store}: growth of the API process`, value: growth(({ api }) => api.residentMb), unit: '%', atMost: 10 },
    { what: `${store}: growth of its heap`, value: growth(({ api }) => api.heapMb), unit: '%', atMost: 10 },
    {
      what: `${store}: growth of the solver process`,
      value: growth(({ solver }) => solver?.residentMb ?? 0),
      unit: '%',
      atMost: 10,
    },
    {
      what: `${store}: more descriptors in the API process`,
      value: more(({ api }) => api.descriptors),
      unit: '',
      // The connections to PostgreSQL come and go.
      atMost: store === 'PGlite' ? 2 : 10,
    },
    {
      what: `${store}: more descriptors in the solver process`,
      value: more(({ solver }) => solver?.descriptors ?? 0),
      unit: '',
      atMost: 0,
    },
  ];
}
