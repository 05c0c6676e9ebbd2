import { expect, test } from 'vitest';
import { OvenSettings } from '../../../src/bridge/oven/settings.ts';
import { commandNow, testKey } from '../../../src/bridge/testing/fixtures.ts';
import { judgeRamps } from './judge-ovens.ts';
import type { LedgerLine, Sample } from './ledger.ts';
import { LedgerOven, OvenLedger } from './ledger-oven.ts';

// An oven that was without power for 23 ms was once taken for one whose ramp jumps.
test('a ramp that begins anew where the oven is, after a moment without power, is no jump', () => {
  const samples: Sample[] = [];
  const ledger = new OvenLedger((line: LedgerLine) => line.kind === 'sample' && samples.push(line));
  const settings = OvenSettings.parse({ oven: 'o1', min: 20, max: 1200, rampPerMin: 60_000, noise: 0, start: 300 });
  const start = Date.now();
  const oven = new LedgerOven({ site: 's1', settings, key: testKey, speed: 1, now: start }, ledger);
  const { min, max, rampPerMin } = settings;
  const setpoints = [{ tag: 'temperature', value: 900, unit: 'degC', min, max, rampPerMin }];
  expect(oven.receive(JSON.stringify(commandNow({ setpoints })), start)?.status).toBe('accepted');
  for (let now = start; now <= start + 100; now += 10) {
    oven.advance(now);
    oven.state(now);
  }
  oven.crash(start + 100);
  oven.restart(start + 105);
  for (let now = start + 110; now <= start + 150; now += 10) {
    oven.advance(now);
    oven.state(now);
  }
  const working = samples.map((sample) => sample.working);
  // It heats slower than its ramp goes, so the new ramp begins far below the old one.
  expect(Math.max(...working) - working.at(-1)!).toBeGreaterThan(50);
  const ovens = new Map([['o1', { kind: 'oven', oven: 'o1', min, max, rampPerMin } as const]]);
  expect(judgeRamps({ ovens, samples, applications: [] })).toEqual([]);
});
