import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readEvents } from './client/event-source.ts';
import type { PlanView } from './jobs/plan-view.ts';
import { createPostgres, testBackends, testCacheDir } from './testing/database.ts';
import { longRequest, smallRequest } from './testing/requests.ts';
import { call, startTestService } from './testing/service.ts';

const { NODE_COMPILE_CACHE } = process.env;
const cache = NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {};

async function serveElsewhere(settings: Record<string, string>): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./testing/serve.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      TAKT_PORT: '0',
      TAKT_THREADS: '1',
      TAKT_CACHE_DIR: testCacheDir,
      ...settings,
      ...cache,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), process: child };
}

test.each(
  testBackends,
)('kill -9 of the whole service on %s: what was accepted is solved by the next one', async (backend) => {
  const postgres = backend === 'postgres' ? await createPostgres() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'takt-test-'));
  const settings: Record<string, string> = postgres ? { DATABASE_URL: postgres.url } : { TAKT_DATA_DIR: folder };
  const first = await serveElsewhere(settings);
  const { body: plan } = await call<PlanView>(`${first.url}/v1/plans`, { method: 'POST', body: longRequest(2500) });
  // Long work by its budget, so that it waits: short work would take the express lane.
  const long = smallRequest({ budget: { timeMs: 5000 } });
  const { body: waiting } = await call<PlanView>(`${first.url}/v1/plans`, { method: 'POST', body: long });
  for await (const { event } of readEvents(`${first.url}/v1/plans/${plan.id}/events`)) if (event === 'incumbent') break;
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');

  const second = await startTestService(settings);
  try {
    for (const { id, attempts } of [
      { id: plan.id, attempts: 2 },
      { id: waiting.id, attempts: 1 },
    ]) {
      const answer = await call<PlanView>(`${second.url}/v1/plans/${id}`, { headers: { prefer: 'wait=60' } });
      expect(answer.body).toMatchObject({ state: 'succeeded', attempts });
    }
  } finally {
    await second.close();
    await postgres?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('SIGTERM: running solves end, new work is refused, the process exits with 0', async () => {
  const elsewhere = await serveElsewhere({ TAKT_DATA_DIR: 'memory', TAKT_STOP_SECONDS: '60' });
  const exited = once(elsewhere.process, 'exit');
  const solving = call<{ found: string }>(`${elsewhere.url}/v1/solve/melt`, {
    method: 'POST',
    body: longRequest(2500),
  });
  const { body: plan } = await call<PlanView>(`${elsewhere.url}/v1/plans`, { method: 'POST', body: longRequest(100) });
  elsewhere.process.kill('SIGTERM');
  // The answer of the solve that was under way; and no connection for anybody else.
  expect(await solving).toMatchObject({ status: 200, body: { found: expect.stringMatching(/optimal|feasible/) } });
  await expect(call(`${elsewhere.url}/v1/plans/${plan.id}`)).rejects.toThrow();
  expect(await exited).toEqual([0, null]);
});
