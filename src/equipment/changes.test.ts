import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { changesAfter, type Position } from './changes.ts';
import { makePlant } from './testing/plant.ts';

describe.each(testBackends)('changes on %s', (backend) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
  });
  afterAll(() => opened.drop());

  test('a reader with little among much of others once read all of it in one statement; it looks through 5,000 at a time', async () => {
    const busy = await makePlant(opened.database, { site: 'busy', tenant: 'rival', furnaces: ['a'] });
    await opened.database.query(
      `insert into takt.command_transitions (command_id, plan_id, site, oven, step, version, to_state, actor, at)
       select id, plan_id, site, oven, step, version, 'planned', 'test', now()
       from takt.commands cross join generate_series(1, 5100) where plan_id = $1 and step = 1`,
      [busy],
    );
    await makePlant(opened.database, { site: 'quiet', tenant: 'foundry', furnaces: ['a'] });
    const read = (after: Position) => changesAfter(opened.database, 'foundry', {}, after);
    // A transaction that is open elsewhere on the server keeps the newest back for a while.
    await expect.poll(async () => (await read({ transaction: '0', id: 0 })).all).toBe(false);
    const first = await read({ transaction: '0', id: 0 });
    expect(first.changes).toEqual([]);
    await expect.poll(async () => (await read(first.position)).changes.map(({ site }) => site)).toContain('quiet');
    const rest = await read(first.position);
    expect(rest.all).toBe(true);
    expect(await read(rest.position)).toEqual({ changes: [], position: rest.position, all: true });
  });
});
