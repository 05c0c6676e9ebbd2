import { pino } from 'pino';
import { expect, test } from 'vitest';
import { LapseWatch } from './lapse-watch.ts';

/** A watch whose clock and database the test plays; `looks` has the times at which it looked for lapsed claims. */
function watch() {
  const play = { now: 0, probeMs: 1, fails: false, looks: [] as number[] };
  const lapses = new LapseWatch({
    probe: async () => {
      play.now += play.probeMs;
      if (play.fails) throw new Error('away');
    },
    release: async () => play.looks.push(play.now),
    log: pino({ level: 'silent' }),
    now: () => play.now,
  });
  /** The tick at this time. */
  const tick = async (at: number) => {
    play.now = at;
    await lapses.look();
  };
  return { play, tick };
}

test('looks at every tick while all is well', async () => {
  const { play, tick } = watch();
  for (const at of [0, 5000, 10_000]) await tick(at);
  expect(play.looks).toEqual([1, 5001, 10_001]);
});

test('a look that failed puts off the next ones until living holders had time to be heard', async () => {
  const { play, tick } = watch();
  await tick(0);
  play.fails = true;
  await tick(5000);
  play.fails = false;
  for (const at of [10_000, 12_999, 13_002]) await tick(at);
  expect(play.looks).toEqual([1, 13_003]);
});

test('a database that stood still counts as away, although nothing failed', async () => {
  const { play, tick } = watch();
  play.probeMs = 7000;
  await tick(0);
  play.probeMs = 1;
  for (const at of [12_000, 15_000]) await tick(at);
  expect(play.looks).toEqual([15_001]);
});

test('a process that was stopped itself does not judge others by a time in which it was not there', async () => {
  const { play, tick } = watch();
  await tick(0);
  for (const at of [25_000, 30_000, 35_000]) await tick(at);
  expect(play.looks).toEqual([1, 35_001]);
});
