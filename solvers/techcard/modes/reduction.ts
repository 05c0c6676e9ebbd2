/**
 * Removes what no best schedule needs: modes that cannot run (a demand above a capacity, or a consumption that leaves
 * too little for the least of the others), modes that another one of the activity beats or equals in every respect, and
 * resources that are never short. Repeated until nothing changes, as each removal may enable others.
 *
 * @see Sprecher, Hartmann and Drexl (1997), OR Spektrum 19:195-203, section 3.
 */
import type { ModesProblem } from './problem.ts';

export interface Reduction {
  /** By activity, the modes that are left, as indices into the problem's modes. */
  readonly modes: readonly (readonly number[])[];
  /** Renewable and non-renewable resources that can be short. */
  readonly renewable: readonly number[];
  readonly stock: readonly number[];
}

/** @returns undefined where an activity has no mode left: proved infeasible. */
export function reduce(problem: ModesProblem): Reduction | undefined {
  const activities = problem.releases.length;
  const consumed = problem.stock.length;
  const modes = Array.from({ length: activities }, (_, i) => {
    const own: number[] = [];
    for (let m = problem.modeFrom[i]; m < problem.modeFrom[i + 1]; m++) if (fits(problem, m)) own.push(m);
    return own;
  });
  let stock = Array.from({ length: consumed }, (_, k) => k);
  for (let changed = true; changed; ) {
    changed = false;
    if (modes.some((own) => own.length === 0)) return undefined;
    const open = stock.filter((k) => total(problem, modes, k, Math.max) > problem.stock[k]);
    changed ||= open.length < stock.length;
    stock = open;
    for (const k of stock) {
      const least = total(problem, modes, k, Math.min);
      for (let i = 0; i < activities; i++) {
        const ownLeast = Math.min(...modes[i].map((m) => problem.consumption[m * consumed + k]));
        const most = problem.stock[k] - least + ownLeast;
        changed = keep(modes, i, (m) => problem.consumption[m * consumed + k] <= most) || changed;
      }
    }
    for (let i = 0; i < activities; i++)
      changed = keep(modes, i, (m) => !modes[i].some((other) => beats(problem, stock, other, m))) || changed;
  }
  const renewable = Array.from(problem.renewable, (_, k) => k).filter((k) => {
    let most = 0;
    for (const own of modes) most += Math.max(...own.map((m) => demandOf(problem, m, k)));
    return most > problem.renewable[k];
  });
  return { modes, renewable, stock };
}

/** What a mode occupies: nothing where it takes no time. */
export function demandOf(problem: ModesProblem, mode: number, resource: number): number {
  return problem.durations[mode] === 0 ? 0 : problem.demands[mode * problem.renewable.length + resource];
}

function fits(problem: ModesProblem, mode: number): boolean {
  for (let k = 0; k < problem.renewable.length; k++)
    if (demandOf(problem, mode, k) > problem.renewable[k]) return false;
  return true;
}

function total(
  problem: ModesProblem,
  modes: readonly (readonly number[])[],
  resource: number,
  pick: (...values: number[]) => number,
): number {
  let sum = 0;
  for (const own of modes) sum += pick(...own.map((m) => problem.consumption[m * problem.stock.length + resource]));
  return sum;
}

/** Whether `other` is never worse than `mode`; of two equal ones the first stays. */
export function beats(problem: ModesProblem, stock: readonly number[], other: number, mode: number): boolean {
  if (other === mode || problem.durations[other] > problem.durations[mode]) return false;
  let equal = problem.durations[other] === problem.durations[mode];
  for (let k = 0; k < problem.renewable.length; k++) {
    const [mine, theirs] = [demandOf(problem, mode, k), demandOf(problem, other, k)];
    if (theirs > mine) return false;
    equal &&= theirs === mine;
  }
  for (const k of stock) {
    const mine = problem.consumption[mode * problem.stock.length + k];
    const theirs = problem.consumption[other * problem.stock.length + k];
    if (theirs > mine) return false;
    equal &&= theirs === mine;
  }
  return !equal || other < mode;
}

function keep(modes: number[][], activity: number, wanted: (mode: number) => boolean): boolean {
  const kept = modes[activity].filter(wanted);
  const changed = kept.length < modes[activity].length;
  modes[activity] = kept;
  return changed;
}
