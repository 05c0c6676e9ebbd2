/**
 * The solvers of the service, and requests that do harm: a melt whose first line is called `fault-<what>` does it where a
 * search would begin. With `-once` behind it the harm is done to the first attempt only, for which a file is the sign.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry as whole } from '../../solvers/registry.ts';
import type { Budget, KindSolver } from '../../solvers/solver.ts';

/** Node has it; the types that we load do not. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
};

const folder = process.env.TAKT_BENCH_FAULT_FOLDER ?? '/nowhere';

const harms: Record<string, (budget: Budget) => void> = {
  /** The thread ends. */
  exit: () => process.exit(3),
  /** An error that nobody catches, outside the search. */
  throw: () => {
    queueMicrotask(() => {
      throw new Error('an error that nobody catches');
    });
  },
  /** The solver process ends. */
  child: () => process.kill(process.pid, 'SIGKILL'),
  /** The service that hosts the solver process ends. */
  host: () => {
    process.kill(process.ppid, 'SIGKILL');
    for (;;);
  },
  /** Memory in four shapes: JavaScript objects, buffers outside the heap, WebAssembly, results that are handed out. */
  heap: () => {
    const kept: unknown[] = [];
    for (;;) kept.push(new Array(1000).fill(kept.length));
  },
  buffers: () => {
    const kept: Uint8Array[] = [];
    for (;;) kept.push(new Uint8Array(2 ** 26).fill(1));
  },
  wasm: () => {
    const kept: unknown[] = [];
    for (;;) {
      const memory = new WebAssembly.Memory({ initial: 1024 });
      new Uint8Array(memory.buffer).fill(1);
      kept.push(memory);
    }
  },
  results: (budget) => {
    const bulk = 'x'.repeat(2 ** 24);
    for (let objective = 1e9; !budget.shouldStop(); objective--)
      budget.onIncumbent?.({ plan: { bulk: bulk + objective }, objective });
  },
};

function harmful<Request, Plan>(solver: KindSolver<Request, Plan>): KindSolver<Request, Plan> {
  return {
    ...solver,
    solve(request, budget) {
      const id = (request as { problem?: { lines?: { id: string }[] } }).problem?.lines?.[0]?.id ?? '';
      const [, what, once] = /^fault-([a-z]+)(-once-\w+)?$/.exec(id) ?? [];
      const marker = join(folder, id);
      if (what !== undefined && !(once && existsSync(marker))) {
        if (once) writeFileSync(marker, '');
        harms[what](budget);
      }
      return solver.solve(request, budget);
    },
  };
}

export const registry = { ...whole, melt: harmful(whole.melt) };
