import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanRequest } from '../../models/plan-request.ts';
import type { RepairDispatchProblem } from '../../models/repair.ts';
import { longestHistory, RepairHistory, type RepairOutcome } from '../../models/repair-learning.ts';
import { soleTenant } from '../access/caller.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { repairOptions, repairRequest, reportOf } from '../testing/repairs.ts';
import { parsedRequest } from '../testing/requests.ts';
import { JobQueue } from './job-queue.ts';
import type { Ending } from './plan-ending.ts';
import { PlanStore } from './plan-store.ts';
import { KeptOutcome, learnedOutcomes, RepairOutcomes } from './repair-outcomes.ts';

const endingWith = (plan: unknown): Ending => ({
  state: 'succeeded',
  result: { found: 'feasible', plan, objective: 1, endedBy: 'time', statistics: { iterations: 1 } },
  solvingMs: 1,
  poolWaitingMs: 0,
});

describe.each(testBackends)('outcomes of repairs on %s', (backend) => {
  let opened: TestDatabase;
  let queue: JobQueue;
  let store: PlanStore;
  let outcomes: RepairOutcomes;

  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    queue = new JobQueue(opened.database);
    await queue.start();
    store = new PlanStore(opened.database, queue, { queueLimit: 100 });
    outcomes = new RepairOutcomes(opened.database);
  });
  afterAll(async () => {
    await queue.stop();
    await opened.drop();
  });

  async function running(request: PlanRequest): Promise<string> {
    await store.insert({ tenant: soleTenant, request });
    const claim = await queue.claim();
    return (await store.begin(claim!.id))!.id;
  }

  async function ended(request: PlanRequest, ending: Ending): Promise<string> {
    const id = await running(request);
    await store.end(id, 1, ending);
    return id;
  }

  const repaired = () => ended(repairRequest(), endingWith({ mode: 'dispatch', options: repairOptions() }));

  test('a report is kept with the features of the option that was carried out', async () => {
    const id = await repaired();
    const { kept, isNew } = (await outcomes.keep(soleTenant, id, reportOf('least-cost')))!;
    const { features } = repairOptions().find(({ name }) => name === 'least-cost')!;
    expect(isNew).toBe(true);
    expect(KeptOutcome.parse(kept)).toEqual({
      planId: id,
      reportedAt: expect.any(String),
      ...reportOf('least-cost'),
      features,
    });
    expect(await outcomes.list(soleTenant, 1)).toEqual([kept]);
  });

  test('the same report again changes nothing; another one is refused', async () => {
    const id = await repaired();
    const first = (await outcomes.keep(soleTenant, id, reportOf('least-cost')))!;
    expect(await outcomes.keep(soleTenant, id, reportOf('least-cost'))).toEqual({ kept: first.kept, isNew: false });
    for (const other of [reportOf('least-cost', { success: false }), reportOf('fewest-changes')])
      await expect(outcomes.keep(soleTenant, id, other)).rejects.toMatchObject({ code: 'outcome-exists' });
    expect((await outcomes.list(soleTenant, 1))[0]).toEqual(first.kept);
  });

  test('of reports that come at once one is kept', async () => {
    const id = await repaired();
    const count = (await outcomes.list(soleTenant, learnedOutcomes)).length;
    const answers = await Promise.allSettled(
      [10, 20, 30, 40, 50].map((loss) => outcomes.keep(soleTenant, id, reportOf('least-cost', { loss }))),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'outcome-exists' });
    expect(await outcomes.list(soleTenant, learnedOutcomes)).toHaveLength(count + 1);
  });

  test('only an ended repair of a shift that has the option takes one', async () => {
    const report = reportOf('least-cost');
    expect(await outcomes.keep(soleTenant, '00000000-0000-7000-8000-000000000000', report)).toBeUndefined();
    const refused = async (id: string, code: string, message: RegExp) =>
      await expect(outcomes.keep(soleTenant, id, report)).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    const inTime = await running(repairRequest());
    await refused(inTime, 'outcome-not-taken', /has not ended: it is running/);
    await store.end(inTime, 1, endingWith({ mode: 'dispatch', options: repairOptions() }));
    const melt = await ended(parsedRequest(), endingWith({ heats: [] }));
    await refused(melt, 'outcome-not-taken', /is of kind melt; outcomes are/);
    const warning = await ended(repairRequest(), endingWith({ mode: 'warning' }));
    await refused(warning, 'outcome-not-taken', /is of kind repair, mode warning; outcomes are/);
    const nothing = await ended(repairRequest(), {
      state: 'succeeded',
      result: { found: 'unknown', endedBy: 'time', statistics: { iterations: 0 } },
      solvingMs: 1,
      poolWaitingMs: 0,
    });
    await refused(nothing, 'outcome-not-taken', /found nothing/);
    const other = await ended(repairRequest(), endingWith({ mode: 'dispatch', options: repairOptions().slice(0, 1) }));
    await refused(other, 'inconsistent-request', /has no option "least-cost"/);
    // What was refused left nothing behind: the plan that has ended since takes its outcome.
    expect(await outcomes.keep(soleTenant, inTime, report)).toMatchObject({ isNew: true });
  });

  test('a request for repair gets what is kept, oldest first, before what it brings itself', async () => {
    await opened.database.query('delete from takt.repair_outcomes');
    const own = historyOf(2, 'hired-truck');
    expect(await outcomes.addTo(soleTenant, repairRequest(own))).toEqual(repairRequest(own));
    for (const loss of [100, 200, 300])
      await outcomes.keep(soleTenant, await repaired(), reportOf('least-cost', { loss }));
    expect((await outcomes.list(soleTenant, 2)).map(({ loss }) => loss)).toEqual([300, 200]);
    const request = repairRequest(own);
    const learning = historyIn(await outcomes.addTo(soleTenant, request));
    expect(learning.map(({ option, loss }) => [option, loss])).toEqual([
      ['least-cost', 100],
      ['least-cost', 200],
      ['least-cost', 300],
      ['hired-truck', 0],
      ['hired-truck', 1],
    ]);
    expect(RepairHistory.parse(learning)).toEqual(learning);
    expect(historyIn(request)).toHaveLength(2);
    // Too many: the oldest go.
    const full = historyIn(
      await outcomes.addTo(soleTenant, repairRequest(historyOf(longestHistory - 1, 'hired-truck'))),
    );
    expect(full).toHaveLength(longestHistory);
    expect(full.slice(0, 2).map(({ loss }) => loss)).toEqual([300, 0]);
  });

  test('the newest 1000 are given to a request, and other requests are left alone', async () => {
    await opened.database.query('delete from takt.repair_outcomes');
    const id = await repaired();
    await outcomes.keep(soleTenant, id, reportOf('least-cost', { loss: 0 }));
    // Older ones of plans that are long gone: one statement in place of 1200 solves.
    await opened.database.script(`
      insert into takt.plans (id, kind, state, priority, tags, request, request_hash, code_version, ended_at)
        select gen_random_uuid(), 'repair', 'succeeded', 5, '{"old": "yes"}', '{}', '', '', now()
        from generate_series(1, 1200);
      insert into takt.repair_outcomes (plan_id, outcome, created_at)
        select id, jsonb_set((select outcome from takt.repair_outcomes limit 1), '{loss}', to_jsonb(number)),
          now() - number * interval '1 hour'
        from (select id, row_number() over () as number from takt.plans where tags ? 'old') as old`);
    const learning = historyIn(await outcomes.addTo(soleTenant, repairRequest()));
    expect(learning.map(({ loss }) => loss)).toEqual([...Array(learnedOutcomes).keys()].reverse());
    const melt = parsedRequest();
    expect(await outcomes.addTo(soleTenant, melt)).toBe(melt);
  });
});

const historyIn = (request: PlanRequest): readonly RepairOutcome[] =>
  (request.problem as RepairDispatchProblem).history;

const historyOf = (count: number, option: RepairOutcome['option']): RepairOutcome[] =>
  Array.from({ length: count }, (_, index) => ({
    ...reportOf(option, { loss: index }),
    features: repairOptions()[0].features,
  }));
