import { expect, test } from 'vitest';
import { isMet } from '../../load/verdict.ts';
import { measureLatency } from './latency.ts';
import { brokerOutage } from './losses.ts';
import { measureScale } from './scale.ts';
import { TimingStage } from './stage.ts';

const stage = { broker: 'aedes', embedded: true } as const;

test('latency: every command is timed and verified', async () => {
  const lines: string[] = [];
  const options = { ...stage, ovens: 2, commands: 4, plans: 2, seed: 1 };
  const { rows, verdicts } = await measureLatency(options, (line) => lines.push(line));
  expect(rows.map(({ samples }) => samples.length)).toEqual([4, 2]);
  expect(rows.flatMap(({ samples }) => samples).every((ms) => ms >= 0 && ms < 60_000)).toBe(true);
  expect(isMet(verdicts.find(({ what }) => what === 'commands that are not verified')!)).toBe(true);
  expect(lines.join('\n')).toContain('first delivery to first answer');
});

test('scale: due times are spread and not spread, every command is counted, who used processors is told', async () => {
  const sizes = { ovens: 3, seconds: 1, warmUpSeconds: 0, stepMs: 500, dwellMs: 0, stateMs: 50 };
  const { rows } = await measureScale({ ...stage, ...sizes }, () => {});
  expect(rows.map(({ spread, commands, verified, missed }) => ({ spread, commands, verified, missed }))).toEqual([
    { spread: 'staggered', commands: 6, verified: 1, missed: {} },
    { spread: 'at once', commands: 6, verified: 1, missed: {} },
  ]);
  for (const { due, processors } of rows) {
    expect(due.p50Ms).toBeLessThanOrEqual(due.maxMs);
    expect(Object.keys(processors)).toEqual(['bridge', 'ovens', 'broker']);
  }
});

test.skipIf(!process.env.TAKT_TEST_DATABASE_URL)(
  'recovery: the time counts from the return of the broker',
  async () => {
    const postgres = process.env.TAKT_TEST_DATABASE_URL;
    const stage = await TimingStage.open({ broker: 'aedes', ovens: 2, stateMs: 50, postgres });
    const begun = performance.now();
    const awayMs = 300;
    const ms = await brokerOutage(stage, awayMs).finally(() => stage.close());
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThan(performance.now() - begun - awayMs);
  },
);
