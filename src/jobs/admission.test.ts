import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { Admission, type AdmissionLimits, type QueueFigures } from './admission.ts';
import { readQueueFigures, SolverNode } from './solver-node.ts';

const wide: AdmissionLimits = { queueLimit: 1000, queueSeconds: 0 };
const one = { plans: 1, costMs: 1000 };

/** An admission whose clock and database the test plays. */
function played(limits: AdmissionLimits) {
  const clock = { ms: 0 };
  const readings: PromiseWithResolvers<QueueFigures>[] = [];
  const read = () => {
    const reading = Promise.withResolvers<QueueFigures>();
    readings.push(reading);
    return reading.promise;
  };
  const admission = new Admission(read, limits, () => clock.ms);
  const keep = (demand = one) => admission.admit(demand, async () => 'kept');
  /** Answers the reading under way, once it has been taken in. */
  const answer = async (figures: Partial<QueueFigures>) => {
    readings.at(-1)!.resolve({ plans: 0, costMs: 0, threads: 1, ...figures });
    await new Promise(setImmediate);
  };
  /** The first demand of all waits for the first reading. */
  const begin = async (figures: Partial<QueueFigures>) => {
    const first = admission.admit({ plans: 0, costMs: 0 }, async () => {}).catch(() => {});
    await answer(figures);
    await first;
  };
  return { admission, clock, readings, keep, answer, begin };
}

const refusal = (retryAfterSeconds: number) => ({ code: 'queue-full', details: { retryAfterSeconds } });

test('the number of waiting plans: what this process took since the reading counts, kept or on its way', async () => {
  const { admission, keep, begin, readings } = played({ queueLimit: 5, queueSeconds: 0 });
  await begin({ plans: 3, costMs: 3000 });
  expect(await keep()).toBe('kept');
  const gate = Promise.withResolvers<void>();
  const onItsWay = admission.admit(one, () => gate.promise);
  await expect(keep()).rejects.toMatchObject(refusal(1));
  gate.resolve();
  await onItsWay;
  await expect(keep()).rejects.toMatchObject({ message: expect.stringContaining('5 plans wait, and 5 may') });
  expect(readings).toHaveLength(1);
});

test('what could not be kept takes no room', async () => {
  const { admission, keep, begin } = played({ queueLimit: 1, queueSeconds: 0 });
  await begin({});
  const failure = new Error('the database is away');
  await expect(admission.admit(one, () => Promise.reject(failure))).rejects.toBe(failure);
  expect(await keep()).toBe('kept');
});

test('what begins here makes room at once, what is handed back takes it', async () => {
  const { admission, keep, begin } = played({ queueLimit: 2, queueSeconds: 0 });
  await begin({ plans: 2, costMs: 2000 });
  await expect(keep()).rejects.toMatchObject(refusal(1));
  admission.left(one);
  expect(await keep()).toBe('kept');
  admission.left(one);
  admission.came(one);
  await expect(keep()).rejects.toMatchObject(refusal(1));
});

test('the expected wait: budgets of all that waits over all threads', async () => {
  const { keep, begin } = played({ queueLimit: 1000, queueSeconds: 60 });
  await begin({ plans: 10, costMs: 239_500, threads: 4 });
  // 59.9 s before it and 60.1 s after it.
  expect(await keep()).toBe('kept');
  await expect(keep()).rejects.toMatchObject({
    ...refusal(1),
    message: 'the expected wait is 61 s (time budgets of 11 plans, over 4 threads), and may be 60 s; come back in 1 s',
  });
});

test('without a solver process in sight the wait is that of one thread', async () => {
  const { keep, begin } = played({ queueLimit: 1000, queueSeconds: 60 });
  await begin({ plans: 10, costMs: 100_000, threads: 0 });
  await expect(keep()).rejects.toMatchObject(refusal(40));
});

test('Retry-After is the time until so many have begun, 600 s at most', async () => {
  const { keep, begin } = played({ queueLimit: 10, queueSeconds: 0 });
  await begin({ plans: 10, costMs: 600_000, threads: 2 });
  await expect(keep()).rejects.toMatchObject(refusal(30));
  await expect(keep({ plans: 4, costMs: 4000 })).rejects.toMatchObject(refusal(120));
  await expect(keep({ plans: 400, costMs: 4000 })).rejects.toMatchObject(refusal(600));
});

test('figures are read again once they are 200 ms old, by one reading at a time, and nobody waits for it', async () => {
  const { clock, keep, begin, answer, readings } = played({ queueLimit: 2, queueSeconds: 0 });
  await begin({ plans: 2, costMs: 2000 });
  clock.ms = 199;
  await expect(keep()).rejects.toMatchObject(refusal(1));
  expect(readings).toHaveLength(1);
  clock.ms = 200;
  for (let times = 0; times < 3; times++) await expect(keep()).rejects.toMatchObject(refusal(1));
  expect(readings).toHaveLength(2);
  await answer({ plans: 0 });
  expect(await keep()).toBe('kept');
});

test('what was kept while figures were read is counted on top of them', async () => {
  const { clock, keep, begin, answer } = played({ queueLimit: 3, queueSeconds: 0 });
  await begin({});
  await keep();
  clock.ms = 200;
  await keep();
  // The reading saw the first of the two, and may have missed the second.
  await answer({ plans: 1, costMs: 1000 });
  await keep();
  await expect(keep()).rejects.toMatchObject(refusal(1));
});

test('a reading that fails leaves the count that this process keeps', async () => {
  const { clock, keep, begin, readings } = played({ queueLimit: 2, queueSeconds: 0 });
  await begin({ plans: 1, costMs: 1000 });
  await keep();
  clock.ms = 200;
  await expect(keep()).rejects.toMatchObject(refusal(1));
  readings.at(-1)!.reject(new Error('the database is away'));
  await new Promise(setImmediate);
  await expect(keep()).rejects.toMatchObject(refusal(1));
});

test('a database that takes nothing in is given no more than a thousand plans at a time', async () => {
  const { admission, begin } = played({ ...wide, queueLimit: 1_000_000 });
  await begin({});
  const gate = Promise.withResolvers<void>();
  const stuck = Array.from({ length: 1000 }, () => admission.admit(one, () => gate.promise));
  await expect(admission.admit(one, async () => {})).rejects.toMatchObject(refusal(1));
  gate.resolve();
  await Promise.all(stuck);
  await admission.admit(one, async () => {});
});

describe.each(testBackends)('figures of the queue on %s', (backend) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
  });
  afterAll(() => opened.drop());

  test('waiting plans with their budgets, and threads of processes that were seen within half a minute', async () => {
    const { database } = opened;
    expect(await readQueueFigures(database)).toEqual({ plans: 0, costMs: 0, threads: 0 });
    await database.query(
      `insert into takt.plans (id, kind, priority, tags, request, request_hash, code_version, cost_ms, state, ended_at)
       select gen_random_uuid(), 'melt', 5, '{}', '{}', '', '', cost, state, ended
       from (values (500, 'queued', null), (1500, 'queued', null), (7000, 'running', null), (9000, 'succeeded', now()))
         as made (cost, state, ended)`,
    );
    await database.query(
      `insert into takt.solver_nodes (id, threads, seen_at) values
         (gen_random_uuid(), 3, now()), (gen_random_uuid(), 4, now() - interval '29 seconds'),
         (gen_random_uuid(), 50, now() - interval '31 seconds')`,
    );
    expect(await readQueueFigures(database)).toEqual({ plans: 2, costMs: 2000, threads: 7 });
    const node = new SolverNode(database, 5, pino({ level: 'silent' }));
    await node.start();
    expect((await readQueueFigures(database)).threads).toBe(12);
    await node.stop();
    expect((await readQueueFigures(database)).threads).toBe(7);
  });
});
