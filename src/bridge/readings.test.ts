import { expect, test } from 'vitest';
import type { OvenState } from './protocol.ts';
import { ReadingSamples } from './readings.ts';
import { noon } from './testing/fixtures.ts';

const report = (oven: string, at: number, command: OvenState['command'] = null) =>
  ({ oven, at: new Date(at).toISOString(), command }) as OvenState;

test('a sample is kept when its time has come or the command has changed, for each oven by itself', () => {
  const samples = new ReadingSamples(10_000);
  const kept = (...states: OvenState[]) => samples.choose(states).map(({ oven }) => oven);
  expect(kept(report('a', noon), report('b', noon + 5000))).toEqual(['a', 'b']);
  expect(kept(report('a', noon + 9999), report('b', noon + 9999))).toEqual([]);
  expect(kept(report('a', noon + 10_000), report('b', noon + 10_000))).toEqual(['a']);
  const accepted = { cmdId: 'c', version: 1, status: 'accepted' } as const;
  expect(kept(report('a', noon + 10_001, accepted))).toEqual(['a']);
  expect(kept(report('a', noon + 10_002, accepted))).toEqual([]);
  expect(kept(report('a', noon + 10_003, { ...accepted, status: 'applied' }))).toEqual(['a']);
  // A clock that was set back by an hour.
  expect(kept(report('b', noon - 3_600_000))).toEqual(['b']);
});

test('where none are wanted none are kept', () => {
  expect(new ReadingSamples(0).choose([report('a', noon)])).toEqual([]);
});
