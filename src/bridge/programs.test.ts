import { describe, expect, test } from 'vitest';
import { EquipmentRequest } from '../../models/plan-request.ts';
import { rehearsalLeastWindowMs, setpointPrograms } from './programs.ts';
import { heatsOf } from './testing/fixtures.ts';

const minute = 60_000;
const at = (time: string) => Date.parse(`2026-11-23T${time}:00+03:00`);
const now = Date.parse('2026-11-20T12:00:00Z');

/** Two furnaces; A pours steel at 07:00 and iron at 09:00, B steel at 08:30. C has heats and no oven. */
const plan = heatsOf([
  { id: 'h3', furnace: 'A', grade: 'iron', start: '2026-11-23T09:00:00+03:00', end: '2026-11-23T10:30:00+03:00' },
  { id: 'h1', furnace: 'A', grade: 'steel', start: '2026-11-23T07:00:00+03:00', end: '2026-11-23T08:50:00+03:00' },
  { id: 'h2', furnace: 'B', grade: 'steel', start: '2026-11-23T08:30:00+03:00', end: '2026-11-23T10:00:00+03:00' },
  { id: 'h0', furnace: 'C', grade: 'steel', start: '2026-11-23T06:00:00+03:00', end: '2026-11-23T08:00:00+03:00' },
]);

function equipment(more: object = {}): EquipmentRequest {
  return EquipmentRequest.parse({
    site: 'works',
    ovens: [
      { oven: 'a', furnace: 'A', min: 20, max: 1700, rampPerMin: 30, idle: 800 },
      { oven: 'b', furnace: 'B', min: 0, max: 1650, rampPerMin: 20, tolerance: 8, approval: true },
      { oven: 'd', furnace: 'D', min: 0, max: 1650, rampPerMin: 20 },
    ],
    setpoints: [
      { grade: 'steel', value: 1600, dwellMinutes: 12 },
      { grade: 'iron', value: 1450 },
    ],
    latestStartMinutes: 40,
    ...more,
  });
}

describe('setpoint programs', () => {
  test('of a small plan, by hand', () => {
    const programs = setpointPrograms({ equipment: equipment(), heats: plan, now });
    expect(programs.map(({ oven, furnace, approval }) => ({ oven, furnace, approval }))).toEqual([
      { oven: 'a', furnace: 'A', approval: false },
      { oven: 'b', furnace: 'B', approval: true },
    ]);
    const setpoint = { tag: 'temperature', unit: 'degC', min: 20, max: 1700, rampPerMin: 30 };
    const common = { expect: { mode: 'remote' }, tolerance: 5 };
    expect(programs[0].steps).toEqual([
      {
        step: 1,
        heat: 'h1',
        grade: 'steel',
        setpoints: [{ ...setpoint, value: 1600 }],
        ...common,
        dwellMs: 12 * minute,
        startAt: at('07:00'),
        latestStartAt: at('07:40'),
        // The heat ends at 08:50; its follower can wait 40 minutes, and half of that is left for the reading.
        verifyBy: at('09:10'),
      },
      {
        step: 2,
        heat: 'h3',
        grade: 'iron',
        setpoints: [{ ...setpoint, value: 1450 }],
        ...common,
        dwellMs: 10 * minute,
        startAt: at('09:00'),
        latestStartAt: at('09:40'),
        verifyBy: at('10:50'),
      },
      {
        // Idle: from the end of the last heat, with the dwell of its grade, and eight hours to cool down.
        step: 3,
        setpoints: [{ ...setpoint, value: 800 }],
        ...common,
        dwellMs: 10 * minute,
        startAt: at('10:30'),
        latestStartAt: at('11:10'),
        verifyBy: at('18:50'),
      },
    ]);
    expect(programs[1].steps).toEqual([
      {
        step: 1,
        heat: 'h2',
        grade: 'steel',
        setpoints: [{ tag: 'temperature', unit: 'degC', min: 0, max: 1650, rampPerMin: 20, value: 1600 }],
        expect: { mode: 'remote' },
        tolerance: 8,
        dwellMs: 12 * minute,
        startAt: at('08:30'),
        latestStartAt: at('09:10'),
        verifyBy: at('10:20'),
      },
    ]);
  });

  test('a rehearsal begins when the plan is kept, divides times by its speed and multiplies ramps', () => {
    const rehearsed = equipment({ rehearsal: { speed: 120 } });
    const [a, b] = setpointPrograms({ equipment: rehearsed, heats: plan, now });
    // 07:00 is now; 120 min later is one minute later; 90 min is 45 s; 110 min is 55 s.
    expect(a.steps.map((step) => step.startAt - now)).toEqual([0, 60_000, 105_000]);
    expect(b.steps.map((step) => step.startAt - now)).toEqual([45_000]);
    expect(a.steps[0].dwellMs).toBe(6000);
    expect(a.steps[0].latestStartAt - now).toBe(20_000);
    expect(a.steps[0].verifyBy - now).toBe(55_000 + 10_000);
    expect(a.steps[0].setpoints[0].rampPerMin).toBe(3600);
  });

  test('a rehearsal may begin at a given time', () => {
    const rehearsed = equipment({ rehearsal: { speed: 120, startAt: '2026-11-20T15:00:00Z' } });
    const [a] = setpointPrograms({ equipment: rehearsed, heats: plan, now });
    expect(a.steps[1].startAt).toBe(Date.parse('2026-11-20T15:01:00Z'));
  });

  test('at great speed a command can still be given for a while', () => {
    const [a] = setpointPrograms({
      equipment: equipment({ rehearsal: { speed: 2400 } }),
      heats: plan,
      now,
    });
    expect(a.steps[0].latestStartAt - a.steps[0].startAt).toBe(rehearsalLeastWindowMs);
  });

  test('a fixed heat that is over, or has no time, is told to no oven; one that is still on is', () => {
    const fixed = heatsOf([
      {
        id: 'over',
        furnace: 'A',
        grade: 'iron',
        start: '2026-11-23T05:00:00+03:00',
        end: '2026-11-23T06:00:00+03:00',
        fixed: true,
      },
      { id: 'some time', furnace: 'A', grade: 'iron', fixed: true },
      {
        id: 'on',
        furnace: 'B',
        grade: 'steel',
        start: '2026-11-23T05:30:00+03:00',
        end: '2026-11-23T07:30:00+03:00',
        fixed: true,
      },
      { id: 'next', furnace: 'A', grade: 'iron', start: '2026-11-23T08:00:00+03:00', end: '2026-11-23T09:00:00+03:00' },
    ]);
    const programs = setpointPrograms({ equipment: equipment(), heats: fixed, now: at('07:00') });
    expect(programs.map((program) => program.steps.map((step) => step.heat ?? 'idle'))).toEqual([
      ['next', 'idle'],
      ['on'],
    ]);
  });

  test('the horizon counts from the first heat of an oven and leaves out what starts at its end', () => {
    const programs = setpointPrograms({
      equipment: equipment({ horizonMinutes: 120 }),
      heats: plan,
      now,
    });
    // 09:00 is 120 minutes after 07:00, so h3 is out and a goes idle at the end of h1.
    expect(programs.map((program) => program.steps.map((step) => step.heat ?? 'idle'))).toEqual([
      ['h1', 'idle'],
      ['h2'],
    ]);
    expect(programs[0].steps[1].startAt).toBe(at('08:50'));
  });

  test('a plan without heats gives no program', () => {
    expect(setpointPrograms({ equipment: equipment(), heats: heatsOf([]), now })).toEqual([]);
  });
});
