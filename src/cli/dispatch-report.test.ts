import { describe, expect, test } from 'vitest';
import { DispatchPlan, type DispatchProblem, type DispatchRelaxation } from '../../models/dispatch.ts';
import { dispatchPresentation } from './dispatch-presentation.ts';
import { at, loads, problemOf, schedule, shiftPlan, unplaced } from './testing/dispatch-sample.ts';

const { report, sizes } = dispatchPresentation;

function partsOf(problem: DispatchProblem, plan: unknown, value = { objective: 8042.26, lowerBound: 8000 }) {
  return report(problem, DispatchPlan.parse(plan), value).filter((part) => part !== '');
}

describe('mode plan', () => {
  const problem = problemOf('plan');
  const [summary, missing, risks, chart, trucks, orders] = partsOf(problem, shiftPlan);

  test('says what the plan comes to', () => {
    expect(sizes(problem)).toBe('2 orders, 3 trucks, 1 plant');
    expect(summary.split('\n')).toEqual([
      '1 of 2 orders served, 15 of 23 m3; no plan serves more than 20 m3.',
      '  objective 8 042.26 weighted score, lower bound 8 000, gap 0.5 %',
      '  2 loads on 2 of 3 trucks, utilisation 15.7 % (below the aim of 70..90 %), balanced',
      '  100.0 % of the unloadings in their window, 2.5 min from the ideal start on average',
      '  20 km empty, 20 km loaded; drums filled to 100.0 %',
    ]);
  });

  test('says so where the bound is reached, and leaves the bound out where all is served', () => {
    const served = (servedM3: number, servedAtMostM3?: number) =>
      partsOf(problem, { ...shiftPlan, metrics: { ...schedule.metrics, servedM3, servedAtMostM3 } })[0].split('\n')[0];
    expect(served(20, 20)).toBe('1 of 2 orders served, 20 of 23 m3; no plan serves more.');
    expect(served(15, undefined)).toBe('1 of 2 orders served, 15 of 23 m3.');
    expect(served(23, 23)).toBe('1 of 2 orders served, 23 of 23 m3.');
  });

  test('tells why an order found no place and what would make room', () => {
    expect(missing.split('\n')).toEqual([
      'Not placed: 1 order',
      '  C, 8 m3',
      '    because no truck reaches the site < 08:00',
      '    would fit with its window 25 min later',
      '    5 m3 would fit with one more 10 m3 truck from 07:00 to 15:00',
      '    earliest first unloading, were its window open-ended: 08:10',
    ]);
  });

  test('puts the riskiest load first', () => {
    expect(risks.split('\n').map((line) => line.trimEnd())).toEqual([
      'at risk  risk    truck  unloads  to spare                      10 min late hits',
      '-------  ------  -----  -------  ----------------------------  ----------------',
      'A&B/1    high    T1       09:00  5 min until concrete too old  A&B',
      'A&B/2    medium  T2       09:30  25 min until gap too long',
    ]);
  });

  test('draws a row a truck by the clock of the site', () => {
    // Seven and a half minutes a letter from 07:00: T1 loads from letter 8 on, unloads at 16, rests at 20, drives at 24.
    expect(chart.split('\n')).toEqual([
      '   07:00   08:00   09:00   10:00   11:00   12:00   13:00   14:00   15:00   16:00   17:00   18:00   19:00',
      `T1 ........llll>>--uuu-####<<${'.'.repeat(70)}`,
      `T2 ..........--ll>>----uu--<<${'.'.repeat(70)}`,
      '   l loading, > on the way, u unloading, < empty, - waiting or buffer, # break, . free',
    ]);
  });

  test('has a line a truck and a line an order', () => {
    expect(trucks.split('\n')).toEqual([
      'truck  m3  loads  carries m3  leaves   back  break    used  empty km  in turn',
      '-----  --  -----  ----------  ------  -----  -----  ------  --------  -------',
      'T1     10      1          10   08:00  10:15  09:30  14.6 %      10.0  A&B/1',
      'T2      5      1           5   08:15  10:15         16.7 %      10.0  A&B/2',
      'Not used: T3',
    ]);
    expect(orders.split('\n')).toEqual([
      'order  client     place     m3  window            served  first  from ideal  longest gap  trucks',
      '-----  ---------  --------  --  ----------------  ------  -----  ----------  -----------  ------',
      'A&B    StroyGrad  site <1>  15  09:00-12:00       yes     09:00     on time        5 min  T1, T2',
      'C                 site <1>   8  07:30-08:00 soft  NO',
    ]);
  });
});

test.each<[Partial<DispatchRelaxation>, string]>([
  [{ what: 'window-earlier', by: 12.5 }, 'would fit with its window 12.5 min earlier'],
  [{ what: 'lifetime', by: 10 }, 'would fit with concrete that lives 10 min longer'],
  [{ what: 'gap', by: 5 }, 'would fit with gaps of its pour 5 min longer'],
  [{ what: 'capacity', by: 2, unit: 'm3', truck: 'T2' }, 'would fit if truck T2 held 2 m3 more'],
  [{ what: 'truck', by: 2, unit: 'trucks' }, 'would fit with 2 more trucks'],
  [{ what: 'overtime', by: 20, truck: 'T1' }, 'would fit with 20 min of overtime of truck T1'],
  [{ what: 'dock', by: 1, unit: 'docks', plant: 'P' }, 'would fit with one more dock at plant P'],
  [
    { what: 'other-shift', by: 1, unit: 'shifts', from: at('19:00'), to: at('23:30') },
    'would fit in another shift from 19:00 to 23:30',
  ],
  [{ what: 'split', by: 3, unit: 'm3', volumeM3: 5 }, '5 m3 would fit if it may be served in part'],
])('relaxation %j reads well', (change, words) => {
  const relaxations = [{ by: 1, unit: 'minutes', volumeM3: 8, message: '', ...change }];
  const plan = { ...shiftPlan, unplaced: [{ ...unplaced[0], relaxations }] };
  expect(partsOf(problemOf('plan'), plan)[1].split('\n')[3]).toBe(`    ${words}`);
});

test('mode check: broken rules with their cost come first', () => {
  const violation = { message: '12 min after the window', by: 12, unit: 'minutes', cost: 120 };
  const dock = { rule: 'dock', plant: 'P', truck: 'T2', message: 'two at once', by: 1, unit: 'loads', cost: 10 };
  const checked = { mode: 'check', ...schedule, violationCost: 130 };
  const given = problemOf('check', { loads: [] });
  const both = [{ rule: 'window', order: 'A&B', load: 'A&B/2', ...violation }, dock];
  const [violations, summary] = partsOf(given, { ...checked, violations: both });
  expect(violations.split('\n')).toEqual([
    '2 rules broken, cost 130',
    'rule    who                beyond by  cost  what',
    '------  -----------------  ---------  ----  -----------------------',
    'window  A&B/2                 12 min   120  12 min after the window',
    'dock    truck T2, plant P    1 loads    10  two at once',
  ]);
  expect(summary).toContain('1 of 2 orders served');
  expect(partsOf(given, { ...checked, violations: [], violationCost: 0 })[0]).toBe('The plan keeps every rule.');
});

test('mode recommend: the places of an order side by side, the best first', () => {
  const given = problemOf('recommend', { loads: [], recommend: { orders: ['A&B', 'C'] } });
  const places = [
    { order: 'A&B', rank: 2, loads: [loads[0]], costIncrease: 51.5, deviationMinutes: -10, shifted: [] },
    {
      ...{ order: 'A&B', rank: 1, loads, costIncrease: 42.256, deviationMinutes: 0 },
      shifted: [{ load: 'D/1', minutes: 15, loadingMinutes: 15 }],
    },
  ];
  const plan = { mode: 'recommend', objectiveUnit: 'score', recommendations: places, unplaced };
  const [table, missing] = partsOf(given, plan);
  expect(table.split('\n')).toEqual([
    'A&B (StroyGrad), 15 m3 at site <1>: 2 places',
    'rank  trucks  plant  first  from ideal  costs more, score  shifts',
    '----  ------  -----  -----  ----------  -----------------  -----------',
    '   1  T1, T2  P      09:00     on time              42.26  D/1 +15 min',
    '   2  T1      P      09:00     -10 min               51.5  nothing',
  ]);
  expect(missing).toContain('would fit with its window 25 min later');
});
