/** What a dispatcher is told of the morning of `testing-day.ts`. Minutes from 06:00. */
import { describe, expect, test } from 'vitest';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { RepairDispatchPlan } from '../../../models/repair.ts';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { escalationOf } from './escalation.ts';
import { optionOf } from './option.ts';
import { day, minute, repairOf, running } from './testing-day.ts';
import { planWith } from './testing-options.ts';

type Unplaced = DispatchShiftPlan['unplaced'][number];

/** The plan of what is fixed and some open loads, with what is known of an order that is left out. */
function escalation(
  request: Parameters<typeof repairOf>,
  loads: typeof running,
  why?: Pick<Unplaced, 'order' | 'reasons' | 'relaxations'>,
) {
  const context = contextOf(amend(repairOf(...request)));
  const plan = planWith(context.amended.shift, loads);
  const unplaced = plan.unplaced.map((one) => (one.order === why?.order ? { ...one, ...why } : one));
  const option = optionOf(context, { name: 'fewest-changes', hired: [], plan: { ...plan, unplaced }, reactionMs: 0 });
  return { option, escalation: escalationOf(option, context) };
}

const out = { events: [{ type: 'truck-out' as const, truck: 't2' }] };
const [a1, a2, b1, c1] = running;
const busy = [{ code: 'trucks-busy' as const, message: 'trucks that may serve it are busy' }];

test('where all is rescued there is nothing to say', () => {
  const other = { ...a2, truck: 't1' };
  expect(escalation([out], [a1, other, { ...b1, truck: 't1' }, c1]).escalation).toBeUndefined();
});

test('what is lost, for whom, why, until when something can be done, and what', () => {
  // The window of a ends at 140. A load of 1 m3, the least, needs 2 min to be unloaded and 2 to be loaded, and 10 on the way:
  // its loading has to begin by 126, 66 min from now.
  const orders = day.orders.map((order) =>
    order.id === 'a' ? { ...order, window: { from: 0, to: 140 * minute } } : order,
  );
  const relaxations = [
    { what: 'window-later' as const, by: 12.5, unit: 'minutes' as const, volumeM3: 5, message: '' },
    {
      ...{ what: 'truck' as const, by: 1, unit: 'trucks' as const, truck: 't1', volumeM3: 5, message: '' },
      ...{ from: '2026-11-23T07:10:00Z', to: '2026-11-23T08:00:00Z' },
    },
  ];
  const { option, escalation: told } = escalation([out, { orders }], [a1, { ...b1, truck: 't1' }, c1], {
    ...{ order: 'a', reasons: busy, relaxations },
  });
  const text =
    'a for client a (normal priority): 5 m3 of 10 m3 cannot be brought: trucks that may serve it are busy. ' +
    'Something can be done within 66 min: its loading has to begin by then.';
  expect(option.unrescued).toEqual([
    { order: 'a', volumeM3: 5, reasons: busy, suggestions: relaxations, severity: 'medium', text },
  ]);
  expect(told).toEqual({
    severity: 'medium',
    text: `5 m3 promised to one order cannot be delivered.\n${text}`,
    actions: [
      'ask client a to take it up to 13 min later: 5 m3 of a can be brought then',
      'hire a truck like t1, needed from 10 min to 60 min from now: 5 m3 of a can be brought then',
      'ask client a whether the 5 m3 of a may come on another day or from another supplier',
    ],
  });
  expect(RepairDispatchPlan.shape.escalation.parse(told)).toEqual(told);
});

describe('how bad it is', () => {
  const severity = (a: object, kept: typeof running) => {
    const orders = day.orders.map((order) => (order.id === 'a' ? { ...order, ...a } : order));
    return escalation([out, { orders }], kept).option.unrescued.find(({ order }) => order === 'a')?.severity;
  };
  const half = [a1, c1];
  test('goes by priority', () => {
    expect(severity({}, half)).toBe('medium');
    expect(severity({ priority: 'high' }, half)).toBe('high');
    expect(severity({ priority: 'critical' }, half)).toBe('critical');
  });
  test('is worse where a pour would be broken off', () => {
    expect(severity({ continuous: true }, half)).toBe('high');
  });
  test('and something has to be done before its gap is too long', () => {
    // a/1 is unloaded until 60, so that the next unloading has to begin by 90, and the loading of 1 m3 for it by 78.
    const orders = day.orders.map((order) => (order.id === 'a' ? { ...order, continuous: true } : order));
    const { option } = escalation([out, { orders }], half);
    const text = option.unrescued.find(({ order }) => order === 'a')?.text;
    expect(text).toContain('Its pour would be broken off. Something can be done within 18 min');
  });
  test('is better where little is missing', () => {
    // 0.4 of 10 m3.
    expect(severity({}, [a1, { ...a2, truck: 't1', volumeM3: 4.6 }, c1])).toBe('low');
  });
  test('is that of the worst order as a whole, which comes first', () => {
    const { option, escalation: told } = escalation([out], [a1]);
    expect(option.unrescued.map(({ order }) => order)).toEqual(['c', 'a', 'b']);
    expect(told).toMatchObject({ severity: 'critical' });
    expect(told?.text.split('\n')[0]).toBe('15 m3 promised to 3 orders cannot be delivered.');
  });
});

test('what can no longer be loaded in time is the client to decide', () => {
  const orders = day.orders.map((order) =>
    order.id === 'a' ? { ...order, window: { from: 0, to: 100 * minute } } : order,
  );
  // Loading for a window that ends at 100 has to begin by 86.
  const facts = { loads: [{ load: 'a/2', started: false }] };
  const { option } = escalation([{ ...out, now: 95 * minute, facts }, { orders }], [a1, { ...b1, truck: 't1' }, c1]);
  expect(option.unrescued[0].text).toContain('Nobody can bring it in time any more: only the client can help.');
});

test('concrete on board that nobody can take', () => {
  // t2 breaks down at 75 with a/2 on board, mixed at 70 and of a grade that no other order takes; t3 does not work before
  // 170, when it is too old, and nobody else may bring it.
  const late = { shift: { from: 170 * minute, to: 600 * minute } };
  const trucks = day.trucks.map((truck) => (truck.id === 't3' ? { ...truck, ...late } : truck));
  const own = { grade: 'x', trucks: ['t2', 't3'] };
  const orders = day.orders.map((order) => (order.id === 'a' ? { ...order, ...own } : order));
  const loads = [{ ...a1, truck: 't2' }, ...running.slice(1)];
  const { option, escalation: told } = escalation(
    [
      { ...out, now: 75 * minute, loads },
      { trucks, orders, grades: [{ id: 'x' }] },
    ],
    [loads[0], { ...a2, truck: 't3', loadStart: 170 * minute, unloadStart: 190 * minute }],
  );
  expect(option.wastedM3).toBe(5);
  expect(told?.text).toContain('5 m3 on board of t2 (a/2) cannot be used: it is good for another 85 min.');
  expect(told?.actions[0]).toBe(
    'empty t2: find somebody near who takes 5 m3 within 85 min, or pour it away before it sets',
  );
});

test('an order that no truck may bring has no last moment to be looked for, however traffic is', () => {
  // Looking back from the end of time along roads with traffic would never end.
  const orders = day.orders.map((order) => (order.id === 'b' ? { ...order, trucks: ['t2'] } : order));
  const traffic = { type: 'traffic' as const, factor: 1.5, until: 300 * minute };
  const { option } = escalation([{ events: [...out.events, traffic] }, { orders }], [a1]);
  const text = option.unrescued.find(({ order }) => order === 'b')?.text;
  expect(text).toContain('Nobody can bring it in time any more');
});
