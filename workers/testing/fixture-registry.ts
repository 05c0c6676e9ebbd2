/** Solvers that behave well, badly and very badly, for the tests of the pool. Plans are `{ value }`, objective = value. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import type { SolveResult } from '../../models/result.ts';
import type { Budget, KindSolver } from '../../solvers/solver.ts';

export interface FixturePlan {
  readonly value: number;
}
type Result = SolveResult<FixturePlan>;
type Fixture<Request> = KindSolver<Request, FixturePlan>;

export interface CountRequest {
  /** Objective of the first plan; each further one is better by 1. */
  readonly from: number;
  /** Iterations between two incumbents. */
  readonly every: number;
  /** Asks for the file that ends the solve; absent: runs until it is stopped. */
  readonly until?: string;
}

export interface CrashRequest {
  /** Dies only where this file does not exist yet, and leaves it behind. */
  readonly marker?: string;
  readonly incumbent?: number;
}

// The types of WebAssembly come with those of browsers, which this project leaves out.
const webAssembly = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { spin(): void } };
  readonly Memory: new (limits: {
    initial: number;
    maximum: number;
  }) => { buffer: ArrayBuffer; grow(pages: number): number };
}

function fixture<Request>(solve: (request: Request, budget: Budget) => Result): Fixture<Request> {
  return {
    prepare: async () => {},
    solve,
    check: (_, plan) => ({ violations: [], objective: plan.value }),
    resumeFrom: (request) => request,
  };
}

/** An answer of the search itself, which a thread that was cut off does not give: `ownAnswer` tells them apart. */
function found(value: number, endedBy: Result['endedBy'], iterations: number): Result {
  return { found: 'feasible', plan: { value }, objective: value, endedBy, statistics: { iterations, ownAnswer: 1 } };
}

function announce(budget: Budget, value: number | undefined): void {
  if (value !== undefined) budget.onIncumbent?.({ plan: { value }, objective: value });
}

/** Counts down and hands out what it reaches; obeys every limit. */
const count = fixture<CountRequest>(({ from, every, until }, budget) => {
  let iteration = 0;
  let value = from;
  announce(budget, value);
  while (iteration < budget.maxIterations) {
    if (budget.shouldStop()) return found(value, 'time', iteration);
    if (until !== undefined && iteration % 1000 === 0 && existsSync(until)) return found(value, 'proof', iteration);
    if (++iteration % every === 0) announce(budget, --value);
  }
  return found(value, 'iterations', iteration);
});
const resumableCount: Fixture<CountRequest> = {
  ...count,
  resumeFrom: (request, plan) => ({ ...request, from: plan.value }),
};

/** Gives its answer at once. */
const trivial = fixture<{ readonly value: number }>(({ value }) => found(value, 'proof', 1));

/** One incumbent, then a loop that asks nobody. */
const deaf = fixture<{ readonly incumbent?: number }>(({ incumbent }, budget) => {
  announce(budget, incumbent);
  for (;;);
});

/** Turns to a second aim, whose objectives count something else and are greater numbers. */
const phases = fixture<unknown>((_request, budget) => {
  budget.onIncumbent?.({ plan: { value: 20 }, objective: 20, lowerBound: 0, phase: 0 });
  budget.onIncumbent?.({ plan: { value: 35 }, objective: 35, lowerBound: 34, phase: 1 });
  for (;;);
});

/** Kills its process from within. */
const crash = fixture<CrashRequest>(({ marker, incumbent }, budget) => {
  announce(budget, incumbent);
  if (marker === undefined || !existsSync(marker)) {
    if (marker !== undefined) writeFileSync(marker, '');
    process.kill(process.pid, 'SIGKILL');
  }
  return found(7, 'proof', 1);
});

/** Stops its process, so that it neither works nor dies; as `crash` with its marker. */
const freeze = fixture<{ readonly marker: string }>(({ marker }) => {
  if (!existsSync(marker)) {
    writeFileSync(marker, '');
    process.kill(process.pid, 'SIGSTOP');
  }
  return found(8, 'proof', 1);
});

/** Fills the heap of its thread. Of `objects` the thread dies; of `arrays` V8 ends the whole process (measured on Node 24). */
const heapOverflow = fixture<{ readonly incumbent?: number; readonly of: 'objects' | 'arrays' }>((request, budget) => {
  announce(budget, request.incumbent);
  const kept: unknown[] = [];
  if (request.of === 'objects') for (;;) kept.push({ length: kept.length, list: [1, 2, 3] });
  for (;;) kept.push(new Array(1000).fill(kept.length));
});

interface OverflowRequest {
  readonly mb: number;
  readonly until?: string;
  readonly incumbent?: number;
  readonly of?: 'buffers' | 'wasm';
}

/** Fills memory that no heap limit counts, in steps of 16 MB, until it is stopped or holds `mb`. */
const bufferOverflow = fixture<OverflowRequest>(({ mb, until, incumbent, of = 'buffers' }, budget) => {
  announce(budget, incumbent);
  const kept: Uint8Array[] = [];
  const memory = new webAssembly.Memory({ initial: 0, maximum: 2 ** 16 });
  const sixteenMb = () => {
    if (of === 'buffers') return new Uint8Array(2 ** 24);
    // Growing gives the memory another buffer.
    const start = memory.grow(256) * 2 ** 16;
    return new Uint8Array(memory.buffer, start);
  };
  while (kept.length * 16 < mb) {
    if (budget.shouldStop()) return found(kept.length, 'time', kept.length);
    kept.push(sixteenMb().fill(1));
  }
  while (until !== undefined && !existsSync(until)) if (budget.shouldStop()) break;
  return found(kept.length, 'proof', kept.length);
});

/** Asks for more than V8 gives at once: it throws, and the thread lives on. */
const refusedMemory = fixture<{ readonly incumbent?: number; readonly of: keyof typeof refusals }>(
  (request, budget) => {
    announce(budget, request.incumbent);
    return found(refusals[request.of](), 'proof', 1);
  },
);
const refusals = {
  stack: (): number => 1 + refusals.stack(),
  array: () => {
    const endless: number[] = [];
    endless.length = 2 ** 32;
    return endless.length;
  },
  'typed-array': () => new Float64Array(2 ** 50).length,
  string: () => 'x'.repeat(2 ** 30).length,
  wasm: () => new webAssembly.Memory({ initial: 0, maximum: 2 ** 16 }).grow(2 ** 15),
};

/** Its library is whole only for the first solve after each `prepare`. */
let isWhole = false;
const fragile: Fixture<unknown> = {
  ...fixture<unknown>(() => {
    const wasWhole = isWhole;
    isWhole = false;
    return found(wasWhole ? 1 : 0, 'proof', 1);
  }),
  prepare: async () => {
    isWhole = true;
  },
};

const throwing = fixture<{ readonly message: string }>(({ message }) => {
  throw new RangeError(message);
});

/** Answers with what cannot be sent. */
const unsendable = fixture<unknown>(() => found((() => 1) as unknown as number, 'proof', 1));

/** Ends its thread with an exit, behind Piscina's back. */
const exiting = fixture<unknown>(() => process.exit(3));

/** (module (func (export "spin") (loop br 0))): never returns and asks nobody. */
const spinModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 115, 112, 105, 110, 0, 0, 10, 9, 1, 7, 0, 3,
  64, 12, 0, 11, 11,
]);
const wasmLoop = fixture<{ readonly incumbent: number }>(({ incumbent }, budget) => {
  announce(budget, incumbent);
  const { Module, Instance } = webAssembly;
  new Instance(new Module(spinModule)).exports.spin();
  return found(0, 'proof', 0);
});

/** Waits in the kernel, where no abort of a thread reaches: opens a pipe that nobody writes to. */
const unabortable = fixture<{ readonly incumbent: number; readonly pipe: string }>(({ incumbent, pipe }, budget) => {
  announce(budget, incumbent);
  if (!existsSync(pipe)) spawnSync('mkfifo', [pipe]);
  closeSync(openSync(pipe, 'r'));
  return found(0, 'proof', 0);
});

/** Tells what it was given. */
const echo = fixture<unknown>((request, budget) => ({
  ...found(1, 'proof', 1),
  plan: {
    value: 1,
    request,
    seed: budget.seed,
    gap: budget.gap,
    maxIterations: budget.maxIterations,
    remainingMs: budget.remainingMs(),
  },
}));

export const registry = {
  count,
  'resumable-count': resumableCount,
  trivial,
  deaf,
  phases,
  crash,
  freeze,
  'heap-overflow': heapOverflow,
  'buffer-overflow': bufferOverflow,
  'refused-memory': refusedMemory,
  fragile,
  throwing,
  unsendable,
  exiting,
  'wasm-loop': wasmLoop,
  unabortable,
  echo,
};
