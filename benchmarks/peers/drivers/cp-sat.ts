/**
 * CP-SAT of Google's OR-Tools in WebAssembly, with one worker unless a task says otherwise. The package is no dependency of takt: it is installed in
 * `benchmarks/peers`, and what is used of its types is written out here.
 */
import type { MilpModel } from '../../../solvers/milp/milp.ts';
import type { CpModelProto } from '../cp-model.ts';
import type { Driver, DriverEnd, DriverTask } from './driver.ts';
import { warmUpModel } from './driver.ts';

/** 64-bit numbers come as number, text or an object that prints as one. */
type Whole = number | string | { toString(): string };

interface CpResponse {
  readonly solution?: readonly Whole[];
  readonly objectiveValue?: number;
  readonly bestObjectiveBound?: number;
  /** Seconds since its start. */
  readonly wallTime?: number;
}

interface CpSatPackage {
  readonly CpModel: new (proto: CpModelProto) => object;
  readonly CpSolver: new () => {
    solve(
      model: object,
      parameters: { numWorkers: number; maxTimeInSeconds: number; randomSeed: number },
      callbacks: { onSolution(response: CpResponse): void },
    ): Promise<unknown>;
    statusName(): string;
    response(): CpResponse | null;
  };
}

export const cpSat: Driver = async () => {
  // A computed name: the types of a package that may not be there must not be asked for.
  const packageName: string = 'or-tools-wasm/cp-sat';
  const library = (await import(packageName)) as CpSatPackage;
  const solve = async (
    model: CpModelProto,
    task: Pick<DriverTask, 'timeMs' | 'seed' | 'elapsedMs' | 'workers'>,
  ): Promise<DriverEnd> => {
    const solver = new library.CpSolver();
    const cpModel = new library.CpModel(model);
    const startMs = task.elapsedMs();
    const maxTimeInSeconds = Math.max(1, task.timeMs - startMs) / 1000;
    // Solutions are told of once the search is over, each with the time at which it was found.
    let firstMs: number | undefined;
    const onSolution = ({ wallTime }: CpResponse) => {
      firstMs ??= startMs + 1000 * (wallTime ?? 0);
    };
    const parameters = { numWorkers: task.workers, maxTimeInSeconds, randomSeed: task.seed };
    await solver.solve(cpModel, parameters, { onSolution });
    const name = solver.statusName();
    const response = solver.response() ?? {};
    if (name === 'OPTIMAL' || name === 'FEASIBLE')
      return {
        status: name === 'OPTIMAL' ? 'optimal' : 'feasible',
        objective: response.objectiveValue ?? 0,
        bound: response.bestObjectiveBound ?? 0,
        solution: { values: (response.solution ?? []).map((value) => Number(value.toString())) },
        firstMs,
      };
    if (name === 'INFEASIBLE') return { status: 'infeasible' };
    // 0 also stands for a bound that was never set, and would be above plans whose costs are negative.
    return { status: 'unknown', bound: response.bestObjectiveBound || undefined, reason: name };
  };
  await solve(toCpModel(warmUpModel), { timeMs: 1000, seed: 1, workers: 1, elapsedMs: () => 0 });
  return { solve: (task) => solve(task.schedule() ?? toCpModel(task.model()), task) };
};

/**
 * CP-SAT knows whole numbers only and no infinite bounds: of a row without one, what its columns add up to at most.
 * @throws RangeError for a column without bounds or an entry that is no whole number.
 */
export function toCpModel({ columns, rows }: MilpModel): CpModelProto {
  const linear = rows.map(() => ({ vars: [] as number[], coeffs: [] as number[] }));
  const least = new Float64Array(rows.length);
  const most = new Float64Array(rows.length);
  columns.forEach((column, j) => {
    if (!Number.isInteger(column.lower) || !Number.isInteger(column.upper))
      throw new RangeError(`column ${j}: bounds ${column.lower} to ${column.upper} are not whole`);
    for (let k = 0; k < column.rows.length; k++) {
      const row = column.rows[k];
      const coefficient = column.coefficients[k];
      if (!Number.isInteger(coefficient)) throw new RangeError(`column ${j}: entry ${coefficient} is not whole`);
      linear[row].vars.push(j);
      linear[row].coeffs.push(coefficient);
      least[row] += Math.min(coefficient * column.lower, coefficient * column.upper);
      most[row] += Math.max(coefficient * column.lower, coefficient * column.upper);
    }
  });
  const costly = columns.flatMap(({ cost }, j) => (cost === 0 ? [] : [j]));
  const objective = { vars: costly, coeffs: costly.map((j) => columns[j].cost) };
  const isWhole = objective.coeffs.every((cost) => Number.isSafeInteger(cost));
  return {
    variables: columns.map(({ lower, upper }) => ({ domain: [lower, upper] })),
    constraints: rows.map(({ lower, upper }, i) => ({
      linear: { ...linear[i], domain: [Math.max(lower, least[i]), Math.min(upper, most[i])].map(Math.round) },
    })),
    ...(isWhole ? { objective } : { floatingPointObjective: objective }),
  };
}
