import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Id } from '../../models/common.ts';
import { DispatchPlan } from '../../models/dispatch.ts';
import { wellFormed } from '../testing/xml.ts';
import { withoutCommonStart } from './dispatch-chart-frame.ts';
import { dispatchPresentation } from './dispatch-presentation.ts';
import { at, loads, problemOf, schedule, shift, shiftPlan, unplaced } from './testing/dispatch-sample.ts';

const { gantt } = dispatchPresentation;
const count = (svg: string, what: RegExp) => svg.match(what)?.length ?? 0;

describe('the chart of a plan', () => {
  const svg = gantt(problemOf('plan'), shiftPlan, 'Monday & more');

  test('is well-formed, without scripts, ids escaped', () => {
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('Monday &#38; more');
    expect(svg).toContain('A&#38;B/1: 10 m3 for StroyGrad at site &#60;1&#62;');
    expect(svg).toContain('no truck reaches the site &#60; 08:00: C (8 m3)');
  });

  test('has one bar per load and one loading per load on the row of its dock', () => {
    expect(count(svg, /<g class="load">/g)).toBe(2);
    expect(count(svg, /<g class="dock">/g)).toBe(2);
    expect(svg).toContain('Trucks not used:  T3');
  });

  test('tells times by the clock of the site', () => {
    expect(svg).toContain('at the site 08:45, unloads 09:00 to 09:25, leaves it 09:30');
    expect(svg).toContain('T1: break 09:30 to 10:00');
    expect(svg).toContain('peak hours, 08:00 to 10:00');
    // Half hours from 07:00 to 19:00, and nothing of the three hours less of UTC.
    expect(svg).toMatch(/>07:00<.*>19:00</s);
    expect(svg).not.toContain('>06:30<');
  });

  test('draws loads to scale: two pixels a minute', () => {
    const [, first] = svg.split('<g class="load">');
    const bars = [...first.split('</g>')[0].matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"/g)];
    // Loading, on the way, waiting, buffer, unloading, buffer after, the way back; 07:00 is at 150.
    expect(bars.map(([, x, width]) => [Number(x), Number(width)])).toEqual([
      [270, 60],
      [330, 30],
      [360, 20],
      [380, 10],
      [390, 50],
      [440, 10],
      [510, 30],
    ]);
  });

  test('marks high risk in colour and with a sign, fixed loads in grey', () => {
    expect(svg).toContain('>! A&#38;B<');
    const [fixed, second] = loads;
    const kept = { ...shiftPlan, loads: [{ ...fixed, fixed: true }, second] };
    const grey = gantt(problemOf('plan'), DispatchPlan.parse(kept), 'kept');
    expect(grey).not.toContain('>! A&#38;B<');
    expect(grey).toContain('truck T1, plant P, dock 0, fixed');
  });

  test('is empty without loads', () => {
    const bare = { ...shiftPlan, loads: [], trucks: [] };
    expect(gantt(problemOf('plan'), DispatchPlan.parse(bare), 'bare')).toBe('');
  });
});

test('a plan made by hand: loads that break a rule have a black edge and say which', () => {
  const violation = { rule: 'window', load: 'A&B/2', message: 'too late', by: 1, unit: 'minutes', cost: 10 };
  const plan = { mode: 'check', ...schedule, violations: [violation], violationCost: 10 };
  const svg = gantt(problemOf('check', { loads: [] }), DispatchPlan.parse(plan), 'by hand');
  expect(wellFormed(svg)).toBe('svg');
  expect(count(svg, /stroke="#000"/g)).toBe(1);
  expect(svg).toContain('\ntoo late</title>');
  expect(svg).toContain('Not placed:  C<');
});

test('stages in the wrong order are no reason to fail', () => {
  const [first, second] = loads;
  const backwards = { ...first, siteArrival: at('09:20'), loadEnd: at('09:10') };
  const plan = { mode: 'check', ...schedule, loads: [backwards, second], violations: [], violationCost: 0 };
  const svg = gantt(problemOf('check', { loads: [] }), DispatchPlan.parse(plan), 'by hand');
  expect(wellFormed(svg)).toBe('svg');
  expect(svg).not.toMatch(/width="-/);
});

test('recommended places: a row for each truck of each', () => {
  const place = { order: 'A&B', loads, costIncrease: 1, deviationMinutes: 0, shifted: [] };
  const recommendations = [
    { ...place, rank: 1 },
    { ...place, rank: 2, loads: [loads[1]] },
  ];
  const plan = DispatchPlan.parse({ mode: 'recommend', objectiveUnit: 'score', recommendations, unplaced });
  const problem = problemOf('recommend', { loads: [], recommend: { orders: ['A&B'] } });
  const svg = gantt(problem, plan, 'places');
  expect(wellFormed(svg)).toBe('svg');
  expect(count(svg, /<g class="load">/g)).toBe(3);
  for (const row of ['A&#38;B #1 · T1', 'A&#38;B #1 · T2', 'A&#38;B #2 · T2']) expect(svg).toContain(`>${row}<`);
  expect(gantt(problem, { ...plan, recommendations: [] } as DispatchPlan, 'none')).toBe('');
});

test.each([
  [['ORD-01', 'ORD-02'], 'ORD-02', '02'],
  [['ORD-01', 'X2'], 'ORD-01', 'ORD-01'],
  [['M101', 'M102'], 'M102', 'M102'],
  [['A-1'], 'A-1', 'A-1'],
  [['A-1', 'A-1-2'], 'A-1', '1'],
])('short names among %j: %s is %s', (ids, id, short) => {
  expect(withoutCommonStart(ids)(id)).toBe(short);
});

test('whatever the names, the chart is well-formed and has a bar a load', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((id) => Id.safeParse(id).success);
  const names = fc.uniqueArray(name, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 30 }), ([order, truck, client], count) => {
      const named = { ...loads[0], order, truck };
      const many = Array.from({ length: count }, (_, index) => ({ ...named, id: `${order}/${index}`.slice(0, 120) }));
      const problem = problemOf('plan', {
        trucks: [{ ...shift.trucks[0], id: truck }],
        orders: [{ ...shift.orders[0], id: order, client }],
      });
      const days = [{ ...schedule.trucks[0], truck, loads: many.map(({ id }) => id) }];
      const plan = DispatchPlan.parse({
        mode: 'plan',
        ...schedule,
        loads: many,
        trucks: days,
        orders: [],
        unplaced: [],
      });
      const svg = gantt(problem, plan, client);
      expect(wellFormed(svg)).toBe('svg');
      expect(svg.split('<g class="load">')).toHaveLength(count + 1);
    }),
    { numRuns: 100 },
  );
});
