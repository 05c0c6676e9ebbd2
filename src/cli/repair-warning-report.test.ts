import { describe, expect, test } from 'vitest';
import { RepairWarningPlan } from '../../models/repair-warning.ts';
import { randomWarning, townShift, warningAbout } from '../../solvers/repair/warning/testing/solved.ts';
import { warn } from '../../solvers/repair/warning/warn.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { wellFormed } from '../testing/xml.ts';
import { repairPresentation } from './repair-presentation.ts';

const { report, sizes, gantt } = repairPresentation;
const linesOf = (part: string) => part.split('\n').map((line) => line.trimEnd());
const problem = warningAbout(townShift(2), { simulation: { runs: 50 } })!;
const { plan: solved } = warn(problem, iterationBudget(50, 5));

describe('figures of a warning', () => {
  const none = { window: 0, gap: 0, lifetime: 0, shift: 0, hours: 0, lost: 0 };
  const risk = {
    ...{ load: 'a/1', order: 'a', truck: 't1', index: 0.25, forecast: 0.26, violations: 0.27 },
    ...{ chances: { ...none, gap: 0.2, lost: 0.01 }, delayMinutes: { mean: 4.6, p50: 3, p95: 16 } },
    ...{ downstream: 5, started: false },
  };
  const point = { loads: ['a/1'], trucks: ['t1'], orders: ['a'], plants: ['p'] };
  const change = { load: 'a/1', truck: 't1', loadStart: '2026-11-23T06:00:00Z', unloadStart: '2026-11-23T06:30:00Z' };
  const plan = RepairWarningPlan.parse({
    mode: 'warning',
    objectiveUnit: 'violations',
    level: 'medium',
    index: 0.25,
    stressPoints: [
      { ...point, indicator: 'tight-gap', slackMinutes: 4, index: 0.25, message: 'a has 4 min' },
      { ...point, indicator: 'back-to-back', slackMinutes: 1.5, index: 0.2, message: 't1 has 1.5 min' },
      { ...point, indicator: 'back-to-back', slackMinutes: -2, index: 0.1, message: 't1 is late' },
    ],
    loads: [risk, { ...risk, load: 'b/1', started: true }],
    simulation: {
      ...{ runs: 1000, violations: { mean: 0.514, p50: 0, p95: 2 }, breakdowns: 0.048, quietShare: 0.62 },
      kinds: { ...none, lost: 0.05, gap: 0.464 },
    },
    cascades: [{ load: 'a/1', chance: 0.07, others: 1.25, worst: 2, hits: [{ load: 'b/1', chance: 0.05 }] }],
    advice: [
      {
        ...{ action: 'later', load: 'a/1', minutes: 20, changes: [change], cost: 4, saves: 0.17, violations: 0.35 },
        message: 'let a/1 wait 20 min; saves 0.17 violations per shift, costs 4',
      },
    ],
  });

  test('come by indicator, by load, by cascade and with what helps', () => {
    const [summary, indicators, points, loads, cascades, advice, ...rest] = report(problem, plan);
    expect(linesOf(summary)).toEqual([
      'Early warning: medium; cascade-risk index 0.250, the mean of the tenth of the 2 loads at greatest risk.',
      '  played through 1 000 times: 0.51 limits broken each on average, 2 on a bad day of twenty, none in 62.0 %',
      '  of these pour broken off 0.464, truck broken down 0.05; 0.05 breakdowns',
    ]);
    expect(linesOf(indicators).slice(2)).toEqual([
      'back-to-back       2    0.200       -2 min',
      'tight-gap          1    0.250        4 min',
    ]);
    expect(
      linesOf(points)
        .slice(2)
        .map((line) => line.slice(0, 32)),
    ).toEqual([
      '0.250  tight-gap       4 min  a ',
      '0.200  back-to-back  1.5 min  t1',
      '0.100  back-to-back   -2 min  t1',
    ]);
    // What has started is no risk any more.
    expect(linesOf(loads)).toEqual([
      'index  load  truck  breaks  most often              late: mean  1 in 20  can reach',
      '-----  ----  -----  ------  ----------------------  ----------  -------  ---------',
      '0.250  a/1   t1       0.27  pour broken off 20.0 %       5 min   16 min    5 loads',
    ]);
    expect(linesOf(cascades)[2]).toBe('a/1            7.0 %  1.3, at worst 2  b/1');
    expect(linesOf(advice)[2]).toBe(' 0.17      4      1  let a/1 wait 20 min');
    expect(rest).toEqual([]);
  });

  test('say so where there is nothing to say', () => {
    const quiet = { ...plan, stressPoints: [], loads: [], cascades: [], advice: [] };
    expect(
      report(problem, quiet)
        .filter((part) => part !== '')
        .slice(1),
    ).toEqual([
      'No stress points.',
      'No load is at risk.',
      'No advice: nothing that was tried saves enough for what it costs.',
    ]);
  });
});

test('the chart has every load of the plan in the colour of its index', () => {
  expect(sizes(problem)).toMatch(/^warning, \d+ loads, 6 trucks$/);
  const svg = gantt(problem, solved, 'town & more');
  expect(wellFormed(svg)).toBe('svg');
  expect(svg.split('<g class="load">')).toHaveLength(problem.loads.length + 1);
  const [riskiest] = solved.loads;
  const bar = svg.split('<g class="load">').find((one) => one.startsWith(`<title>${riskiest.load}:`))!;
  expect(bar).toContain(`cascade-risk index ${riskiest.index.toFixed(3)}`);
});

test('whatever the plan, there is a warning with each section once and a chart', () => {
  let warned = 0;
  for (let seed = 0; seed < 12; seed++) {
    const asked = randomWarning(seed, { simulation: { runs: 20 } });
    if (!asked) continue;
    const { plan } = warn(asked, iterationBudget(20, seed));
    const parts = report(asked, plan).filter((part) => part !== '');
    const heads = parts.map((part) => part.split('\n')[0]);
    expect(new Set(heads).size).toBe(heads.length);
    expect(parts.join('\n')).not.toMatch(/undefined|NaN|Infinity|\[object/);
    const svg = gantt(asked, plan, 'random');
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).not.toMatch(/undefined|NaN|Infinity|width="-/);
    warned++;
  }
  expect(warned).toBeGreaterThan(4);
});
