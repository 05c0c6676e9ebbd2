import { describe, expect, test } from 'vitest';
import type { MeltPlan } from '../../models/melt.ts';
import { MeltPlanRequest } from '../../models/plan-request.ts';
import { wellFormed } from '../testing/xml.ts';
import { ganttSvg } from './melt-gantt.ts';
import { furnaceTable, ganttText, heatTable, leftTable, meltSummary } from './melt-report.ts';

const { problem } = MeltPlanRequest.parse({
  kind: 'melt',
  problem: {
    massUnit: 'kg',
    lines: [
      { id: 'L1', pieceMass: 400, quantity: 4, grade: 'A&B' },
      { id: 'L2', pieceMass: 9000, quantity: 1, grade: 'C' },
    ],
    furnaces: [{ id: 'F<1>', leastMass: 0, greatestMass: 1000, heatMinutes: 90, powerKw: 500 }],
    grades: [{ id: 'A&B' }, { id: 'C' }],
    powerGroups: [{ id: 'cable "1"', furnaces: ['F<1>'], limitKw: 600 }],
    calendar: {
      timeZone: 'Europe/Moscow',
      shifts: [{ id: 'night', start: '22:00', end: '02:00' }],
      days: [{ date: '2026-11-23' }],
    },
  },
});

const heat = { furnace: 'F<1>', grade: 'A&B', contents: [{ line: 'L1', pieces: 2 }], mass: 800, fill: 0.8, sizes: {} };

/** Two heats in a night shift: the second begins on the next day's date and still belongs to this day. */
const plan: MeltPlan = {
  outcome: 'shortfall',
  massUnit: 'kg',
  objectiveUnit: 'kg',
  heats: [
    {
      ...heat,
      id: 'h1',
      day: '2026-11-23',
      shift: 'night',
      start: '2026-11-23T22:00:00+03:00',
      end: '2026-11-23T23:30:00+03:00',
      coldStart: true,
    },
    {
      ...heat,
      id: 'h2',
      day: '2026-11-23',
      shift: 'night',
      start: '2026-11-24T00:00:00+03:00',
      end: '2026-11-24T01:30:00+03:00',
    },
  ],
  left: [{ line: 'L2', pieces: 1, mass: 9000, reason: 'too-heavy', message: 'a piece does not fit' }],
  shortfall: { proved: true, message: 'it is proved' },
  filler: [],
  stages: [{ stage: 'most-mass', objective: 9000, lowerBound: 9000, gap: 0, unit: 'kg left out', proved: true }],
  totals: {
    heats: 2,
    heatCost: 2,
    pouredMass: 1600,
    mandatoryMass: 1600,
    fillerMass: 0,
    leftMass: 9000,
    meanFill: 0.8,
    energyKwh: 1234,
    coldStarts: 1,
    byFurnace: [{ furnace: 'F<1>', heats: 2, mass: 1600, meanFill: 0.8 }],
    byGrade: [{ grade: 'A&B', heats: 2, mass: 1600 }],
  },
};

describe('a plan for people', () => {
  test('summary, tables and chart, by hand', () => {
    expect(meltSummary(problem, plan).split('\n')).toEqual([
      'Not everything can be poured: 9 000 kg left out; it is proved',
      '  most-mass: 9 000 kg left out (bound 9 000, proved optimal)',
      '  mean fill 80.0 %, filler of later periods 0 kg, energy 1 234 kWh, cold starts 1',
    ]);
    expect(heatTable(plan).split('\n')).toEqual([
      'heat  day         shift  time         furnace  grade   kg    fill  pieces x line',
      '----  ----------  -----  -----------  -------  -----  ---  ------  -------------',
      'h1    2026-11-23  night  22:00-23:30  F<1>     A&B    800  80.0 %  2xL1',
      'h2    2026-11-23  night  00:00-01:30  F<1>     A&B    800  80.0 %  2xL1',
    ]);
    expect(furnaceTable(plan).split('\n').at(-1)).toBe('F<1>         2  1 600     80.0 %');
    expect(leftTable(plan).split('\n').at(-1)).toBe('L2         1  9 000  too-heavy  a piece does not fit');
    // Quarters of an hour from 22:00 to 02:00.
    expect(ganttText(problem, plan).split('\n')).toEqual([
      '2026-11-23 22  23  00  01  ',
      'F<1>       [aaaaa..[aaaaa..',
      '           [ = start of a heat, a = A&B, b = C',
    ]);
  });

  test('what there is none of is left out', () => {
    const { heats, ...rest } = plan;
    const untimed = { ...rest, left: [], heats: heats.map(({ day, shift, start, end, ...one }) => one) };
    expect(leftTable(untimed)).toBe('');
    expect(ganttText(problem, untimed)).toBe('');
    expect(ganttSvg(problem, untimed, 'none')).toBe('');
    expect(heatTable(untimed).split('\n')[0]).toBe('heat  furnace  grade   kg    fill  pieces x line');
  });

  test('heats that are fixed or kept are named so, and one without a time is in no chart', () => {
    const [first, second] = plan.heats;
    const untimed = { ...first, id: 'h0', start: undefined, end: undefined, shift: undefined, fixed: true as const };
    const heats = [untimed, { ...first, kept: true as const }, second];
    expect(heatTable({ ...plan, heats }).split('\n')).toEqual([
      'heat  as     day         shift  time         furnace  grade   kg    fill  pieces x line',
      '----  -----  ----------  -----  -----------  -------  -----  ---  ------  -------------',
      'h0    fixed  2026-11-23                      F<1>     A&B    800  80.0 %  2xL1',
      'h1    kept   2026-11-23  night  22:00-23:30  F<1>     A&B    800  80.0 %  2xL1',
      'h2    new    2026-11-23  night  00:00-01:30  F<1>     A&B    800  80.0 %  2xL1',
    ]);
    expect(ganttText(problem, { ...plan, heats })).toBe(ganttText(problem, plan));
    expect(wellFormed(ganttSvg(problem, { ...plan, heats }, 'fixed'))).toBe(
      wellFormed(ganttSvg(problem, plan, 'fixed')),
    );
  });

  test('long contents are cut, and how many lines are cut is told', () => {
    const contents = Array.from({ length: 30 }, (_, at) => ({ line: `LINE${at}`, pieces: 1 }));
    const row = heatTable({ ...plan, heats: [{ ...plan.heats[0], contents }] }).split('\n')[2];
    expect(row).toMatch(/1xLINE0 1xLINE1 .* \+25 lines$/);
  });

  test('the SVG is well-formed whatever the names, and has a bar a heat', () => {
    const svg = ganttSvg(problem, plan, 'Week <1> & "more"');
    expect(wellFormed(svg)).toBe('svg');
    expect(svg.match(/<title>/g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
