/**
 * What answers and plans of plan kind `reorder` cost: `node benchmarks/micro/reorder.ts [--json]`.
 *
 * Methods are asked as the service asks them, with all that goes into an answer. Before anything is timed each answer is
 * checked by another route; lot sizes by the recursion that stands here, plans by the kind's checker.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ReorderProblem } from '../../models/reorder.ts';
import { hasPlan, type SolveResult } from '../../models/result.ts';
import { registry } from '../../solvers/registry.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { type Budget, iterationBudget } from '../../solvers/solver.ts';
import { SolverPool } from '../../workers/pool.ts';
import { generateBuying } from '../instances/reorder/generate.ts';
import { cpuMs, machineMeta } from '../meta.ts';
import { type Column, figure, textTable } from '../text-table.ts';

export interface ReorderRow {
  readonly name: string;
  /** By what the answer was checked. */
  readonly checked: string;
  readonly runs: number;
  /** Median of the runs; of the processor in this process and all its threads. Null where another process worked and its time is not known. */
  readonly cpuMs: number | null;
  readonly wallMs: number;
  /** What it should take at most, on one free processor. */
  readonly targetMs: number;
}

/** Runs of a part: until so much time is over, and at least so many. */
const sampleMs = 1500;
const leastRuns = 3;
const mostRuns = 50;

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

function timed(run: () => void): Pick<ReorderRow, 'runs' | 'cpuMs' | 'wallMs'> {
  const cpu: number[] = [];
  const wall: number[] = [];
  const start = performance.now();
  while (cpu.length < leastRuns || (cpu.length < mostRuns && performance.now() - start < sampleMs)) {
    const [cpuFrom, wallFrom] = [cpuMs(), performance.now()];
    run();
    cpu.push(cpuMs() - cpuFrom);
    wall.push(performance.now() - wallFrom);
  }
  return { runs: cpu.length, cpuMs: median(cpu), wallMs: median(wall) };
}

interface Asked {
  readonly name: string;
  readonly targetMs: number;
  readonly question: Readonly<Record<string, unknown>>;
  /** Cost to compare with; absent: the check of the answer's model is enough. */
  readonly cost?: () => number;
}

/** Demand of a shop by day: 0 now and then. */
function demand(periods: number): number[] {
  const rng = new Rng(5);
  return Array.from({ length: periods }, () => Math.max(0, rng.below(130) - 20));
}

function lotSizing(periods: number, targetMs: number): Asked {
  const costs = { fixedCost: 5000, holdingCost: 3 };
  const question = { model: 'dynamic-lot-sizing', demand: demand(periods), ...costs };
  return {
    name: `lot sizing, ${periods} periods`,
    ...{ targetMs, question },
    cost: () => leastLotCost(question.demand, costs.fixedCost, costs.holdingCost),
  };
}

/**
 * Wagner and Whitin's recursion forwards, each lot looked back for: none covers a demand that costs more to carry than an
 * order of its own.
 */
function leastLotCost(demand: readonly number[], fixedCost: number, holdingCost: number): number {
  const cost = new Float64Array(demand.length + 1);
  for (let end = 1; end <= demand.length; end++) {
    if (demand[end - 1] === 0) {
      cost[end] = cost[end - 1];
      continue;
    }
    let carried = 0;
    let after = 0;
    cost[end] = Infinity;
    for (let from = end - 1; from >= 0; from--) {
      carried += holdingCost * after;
      after += demand[from];
      cost[end] = Math.min(cost[end], cost[from] + fixedCost + carried);
      if (holdingCost * (end - 1 - from) * demand[end - 1] > fixedCost) break;
    }
  }
  return cost[demand.length];
}

function jointQuestion(items: number): Readonly<Record<string, unknown>> {
  const rng = new Rng(6);
  const draw = (least: number, most: number) =>
    Array.from({ length: items }, () => least + rng.float() * (most - least));
  return {
    ...{ model: 'joint-replenishment', sharedFixedCost: 100 },
    ...{ itemFixedCosts: draw(5, 80), holdingCosts: draw(0.2, 4), demandRates: draw(20, 3000) },
  };
}

const asked: readonly Asked[] = [
  lotSizing(1000, 20),
  lotSizing(100_000, 1500),
  {
    name: '(s, S), Poisson mean 100',
    targetMs: 20,
    question: {
      ...{ model: 'ss-poisson-optimal', holdingCost: 1, stockoutCost: 9, fixedCost: 64, demandMean: 100, leadTime: 0 },
    },
  },
  {
    name: 'finite horizon, 10 periods',
    targetMs: 150,
    question: {
      ...{ model: 'finite-horizon-stochastic', numPeriods: 10, holdingCost: 1, stockoutCost: 25, purchaseCost: 1 },
      ...{ terminalHoldingCost: 1, terminalStockoutCost: 25, fixedCost: 50, demandMean: 40, demandSd: 8 },
      ...{ discountFactor: 0.98, initialInventory: 0 },
    },
  },
  { name: 'joint replenishment, 50 items, exact', targetMs: 100, question: jointQuestion(50) },
  {
    name: 'perishable, three days, by weekday',
    targetMs: 3000,
    question: {
      ...{ model: 'perishable-weekday-policy', shelfLife: 3, leadTime: 0, maxOrder: 20, issuing: 'oldest-first' },
      demand: {
        type: 'weekday-negative-binomial',
        n: [3.5, 11, 7.2, 11, 5.9, 5.5, 2.2],
        mean: [5.7, 6.9, 6.5, 6.2, 5.8, 3.3, 3.4],
        max: 20,
      },
      ...{ fixedOrderCost: 10, shortageCost: 20, wasteCost: 5, holdingCost: 1, discountFactor: 0.95 },
    },
  },
];

function measureQuestion({ name, targetMs, question, cost }: Asked): ReorderRow {
  const problem = ReorderProblem.parse({ mode: 'calculate', questions: [{ id: name, ...question }] });
  const solve = () => registry.reorder.solve({ problem }, iterationBudget(Infinity));
  const { plan } = checked(name, { problem }, solve());
  if (cost) {
    const [stated, least] = [plan.answers[0].cost, cost()];
    if (!(Math.abs(stated - least) <= 1e-9 * least)) throw new Error(`${name}: ${stated} is stated, ${least} is least`);
  }
  return { name, checked: cost ? 'checker, recursion' : 'checker', ...timed(() => void solve()), targetMs };
}

/** @throws Error where there is no plan, or it breaks a rule. */
function checked(name: string, request: unknown, result: SolveResult<unknown>) {
  if (!hasPlan(result)) throw new Error(`${name}: ${result.found}`);
  const { violations } = registry.reorder.check(request, result.plan);
  if (violations.length > 0) throw new Error(`${name}: ${violations[0].rule}: ${violations[0].message}`);
  return result as typeof result & { plan: { answers: { cost: number }[] } };
}

const planItems = 10_000;
const planDays = 28;
const planTargetMs = 10_000;

/** One plan in this thread. Its time is that of the processor: what else the machine is at does not count. */
function measurePlan(): ReorderRow {
  const { problem } = generateBuying({ family: 'large', items: planItems, days: planDays }, 703);
  const [cpuFrom, wallFrom] = [cpuMs(), performance.now()];
  const left = () => Math.max(0, planTargetMs - (cpuMs() - cpuFrom));
  const budget: Budget = { ...iterationBudget(Infinity), shouldStop: () => left() === 0, remainingMs: left };
  const result = registry.reorder.solve({ problem }, budget);
  const spent = { runs: 1, cpuMs: cpuMs() - cpuFrom, wallMs: performance.now() - wallFrom };
  return { ...planRow('one thread', [{ request: { problem }, result }]), ...spent };
}

/** Processor time of another process so far, in all its threads; null where the system does not tell. */
function processCpuMs(pid: number | undefined): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields 14 and 15, user and system time in hundredths of a second; the name before them may contain spaces.
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return 10 * (Number(user) + Number(system));
  } catch {
    return null;
  }
}

/** The same items in two requests, each on a thread of its own. */
async function measureTwoThreads(): Promise<ReorderRow> {
  const halves = [711, 712].map((seed) => {
    const { problem } = generateBuying({ family: 'large', items: planItems / 2, days: planDays }, seed);
    return { problem };
  });
  const pool = new SolverPool({ threads: 2, queueLimit: 2, spareThreads: 0 });
  try {
    await pool.start();
    const budget = { timeMs: planTargetMs, gap: 0, seed: 1, deterministic: false };
    const { childPid } = pool.stats();
    const [childFrom, wallFrom] = [processCpuMs(childPid), performance.now()];
    const solved = await Promise.all(
      halves.map((request, index) => pool.solve({ id: `half-${index}`, kind: 'reorder', request, budget })),
    );
    const wallMs = performance.now() - wallFrom;
    const childTo = processCpuMs(childPid);
    const spent = childFrom !== null && childTo !== null ? childTo - childFrom : null;
    const plans = solved.map(({ result }, index) => ({ request: halves[index], result }));
    return { ...planRow('two threads', plans), runs: 1, cpuMs: spent, wallMs };
  } finally {
    await pool.close();
  }
}

/** With what was proved: a plan that ends early is an optimum. */
function planRow(
  threads: string,
  solved: readonly { readonly request: unknown; readonly result: SolveResult<unknown> }[],
): Pick<ReorderRow, 'name' | 'checked' | 'targetMs'> {
  const name = `plan, ${planItems} items, ${planDays} days, ${threads}`;
  const without = solved.find(({ result }) => !hasPlan(result));
  if (without) return { name: `${name}: ${without.result.found}`, checked: 'no plan', targetMs: planTargetMs };
  let objective = 0;
  let bound = 0;
  for (const { request, result } of solved) {
    const plan = checked(name, request, result);
    objective += plan.objective;
    bound += plan.lowerBound ?? -Infinity;
  }
  const gap = (100 * (objective - bound)) / Math.abs(objective);
  return { name: `${name}, gap ${gap.toFixed(3)} %`, checked: 'checker', targetMs: planTargetMs };
}

export async function measureReorder(): Promise<ReorderRow[]> {
  await registry.reorder.prepare();
  return [...asked.map(measureQuestion), measurePlan(), await measureTwoThreads()];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = await measureReorder();
  const columns: Column<ReorderRow>[] = [
    { name: 'part', width: 58, left: true, cell: ({ name }) => name },
    { name: 'checked by', width: 18, left: true, cell: (row) => row.checked },
    { name: 'runs', width: 4, cell: ({ runs }) => String(runs) },
    { name: 'cpu ms', width: 9, cell: (row) => figure(row.cpuMs) },
    { name: 'wall ms', width: 9, cell: ({ wallMs }) => figure(wallMs) },
    { name: 'target ms', width: 9, cell: ({ targetMs }) => figure(targetMs) },
  ];
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ benchmark: 'reorder', ...machineMeta(), rows }, undefined, 2));
  else console.log(textTable(columns, rows));
}
