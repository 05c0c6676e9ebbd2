/** HiGHS (MIT licence) in WebAssembly: the strongest of the libraries, with incumbents, bounds, duals and hot starts. */
import type { Highs, Model } from 'highs';
import { checkedBackend } from './checked-backend.ts';
import { HighsLp } from './highs-lp.ts';
import { callbacks, endOf, run, setTimeLimit, silence, toHighs } from './highs-native.ts';
import { LibraryGuard } from './library-guard.ts';
import type { MilpBackend, MilpModel, MilpOptions } from './milp.ts';
import { mayBeUnbounded } from './model.ts';
import type { Claim } from './verify.ts';

/** A gap that HiGHS is to close in any case, besides the relative one. */
const absoluteGap = 1e-6;

/** @throws where the package or its WASM file cannot be loaded. */
export async function loadHighs(): Promise<MilpBackend> {
  // The package declares CommonJS types but serves an ES module to `import`.
  const { default: load } = (await import('highs')) as unknown as { default: () => Promise<Highs> };
  return highsBackend(await load());
}

/** A backend over a loaded library; `loadHighs` is the way to one outside of tests. */
export function highsBackend(highs: Highs): MilpBackend {
  const guard = new LibraryGuard('highs', (error) => error instanceof highs.errors.HighsError);
  return checkedBackend({
    version: highs.version.string,
    guard,
    solve: (model, options) => solve(highs, model, options),
    createLp: (model) => new HighsLp(highs, guard, model),
  });
}

/**
 * Presolve's rule 12. With it HiGHS 1.15.3 calls solutions of small mixed models optimal that are not, also where all
 * numbers are whole. Of all rules it alone had to go for the week at the end of solvers/melt/patterns/engine.test.ts.
 */
const aggregator = 2 ** 12;

function solve(highs: Highs, model: MilpModel, options: MilpOptions): Claim {
  const isMip = model.columns.some(({ integer }) => integer);
  const native = highs.createModel();
  let intact = false;
  try {
    silence(native);
    native.passModel(toHighs(model));
    native.options.set({
      mip_rel_gap: options.relativeGap ?? 0,
      mip_abs_gap: absoluteGap,
      // Takes 4 to 60 ms of every integer solve, however small. Twelve searches of 3 s without it: 9 ended alike, one
      // better (761, not 858), two worse (8, not 6; 13, not 12).
      mip_heuristic_run_feasibility_jump: false,
      presolve_rule_off: aggregator,
    });
    setTimeLimit(native, options.timeLimitMs);
    if (isMip && options.warmStart) native.setSolution({ colValue: Float64Array.from(options.warmStart) });
    const { status } = run(highs, native, callbacks(highs, options), mayBeUnbounded(model));
    const claim = readClaim(highs, native, status, isMip);
    intact = true;
    return claim;
  } catch (error) {
    intact = error instanceof highs.errors.HighsError;
    throw error;
  } finally {
    // After an abort the heap is not to be touched; it is dropped with the whole instance.
    if (intact) native.dispose();
  }
}

function readClaim(highs: Highs, native: Model, status: number, isMip: boolean): Claim {
  const { modelStatus, solutionStatus } = highs.constants;
  if (status === modelStatus.infeasible) return { status: 'infeasible', endedBy: 'proof' };
  if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible) {
    return { status: 'unbounded-or-infeasible', endedBy: 'proof' };
  }
  const endedBy = endOf(highs, status);
  const bound = isMip ? Number(native.info.get('mip_dual_bound')) : undefined;
  const reason = endedBy === 'failure' ? `model status ${status}` : undefined;
  if (native.info.get('primal_solution_status') !== solutionStatus.feasible) {
    return { status: 'unknown', endedBy, bound, reason };
  }
  const { colValue, rowDual } = native.getSolution();
  const optimal = status === modelStatus.optimal;
  return {
    status: optimal ? 'optimal' : 'feasible',
    endedBy,
    values: colValue,
    objective: native.getObjectiveValue(),
    bound,
    rowDuals: optimal && !isMip ? rowDual : undefined,
    reason,
  };
}
