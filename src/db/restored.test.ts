import { describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import { transitionsOfPlan } from '../bridge/outbox.ts';
import { equipmentOf, heatsInRow } from '../bridge/testing/fixtures.ts';
import { keepPlan } from '../bridge/testing/stage.ts';
import { changesAfter, positionOf } from '../equipment/changes.ts';
import { openTestDatabase, testBackends } from '../testing/database.ts';
import { settleRestored } from './restored.ts';

describe.each(testBackends)('a database that was restored on another server, on %s', (backend) => {
  test('goes on with its changes after those that came with it', async () => {
    const { database, drop } = await openTestDatabase(backend);
    try {
      const site = 'works';
      await database.query('insert into takt.sites (site, tenant) values ($1, $2)', [site, soleTenant]);
      const keep = async () => {
        const equipment = equipmentOf(site, ['f1']);
        const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60) });
        return (await transitionsOfPlan(database, planId)).map(({ id }) => id);
      };
      const before = await keep();
      expect(await settleRestored(database)).toBe(false);
      // As the dump of a server that has been at work for years has them.
      const table = 'alter table takt.command_transitions';
      await database.query(`${table} disable trigger command_transitions_append_only`);
      await database.query(`update takt.command_transitions set transaction_id = '900000000000'::xid8`);
      await database.query(`${table} enable trigger command_transitions_append_only`);

      expect(await settleRestored(database)).toBe(true);
      expect(await settleRestored(database)).toBe(false);
      const after = await keep();
      const last = await positionOf(database, before.at(-1)!);
      const { changes } = await changesAfter(database, soleTenant, {}, last);
      const news = changes.map(({ id }) => id);
      // The second plan superseded what the first had unsent.
      expect(news).toEqual(expect.arrayContaining(after));
      expect(news.filter((id) => before.includes(id))).toEqual([]);
      await expect(database.query(`update takt.command_transitions set reason = 'x'`)).rejects.toThrow('append-only');
    } finally {
      await drop();
    }
  });
});
