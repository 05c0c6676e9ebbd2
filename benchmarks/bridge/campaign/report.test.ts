import { expect, test } from 'vitest';
import type { RecordedCommand } from './record.ts';
import { faultRows } from './report.ts';

function command(oven: string, startAt: number, state: RecordedCommand['state']): RecordedCommand {
  const times = { startAt, latestStartAt: startAt + 1000, verifyBy: startAt + 2000 };
  return { id: `${oven} ${startAt}`, oven, version: 1, state, setpoints: [], ...times };
}

test('a command counts where its time met a fault or the three seconds after it, and only for ovens that the fault concerned', () => {
  const periods = [
    { fault: 'broker-kill', from: 10_000, to: 11_000 },
    { fault: 'oven-reboot', from: 10_500, to: 12_000, ovens: new Set(['o1']) },
  ];
  const commands = [
    command('o1', 7000, 'verified'),
    command('o1', 8000, 'verified'),
    command('o1', 14_000, 'expired'),
    command('o2', 14_001, 'expired'),
    command('o1', 15_000, 'timed-out'),
    command('o2', 15_000, 'rejected'),
  ];
  const violation = { rule: 'late', oven: 'o2', at: 11_500, message: '' } as const;
  const rows = faultRows(['broker-kill', 'oven-reboot', 'clock-skew'], periods, commands, [violation]);
  expect(rows).toEqual([
    { fault: 'broker-kill', played: 1, seconds: 1, commands: 2, reached: { verified: 1, expired: 1 }, violations: 1 },
    {
      fault: 'oven-reboot',
      played: 1,
      seconds: 1.5,
      commands: 2,
      reached: { expired: 1, 'timed-out': 1 },
      violations: 0,
    },
    { fault: 'clock-skew', played: 0, seconds: 0, commands: 0, reached: {}, violations: 0 },
    {
      fault: 'none',
      played: 0,
      seconds: 0,
      commands: 3,
      reached: { verified: 1, expired: 1, rejected: 1 },
      violations: 0,
    },
    {
      fault: 'all',
      played: 2,
      seconds: 2.5,
      commands: 6,
      reached: { verified: 2, expired: 2, 'timed-out': 1, rejected: 1 },
      violations: 1,
    },
  ]);
});
