import { expect, test } from 'vitest';
import { type ErrorCode, TaktError } from '../../models/errors.ts';
import { soleTenant } from '../access/caller.ts';
import { startTestApi } from '../testing/api.ts';
import { openTestDatabase } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';

test('what the pool refuses is not counted in the tenant’s hour, what it began is', async () => {
  const opened = await openTestDatabase('pglite');
  const tenantLimits = { requestsPerSecond: 0, waitingPlans: 0, solvingSecondsPerHour: 10 };
  const api = await startTestApi(opened, { concurrency: 0, access: { tenantLimits } });
  const payload = smallRequest({ budget: { timeMs: 6000 } });
  const solveThatFails = async (code: ErrorCode) => {
    const answer = api.app.inject({ method: 'POST', url: '/v1/solve/melt', payload });
    (await api.solver.next()).fail(new TaktError(code, 'the test says so', { retryAfterSeconds: 1 }));
    return (await answer).json<{ code: string }>().code;
  };
  const countedMs = async () =>
    (await opened.database.query('select cost_ms from takt.tenant_usage where tenant = $1', [soleTenant])).rows;
  for (const code of ['queue-full', 'shutting-down'] as const) {
    expect(await solveThatFails(code)).toBe(code);
    expect(await countedMs()).toEqual([{ cost_ms: 0 }]);
  }
  expect(await solveThatFails('crashed-solver')).toBe('crashed-solver');
  expect(await countedMs()).toEqual([{ cost_ms: 6000 }]);
  await api.close();
  await opened.drop();
});
