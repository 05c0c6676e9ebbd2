/**
 * The simulation kernel beside simjs, a library for discrete-event simulation: `node benchmarks/micro/simulation.ts [--json]`.
 *
 * The same queueing models run in both: entities arrive, wait in order of arrival, are served and go on. Every end must
 * agree before anything is timed. An event is the start or the end of a service. Ours is timed twice: with the model built
 * from the request each time, as simjs builds its own, and with one kernel that runs again, as a search uses it.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { TechcardProblem } from '../../models/techcard.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { createInstance } from '../../solvers/techcard/instance.ts';
import { createKernel } from '../../solvers/techcard/kernel.ts';
import { alwaysOpen } from '../../solvers/techcard/opening.ts';
import { cpuMs, machineMeta } from '../meta.ts';
import { type Column, figure, textTable } from '../text-table.ts';

const entities = 1000;
/** Repeats go on until so much processor time was measured. */
const measureMs = 500;

interface Model {
  readonly name: string;
  /** Servers of each stage. */
  readonly stages: readonly number[];
  /** By entity, in order of arrival; seconds of service by entity and stage. */
  readonly arrivals: readonly number[];
  readonly services: readonly (readonly number[])[];
}

export interface SimulationRow {
  readonly model: string;
  readonly entities: number;
  readonly events: number;
  /** With instance and kernel built anew for each run. */
  readonly oursPerSecond: number;
  /** Of a kernel that runs again: the simulation alone. */
  readonly oursAgainPerSecond: number;
  /** Absent where simjs is not installed. */
  readonly simjsPerSecond?: number;
  /** Of the simulation alone to simjs, which has nothing to build beside its entities. */
  readonly ratio?: number;
}

/** As much of simjs as is used here; the package has no types. */
interface Simjs {
  Sim: new () => { addEntity(kind: unknown, name: string, entity: number): void; simulate(seconds: number): void };
  Entity: new (
    ...parameters: unknown[]
  ) => {
    time(): number;
    setTimer(seconds: number): SimjsRequest;
    useFacility(facility: unknown, seconds: number): SimjsRequest;
  };
  Facility: new (name: string, discipline: number, servers: number) => object;
}
interface SimjsRequest {
  done(then: () => void, context: unknown): SimjsRequest;
}

function modelOf(name: string, stages: readonly number[], gap: number): Model {
  const rng = new Rng(1);
  let at = 0;
  const arrivals = Array.from({ length: entities }, () => {
    at += 1 + rng.below(gap);
    return at;
  });
  return { name, stages, arrivals, services: arrivals.map(() => stages.map(() => 1 + rng.below(100))) };
}

/** simjs: `Facility.FCFS`. */
const firstComeFirstServed = 1;

/** Busy, yet not for ever longer queues: services take 50 on average. */
const models = [
  modelOf('one machine', [1], 110),
  modelOf('five machines in a row', [1, 1, 1, 1, 1], 110),
  modelOf(
    'ten machines in a row',
    Array.from({ length: 10 }, () => 1),
    110,
  ),
  modelOf('a pool of five', [5], 22),
];

function requestOf({ stages, arrivals, services }: Model): object {
  const operations = (entity: number) =>
    stages.map((_, stage) => ({
      id: `s${stage}`,
      modes: [{ durationSeconds: services[entity][stage], demands: [{ resource: `r${stage}` }] }],
      after: stage > 0 ? [{ operation: `s${stage - 1}` }] : [],
    }));
  return {
    resources: stages.map((servers, stage) =>
      servers === 1 ? { type: 'machine', id: `r${stage}` } : { type: 'pool', id: `r${stage}`, capacity: servers },
    ),
    cards: arrivals.map((_, entity) => ({ id: `c${entity}`, operations: operations(entity) })),
    orders: arrivals.map((release, entity) => ({ id: `o${entity}`, card: `c${entity}`, release })),
  };
}

/** Last ends by entity. */
function runSimjs({ Sim, Entity, Facility }: Simjs, { stages, arrivals, services }: Model): Float64Array {
  const ends = new Float64Array(arrivals.length);
  const facilities = stages.map((servers, stage) => new Facility(`r${stage}`, firstComeFirstServed, servers));
  class Piece extends Entity {
    #entity = 0;
    #stage = 0;

    start(entity: number): void {
      this.#entity = entity;
      this.setTimer(arrivals[entity]).done(this.serve, this);
    }

    serve(): void {
      if (this.#stage === stages.length) {
        ends[this.#entity] = this.time();
        return;
      }
      const seconds = services[this.#entity][this.#stage];
      this.#stage += 1;
      this.useFacility(facilities[this.#stage - 1], seconds).done(this.serve, this);
    }
  }
  const simulation = new Sim();
  for (let entity = 0; entity < arrivals.length; entity += 1) simulation.addEntity(Piece, `p${entity}`, entity);
  simulation.simulate(1e9);
  return ends;
}

function perSecond(events: number, run: () => void): number {
  for (let warmUp = 0; warmUp < 5; warmUp += 1) run();
  const from = cpuMs();
  let runs = 0;
  while (cpuMs() - from < measureMs) {
    run();
    runs += 1;
  }
  return (events * runs * 1000) / (cpuMs() - from);
}

function measure(model: Model, simjs: Simjs | undefined): SimulationRow {
  const problem = TechcardProblem.parse(requestOf(model));
  const build = () => createKernel(createInstance(problem), () => alwaysOpen);
  const kernel = build();
  const { schedule } = kernel.run({ rule: 'earliest-start' });
  const steps = model.stages.length;
  const events = 2 * entities * steps;
  if (simjs) {
    runSimjs(simjs, model).forEach((end, entity) => {
      const ours = schedule.ends[(entity + 1) * steps - 1];
      if (ours !== end) throw new Error(`${model.name}: entity ${entity} ends at ${ours}, with simjs at ${end}`);
    });
  }
  const oursPerSecond = perSecond(events, () => build().run({ rule: 'earliest-start' }));
  const oursAgainPerSecond = perSecond(events, () => kernel.run({ rule: 'earliest-start' }));
  const simjsPerSecond = simjs && perSecond(events, () => runSimjs(simjs, model));
  return {
    model: model.name,
    entities,
    events,
    oursPerSecond,
    oursAgainPerSecond,
    simjsPerSecond,
    ratio: simjsPerSecond && oursAgainPerSecond / simjsPerSecond,
  };
}

/** The package as published is a bundle for browsers: it exports nothing and hangs its classes on `window`. */
function loadSimjs(): Simjs | undefined {
  const browser = globalThis as { window?: { Sim?: Simjs } };
  const window: { Sim?: Simjs } = {};
  browser.window = window;
  try {
    createRequire(import.meta.url)('simjs');
    return window.Sim;
  } catch {
    console.error('simjs is not installed and is left out');
    return undefined;
  } finally {
    delete browser.window;
  }
}

export function measureSimulation(): SimulationRow[] {
  const simjs = loadSimjs();
  return models.map((model) => measure(model, simjs));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = measureSimulation();
  const thousands = (perSecond: number | undefined) => figure(perSecond && perSecond / 1000, 0);
  const columns: Column<SimulationRow>[] = [
    { name: 'model', width: 24, left: true, cell: ({ model }) => model },
    { name: 'events', width: 8, cell: ({ events }) => String(events) },
    { name: 'built anew', width: 10, cell: ({ oursPerSecond }) => thousands(oursPerSecond) },
    { name: 'takt', width: 10, cell: ({ oursAgainPerSecond }) => thousands(oursAgainPerSecond) },
    { name: 'simjs', width: 10, cell: ({ simjsPerSecond }) => thousands(simjsPerSecond) },
    { name: 'takt/simjs', width: 10, cell: ({ ratio }) => figure(ratio) },
  ];
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ benchmark: 'simulation', ...machineMeta(), rows }, undefined, 2));
  else console.log(`${textTable(columns, rows)}\nthousand events a second of processor time, ends checked to agree`);
}
