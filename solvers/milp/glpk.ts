/**
 * GLPK in WebAssembly. Its licence is GPL-3.0, so it is no dependency of the product: it is loaded only where a user has
 * installed it and names it, and its types are written out here so that nothing of it is needed to build.
 */
import { checkedBackend } from './checked-backend.ts';
import { LibraryGuard } from './library-guard.ts';
import type { MilpBackend, MilpModel, MilpOptions, MilpRow } from './milp.ts';
import type { Claim } from './verify.ts';

interface GlpkBounds {
  type: number;
  lb: number;
  ub: number;
}

interface GlpkProblem {
  name: string;
  objective: { direction: number; name: string; vars: { name: string; coef: number }[] };
  subjectTo: { name: string; vars: { name: string; coef: number }[]; bnds: GlpkBounds }[];
  bounds: (GlpkBounds & { name: string })[];
  generals: string[];
}

interface GlpkResult {
  readonly status: number;
  readonly z: number;
  readonly vars: Readonly<Record<string, number>>;
  readonly dual?: Readonly<Record<string, number>>;
}

interface Glpk {
  readonly version: string;
  solve(
    problem: GlpkProblem,
    options: { msglev: number; presol: boolean; tmlim?: number; mipgap?: number },
  ): { readonly result: GlpkResult };
}

// Codes of glpk.h, the same in every version.
const minimise = 1;
const kind = { free: 1, lower: 2, upper: 3, both: 4, fixed: 5 } as const;
const outcome = { feasible: 2, infeasible: 4, optimal: 5, unbounded: 6 } as const;
const quiet = 0;
/** Overruns of 0 to 150 ms were measured (one large simplex step or one round of presolve). */
const marginMs = 50;
const marginShare = 0.1;

/** @throws where the package is not installed. */
export async function loadGlpk(): Promise<MilpBackend> {
  // A computed name: the types of an optional package must not be asked for.
  const packageName: string = 'glpk.js/node';
  const { default: load } = (await import(packageName)) as { default: () => Promise<Glpk> };
  const glpk = await load();
  return checkedBackend({
    version: glpk.version,
    // Its errors end in abort(): there is none after which it may go on.
    guard: new LibraryGuard('glpk.js', () => false),
    solve: (model, options) => solve(glpk, model, options),
  });
}

/**
 * The simplex method runs without presolve: with it, infeasible and unbounded LPs come back as "undefined". The integer
 * solver cannot run without, and its presolve aborts or goes on for ever on some models whose relaxation is infeasible
 * or unbounded, whatever the time limit; so the relaxation is solved first, and its bound is kept.
 */
function solve(glpk: Glpk, model: MilpModel, options: MilpOptions): Claim {
  if (options.shouldStop?.()) return { status: 'unknown', endedBy: 'stopped' };
  const problem = toGlpk(model);
  const common = { msglev: quiet, tmlim: limitSeconds(options.timeLimitMs) };
  const relaxation = readLp(model, glpk.solve({ ...problem, generals: [] }, { ...common, presol: false }).result);
  if (problem.generals.length === 0) return relaxation;
  if (relaxation.status !== 'optimal') return { ...relaxation, values: undefined, status: withoutValues(relaxation) };
  if (options.shouldStop?.()) return { status: 'unknown', endedBy: 'stopped', bound: relaxation.objective };
  const gap = options.relativeGap ?? 0;
  const { result } = glpk.solve(problem, { ...common, presol: true, mipgap: gap });
  return readMip(model, result, gap, relaxation.objective ?? -Infinity);
}

/** A relaxation's own solution says nothing of the integer programme. */
function withoutValues({ status }: Claim): Claim['status'] {
  return status === 'feasible' ? 'unknown' : status;
}

function readMip(model: MilpModel, result: GlpkResult, gap: number, bound: number): Claim {
  const { status, z: objective } = result;
  if (status === outcome.infeasible) return { status: 'infeasible', endedBy: 'proof' };
  if (status !== outcome.optimal && status !== outcome.feasible) {
    return { status: 'unknown', endedBy: 'time', bound, reason: `status ${status} of the integer solver` };
  }
  const solution = { values: valuesOf(model, result), objective };
  if (status === outcome.feasible) return { status: 'feasible', endedBy: 'time', ...solution, bound };
  if (gap === 0) return { status: 'optimal', endedBy: 'proof', ...solution };
  // "Optimal" within the gap: how much of it is left is not told.
  const byGap = objective - gap * Math.abs(objective);
  return { status: 'feasible', endedBy: 'gap', ...solution, bound: Math.max(bound, byGap) };
}

/** glpk.js takes seconds and hands whole milliseconds on; absent means no limit. */
function limitSeconds(timeLimitMs: number): number | undefined {
  const limitMs = Math.ceil(timeLimitMs - Math.min(marginMs, marginShare * timeLimitMs));
  return limitMs < 2 ** 31 ? limitMs / 1000 : undefined;
}

function readLp(model: MilpModel, result: GlpkResult): Claim {
  if (result.status === outcome.infeasible) return { status: 'infeasible', endedBy: 'proof' };
  if (result.status === outcome.unbounded) return { status: 'unbounded-or-infeasible', endedBy: 'proof' };
  const solution = { values: valuesOf(model, result), objective: result.z };
  if (result.status === outcome.feasible) return { status: 'feasible', endedBy: 'time', ...solution };
  if (result.status !== outcome.optimal) {
    return { status: 'unknown', endedBy: 'time', reason: `status ${result.status} of the simplex method` };
  }
  const rowDuals = Float64Array.from(model.rows, (_, i) => result.dual?.[`r${i}`] ?? Number.NaN);
  return { status: 'optimal', endedBy: 'proof', ...solution, rowDuals };
}

function valuesOf(model: MilpModel, { vars }: GlpkResult): Float64Array {
  return Float64Array.from(model.columns, (_, j) => vars[`c${j}`]);
}

function toGlpk({ columns, rows }: MilpModel): GlpkProblem {
  const subjectTo = rows.map((row, i) => ({
    name: `r${i}`,
    vars: [] as { name: string; coef: number }[],
    bnds: toBounds(row),
  }));
  columns.forEach((column, j) => {
    for (let k = 0; k < column.rows.length; k++) {
      subjectTo[column.rows[k]].vars.push({ name: `c${j}`, coef: column.coefficients[k] });
    }
  });
  return {
    name: 'model',
    objective: {
      direction: minimise,
      name: 'cost',
      vars: columns.map(({ cost }, j) => ({ name: `c${j}`, coef: cost })),
    },
    subjectTo,
    bounds: columns.map((column, j) => ({ name: `c${j}`, ...toBounds(column) })),
    generals: columns.flatMap(({ integer }, j) => (integer ? [`c${j}`] : [])),
  };
}

function toBounds({ lower, upper }: MilpRow): GlpkBounds {
  const lb = Number.isFinite(lower) ? lower : 0;
  const ub = Number.isFinite(upper) ? upper : 0;
  if (lower === upper) return { type: kind.fixed, lb, ub };
  if (lower === -Infinity) return { type: upper === Infinity ? kind.free : kind.upper, lb, ub };
  return { type: upper === Infinity ? kind.lower : kind.both, lb, ub };
}
