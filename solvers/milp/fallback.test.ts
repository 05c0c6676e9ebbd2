import { beforeAll, describe, expect, test } from 'vitest';
import { createLp, loadBackends, solveWithFallback } from './backends.ts';
import { checkedBackend } from './checked-backend.ts';
import { LibraryGuard } from './library-guard.ts';
import { BackendCrash, type MilpBackend, type MilpOptions } from './milp.ts';
import { ModelBuilder } from './model.ts';
import type { Claim } from './verify.ts';

let highs: MilpBackend;
let third: MilpBackend;
beforeAll(async () => {
  [highs, third] = await loadBackends();
});
const limit = { timeLimitMs: 20_000 };

/** What a WASM module throws when it traps or aborts. */
function wasmAbort(message: string): Error {
  return Object.assign(new Error(message), { name: 'RuntimeError' });
}

function backend(name: string, solve: (options: MilpOptions) => Claim, survives = false): MilpBackend {
  return checkedBackend({ guard: new LibraryGuard(name, () => survives), solve: (_model, options) => solve(options) });
}

/** Least x + y with x + y >= 3, whole: 3. */
function small(): ModelBuilder {
  const model = new ModelBuilder();
  const columns = [model.addColumn({ cost: 1, upper: 9, integer: true }), model.addColumn({ cost: 1, upper: 9 })];
  model.addRow({ lower: 3, upper: Infinity, columns, coefficients: [1, 1] });
  return model;
}

const aborting = () =>
  backend('aborting', () => {
    throw wasmAbort('Aborted()');
  });
const wrong = () =>
  backend('wrong', () => ({ status: 'optimal', endedBy: 'proof', values: [1, 1], objective: 2, bound: 2 }));
const undecided = () => backend('undecided', () => ({ status: 'unknown', endedBy: 'time', reason: 'no time' }));

describe('fallback', () => {
  test('after a crash, a wrong answer and an undecided one the next answers, and says who failed', () => {
    const answer = solveWithFallback([aborting(), wrong(), undecided(), highs], small(), limit);
    expect(answer).toMatchObject({ status: 'optimal', objective: 3, backend: 'highs' });
    expect(answer.failures).toEqual([
      { backend: 'aborting', reason: 'aborting: Aborted()' },
      { backend: 'wrong', reason: 'row 0 is 2, not in [3, Infinity]' },
      { backend: 'undecided', reason: 'no time' },
    ]);
  });

  test('the first that answers is the last that is asked', () => {
    let asked = 0;
    const spy = backend('spy', () => {
      asked++;
      return { status: 'infeasible', endedBy: 'proof' };
    });
    expect(solveWithFallback([third, spy], small(), limit)).toMatchObject({
      backend: 'javascript-lp-solver',
      failures: [],
    });
    expect(asked).toBe(0);
  });

  test('none answers', () => {
    const answer = solveWithFallback([wrong(), undecided()], small(), limit);
    expect(answer).toMatchObject({ status: 'unknown', endedBy: 'time' });
    expect(answer.backend).toBeUndefined();
    expect(answer.failures).toHaveLength(2);
    expect(solveWithFallback([], small(), limit)).toMatchObject({ status: 'unknown', failures: [] });
  });

  test('the time left is what the others left, and none is asked without', () => {
    const limits: number[] = [];
    const slow = (name: string) =>
      backend(name, ({ timeLimitMs }) => {
        limits.push(timeLimitMs);
        return { status: 'unknown', endedBy: 'time' };
      });
    const left = [900, 400, 0];
    const remainingMs = () => left.shift() as number;
    solveWithFallback([slow('a'), slow('b'), slow('c')], small(), { timeLimitMs: 700, remainingMs });
    expect(limits).toEqual([700, 400]);
  });

  test('a caller who wants to stop is not sent on to the next', () => {
    const answer = solveWithFallback([undecided(), highs], small(), { ...limit, shouldStop: () => true });
    expect(answer.failures.map(({ backend: name }) => name)).toEqual(['undecided']);
  });

  test('bugs of the caller are not swallowed', () => {
    const model = { columns: [], rows: [{ lower: Number.NaN, upper: 0 }] };
    expect(() => solveWithFallback([highs], model, limit)).toThrow(RangeError);
    const shouldStop = () => {
      throw new TypeError('not mine');
    };
    const asking = backend('asking', (options) => {
      options.shouldStop?.();
      return { status: 'unknown', endedBy: 'stopped' };
    });
    expect(() => solveWithFallback([asking], small(), { ...limit, shouldStop })).toThrow('not mine');
  });
});

describe('a library that aborted', () => {
  test('is dead: it is not called again', () => {
    let calls = 0;
    const dying = backend('dying', () => {
      calls++;
      throw wasmAbort('unreachable');
    });
    expect(dying.usable).toBe(true);
    expect(() => dying.solve(small(), limit)).toThrow(BackendCrash);
    expect(dying.usable).toBe(false);
    expect(() => dying.solve(small(), limit)).toThrow(/not usable after a crash .*unreachable/);
    expect(calls).toBe(1);
  });

  test('lives on after an error that it raised itself', () => {
    let calls = 0;
    const refusing = backend(
      'refusing',
      () => {
        calls++;
        throw new Error('entry too large');
      },
      true,
    );
    for (let k = 0; k < 2; k++) expect(() => refusing.solve(small(), limit)).toThrow('refusing: entry too large');
    expect(refusing.usable).toBe(true);
    expect(calls).toBe(2);
  });

  test('highs raises an error of its own for an entry beyond 1e15, and lives on', () => {
    const model = small();
    model.addRow({ lower: 0, upper: Infinity, columns: [1], coefficients: [1e16] });
    expect(() => highs.solve(model, limit)).toThrow(BackendCrash);
    expect(highs.usable).toBe(true);
    expect(solveWithFallback([highs, third], model, limit)).toMatchObject({ backend: 'javascript-lp-solver' });
  });

  test('glpk.js aborts in earnest (presolve, npp3.c:554), and is loaded anew', async (context) => {
    const glpk = await loadBackends(['glpk.js']).catch(() => undefined);
    if (!glpk) {
      console.info('glpk.js is not installed (it is optional): this test does not run');
      return context.skip();
    }
    const model = new ModelBuilder();
    const columns = [
      model.addColumn({ cost: -6, lower: -9, integer: true }),
      model.addColumn({ cost: -3, lower: -10, integer: true }),
    ];
    model.addRow({ lower: 8, upper: 9, columns, coefficients: [-4, 5] });
    model.addRow({ lower: 0, upper: Infinity, columns, coefficients: [-2, 3] });
    model.addRow({ lower: -1, upper: 1, columns, coefficients: [-5, 1] });
    const answer = solveWithFallback([...glpk, highs], model, limit);
    expect(answer).toMatchObject({ status: 'infeasible', backend: 'highs', failures: [{ backend: 'glpk.js' }] });
    expect(glpk[0].usable).toBe(false);
    const again = await loadBackends(['glpk.js']);
    expect(again[0]).not.toBe(glpk[0]);
    expect(again[0].solve(small(), limit)).toMatchObject({ status: 'optimal', objective: 3 });
  });
});

describe('loading', () => {
  test('glpk.js is loaded only where it is named, and each library once', async () => {
    expect([highs.name, third.name]).toEqual(['highs', 'javascript-lp-solver']);
    expect((await loadBackends())[0]).toBe(highs);
    expect(highs.version).toMatch(/^\d+\.\d+/);
  });

  test('an LP that grows needs a library that can, and the error says so', () => {
    expect(() => createLp([third], small())).toThrow(/needs highs; loaded are: javascript-lp-solver/);
    expect(() => createLp([], small())).toThrow(/loaded are: none/);
  });
});
