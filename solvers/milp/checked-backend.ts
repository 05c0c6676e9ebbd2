/** Makes a backend of a library: the model is checked before it, its claim after it. */
import type { LibraryGuard } from './library-guard.ts';
import type { IncrementalLp, LpOptions, MilpAnswer, MilpBackend, MilpModel, MilpOptions } from './milp.ts';
import { contradiction, mayBeUnbounded, roundIntegerBounds, validateModel } from './model.ts';
import {
  agrees,
  type Claim,
  dualBound,
  objectiveTolerance,
  type PointCheck,
  reducedCosts,
  verifyPoint,
} from './verify.ts';

/** A library as it is: its answers are claims, its exceptions its own. */
export interface Library {
  readonly version?: string;
  readonly guard: LibraryGuard;
  /** Gets models with at least one column, whole bounds on integer columns and no contradiction in a single bound. */
  solve(model: MilpModel, options: MilpOptions): Claim;
  createLp?(model: MilpModel): IncrementalLp;
}

type CheckedPoint = Extract<PointCheck, { ok: true }>;

/** @returns a backend whose every answer has passed `checkClaim`. */
export function checkedBackend(library: Library): MilpBackend {
  const { guard } = library;
  return {
    name: guard.name,
    version: library.version,
    get usable() {
      return guard.usable;
    },
    solve(model, options) {
      validateModel(model);
      const rounded = roundIntegerBounds(model);
      const early = answerWithoutLibrary(rounded, options);
      if (early) return early;
      const caller = guardCallbacks(rounded, options);
      const claim = guard.run(() => {
        const first = resolveUnbounded(library, rounded, caller.options);
        return repairRounding(library, rounded, first, caller.options);
      });
      caller.rethrow();
      return checkClaim(rounded, claim, options);
    },
    createLp: library.createLp?.bind(library),
  };
}

/** The answer where no library is needed, or no time is left to ask one; libraries treat these cases at odds. */
export function answerWithoutLibrary(model: MilpModel, options: LpOptions): MilpAnswer | undefined {
  const nothing = contradiction(model);
  if (nothing) return { status: 'infeasible', endedBy: 'proof', reason: nothing };
  if (model.columns.length === 0) {
    const point = verifyPoint(model, []);
    if (!point.ok) return { status: 'infeasible', endedBy: 'proof', reason: point.reason };
    return { status: 'optimal', endedBy: 'proof', values: point.values, objective: 0, bound: 0 };
  }
  if (!(options.timeLimitMs > 0)) return { status: 'unknown', endedBy: 'time', reason: 'no time left' };
  return undefined;
}

/**
 * Libraries often know only that a model is unbounded or infeasible, call an integer programme unbounded once its
 * relaxation is, and the presolve of HiGHS 1.15.1 calls some unbounded LPs infeasible. So where a column could improve
 * without end, the model without costs decides: a rational integer programme with an unbounded relaxation is unbounded
 * as soon as it has a solution (Meyer 1974, Mathematical Programming 7:223-235).
 */
function resolveUnbounded(library: Library, model: MilpModel, options: MilpOptions): Claim {
  const claim = library.solve(model, options);
  const { status } = claim;
  if (status !== 'unbounded' && status !== 'unbounded-or-infeasible' && status !== 'infeasible') return claim;
  if (status === 'infeasible' && !mayBeUnbounded(model)) return claim;
  const costless = { columns: model.columns.map((column) => ({ ...column, cost: 0 })), rows: model.rows };
  const { timeLimitMs, shouldStop } = options;
  const answer = checkClaim(costless, library.solve(costless, { timeLimitMs, shouldStop }), { timeLimitMs });
  if (!answer.values) return { status: answer.status, endedBy: answer.endedBy, reason: answer.reason };
  if (status !== 'infeasible') return { status: 'unbounded', endedBy: 'proof' };
  return { status: 'unknown', endedBy: 'failure', reason: 'called infeasible, yet there is a solution' };
}

/**
 * Libraries use their tolerances to the full: 1e-6 off a whole number, times a large entry, breaks a row once the number
 * is rounded. Then the continuous columns are solved again with the integer ones held at their whole numbers.
 */
function repairRounding(library: Library, model: MilpModel, claim: Claim, options: MilpOptions): Claim {
  const { values } = claim;
  const mixed = model.columns.some(({ integer }) => integer) && model.columns.some(({ integer }) => !integer);
  if (!values || !mixed || verifyPoint(model, values).ok) return claim;
  const columns = model.columns.map((column, j) =>
    column.integer ? { ...column, integer: false, lower: Math.round(values[j]), upper: Math.round(values[j]) } : column,
  );
  const held = { columns, rows: model.rows };
  const { timeLimitMs, shouldStop } = options;
  const answer = checkClaim(held, library.solve(held, { timeLimitMs, shouldStop }), { timeLimitMs });
  return answer.values ? { ...claim, values: answer.values, objective: answer.objective } : claim;
}

/** Exceptions of the caller's functions must not unwind through a library: it is stopped first, then they go on. */
function guardCallbacks(model: MilpModel, options: MilpOptions) {
  const { shouldStop, onIncumbent, ...rest } = options;
  let thrown: { error: unknown } | undefined;
  let best = Infinity;
  const attempt = (operation: () => boolean): boolean => {
    if (thrown) return true;
    try {
      return operation();
    } catch (error) {
      thrown = { error };
      return true;
    }
  };
  const guarded: MilpOptions = {
    ...rest,
    shouldStop: shouldStop && (() => attempt(() => options.shouldStop?.() ?? false)),
    onIncumbent:
      onIncumbent &&
      ((values) => {
        const point = verifyPoint(model, values);
        if (!point.ok || point.objective >= best) return;
        best = point.objective;
        attempt(() => {
          options.onIncumbent?.(point.values, point.objective);
          return false;
        });
      }),
  };
  // A throwing onIncumbent has to stop the library as well, asked or not.
  if (onIncumbent && !shouldStop) guarded.shouldStop = () => thrown !== undefined;
  const rethrow = () => {
    if (thrown) throw thrown.error;
  };
  return { options: guarded, rethrow };
}

/**
 * Turns a claim into an answer: what does not hold becomes `unknown` with the reason, never a wrong `optimal`. Beyond
 * the solution itself, a feasible warm start refutes `infeasible` and any worse `optimal`, and an LP is optimal only
 * if its duals prove it. That an integer programme has no better solution stays the library's word.
 */
export function checkClaim(model: MilpModel, claim: Claim, options: MilpOptions): MilpAnswer {
  const start = options.warmStart && verifyPoint(model, options.warmStart);
  const warmStart = start?.ok ? start : undefined;
  const { endedBy, reason } = claim;
  switch (claim.status) {
    case 'optimal':
    case 'feasible':
      return checkSolution(model, claim, warmStart);
    case 'infeasible':
      return warmStart
        ? failed('called infeasible, yet the warm start is a solution')
        : { status: 'infeasible', endedBy };
    case 'unbounded':
      return mayBeUnbounded(model)
        ? { status: 'unbounded', endedBy }
        : failed('called unbounded, yet no column can be');
    default: {
      const bound = Number.isFinite(claim.bound) ? claim.bound : undefined;
      if (endedBy === 'failure' || !warmStart) return { status: 'unknown', endedBy, bound, reason };
      const { values, objective } = warmStart;
      return { status: 'feasible', endedBy, values, objective, bound: bound && Math.min(bound, objective) };
    }
  }
}

function failed(reason: string): MilpAnswer {
  return { status: 'unknown', endedBy: 'failure', reason };
}

function checkSolution(model: MilpModel, claim: Claim, warmStart: CheckedPoint | undefined): MilpAnswer {
  const found = verifyPoint(model, claim.values ?? []);
  if (!found.ok) return failed(found.reason);
  if (!agrees(claim.objective, found.objective, found.scale)) {
    return failed(`objective ${claim.objective} claimed, ${found.objective} found`);
  }
  const beaten = warmStart !== undefined && warmStart.objective < found.objective - objectiveTolerance * found.scale;
  if (beaten && claim.status === 'optimal') return failed(`called optimal, yet worse than the warm start`);
  const { values, objective, scale } = beaten ? warmStart : found;
  const bound = Number.isFinite(claim.bound) ? claim.bound : undefined;
  if (bound !== undefined && bound > objective + objectiveTolerance * scale) {
    return failed(`bound ${bound} claimed above the solution's ${objective}`);
  }
  const solution = { values, objective };
  const { endedBy } = claim;
  if (claim.status === 'feasible') {
    return {
      status: 'feasible',
      endedBy,
      ...solution,
      bound: bound === undefined ? undefined : Math.min(bound, objective),
    };
  }
  if (claim.rowDuals) return checkOptimalLp(model, claim.rowDuals, { values, objective, scale, ok: true });
  if (bound !== undefined && objective - bound > objectiveTolerance * Math.max(1, Math.abs(objective))) {
    return { status: 'feasible', endedBy: 'gap', ...solution, bound };
  }
  return { status: 'optimal', endedBy: 'proof', ...solution, bound: Math.min(bound ?? objective, objective) };
}

function checkOptimalLp(model: MilpModel, rowDuals: Float64Array, point: CheckedPoint): MilpAnswer {
  const { values, objective, scale } = point;
  const duals = { rowDuals, reducedCosts: reducedCosts(model, rowDuals) };
  const proved = dualBound(model, duals);
  if (Math.abs(objective - proved) <= objectiveTolerance * scale) {
    return { status: 'optimal', endedBy: 'proof', values, objective, bound: Math.min(proved, objective), duals };
  }
  const reason = `called optimal at ${objective}, yet its duals prove ${proved} only`;
  if (proved > objective) return failed(`duals prove ${proved}, above the solution's ${objective}`);
  return {
    status: 'feasible',
    endedBy: 'failure',
    values,
    objective,
    bound: Number.isFinite(proved) ? proved : undefined,
    reason,
  };
}
