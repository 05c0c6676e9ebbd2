import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InputProblem } from '../../models/errors.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';

const heat = (furnace: string, line: string, pieces: number) => ({
  furnace,
  grade: 'G1',
  contents: [{ line, pieces }],
});
const earlierHeats = [heat('F1', 'L1', 2), heat('F1', 'L2', 1)];

describe.each(testBackends)('plans made from plans on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  let earlier: PlanView;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
    earlier = await keep({ tags: { week: '48' }, notAfter: '9999-01-01T00:00:00Z' }, earlierHeats);
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  const call = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(payload),
    });
  /** A plan that ended with these heats. */
  async function keep(change: Parameters<typeof smallRequest>[0], heats: object[]): Promise<PlanView> {
    const kept = await call('/v1/plans', smallRequest(change));
    expect(kept.statusCode).toBe(202);
    (await api.solver.next()).finishWith({
      ...{ found: 'feasible', endedBy: 'time', objective: 2, statistics: { iterations: 1 } },
      plan: { value: 2, heats },
    });
    const { id } = kept.json<PlanView>();
    return (await api.app.inject({ url: `/v1/plans/${id}`, headers: { prefer: 'wait=30' } })).json();
  }
  /** What the solver gets, and the answer. */
  async function resolve(body: unknown, headers: Record<string, string> = {}, id = earlier.id) {
    const answer = await call(`/v1/plans/${id}/resolve`, body, headers);
    expect([answer.statusCode, answer.json().detail]).toEqual([202, undefined]);
    const solve = await api.solver.next();
    solve.finish(1);
    return { view: answer.json<PlanView>(), given: solve.task.request };
  }
  async function refused(url: string, body: unknown) {
    const answer = await call(url, body);
    const { code, errors } = answer.json<{ code: string; errors: InputProblem[] }>();
    for (const error of errors) expect([error.message.length > 0, error.remedy.length > 0]).toEqual([true, true]);
    return [answer.statusCode, code, errors.map(({ pointer, rule }) => [pointer, rule])];
  }

  test('the request is given as it was solved, with its defaults', async () => {
    const answer = await api.app.inject(`/v1/plans/${earlier.id}/request`);
    expect(answer.json()).toMatchObject({
      kind: 'melt',
      priority: 5,
      budget: { timeMs: 500, seed: 1 },
      tags: { week: '48' },
    });
    const again = await call('/v1/plans:validate', answer.json());
    expect(again.json().request).toEqual(answer.json());
  });

  test('a change of the request begins from the earlier plan, and what no longer fits is left out and told', async () => {
    const { view, given } = await resolve({
      changes: [
        { op: 'test', path: '/problem/lines/0/id', value: 'L1' },
        { op: 'remove', path: '/problem/lines/0' },
        { op: 'replace', path: '/problem/lines/0/quantity', value: 2 },
      ],
    });
    expect(given.warmStart).toEqual({ heats: [earlierHeats[1]] });
    expect(given.problem).toMatchObject({ lines: [{ id: 'L2', quantity: 2 }] });
    expect(view).toMatchObject({ derivedFrom: earlier.id, derivation: 'resolved', tags: { week: '48' } });
    expect(view.warmStart).toEqual({
      used: true,
      entries: 1,
      left: [
        { pointer: '/heats/0/contents/0/line', rule: 'known-line', message: 'there is no line "L1"' },
        { pointer: '/heats/0', rule: 'heat-with-pieces', message: 'nothing of the heat is left' },
      ],
      leftCount: 2,
    });
    expect((await api.app.inject(`/v1/plans/${view.id}`)).json().warmStart).toEqual(view.warmStart);
    expect((await api.app.inject(`/v1/plans?derivedFrom=${earlier.id}`)).json().plans[0].id).toBe(view.id);
  });

  test('pointers of what is left out are those of the earlier plan, however often it is looked through', async () => {
    const { id } = await keep(
      {
        problem: {
          ...smallRequest().problem,
          furnaces: ['F1', 'F2'].map((id) => ({ id, leastMass: 0, greatestMass: 800 })),
        },
      },
      [heat('F1', 'L1', 1), heat('F2', 'L2', 1), heat('F1', 'L1', 1), heat('F2', 'L1', 1)],
    );
    const changes = [
      { op: 'remove', path: '/problem/furnaces/0' },
      { op: 'remove', path: '/problem/lines/0' },
    ];
    const { view, given } = await resolve({ changes }, {}, id);
    expect(given.warmStart).toEqual({ heats: [heat('F2', 'L2', 1)] });
    expect(view.warmStart!.left.map(({ pointer }) => pointer).sort()).toEqual([
      ...['/heats/0/contents/0/line', '/heats/0/furnace', '/heats/2/contents/0/line', '/heats/2/furnace'],
      ...['/heats/3', '/heats/3/contents/0/line'],
    ]);
  });

  test('pieces that are no longer asked for are left out of the heats', async () => {
    const { view, given } = await resolve({
      merge: { problem: { lines: [{ id: 'L1', pieceMass: 300, quantity: 1, grade: 'G1' }] } },
    });
    expect([given.warmStart, view.warmStart!.used]).toEqual([undefined, false]);
    expect(view.warmStart!.left.map(({ rule }) => rule)).toContain('pieces-of-line');
  });

  test('nothing changed: the whole plan is the start; and without it where that is not wanted', async () => {
    const { view, given } = await resolve({});
    expect(given.warmStart).toEqual({ heats: earlierHeats });
    expect(view.warmStart).toEqual({ used: true, entries: 2, left: [], leftCount: 0 });
    const without = await resolve({ keepWarmStart: false });
    expect([without.given.warmStart, without.view.warmStart]).toEqual([undefined, undefined]);
    const own = { heats: [earlierHeats[0]] };
    const withOwn = await resolve({ changes: [{ op: 'add', path: '/warmStart', value: own }] });
    expect([withOwn.given.warmStart, withOwn.view.warmStart]).toEqual([own, undefined]);
  });

  test('a plan that holds nothing is no start, and that is said', async () => {
    const kept = (await call('/v1/plans', smallRequest())).json<PlanView>();
    const first = await api.solver.next();
    const { view, given } = await resolve({}, {}, kept.id);
    expect(given.warmStart).toBeUndefined();
    expect(view.warmStart).toMatchObject({ used: false, left: [{ rule: 'plan-to-begin-from' }] });
    first.finish(1);
  });

  test('the same key and changes give the same plan', async () => {
    const headers = { 'idempotency-key': 'change-1' };
    const changes = [{ op: 'replace', path: '/priority', value: 9 }];
    const { view } = await resolve({ changes }, headers);
    const again = await call(`/v1/plans/${earlier.id}/resolve`, { changes }, headers);
    expect([again.json().id, again.headers['idempotency-replayed']]).toEqual([view.id, 'true']);
    const elsewhere = await call(`/v1/plans/${view.id}/resolve`, { changes }, headers);
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([422, 'idempotency-mismatch']);
  });

  test.each([
    ['not-ours', 404, 'plan-not-found'],
    ['018f3c1e-0000-7000-8000-000000000000', 404, 'plan-not-found'],
  ])('of plan %s', async (id, status, code) => {
    for (const url of [`/v1/plans/${id}/resolve`, `/v1/plans/${id}/recompute`]) {
      const answer = await call(url, {});
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    }
    expect((await api.app.inject(`/v1/plans/${id}/request`)).statusCode).toBe(status);
  });

  const op = (change: object) => ({ changes: [{ op: 'replace', path: '/priority', value: 6 }, change] });
  test.each<[string, unknown, number, string, [string, string][]]>([
    ['a list', [], 400, 'invalid-request', [['', 'type']]],
    ['an unknown field', { change: [] }, 400, 'invalid-request', [['/change', 'unknown-field']]],
    ['both', { changes: [], merge: {} }, 422, 'inconsistent-request', [['/merge', 'one-of-changes-and-merge']]],
    ['no pointer', op({ op: 'remove', path: 'priority' }), 400, 'invalid-request', [['/changes/1/path', 'format']]],
    [
      'an unknown operation',
      op({ op: 'set', path: '/a', value: 1 }),
      400,
      'invalid-request',
      [['/changes/1/op', 'one-of']],
    ],
    [
      'nothing there',
      op({ op: 'remove', path: '/problem/lines/7' }),
      422,
      'patch-conflict',
      [['/changes/1/path', 'exists']],
    ],
    [
      'a failed test',
      op({ op: 'test', path: '/kind', value: 'x' }),
      422,
      'patch-conflict',
      [['/changes/1/value', 'test']],
    ],
    [
      'prototype',
      op({ op: 'add', path: '/__proto__/a', value: 1 }),
      422,
      'patch-conflict',
      [['/changes/1/path', 'unknown-field']],
    ],
    [
      'a bad value',
      op({ op: 'replace', path: '/problem/lines/0/quantity', value: -1 }),
      400,
      'invalid-request',
      [['/changes/1/value', 'at-least']],
    ],
    [
      'a bad value within',
      op({ op: 'add', path: '/problem/lines/-', value: { id: 'L3' } }),
      400,
      'invalid-request',
      [
        ['/changes', 'required'],
        ['/changes', 'required'],
        ['/changes', 'required'],
      ],
    ],
    [
      'a bad part',
      op({ op: 'replace', path: '/problem/grades', value: [{ id: 'G1', name: 1 }] }),
      400,
      'invalid-request',
      [['/changes/1/value/0/name', 'unknown-field']],
    ],
    [
      'what others refer to',
      op({ op: 'replace', path: '/problem/grades/0/id', value: 'G2' }),
      422,
      'inconsistent-request',
      [
        ['/changes', 'known-grade'],
        ['/changes', 'known-grade'],
      ],
    ],
    [
      'moves that nest without end',
      {
        changes: [
          { op: 'add', path: '/a', value: {} },
          ...Array.from({ length: 99 }, (_, index) => [
            { op: 'add', path: `/x${index}`, value: {} },
            { op: 'move', from: '/a', path: `/x${index}/a` },
            { op: 'move', from: `/x${index}`, path: '/a' },
          ]).flat(),
        ],
      },
      400,
      'invalid-request',
      [[expect.any(String) as unknown as string, 'nesting']],
    ],
    ['a bad merge', { merge: { priority: 11 } }, 400, 'invalid-request', [['/merge/priority', 'at-most']]],
    ['a merge that removes', { merge: { problem: null } }, 400, 'invalid-request', [['/merge', 'required']]],
    [
      'the whole',
      { changes: [{ op: 'replace', path: '', value: 5 }] },
      400,
      'invalid-request',
      [['/changes/0/value', 'type']],
    ],
  ])('resolve refuses %s', async (_, body, status, code, errors) => {
    expect(await refused(`/v1/plans/${earlier.id}/resolve`, body)).toEqual([status, code, errors]);
  });

  test('resolve of a plan whose notAfter has passed was kept, to expire; it is refused unless the change moves it', async () => {
    const late = await keep({ notAfter: '9999-01-01T00:00:00Z' }, earlierHeats);
    const passed = '2020-01-01T00:00:00Z';
    await opened.database.query(
      `update takt.plans set request = jsonb_set(request, '{notAfter}', to_jsonb($2::text)) where id = $1`,
      [late.id, passed],
    );
    const url = `/v1/plans/${late.id}/resolve`;
    const rule = 'not-after-passed';
    expect(await refused(url, {})).toEqual([422, 'inconsistent-request', [['/changes', rule]]]);
    const same = { changes: [{ op: 'replace', path: '/notAfter', value: passed }] };
    expect(await refused(url, same)).toEqual([422, 'inconsistent-request', [['/changes/0/value', rule]]]);
    const later = '9999-02-01T00:00:00Z';
    const { view } = await resolve({ merge: { notAfter: later } }, {}, late.id);
    expect(Date.parse(view.notAfter!)).toBe(Date.parse(later));
  });

  test('recompute gives the same request, but for what has passed or would move ovens', async () => {
    const answer = await api.app.inject({ method: 'POST', url: `/v1/plans/${earlier.id}/recompute` });
    expect(answer.statusCode).toBe(202);
    (await api.solver.next()).finish(1);
    const view = answer.json<PlanView>();
    expect(view).toMatchObject({ derivedFrom: earlier.id, derivation: 'recomputed' });
    expect(view.notAfter).toBeUndefined();
    const request = async (id: string) => (await api.app.inject(`/v1/plans/${id}/request`)).json();
    const { notAfter: _, ...rest } = await request(earlier.id);
    expect(await request(view.id)).toEqual(rest);
  });

  test('another version is refused, unless any will do', async () => {
    await opened.database.query(`update takt.plans set code_version = '0.0.1' where id = $1`, [earlier.id]);
    const url = `/v1/plans/${earlier.id}/recompute`;
    const answer = await call(url, {});
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'other-version']);
    expect(answer.json().detail).toContain('version 0.0.1');
    expect((await call(url, { anyVersion: true })).statusCode).toBe(202);
    (await api.solver.next()).finish(1);
    expect(await refused(url, { anyVersion: 'yes' })).toEqual([400, 'invalid-request', [['/anyVersion', 'type']]]);
  });
});
