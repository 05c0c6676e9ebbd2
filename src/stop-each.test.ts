import { pino } from 'pino';
import { expect, test } from 'vitest';
import { stopEach } from './stop-each.ts';

test('parts are stopped in order, and one that fails is told and holds up none of the others', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
  const stopped: string[] = [];
  await stopEach(
    [
      async () => stopped.push('bridge'),
      () => Promise.reject(new Error('no broker')),
      () => {
        throw new Error('no socket');
      },
      () => stopped.push('database'),
    ],
    log,
  );
  expect(stopped).toEqual(['bridge', 'database']);
  expect(lines.map((line) => JSON.parse(line).err.message)).toEqual(['no broker', 'no socket']);
});
