/** Which libraries there are, and asking one after the other. */
import { loadGlpk } from './glpk.ts';
import { loadHighs } from './highs.ts';
import { loadJavascriptLpSolver } from './javascript-lp-solver.ts';
import {
  BackendCrash,
  type IncrementalLp,
  type MilpAnswer,
  type MilpBackend,
  type MilpModel,
  type MilpOptions,
} from './milp.ts';
import { validateModel } from './model.ts';

const loaders = {
  highs: loadHighs,
  'glpk.js': loadGlpk,
  'javascript-lp-solver': loadJavascriptLpSolver,
} as const;
export type BackendName = keyof typeof loaders;

/** glpk.js is not among them: its licence makes it the user's choice to install and to name it. */
export const defaultBackends: readonly BackendName[] = ['highs', 'javascript-lp-solver'];

const loaded = new Map<BackendName, Promise<MilpBackend>>();

/**
 * Loads libraries, once per thread; later calls return the same instances, but a fresh one for each that has crashed.
 * @returns the backends in the order of the names, ready to be called synchronously.
 * @throws Error naming the library that cannot be loaded, as glpk.js where it is not installed.
 */
export async function loadBackends(names: readonly BackendName[] = defaultBackends): Promise<MilpBackend[]> {
  return await Promise.all(names.map(loadBackend));
}

async function loadBackend(name: BackendName): Promise<MilpBackend> {
  const known = await loaded.get(name);
  if (known?.usable) return known;
  const loading = loaders[name]();
  loaded.set(name, loading);
  try {
    return await loading;
  } catch (cause) {
    loaded.delete(name);
    throw new Error(`MILP backend ${name} cannot be loaded; is the package installed?`, { cause });
  }
}

export interface FallbackOptions extends MilpOptions {
  /** Time left for all backends together; asked before each. Absent: each may use `timeLimitMs`. */
  remainingMs?(): number;
}

export interface BackendFailure {
  readonly backend: string;
  readonly reason: string;
}

export interface FallbackAnswer extends MilpAnswer {
  /** Whose answer it is; absent where none had one. */
  readonly backend?: string;
  /** Those asked before it, and why they did not answer. */
  readonly failures: readonly BackendFailure[];
}

/**
 * Asks one backend after the other until one answers other than `unknown`; crashes are answers of that kind.
 * @throws RangeError for a malformed model, and whatever the caller's functions throw.
 */
export function solveWithFallback(
  backends: readonly MilpBackend[],
  model: MilpModel,
  options: FallbackOptions,
): FallbackAnswer {
  validateModel(model);
  const failures: BackendFailure[] = [];
  let last: MilpAnswer = { status: 'unknown', endedBy: 'failure', reason: 'no backend was asked' };
  for (const backend of backends) {
    const timeLimitMs = Math.min(options.timeLimitMs, options.remainingMs?.() ?? Infinity);
    if (failures.length > 0 && (timeLimitMs <= 0 || options.shouldStop?.())) break;
    last = solveOrFail(backend, model, { ...options, timeLimitMs });
    if (last.status !== 'unknown') return { ...last, backend: backend.name, failures };
    failures.push({ backend: backend.name, reason: last.reason ?? last.endedBy });
  }
  return { ...last, failures };
}

function solveOrFail(backend: MilpBackend, model: MilpModel, options: MilpOptions): MilpAnswer {
  try {
    return backend.solve(model, options);
  } catch (error) {
    if (!(error instanceof BackendCrash)) throw error;
    return { status: 'unknown', endedBy: 'failure', reason: error.message };
  }
}

/**
 * An LP that grows and is solved hot, on the first backend that has such LPs. There is no fallback: the state would be
 * lost.
 * @throws Error where none of the backends can, BackendCrash, RangeError for a malformed model.
 */
export function createLp(backends: readonly MilpBackend[], model: MilpModel): IncrementalLp {
  const able = backends.find(({ createLp, usable }) => createLp !== undefined && usable);
  if (able?.createLp) return able.createLp(model);
  const names = backends.map(({ name, usable }) => (usable ? name : `${name} (crashed)`));
  throw new Error(`an LP that grows needs highs; loaded are: ${names.join(', ') || 'none'}`);
}
