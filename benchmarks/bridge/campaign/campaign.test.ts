import { expect, test } from 'vitest';
import { findPostgres } from '../../faults/own-postgres.ts';
import { isBroken, measureCampaign } from './campaign.ts';

const postgres = process.env.TAKT_TEST_DATABASE_URL;
const settings = {
  commands: 200,
  ovens: 40,
  seed: Number(process.env.TAKT_TEST_SEED ?? 1),
  broker: 'aedes',
  minutes: 1,
  stepMs: 500,
  faultEveryMs: 300,
  postgres,
  pace: 0.1,
} as const;

test('a fault that does not exist is refused with the names of those that do', async () => {
  await expect(measureCampaign({ ...settings, faults: ['flood'] }, () => {})).rejects.toThrow(
    'there is no fault "flood"; there are broker-kill,',
  );
});

test.skipIf(!postgres && !findPostgres())('a small campaign is clean, and tells what it did', async () => {
  const faults = ['replayed-commands', 'oven-reboot', 'oven-partition', 'bridge-kill', 'replayed-answers'];
  const lines: string[] = [];
  const report = await measureCampaign({ ...settings, faults }, (text) => lines.push(text));
  expect(report.evidence).toEqual([]);
  expect(isBroken(report)).toBe(false);
  expect(report.commands).toBeGreaterThanOrEqual(settings.commands);
  expect(report.applications).toBeGreaterThan(0);
  expect(report.rampSamples).toBeGreaterThan(0);
  expect(report.haunted).toBeGreaterThan(0);
  expect(report.rows.map(({ fault }) => fault)).toEqual([...faults, 'none', 'all']);
  expect(report.rows.at(-1)!.commands).toBe(report.commands);
  expect(lines.join('\n')).toContain('holds: no rule was broken');
});
