import { expect, test } from 'vitest';
import { measureBudgets } from '../budgets/budgets.ts';
import { hasFailed, measureLoad } from '../load/load.ts';
import { startServiceProcess } from './service-process.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the service answers on a port of its own and ends with its close', async () => {
  const service = await startServiceProcess({ TAKT_THREADS: '1' });
  try {
    expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  } finally {
    await service.close();
  }
  expect(isAlive(service.pid)).toBe(false);
});

test('a setting that does not fit comes back as the sentence that the service gives', async () => {
  await expect(startServiceProcess({ TAKT_THREADS: 'many' })).rejects.toThrow('TAKT_THREADS is "many"');
});

test('load: every address answers', async () => {
  const lines: string[] = [];
  const { rows } = await measureLoad({ durationS: 1, connections: 2, threads: 1 }, (line) => lines.push(line));
  expect(rows.map(({ target }) => target)).toEqual(['GET /livez', 'POST /v1/solve/melt', 'POST /v1/plans']);
  for (const row of rows) {
    expect(row.answers).toBeGreaterThan(0);
    expect(hasFailed(row), JSON.stringify(row)).toBe(false);
  }
  expect(lines.join('\n')).toContain('POST /v1/plans');
});

test('budgets: a row for each request, loops included, and a verdict', async () => {
  const lines: string[] = [];
  const { rows, summary } = await measureBudgets({ requests: 20, seed: 1, threads: 1 }, (line) => lines.push(line));
  expect(rows).toHaveLength(20);
  // Whether they were in time depends on the machine; that they were answered does not.
  for (const { found } of rows) expect(['optimal', 'feasible', 'infeasible', 'unknown']).toContain(found);
  expect(rows.filter(({ group }) => group === 'loop')).toMatchObject([{ endedBy: 'time' }]);
  expect(summary.at(-1)).toMatchObject({ group: 'all', count: 20 });
  expect(lines.join('\n')).toMatch(/(kept|MISSED): \d+/);
});
