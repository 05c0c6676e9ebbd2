/** The mix of plan-requests that the keeping of time budgets is measured with. */
import { type PlanKind, PlanRequest, planKinds } from '../../models/plan-request.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { type Case, casesOfKinds } from './cases.ts';
import { type LoopName, loops } from './loops.ts';

export interface BudgetedRequest {
  /** Family and size, or what kind of loop it is. */
  readonly name: string;
  /** What its row is summed up with: its kind, or `loop`. */
  readonly group: PlanKind | 'loop';
  readonly kind: PlanKind;
  readonly route: 'solve' | 'plans';
  readonly timeMs: number;
  /** What a right answer has: a plan, a plan or none, or no plan. */
  readonly expects: 'plan' | 'either' | 'nothing';
  /** As the service will read it; made when it is asked for, since thousands of them would fill the memory. */
  build(): PlanRequest;
}

/** Shares of the budgets: long ones are few, so that 2000 requests one after another take about ten minutes. */
export const budgetShares = [
  { timeMs: 50, share: 0.4 },
  { timeMs: 100, share: 0.2 },
  { timeMs: 200, share: 0.18 },
  { timeMs: 500, share: 0.12 },
  { timeMs: 1000, share: 0.06 },
  { timeMs: 2000, share: 0.04 },
] as const;
/** Of every twenty requests one never ends by itself, and four are kept plans. */
const loopEvery = 20;
const keptEvery = 5;
const problemSeeds = 1_000_000;

/** Budgets by their shares, kinds by turns, cases by turns from a drawn first one, in drawn order; the same by the same seed. */
export function budgetedRequests(count: number, seed: number): readonly BudgetedRequest[] {
  const rng = new Rng(seed);
  const cases = casesOfKinds();
  const turns = new Map(planKinds.map((kind) => [kind, rng.below(cases.get(kind)!.length)]));
  const budgets = budgetsOf(count);
  const loopNames = Object.keys(loops) as LoopName[];
  const requests = Array.from(rng.shuffle(Uint32Array.from(budgets.keys())), (at, index): BudgetedRequest => {
    const kind = planKinds[index % planKinds.length];
    const route = rng.below(keptEvery) === 0 ? 'plans' : 'solve';
    const common = { kind, route, timeMs: budgets[at] } as const;
    const problemSeed = rng.below(problemSeeds);
    if (index % loopEvery === loopEvery - 1) {
      const name = loopNames[Math.floor(index / loopEvery) % loopNames.length];
      return loopRequest(common, name, cases.get(kind)![0], problemSeed);
    }
    const turn = turns.get(kind)!;
    turns.set(kind, (turn + 1) % cases.get(kind)!.length);
    const { name, mayHaveNoPlan, problem } = cases.get(kind)![turn];
    const budget = { timeMs: common.timeMs, seed: rng.below(problemSeeds) };
    return {
      ...common,
      name,
      group: kind,
      expects: mayHaveNoPlan ? 'either' : 'plan',
      build: () => PlanRequest.parse({ kind, problem: problem(problemSeed), budget }),
    };
  });
  // Loops stand at every twentieth place, and kinds by turns: the order in which they are sent is drawn.
  return Array.from(rng.shuffle(Uint32Array.from(requests.keys())), (index) => requests[index]);
}

function loopRequest(
  common: Pick<BudgetedRequest, 'kind' | 'route' | 'timeMs'>,
  name: LoopName,
  { problem }: Case,
  problemSeed: number,
): BudgetedRequest {
  const { kind, timeMs } = common;
  const { seed, plan } = loops[name];
  return {
    ...common,
    name: `${kind} ${name}`,
    group: 'loop',
    expects: plan ? 'plan' : 'nothing',
    build: () => PlanRequest.parse({ kind, problem: problem(problemSeed), budget: { timeMs, seed } }),
  };
}

/** `count` budgets; the shortest takes what rounding leaves. */
function budgetsOf(count: number): number[] {
  const [shortest, ...longer] = budgetShares;
  const budgets = longer.flatMap(({ timeMs, share }) => new Array<number>(Math.round(share * count)).fill(timeMs));
  const rest = Math.max(0, count - budgets.length);
  return [...new Array<number>(rest).fill(shortest.timeMs), ...budgets].slice(0, count);
}
