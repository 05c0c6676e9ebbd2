/**
 * The solvers of the service, each of which loops for ever where the seed of a request asks for it. Threads of the
 * measured service load it in place of `solvers/registry.ts`; checks of plans stay those of the service.
 */
import { registry as real } from '../../solvers/registry.ts';
import type { KindSolver } from '../../solvers/solver.ts';
import { firstPlan } from './first-plan.ts';
import { type Loop, loopOfSeed } from './loops.ts';

type AnySolver = KindSolver<unknown, unknown>;

/** (module (func (export "spin") (loop br 0))): never returns and asks nobody. */
const spinModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 115, 112, 105, 110, 0, 0, 10, 9, 1, 7, 0, 3,
  64, 12, 0, 11, 11,
]);
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { spin(): void } };
}

function loopForEver({ wasm }: Loop): never {
  // The types of WebAssembly come with those of browsers, which this project leaves out.
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
  if (wasm) new Instance(new Module(spinModule)).exports.spin();
  for (;;);
}

function looping(solver: AnySolver): AnySolver {
  return {
    ...solver,
    solve: (request, budget) => {
      const loop = loopOfSeed(budget.seed);
      if (loop === undefined) return solver.solve(request, budget);
      if (loop.plan) {
        const plan = firstPlan(solver, request, budget);
        if (plan) budget.onIncumbent?.(plan);
      }
      return loopForEver(loop);
    },
  };
}

export const registry = Object.fromEntries(
  Object.entries(real).map(([kind, solver]) => [kind, looping(solver as AnySolver)]),
);
