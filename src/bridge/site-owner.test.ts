import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../access/audit.ts';
import { assignSite } from '../access/equipment.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { approveOnBehalf } from './approval.ts';
import { programsOfPlan, supersedeOtherTenants } from './outbox.ts';
import { equipmentOf, heatsInRow } from './testing/fixtures.ts';
import { keepPlan } from './testing/stage.ts';

describe.each(testBackends)('ovens that go to another tenant, on %s', (backend) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
  });
  afterAll(() => opened?.drop());

  const keep = (tenant: string, site: string, approval = false) =>
    keepPlan(opened.database, {
      tenant,
      equipment: equipmentOf(site, ['f1'], { oven: { approval } }),
      heats: heatsInRow(['f1'], 2, 60),
    });
  const statesOf = async (planId: string) =>
    (await programsOfPlan(opened.database, planId)).map(({ state, commands }) => [
      state,
      commands.map((command) => command.state),
    ]);
  const give = (site: string, tenant: string) => assignSite(opened.database, site, tenant);

  test("a plan of the tenant that had them wrote programs and superseded the owner's; it writes none, and the audit says so", async () => {
    await give('plant-1', 'rival');
    const owners = await keep('rival', 'plant-1');
    const late = await keep('foundry', 'plant-1');
    expect(late).toMatchObject({ programs: [], superseded: 0 });
    expect(await programsOfPlan(opened.database, late.planId)).toEqual([]);
    expect(await statesOf(owners.planId)).toEqual([['active', ['approved', 'approved']]]);
    expect(await listAudit(opened.database, 'foundry', { limit: 10 })).toMatchObject([
      {
        actor: 'service',
        action: 'programs.refused',
        subject: `plan/${late.planId}`,
        details: { site: 'plant-1' },
      },
    ]);
    expect(await listAudit(opened.database, 'rival', { limit: 10 })).toEqual([]);
  });

  test('commands that wait could be approved by the tenant that had them; now they cannot', async () => {
    await give('plant-2', 'foundry');
    const { planId } = await keep('foundry', 'plant-2', true);
    await give('plant-2', 'rival');
    const origin = { tenant: 'foundry', actor: 'key:1' };
    await expect(approveOnBehalf(opened.database, origin, { planId, by: 'me' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('plant-2'),
    });
    expect(await statesOf(planId)).toEqual([['active', ['planned', 'planned']]]);
  });

  test('what other tenants have not sent yet is held back, and nothing else', async () => {
    const ofOther = await keep('foundry', 'plant-3');
    const elsewhere = await keep('foundry', 'plant-4');
    const given = { site: 'plant-3', tenant: 'rival', actor: 'cli:test', now: Date.now() };
    expect(await supersedeOtherTenants(opened.database, { ...given, tenant: 'foundry' })).toBe(0);
    expect(await supersedeOtherTenants(opened.database, given)).toBe(2);
    expect(await statesOf(ofOther.planId)).toEqual([['superseded', ['superseded', 'superseded']]]);
    expect(await statesOf(elsewhere.planId)).toEqual([['active', ['approved', 'approved']]]);
    expect((await programsOfPlan(opened.database, ofOther.planId))[0].reason).toBe('the site went to another tenant');
  });
});
