import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { TaktError } from '../../models/errors.ts';
import type { Explanation } from '../../models/explanation.ts';
import { isShortWork } from '../../models/queue-order.ts';
import { explainReserveMs } from '../../solvers/explain/explain.ts';
import { explainTask } from '../../solvers/tasks.ts';
import { Explanations, type TaskPort } from '../explanations/explanations.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { type FakeSolve, FakeSolver } from '../testing/fake-solver.ts';
import { smallRequest } from '../testing/requests.ts';
import type { Problem } from './problem.ts';

const log = pino({ level: 'silent' });

const explanation = (summary: string, endedBy: Explanation['endedBy'] = 'done'): Explanation => ({
  ...{ kind: 'melt', summary: [summary], terms: [], binding: [], help: [], endedBy },
  inAll: { terms: 0, binding: 0, help: 0 },
});

function finish(solve: FakeSolve, plan: Explanation): void {
  solve.finishWith({ found: 'feasible', plan, objective: 0, endedBy: 'proof', statistics: { iterations: 1 } });
}

describe.each(testBackends)('explanations over HTTP on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  const replicas: Explanations[] = [];
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
  });
  afterEach(() => Promise.all(replicas.splice(0).map((replica) => replica.stop())));
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  const ask = (id: string, query = '', headers: Record<string, string> = { prefer: 'wait=30' }) =>
    api.app.inject({ url: `/v1/plans/${id}/explanation${query}`, headers });

  /** Another process on the same database. */
  function replica(solver?: TaskPort): Explanations {
    const made = new Explanations({ database: opened.database, solver, log });
    replicas.push(made);
    return made;
  }

  async function keptRow(id: string) {
    const { rows } = await opened.database.query<{ open: boolean; claimed: boolean; computed: boolean }>(
      `select open, coalesce(claimed_until > now(), false) as claimed, computed_at is not null as computed
       from takt.explanations where plan_id = $1`,
      [id],
    );
    return rows[0];
  }

  async function ended(): Promise<string> {
    const posted = await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
    const { id } = posted.json<PlanView>();
    (await api.solver.next()).finish(2);
    await api.app.inject({ url: `/v1/plans/${id}`, headers: { prefer: 'wait=30' } });
    return id;
  }

  test('computed by the solver when first asked, kept, and not computed again', async () => {
    const id = await ended();
    const first = ask(id);
    const solve = await api.solver.next();
    expect(solve.task).toMatchObject({
      kind: explainTask,
      budget: { timeMs: 5000 + explainReserveMs },
      request: {
        kind: 'melt',
        found: 'optimal',
        endedBy: 'proof',
        plan: { value: 2 },
        lowerBound: 2,
        problem: { massUnit: 'kg' },
      },
    });
    finish(solve, explanation('two heats'));
    const answer = await first;
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { planId: id, summary: ['two heats'], timeMs: 5000 },
    ]);
    expect((await ask(id, '', {})).json()).toEqual(answer.json());
    expect((await ask(id, '?timeMs=60000', {})).json()).toEqual(answer.json());
  });

  test('two who ask at once, of two processes, share one computation', async () => {
    const id = await ended();
    const asked = { timeMs: 5000, more: false, waitMs: 30_000 };
    const begun = vi.spyOn(api.solver, 'solve');
    const answers = Promise.all([ask(id), ask(id)]);
    const others = Promise.all([replica(api.solver).get(id, asked), replica().get(id, asked)]);
    finish(await api.solver.next(), explanation('shared'));
    for (const answer of await answers) expect(answer.json()).toMatchObject({ summary: ['shared'] });
    for (const kept of await others) expect(kept).toMatchObject({ explanation: { summary: ['shared'] } });
    expect(begun).toHaveBeenCalledTimes(1);
    begun.mockRestore();
    const { rows } = await opened.database.query('select open, claimed_by from takt.explanations where plan_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ open: false, claimed_by: null }]);
  });

  test('not there in time: 202 with where to ask again; one that had too little time is computed again for who allows more', async () => {
    const id = await ended();
    const pending = await ask(id, '?timeMs=200', { prefer: 'wait=0' });
    expect([pending.statusCode, pending.headers['retry-after'], pending.json()]).toEqual([
      202,
      '1',
      { planId: id, state: 'computing' },
    ]);
    finish(await api.solver.next(), explanation('in a hurry', 'time'));
    expect((await ask(id)).json()).toMatchObject({ summary: ['in a hurry'], timeMs: 200 });
    expect((await ask(id, '?timeMs=150')).json()).toMatchObject({ summary: ['in a hurry'] });
    const longer = ask(id, '?timeMs=2000');
    const solve = await api.solver.next();
    expect((await ask(id, '', {})).json(), 'whoever does not want more gets the one that is kept').toMatchObject({
      summary: ['in a hurry'],
    });
    finish(solve, explanation('thorough', 'done'));
    expect((await longer).json()).toMatchObject({ summary: ['thorough'], timeMs: 2000 });
  });

  test('one that fails is told as a fault of the service to all who ask, and tried again only after some minutes', async () => {
    const id = await ended();
    expect((await ask(id, '', { prefer: 'wait=0' })).statusCode).toBe(202);
    (await api.solver.next()).fail(new TaktError('crashed-solver', 'the thread died with secrets'));
    const begun = vi.spyOn(api.solver, 'solve');
    await expect.poll(() => keptRow(id)).toMatchObject({ open: false });
    const answers = [await ask(id), await ask(id, '?timeMs=60000'), await ask(id, '', { prefer: 'wait=0' })];
    for (const answer of answers)
      expect([answer.statusCode, answer.json<Problem>().code, answer.payload.includes('secrets')]).toEqual([
        500,
        'crashed-solver',
        false,
      ]);
    expect(begun).not.toHaveBeenCalled();
    begun.mockRestore();
    await opened.database.query(
      `update takt.explanations
       set error = jsonb_set(error, '{at}', to_jsonb((error->>'at')::timestamptz - interval '5 minutes')) where plan_id = $1`,
      [id],
    );
    const again = ask(id);
    finish(await api.solver.next(), explanation('second try'));
    expect((await again).json()).toMatchObject({ summary: ['second try'] });
  });

  test('one that fails with more time leaves the kept one, with the moment at which that was computed', async () => {
    const id = await ended();
    const first = ask(id, '?timeMs=200');
    finish(await api.solver.next(), explanation('in a hurry', 'time'));
    const { computedAt } = (await first).json();
    const longer = ask(id, '?timeMs=2000');
    (await api.solver.next()).fail(new TaktError('crashed-solver', 'the thread died'));
    for (const answer of [await longer, await ask(id), await ask(id, '?timeMs=9000')])
      expect(answer.json()).toMatchObject({ summary: ['in a hurry'], timeMs: 200, computedAt });
  });

  test('a kept one is told without a write', async () => {
    const id = await ended();
    const first = ask(id);
    finish(await api.solver.next(), explanation('kept'));
    await first;
    const statements = vi.spyOn(opened.database, 'query');
    expect((await ask(id, '?timeMs=60000')).statusCode).toBe(200);
    const texts = statements.mock.calls.map(([text]) => text).filter((text) => text.includes('takt.explanations'));
    statements.mockRestore();
    expect(texts).toEqual([expect.stringMatching(/^\s*select /)]);
  });

  test('a little more time than the kept one had is not computed again, twice the time is', async () => {
    const id = await ended();
    const first = ask(id, '?timeMs=200');
    finish(await api.solver.next(), explanation('in a hurry', 'time'));
    await first;
    const begun = vi.spyOn(api.solver, 'solve');
    for (const timeMs of [201, 399]) expect((await ask(id, `?timeMs=${timeMs}`)).json()).toMatchObject({ timeMs: 200 });
    expect(begun).not.toHaveBeenCalled();
    begun.mockRestore();
    const longer = ask(id, '?timeMs=400');
    finish(await api.solver.next(), explanation('thorough'));
    expect((await longer).json()).toMatchObject({ summary: ['thorough'], timeMs: 400 });
  });

  test('who asks for more while nobody has begun raises the time; while it runs, waits for it and has it computed again', async () => {
    const id = await ended();
    const asked = { timeMs: 200, more: true, waitMs: 0 };
    const idle = replica();
    for (const timeMs of [200, 300, 100]) expect(await idle.get(id, { ...asked, timeMs })).toBeUndefined();
    const solver = new FakeSolver();
    const short = replica(solver).get(id, { ...asked, waitMs: 30_000 });
    const first = await solver.next();
    expect(first.task.budget.timeMs, 'what the one who asked for most allows').toBe(300 + explainReserveMs);
    const long = replica(solver).get(id, { ...asked, timeMs: 2000, waitMs: 30_000 });
    finish(first, explanation('in a hurry', 'time'));
    expect(await short).toMatchObject({ explanation: { summary: ['in a hurry'] }, timeMs: 300 });
    const second = await solver.next();
    expect(second.task.budget.timeMs).toBe(2000 + explainReserveMs);
    finish(second, explanation('thorough'));
    expect(await long).toMatchObject({ explanation: { summary: ['thorough'] }, timeMs: 2000 });
  });

  test('one that waits long for a thread is not queued twice, and its claim is renewed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const id = await ended();
      const solver = new FakeSolver();
      const begun = vi.spyOn(solver, 'solve');
      const waiting = replica(solver);
      const asked = { timeMs: 5000, more: false, waitMs: 0 };
      expect(await waiting.get(id, asked)).toBeUndefined();
      const solve = await solver.next();
      const lapse = `update takt.explanations set claimed_until = now() - interval '1 second' where plan_id = $1`;
      await opened.database.query(lapse, [id]);
      expect(await waiting.get(id, { ...asked, waitMs: 700 })).toBeUndefined();
      expect(begun).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(10_000);
      await expect.poll(() => keptRow(id)).toMatchObject({ claimed: true });
      const other = new FakeSolver();
      const elsewhere = vi.spyOn(other, 'solve');
      expect(await replica(other).get(id, asked)).toBeUndefined();
      finish(solve, explanation('at last'));
      expect(await waiting.get(id, { ...asked, waitMs: 30_000 })).toMatchObject({
        explanation: { summary: ['at last'] },
      });
      expect([begun.mock.calls.length, elsewhere.mock.calls.length]).toEqual([1, 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('kinds that need no solves are short work, which flows while long work runs', async () => {
    const id = await ended();
    await opened.database.query(`update takt.plans set kind = 'techcard' where id = $1`, [id]);
    const answer = ask(id, '?timeMs=60000');
    const solve = await api.solver.next();
    expect(isShortWork(solve.task.budget.timeMs)).toBe(true);
    solve.finishWith({ found: 'unknown', endedBy: 'time', statistics: { iterations: 0 } });
    const again = await api.solver.next();
    expect(again.task.budget.timeMs, 'of a plan so large that it took longer').toBe(60_000 + explainReserveMs);
    finish(again, explanation('of a large plan'));
    expect((await answer).json()).toMatchObject({ summary: ['of a large plan'] });
  });

  test('one that a stop cut short is not kept as if it had had its time', async () => {
    const id = await ended();
    const begun = Promise.withResolvers<void>();
    const cutShort: TaskPort = {
      solve: async (_task, options) => {
        begun.resolve();
        await once(options!.signal!, 'abort');
        const plan = explanation('cut short', 'time');
        const result = {
          found: 'feasible',
          plan,
          objective: 0,
          endedBy: 'time',
          statistics: { iterations: 1 },
        } as const;
        return { result, solvingMs: 1, waitingMs: 0, attempts: 1 };
      },
    };
    const stopping = replica(cutShort);
    expect(await stopping.get(id, { timeMs: 5000, more: false, waitMs: 0 })).toBeUndefined();
    await begun.promise;
    await stopping.stop();
    expect(await keptRow(id)).toEqual({ open: true, claimed: false, computed: false });
    const next = ask(id);
    finish(await api.solver.next(), explanation('by the next'));
    expect((await next).json()).toMatchObject({ summary: ['by the next'] });
  });

  test('a process that stops, and one whose pool is full, leave it to the next', async () => {
    const id = await ended();
    const solver = new FakeSolver();
    const stopping = replica(solver);
    const asked = { timeMs: 5000, more: false, waitMs: 0 };
    expect(await stopping.get(id, asked)).toBeUndefined();
    const { signal } = await solver.next();
    await stopping.stop();
    expect(signal.aborted).toBe(true);
    const full = new FakeSolver();
    const busy = replica(full).get(id, { ...asked, waitMs: 30_000 });
    (await full.next()).fail(new TaktError('queue-full', 'full'));
    finish(await full.next(), explanation('at last'));
    expect(await busy).toMatchObject({ explanation: { summary: ['at last'] } });
  });

  test.runIf(backend === 'postgres')(
    'what a process without a solver is asked, one with a solver computes',
    async () => {
      const id = await ended();
      const solver = new FakeSolver();
      replica(solver).start();
      const kept = replica().get(id, { timeMs: 5000, more: false, waitMs: 30_000 });
      finish(await solver.next(), explanation('for another'));
      expect(await kept).toMatchObject({ explanation: { summary: ['for another'] } });
    },
  );

  test('of plans that have not ended, are not there, or with parameters that do not fit', async () => {
    const posted = await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
    const { id } = posted.json<PlanView>();
    const running = await api.solver.next();
    const early = await ask(id);
    expect([early.statusCode, early.json<Problem>()]).toMatchObject([
      409,
      { code: 'plan-not-ended', detail: expect.stringContaining('running') },
    ]);
    running.finish(1);
    expect((await ask(randomUUID())).statusCode).toBe(404);
    for (const query of ['timeMs=99', 'timeMs=60001', 'timeMs=1e3', 'timeMs=', 'time=5', 'timeMs=500&timeMs=600']) {
      const answer = await ask(id, `?${query}`);
      expect([query, answer.statusCode, answer.json<Problem>().code]).toEqual([query, 400, 'invalid-parameter']);
    }
  });
});
