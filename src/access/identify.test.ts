import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SecuredApi, startSecuredApi } from '../testing/tenants.ts';
import { createIdentify } from './identify.ts';

test('looking whether a key is still good takes nothing from the limit of its tenant; it once did, every 15 s for each stream', async () => {
  const taken: string[] = [];
  const limits = { takeRequest: async (tenant: string) => void taken.push(tenant) };
  const identify = createIdentify({ limits });
  const request = { raw: { rawHeaders: [] } };
  const { tenant } = await identify(request);
  await identify(request, { counted: false });
  expect(taken).toEqual([tenant]);
});

describe('a tenant that has used up its requests', () => {
  let api: SecuredApi;
  beforeAll(async () => {
    api = await startSecuredApi({ tenantLimits: { requestsPerSecond: 1, waitingPlans: 0, solvingSecondsPerHour: 0 } });
  });
  afterAll(() => api.close());

  test('can still hold its ovens; that was 429', async () => {
    const key = await api.key('foundry', ['plan:read', 'equipment:write']);
    const list = () => api.ask(key, { method: 'GET', url: '/v1/holds' });
    for (let asked = 0; (await list()).statusCode === 200; asked++) expect(asked).toBeLessThan(1000);
    const held = await api.ask(key, { method: 'POST', url: '/v1/holds', payload: { by: 'M. Ivanova' } });
    expect(held.statusCode).toBe(201);
  });
});
