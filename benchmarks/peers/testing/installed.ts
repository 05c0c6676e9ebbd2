/** Whether solvers that are no dependency of takt are there to be tested with. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Solver, scheduleSolvers } from '../run-solver.ts';

export const wasmCpSat: Solver = scheduleSolvers.find(({ name }) => name === 'cp-sat')!;

/** @returns why the tests that need it are left out; undefined where it is there. */
export function whyNoCpSat(): string | undefined {
  const folder = fileURLToPath(new URL('../node_modules/or-tools-wasm', import.meta.url));
  return existsSync(folder) ? undefined : 'or-tools-wasm is not installed: npm ci --prefix benchmarks/peers';
}
