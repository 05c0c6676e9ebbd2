import { expect, test } from 'vitest';
import type { OvenState } from '../bridge/protocol.ts';
import type { CommandState, Transition } from '../bridge/states.ts';
import { heatsOf } from '../bridge/testing/fixtures.ts';
import { ovenTrends } from './oven-trends.ts';
import type { FollowedProgram } from './setpoints.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const wall = (seconds: number) => new Date(noon + seconds * 1000);
const command = (step: number, heat: string | null, value: number): FollowedProgram['commands'][number] => ({
  ...{ cmdId: `c${step}`, step, version: step, heat, grade: heat && '20GL', state: 'verified', reason: null },
  setpoints: [{ tag: 'temperature', value, unit: 'degC' }],
  ...{ startAt: wall(step).toISOString(), latestStartAt: wall(step).toISOString(), attempts: 1 },
});
const program: FollowedProgram = {
  ...{ programId: 'p1', site: 'demo', oven: 'eaf-6', furnace: 'EAF-6', state: 'done', reason: null, approval: false },
  commands: [command(1, 'h2', 1600), command(2, null, 700)],
};
const heat = (id: string, furnace: string, day: number) => ({
  ...{ id, furnace, grade: '20GL' },
  ...{ start: `2026-11-${day}T07:00:00+03:00`, end: `2026-11-${day}T09:00:00+03:00` },
});
const transition = (
  cmdId: string,
  to: CommandState,
  seconds: number,
  change: Partial<Transition> = {},
): Transition => ({
  ...{ id: 1, cmdId, planId: 'plan', site: 'demo', oven: 'eaf-6', step: 1, version: 1, from: null, to, reason: null },
  at: wall(seconds),
  ...change,
});
const state = (seconds: number, tag: string): OvenState => ({
  ...{ v: 1, site: 'demo', oven: 'eaf-6', at: wall(seconds).toISOString(), mode: 'remote', door: 'closed' },
  ...{ holding: 'no', epoch: 1, version: 1, command: null, interlocks: [], faults: [] },
  readings: [{ tag, unit: 'degC', value: 400, setpoint: 410, target: 1600 }],
});

test('what ovens did on the wall is told in the time of the plan, from the first heat of their program', () => {
  const [trend, ...more] = ovenTrends(
    {
      heats: heatsOf([heat('h1', 'IND-1', 23), heat('h2', 'EAF-6', 24), heat('h9', 'EAF-6', 27)]),
      programs: [program],
      transitions: [
        transition('c1', 'approved', 0),
        transition('c1', 'sent', 1),
        transition('c1', 'verified', 2.5),
        transition('c2', 'rejected', 3, { reason: 'interlock' }),
        transition('c1', 'sent', 1, { oven: 'eaf-3' }),
      ],
      speed: 3600,
    },
    (oven) => (oven === 'eaf-6' ? [state(1.5, 'temperature'), state(2, 'pressure')] : []),
  );
  const seven = Date.parse('2026-11-24T07:00:00+03:00');
  const minute = 60_000;
  expect(more).toEqual([]);
  expect(trend).toMatchObject({ oven: 'eaf-6, furnace EAF-6', tag: 'temperature', unit: 'degC' });
  expect(trend.heats.map(({ id, start }) => [id, start])).toEqual([['h2', seven]]);
  expect(trend.samples).toMatchObject([{ at: seven + 30 * minute, value: 400, setpoint: 410, target: 1600 }]);
  expect(trend.marks).toEqual([
    { at: seven, state: 'sent', value: 1600, title: 'step 1, heat h2 20GL, 1600 degC: sent' },
    { at: seven + 90 * minute, state: 'verified', value: 1600, title: 'step 1, heat h2 20GL, 1600 degC: verified' },
    { at: seven + 120 * minute, state: 'failed', value: 700, title: 'step 2, idle, 700 degC: rejected (interlock)' },
  ]);
});
