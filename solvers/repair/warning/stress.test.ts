import { describe, expect, test } from 'vitest';
import { RepairWarningProblem } from '../../../models/repair-warning.ts';
import { example, five, type OrderInput, ten } from '../../dispatch/check/hand-made.ts';
import { stressPoints } from './stress.ts';
import { subjectOf } from './subject.ts';

/** The worked example with other loads or orders; index 0.25 for each load, half for the last. */
function pointsOf(loads: object[], shift: object = {}, stress = {}) {
  const problem = RepairWarningProblem.parse({ mode: 'warning', shift: { ...example, ...shift }, loads, stress });
  const subject = subjectOf(problem);
  const index = new Float64Array(loads.length).fill(0.25);
  index[loads.length - 1] = 0.5;
  return stressPoints(subject, problem.stress, index);
}

const order = (more: Partial<OrderInput>): OrderInput => ({ ...example.orders[0], ...more });
const briefly = (points: ReturnType<typeof pointsOf>) =>
  points.map(({ indicator, loads, slackMinutes }) => `${indicator} ${loads.join(' ')} ${slackMinutes}`);

describe('stress points by hand', () => {
  test('the worked example has none', () => {
    // Window until 18,000 and the last end at 9450; no gap at all of 30 min; 54 min of drum each, 16.75 and 44.25 min of lifetime left
    // on a way of 15 min; two trucks, two loadings 10 min apart.
    expect(pointsOf([ten, five])).toEqual([]);
  });

  test('a window is tight, a pour stands', () => {
    const window = { from: 7200, to: 10_000 };
    // The second ends at 9450: 550 s left. Moved by 1500 s it ends 950 s too late, and the pour stands 1500 of its 1800 s.
    expect(briefly(pointsOf([ten, five], { orders: [order({ window })] }))).toEqual([`tight-window o/2 ${550 / 60}`]);
    const later = { ...five, loadStart: five.loadStart + 1500, unloadStart: five.unloadStart + 1500 };
    expect(briefly(pointsOf([ten, later], { orders: [order({ window })] }))).toEqual([
      `tight-window o/2 ${-950 / 60}`,
      'tight-gap o/1 o/2 5',
    ]);
  });

  test('a truck goes from load to load without a buffer', () => {
    // Free at 8700, at the plant at 9600; loaded at 9700: 100 s.
    const again = { ...ten, volumeM3: 5, loadStart: 9700, unloadStart: 11_700 };
    const points = pointsOf([ten, again], { orders: [order({ continuous: false })] });
    expect(briefly(points)).toEqual([`back-to-back o/1 o/2 ${100 / 60}`]);
    expect(points[0]).toMatchObject({ trucks: ['t5'], orders: ['o'], plants: ['p'], index: 0.5 });
    expect(points[0].message).toBe('t5 has 1.7 min to spare between o/1 and o/2');
    // Far from the plant, where that begins at 15 min, that is a matter of geography too.
    const far = pointsOf(
      [ten, again],
      { orders: [order({ continuous: false })] },
      { longHaulMinutes: 15, lifetimeMinutes: 5 },
    );
    expect(far.map(({ indicator }) => indicator)).toEqual(['back-to-back', 'geographic-conflict']);
  });

  test('a long haul with little lifetime left', () => {
    // 15 min on the road; 75 of 90 min old: 16.75 left by the first, 44.25 by the second.
    const points = pointsOf([ten, five], {}, { longHaulMinutes: 15, lifetimeMinutes: 17 });
    expect(briefly(points)).toEqual(['risky-combination o/1 16.75']);
    expect(points[0].message).toContain('15 min on the road');
  });

  test('loadings in a row on a dock, trucks together at a site', () => {
    // 10 min apart are a row where that counts as little; the second is there at 8505, the first until 8700.
    const row = pointsOf([ten, five], {}, { dockMinutes: 11, dockLoads: 2 });
    expect(briefly(row)).toEqual(['risky-combination o/1 o/2 10']);
    const crowd = pointsOf([ten, five], {}, { siteTrucks: 2 });
    expect(briefly(crowd)).toEqual(['geographic-conflict o/1 o/2 0']);
    expect(crowd[0].message).toBe('up to 2 trucks at a time at site');
  });

  test('a truck that is busy all its shift, or back at the end of it', () => {
    // t1 is back at 11,445, its shift of 12,000 s ends 9.25 min later.
    const trucks = example.trucks.map((truck) => ({
      ...truck,
      ...(truck.id === 't1' ? { shift: { from: 0, to: 12_000 } } : {}),
    }));
    expect(briefly(pointsOf([ten, five], { trucks }))).toEqual(['overloaded-truck o/2 9.25']);
    // 7290 s busy of 43,200: 17 %.
    const busy = pointsOf([ten, five], {}, { utilisation: 0.16 });
    expect(busy.map(({ indicator, trucks: ofPoint }) => [indicator, ...ofPoint])).toEqual([['overloaded-truck', 't5']]);
  });
});
