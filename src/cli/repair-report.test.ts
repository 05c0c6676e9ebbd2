import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { RepairProblem } from '../../models/repair.ts';
import { RepairEvent } from '../../models/repair-events.ts';
import { randomRepair } from '../../solvers/repair/check/random-repair.ts';
import { repairDispatch } from '../../solvers/repair/dispatch/repair.ts';
import { repairOf } from '../../solvers/repair/dispatch/testing-day.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { wellFormed } from '../testing/xml.ts';
import { clockOf } from './clock.ts';
import { repairPresentation } from './repair-presentation.ts';
import { eventText } from './repair-words.ts';
import { type Repaired, repaired, stuckOnRoad, truckOut } from './testing/repair-sample.ts';

const { report, sizes, gantt } = repairPresentation;
const partsOf = ({ problem, plan }: Repaired) => report(problem, plan).filter((part) => part !== '');
const linesOf = (part: string) => part.split('\n').map((line) => line.trimEnd());

describe('a truck is out, and another one can take its loads', () => {
  const sample = truckOut();
  const [happened, affected, options, changes, notices, predictions, ...rest] = partsOf(sample);

  test('what happened, and what is hit in the order of rescue', () => {
    expect(sizes(sample.problem)).toBe('1 event, 4 loads, 3 trucks');
    expect(linesOf(happened)).toEqual([
      '07:00: 1 event',
      '  1. 07:00  t2 is out for the rest of the shift',
      '  loads of the plan: 1 done, 0 under way, 3 open, 0 gone',
      expect.stringMatching(
        /^ {2}due within 120 s; effort emergency, searched as far as the (ripple|perimeter|shift)$/,
      ),
    ]);
    expect(linesOf(affected).map((line) => line.replace(/\d+\.\d %/, '..'))).toEqual([
      'rescue  affected  when      weight  why',
      '------  --------  --------  ------  -----------------------------------',
      '     1  a/2       next 2 h  ..  t2 is out for the rest of the shift',
      '     2  b/1       next 2 h  ..  t2 is out for the rest of the shift',
    ]);
  });

  test('figures of the options side by side, the recommended one marked', () => {
    // t1 and t3 are in use, t2 is not any more: 30 less. A point is the greater of what a load costs, 90 / 4, and a
    // fiftieth of what it costs to serve nobody, by load: 15 m3 at 1000 and 5 critical ones at 4000, 35 000 / 50 / 4 = 175.
    expect(linesOf(options)).toEqual([
      '1 option                       * fewest-changes',
      '-----------------------------  ----------------',
      'changes / open loads                      2 / 3',
      'untouched                                33.3 %',
      'cascade: deep / wide, trucks              1 / 2',
      'trucks hired                                  0',
      'loads late / m3                           0 / 0',
      'minutes late: sum / most                  0 / 0',
      'm3 promised, not served                       0',
      'm3 on board poured away                       0',
      'clients to be told                            0',
      'cost of the plan                             60',
      '  more than without the event               -30',
      'points of the changes                         2',
      'total                                       410',
      'score                                     0.867',
      '  reaction, counts 0.3                    1.000',
      '  quality, 0.4                            1.000',
      '  stability, 0.2                          0.333',
      '  clients, 0.1                            1.000',
      '* recommended. A point is worth 175; cost and total in money, changes priced.',
    ]);
  });

  test('each change of the recommended option with its reason, and whom to tell', () => {
    expect(linesOf(changes)).toEqual([
      'fewest-changes: 2 changes',
      'load  change  truck     m3  unloads  moved  points  deep  why',
      '----  ------  --------  --  -------  -----  ------  ----  -----------------------------------',
      'a/2   truck   t2 -> t1  5   07:30                1     1  t2 is out for the rest of the shift',
      'b/1   truck   t2 -> t1  5   08:10                1     1  t2 is out for the rest of the shift',
    ]);
    expect(notices).toBe('No client has to be told anything.');
    expect(predictions).toBe('Predictions: 0 outcomes so far; predictions begin with 20.');
    expect(rest).toEqual([]);
  });
});

test('concrete on board goes to another truck: 15 min on slow roads, 10 min from drum to drum, unloaded at 08:35', () => {
  const parts = partsOf(stuckOnRoad());
  expect(parts[0].split('\n').slice(0, 5)).toEqual([
    '08:10: 2 events',
    '  together, the most urgent 1; 1 load affected',
    '  1. 08:05  t2 is out for the rest of the shift',
    '  2. 08:10  travel takes 1.5 times as long until 09:20',
    '  loads of the plan: 2 done, 1 under way, 0 open, 1 gone',
  ]);
  const rescue = parts.find((part) => part.startsWith('concrete of'))!;
  expect(linesOf(rescue)[2]).toMatch(
    /^b\/1 +5 {2}to another truck {2}t[13] {2}b +08:25 +08:35 {2}55 min {2}load b\/1 is stuck on truck t2$/,
  );
});

test('what cannot be served is told with what would help, each sentence once', () => {
  // Every truck is out from 07:00 on: 15 m3 stay behind, 5 of them critical.
  const events = ['t1', 't2', 't3'].map((truck) => ({ type: 'truck-out' as const, truck }));
  const { problem, plan } = repaired({ events, options: ['fewest-changes'] });
  const parts = partsOf({ problem, plan });
  const missing = parts.find((part) => part.startsWith('Not rescued'))!;
  const escalation = parts.find((part) => part.startsWith('For the dispatcher'))!;
  expect(missing.split('\n')[0]).toBe('Not rescued: 3 orders, 15 m3');
  expect(missing).toContain('  critical: c for client c (critical priority): all of the 5 m3 cannot be brought');
  expect(escalation.split('\n')[0]).toBe(
    'For the dispatcher, critical: 15 m3 promised to 3 orders cannot be delivered.',
  );
  for (const { text } of plan.options[0].unrescued) expect(parts.join('\n').split(text)).toHaveLength(2);
  for (const action of plan.escalation!.actions) expect(escalation).toContain(`  - ${action}`);
  const changes = parts.find((part) => part.startsWith('fewest-changes: 3 changes'))!;
  expect(linesOf(changes).slice(3).sort()[0]).toMatch(/^a\/2 +dropped +t2 -> +5 -> +07:30 ->/);
  expect(parts.some((part) => part.includes('client c   c      not-served'))).toBe(true);
});

test('the times of the site, not those of UTC', () => {
  const { problem, plan } = repaired(
    { events: [{ type: 'truck-out', truck: 't2' }], options: ['fewest-changes'] },
    { start: '2026-11-23T06:00:00+03:00' },
  );
  expect(partsOf({ problem, plan })[0]).toContain('07:00: 1 event\n  1. 07:00  t2');
});

const hour = 3600;
test.each<[z.input<typeof RepairEvent>, string]>([
  [
    { type: 'truck-down', truck: 't1', until: 2 * hour, onBoard: 'stuck' },
    't1 is down until 08:00; what it carries is stuck',
  ],
  [{ type: 'accident', truck: 't1' }, 'accident of t1, held up for two hours'],
  [
    { type: 'accident', truck: 't1', until: 2 * hour, onBoard: 'delivered' },
    'accident of t1, held up until 08:00; what it carries is delivered',
  ],
  [{ type: 'unload-delay', load: 'a/2', minutes: 25 }, 'unloading of a/2 is 25 min late'],
  [
    { type: 'traffic', factor: 1.25, from: hour, until: 2 * hour, places: ['a', 'b', 'c', 'd', 'e'] },
    'travel takes 1.25 times as long from 07:00 until 08:00, to and from a, b, c, d and 1 more',
  ],
  [{ type: 'order-cancelled', order: 'b' }, 'b is cancelled'],
  [
    {
      type: 'order-changed',
      order: 'b',
      to: {
        volumeM3: 12,
        window: { from: hour, to: 3 * hour, hard: true },
        priority: 'high',
        vip: false,
      },
    },
    'b is changed: 12 m3, window 07:00-09:00, high priority, no VIP',
  ],
  [{ type: 'order-changed', order: 'b', to: {} }, 'b is changed: nothing'],
  [
    { type: 'order-added', order: { id: 'n', place: 'site d', volumeM3: 5, client: 'client n' } },
    'new order n: 5 m3 for client n at site d',
  ],
  [{ type: 'truck-added', truck: { id: 't9', capacityM3: 7.5, home: 'plant' } }, 't9 joins, 7.5 m3'],
  [{ type: 'plant-stop', plant: 'p' }, 'p loads nothing for the rest of the shift'],
  [{ type: 'plant-stop', plant: 'p', until: 2 * hour }, 'p loads nothing until 08:00'],
])('event %j reads well', (event, words) => {
  const problem = repairOf({});
  expect(eventText(problem, RepairEvent.parse(event), clockOf(problem.shift))).toBe(`07:00  ${words}`);
});

test('whatever happens to whatever shift, there is a report with each section once and a chart', () => {
  const seen = { answers: 0, rescues: 0, unrescued: 0, notices: 0, changes: 0 };
  for (let seed = 0; seed < 60; seed++) {
    const parsed = RepairProblem.safeParse(randomRepair(seed));
    if (!parsed.success || parsed.data.mode !== 'dispatch') continue;
    const problem = parsed.data;
    const { plan } = repairDispatch(problem, undefined, iterationBudget(5, seed));
    const parts = partsOf({ problem, plan });
    const heads = parts.map((part) => part.split('\n')[0].replace(/[\d.]+|'s$/g, ''));
    expect(new Set(heads).size).toBe(heads.length);
    expect(parts.join('\n')).not.toMatch(/undefined|NaN|Infinity|\[object/);
    const svg = gantt(problem, plan, `seed ${seed}`);
    if (svg !== '') expect(wellFormed(svg)).toBe('svg');
    expect(svg).not.toMatch(/undefined|NaN|Infinity|width="-/);
    const option = plan.options.find(({ name }) => name === plan.recommended)!;
    seen.answers++;
    seen.rescues += plan.rescues.length;
    seen.unrescued += option.unrescued.length;
    seen.notices += option.notices.length;
    seen.changes += option.changes.length;
  }
  expect(seen.answers).toBeGreaterThan(30);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(2);
});
