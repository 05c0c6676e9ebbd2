/** The published rules by hand: a small file, a plan that keeps every rule, and for each rule a plan that breaks it. */
import { describe, expect, test } from 'vitest';
import type { DispatchPlanRequest } from '../../../models/plan-request.ts';
import type { Delivery } from './deliveries.ts';
import { rmcUanl, rmcValue } from './rmc-uanl.ts';
import { readRmc } from './rmc-uanl-file.ts';
import { type Broken, changed } from './testing/changed.ts';

describe('multi-plant', () => {
  const text = `420
1080
10
8
2
2
1
1
1
s 0 0
o1 0 0
f1 0 0
k1 7
k1 13
k1 1
k1 1
k1 450 900
k2 8
k2 17
k2 1
k2 1
k2 450 900
d1 20
d1 12
d1 0 0
d1 460 700
c1 12
c1 10
c1 700
c1 30
c1 60
c1 0 0
c1 k1 k2
c1 d1
c1 480 600
c1 520
c2 5
c2 10
c2 900
c2 30
c2 60
c2 0 0
c2 k2
c2 d1
c2 480 700
c2 700
650 M
0 M 40 M M
M M M M M
M M 0 30 50
M 70 30 0 M
M 80 50 M 0
0 M 9 M M
M M M M M
M M 0 15 25
M 19 15 0 M
M 21 25 M 0
`;
  const rmc = readRmc(text, 'x');
  const load = (truck: string, order: string, loadStart: number, unloadStart: number): Delivery => {
    return { truck, order, plant: 'd1', loadStart, unloadStart, volumeM3: 0 };
  };
  const plan = [load('k1', 'c1', 460, 500), load('k2', 'c1', 490, 530), load('k2', 'c2', 555, 600)];

  test('trucks, legs from yard to yard, and the cheaper price of what is left out', () => {
    // 13 + (40 + 30 + 70) and 17 + (40 + 30 + 30 + 50 + 80).
    expect(rmcValue(rmc, plan)).toEqual({ value: 153 + 247, broken: [] });
    // Outsourced for 650 rather than 700; c2 cannot be, 900.
    expect(rmcValue(rmc, [])).toEqual({ value: 1550, broken: [] });
  });

  test.each<Broken>([
    [0, { loadStart: 449 }, 'k1 works later'],
    [0, { loadStart: 459 }, 'd1 is not open'],
    [2, { loadStart: 701, unloadStart: 760 }, 'd1 is closed'],
    [1, { loadStart: 471 }, 'd1 is busy'],
    [0, { unloadStart: 494 }, 'k1 cannot be at c1'],
    [2, { loadStart: 554 }, 'k2 cannot load at d1'],
    [2, { truck: 'k1' }, 'c2 takes no k1 from d1'],
    [0, { unloadStart: 479 }, 'c1 is not open'],
    [2, { unloadStart: 701 }, 'c2 is closed'],
    [2, { unloadStart: 901 }, 'k2 works no longer'],
    [0, { unloadStart: 521 }, 'c1 begins too late'],
    [1, { unloadStart: 529 }, 'c1 cannot take the next yet'],
    [1, { unloadStart: 561 }, 'c1 waits too long'],
    [0, { order: 'c2' }, 'c1 gets 8 of 12'],
  ])('load %i with %j: %s', (index, change, rule) => {
    expect(rmcValue(rmc, changed(plan, index, change)).broken.join('\n')).toContain(rule);
  });

  test('the request: hours begin with the first loading and end with the last arrival', () => {
    const { problem } = rmcUanl.read(text, 'x.txt')[0].request() as DispatchPlanRequest;
    expect(problem.travel.blocks[0]).toMatchObject({
      from: ['yard-k1', 'yard-k2'],
      seconds: [[0], [0]],
      cost: [[40], [40]],
    });
    expect(problem).toMatchObject({
      plants: [{ hours: { from: 460 * 60, to: 720 * 60 }, loadFixedMinutes: 20, spacingMinutes: 12 }],
      trucks: [{ shift: { from: 450 * 60 }, lastUnloading: 900 * 60, costPerUse: 13 }, {}],
      orders: [
        {
          window: { ends: 'unloading-start' },
          gapsCount: 'start-to-start',
          unserved: { fixed: 700, outsourcing: 650 },
        },
        { trucks: ['k2'], unserved: { fixed: 900 } },
      ],
    });
    expect(rmcUanl.read('La instancia', 'xsol.txt')).toEqual([]);
  });
});
