/**
 * SCIP in OR-Tools' WebAssembly, by way of MathOpt: the older MPSolver interface of the package does not run in Node.
 * The package is no dependency of takt; what is used of its types is written out here.
 */
import type { MilpModel } from '../../../solvers/milp/milp.ts';
import type { Driver, DriverEnd, DriverTask } from './driver.ts';
import { warmUpModel } from './driver.ts';

interface Term {
  readonly variable: object;
  readonly coefficient: number;
}

interface MathOptModel {
  readonly objective: { setLinearCoefficient(variable: object, coefficient: number): void };
  addVariable(options: { lowerBound: number; upperBound: number; integer: boolean }): { readonly id: number };
  addLinearConstraint(options: { lowerBound: number; upperBound: number; terms: readonly object[] }): object;
}

interface MathOptResult {
  readonly terminationReason: string;
  readonly objectiveValue: number | null;
  readonly dualBound: number | null;
  readonly variableValuesById: Readonly<Record<number, number>>;
}

interface MathOptPackage {
  readonly MathOpt: {
    Model(): MathOptModel;
    linearTerm(variable: Term['variable'], coefficient: number): object;
    solve(
      model: MathOptModel,
      options: {
        solverType: 'GSCIP';
        timeLimitSeconds: number;
        threads: number;
        randomSeed: number;
        relativeGapTolerance: number;
        messageCallback(messages: readonly string[]): void;
      },
    ): Promise<MathOptResult>;
  };
  initMathOpt(): Promise<void>;
}

export const scip: Driver = async () => {
  const packageName: string = 'or-tools-wasm/mathopt';
  const library = (await import(packageName)) as MathOptPackage;
  await library.initMathOpt();
  const run = (task: ScipTask, model: MilpModel) => solve(library, task, model);
  await run({ timeMs: 1000, seed: 1, elapsedMs: () => 0 }, warmUpModel);
  return { solve: (task) => run(task, task.model()) };
};

type ScipTask = Pick<DriverTask, 'timeMs' | 'seed' | 'elapsedMs'>;

async function solve({ MathOpt }: MathOptPackage, task: ScipTask, { columns, rows }: MilpModel): Promise<DriverEnd> {
  const model = MathOpt.Model();
  const terms = rows.map((): object[] => []);
  const variables = columns.map(({ cost, lower, upper, integer = false, ...column }) => {
    const variable = model.addVariable({ lowerBound: lower, upperBound: upper, integer });
    if (cost !== 0) model.objective.setLinearCoefficient(variable, cost);
    for (let k = 0; k < column.rows.length; k++)
      terms[column.rows[k]].push(MathOpt.linearTerm(variable, column.coefficients[k]));
    return variable;
  });
  rows.forEach(({ lower, upper }, i) => {
    model.addLinearConstraint({ lowerBound: lower, upperBound: upper, terms: terms[i] });
  });
  const startMs = task.elapsedMs();
  const log: string[] = [];
  const result = await MathOpt.solve(model, {
    solverType: 'GSCIP',
    timeLimitSeconds: Math.max(1, task.timeMs - startMs) / 1000,
    threads: 1,
    randomSeed: task.seed,
    relativeGapTolerance: 0,
    messageCallback: (messages) => log.push(...messages),
  });
  const firstS = firstSolutionSeconds(log);
  const { terminationReason, objectiveValue, dualBound } = result;
  const infeasible = terminationReason === 'TERMINATION_REASON_INFEASIBLE';
  const optimal = terminationReason === 'TERMINATION_REASON_OPTIMAL';
  const hasPlan = !infeasible && objectiveValue !== null && Number.isFinite(objectiveValue);
  return {
    status: infeasible ? 'infeasible' : hasPlan ? (optimal ? 'optimal' : 'feasible') : 'unknown',
    objective: hasPlan ? objectiveValue : undefined,
    bound: !infeasible && dualBound !== null && Number.isFinite(dualBound) ? dualBound : undefined,
    solution: hasPlan ? { values: variables.map(({ id }) => result.variableValuesById[id] ?? 0) } : undefined,
    firstMs: hasPlan && firstS !== undefined ? startMs + 1000 * firstS : undefined,
    reason: hasPlan || infeasible ? undefined : terminationReason,
  };
}

/**
 * When SCIP had its first solution, by its log: heuristics before the search announce theirs; in the table of the search
 * it is the first row whose primal bound is not `--`.
 * @returns seconds of SCIP's clock, which counts tenths; undefined where there is none.
 */
export function firstSolutionSeconds(log: readonly string[]): number | undefined {
  const primalBoundColumn = 15;
  for (const line of log) {
    const announced = /^feasible solution found by .* after ([\d.]+) seconds/.exec(line.trim());
    if (announced) return Number(announced[1]);
    const cells = line.split('|').map((cell) => cell.trim());
    const time = /([\d.]+)s$/.exec(cells[0]);
    if (time && cells.length > primalBoundColumn && !/^-+$/.test(cells[primalBoundColumn])) return Number(time[1]);
  }
  return undefined;
}
