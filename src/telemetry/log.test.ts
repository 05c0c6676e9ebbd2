import { expect, test } from 'vitest';
import { startTestApi } from '../testing/api.ts';
import { openTestDatabase } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';
import { createLog } from './log.ts';

function memoryLog() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

test('secrets do not reach the log', () => {
  const { log, lines } = memoryLog();
  log.info(
    { headers: { authorization: 'Bearer hunter2' }, config: { secret: 'hunter2' }, databaseUrl: 'pg://hunter2' },
    'x',
  );
  expect(JSON.stringify(lines)).not.toContain('hunter2');
  expect(lines[0]).toMatchObject({ headers: { authorization: '(secret)' }, config: { secret: '(secret)' } });
});

test('what happens to a plan is logged under its id, without its content', async () => {
  const { log, lines } = memoryLog();
  const opened = await openTestDatabase('pglite');
  const api = await startTestApi(opened, { log });
  try {
    const payload = smallRequest({ tags: { note: 'do-not-log-me' } });
    const waiting = api.app.inject({ method: 'POST', url: '/v1/plans', payload, headers: { prefer: 'wait=30' } });
    (await api.solver.next()).fail(new Error('told to the log alone'));
    const { id } = (await waiting).json<{ id: string }>();
    const about = lines.filter((line) => line.planId === id);
    expect(about.map((line) => line.msg)).toEqual(expect.arrayContaining(['solve failed', 'plan ended']));
    expect(JSON.stringify(about)).toContain('told to the log alone');
    expect(JSON.stringify(lines)).not.toContain('do-not-log-me');
    expect(lines.filter((line) => line.msg === 'request')).toMatchObject([
      { method: 'POST', route: '/v1/plans', status: 200, requestId: expect.any(String) },
    ]);
  } finally {
    await api.close();
    await opened.drop();
  }
});
