/** A solver as its own process sees it: a library to load, then one task. */
import type { MeltProblem } from '../../../models/melt.ts';
import type { MilpModel } from '../../../solvers/milp/milp.ts';
import type { CpModelProto } from '../cp-model.ts';
import type { RoundsMatrix } from '../dispatch/rounds-matrix.ts';
import type { EndEvent, Solution } from '../protocol.ts';

export interface DriverTask {
  readonly timeMs: number;
  readonly seed: number;
  problem(): MeltProblem;
  model(): MilpModel;
  /** Of kinds other than melt. */
  request(): unknown;
  /** Absent where the model of a melt is asked for. */
  schedule(): CpModelProto | undefined;
  rounds(): RoundsMatrix;
  readonly workers: number;
  /** Milliseconds since the clock was started. */
  elapsedMs(): number;
  /** Tells of a better solution at once. */
  found(objective: number, solution?: Solution): void;
}

/** How a task ended; process figures are added by who runs it. */
export type DriverEnd = Pick<EndEvent, 'status' | 'objective' | 'bound' | 'solution' | 'firstMs' | 'reason'> & {
  /** Processor time of a program that the driver has called. */
  readonly calledCpuMs?: number;
};

export interface LoadedDriver {
  readonly version?: string;
  solve(task: DriverTask): DriverEnd | Promise<DriverEnd>;
}

/** Loads the library and has its code compiled, so that the clock measures the search. @throws where it is not there. */
export type Driver = () => Promise<LoadedDriver>;

/** A model of three pieces in two heats: what libraries are warmed up with. */
export const warmUpModel: MilpModel = {
  columns: [
    ...[0, 1].map((heat) => ({ cost: 1, lower: 0, upper: 1, integer: true, rows: [heat], coefficients: [-5] })),
    ...[0, 1].map((heat) => ({ cost: 0, lower: 0, upper: 3, integer: true, rows: [heat, 2], coefficients: [2, 1] })),
  ],
  rows: [
    { lower: -Infinity, upper: 0 },
    { lower: -Infinity, upper: 0 },
    { lower: 3, upper: 3 },
  ],
};
