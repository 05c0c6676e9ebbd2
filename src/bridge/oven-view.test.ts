import { describe, expect, test } from 'vitest';
import {
  dueAt,
  follow,
  forgetReports,
  hearState,
  newOvenView,
  nextStep,
  type OvenView,
  progress,
  wantsRepeat,
  whyNotNow,
} from './oven-view.ts';
import type { OvenState } from './protocol.ts';
import { noon, workItem } from './testing/fixtures.ts';
import type { WorkItem } from './work.ts';

const ready = { broker: true, lease: true, epoch: 5 };

function state(changes: Partial<OvenState> = {}): OvenState {
  return {
    v: 1,
    site: 's1',
    oven: 'o1',
    at: new Date(noon).toISOString(),
    mode: 'remote',
    door: 'closed',
    holding: 'no',
    epoch: 5,
    version: 0,
    command: null,
    readings: [{ tag: 'temperature', unit: 'degC', value: 20, setpoint: null, target: null }],
    interlocks: [],
    faults: [],
    ...changes,
  };
}

/** An oven that is there and has just reported. */
function there(changes: Partial<OvenView> = {}): OvenView {
  const view = newOvenView();
  view.present = true;
  hearState(view, state(), true, noon);
  return Object.assign(view, changes);
}

const approved = (changes: Partial<WorkItem> = {}) => workItem({ state: 'approved', attempts: 0, ...changes });

test('an oven whose presence was lost on the way is there once it reports; what the broker kept of it proves nothing', () => {
  const view = newOvenView();
  hearState(view, state(), false, noon);
  expect(view.present).toBe(false);
  hearState(view, state(), true, noon);
  expect(view.present).toBe(true);
});

describe('the next command', () => {
  const head = approved();
  test.each([
    ['goes where nothing keeps it back', there({ next: [head] }), ready, { send: head }],
    ['waits for a person', there({ next: [approved({ state: 'planned' })] }), ready, { waitsFor: 'approval' }],
    ['waits while the oven is held', there({ next: [head], held: true }), ready, { waitsFor: 'hold' }],
    ['waits for the broker', there({ next: [head] }), { ...ready, broker: false }, { waitsFor: 'broker' }],
    ['waits for the lease', there({ next: [head] }), { ...ready, lease: false }, { waitsFor: 'lease' }],
    ['waits for the oven', there({ next: [head], present: false }), ready, { waitsFor: 'absent' }],
    ['waits for a live report', there({ next: [head], heardAt: undefined }), ready, { waitsFor: 'silent' }],
    [
      'waits after ten seconds of silence',
      there({ next: [head], heardAt: noon - 10_001 }),
      ready,
      { waitsFor: 'silent' },
    ],
    ['waits for the clock, slow', there({ next: [head], clockOffsetMs: -2001 }), ready, { waitsFor: 'clock' }],
    ['waits for the clock, fast', there({ next: [head], clockOffsetMs: 2001 }), ready, { waitsFor: 'clock' }],
    ['forgives two seconds', there({ next: [head], clockOffsetMs: 2000 }), ready, { send: head }],
    ['is nobody’s business before its time', there({ next: [approved({ start_at: new Date(noon + 1) })] }), ready, {}],
    ['is nobody’s business after it', there({ next: [approved({ latest_start_at: new Date(noon) })] }), ready, {}],
    ['does not exist', there(), ready, {}],
  ])('%s', (_, view, readiness, wanted) => {
    expect(nextStep(view, true, readiness, noon)).toEqual(wanted);
  });

  test('waits for the answer to the one before', () => {
    expect(nextStep(there({ next: [head] }), false, ready, noon)).toEqual({ waitsFor: 'answer' });
  });

  test('is the first whose window is open: one before it that is too late keeps nothing back', () => {
    const late = approved({ version: 9, latest_start_at: new Date(noon) });
    expect(nextStep(there({ next: [late, head] }), true, ready, noon)).toEqual({ send: head });
    expect(dueAt(there({ next: [late, approved({ start_at: new Date(noon + 7) })] }), noon, 500)).toBe(noon + 7);
  });

  test('waits for a report that is not a retained one', () => {
    const view = newOvenView();
    view.present = true;
    hearState(view, state(), false, noon);
    expect(whyNotNow(view, ready, noon)).toBe('silent');
    hearState(view, state(), true, noon + 50);
    expect(whyNotNow(view, ready, noon + 50)).toBeUndefined();
    expect(view.clockOffsetMs).toBe(-50);
    forgetReports(view);
    expect(whyNotNow(view, ready, noon + 50)).toBe('absent');
    // The last will of a connection before came late.
    hearState(view, state(), true, noon + 60);
    expect(whyNotNow(view, ready, noon + 60)).toBeUndefined();
  });
});

describe('the command in flight', () => {
  const applied = (item: WorkItem, value: number, at: number) =>
    state({
      at: new Date(at).toISOString(),
      command: { cmdId: item.id, version: item.version, status: 'applied' },
      readings: [{ tag: 'temperature', unit: 'degC', value, setpoint: 900, target: 900 }],
    });

  test('goes through all states that one look finds out', () => {
    const item = workItem();
    const view = there();
    follow(view, item);
    expect(progress(view, ready, noon, 1000)).toEqual([]);
    hearState(view, applied(item, 900, noon), true, noon);
    expect(progress(view, ready, noon, 1000).map(({ to }) => to)).toEqual(['accepted', 'applied']);
    hearState(view, applied(item, 903, noon + 10_000), true, noon + 10_000);
    expect(progress(view, ready, noon + 10_000, 1000).map(({ to }) => to)).toEqual(['accepted', 'applied', 'verified']);
  });

  test('is not verified by a clock that was set between two readings', () => {
    const item = workItem({ state: 'applied' });
    const view = there();
    follow(view, item);
    hearState(view, applied(item, 900, noon), true, noon);
    hearState(view, applied(item, 900, noon + 12_000), true, noon + 1000);
    expect(progress(view, ready, noon + 1000, 1000)).toEqual([]);
    hearState(view, applied(item, 900, noon + 22_000), true, noon + 11_000);
    expect(progress(view, ready, noon + 11_000, 1000)).toEqual([{ to: 'verified' }]);
  });

  test('gives way when the command of a newer plan is due, from wherever it has come to', () => {
    const item = workItem({ program_state: 'superseded' });
    const view = there({ next: [approved({ version: 11, start_at: new Date(noon + 1000) })] });
    follow(view, item);
    expect(progress(view, ready, noon, 1000)).toEqual([]);
    expect(progress(view, ready, noon + 1000, 1000)).toEqual([
      { to: 'superseded', reason: 'sent, gave way to a newer plan' },
    ]);
    hearState(view, applied(item, 20, noon), true, noon);
    expect(progress(view, ready, noon + 1000, 1000).map(({ to }) => to)).toEqual(['accepted', 'applied', 'superseded']);
  });

  test('gives way to nothing that cannot be sent now', () => {
    for (const of of [{ held: true }, { present: false }, { clockOffsetMs: 60_000 }]) {
      const view = there({ next: [approved({ version: 11 })], ...of });
      follow(view, workItem({ program_state: 'superseded' }));
      expect(progress(view, ready, noon, 1000)).toEqual([]);
      expect(progress({ ...view, ...there(), item: view.item, next: view.next }, ready, noon, 1000)).toHaveLength(1);
    }
  });

  test('does not give way to what waits for approval', () => {
    const view = there({ next: [approved({ state: 'planned' })] });
    follow(view, workItem({ program_state: 'superseded' }));
    expect(progress(view, ready, noon, 1000)).toEqual([]);
  });

  test.each([
    ['is sent again when its time has come', {}, {}, true],
    ['not before', { next_send_at: new Date(noon + 1) }, {}, false],
    ['not after its window', { latest_start_at: new Date(noon) }, {}, false],
    ['not when it was answered', { state: 'accepted' as const }, {}, false],
    ['not when a newer plan came', { program_state: 'superseded' as const }, {}, false],
    ['not while the oven is held', {}, { held: true }, false],
    ['not while the oven is away', {}, { present: false }, false],
  ])('%s', (_, changes, of, wanted) => {
    const view = there(of);
    follow(view, workItem({ next_send_at: new Date(noon), ...changes }));
    expect(wantsRepeat(view, ready, noon)).toBe(wanted);
  });

  test('is looked at again when it is to be sent again, given up, or must be verified', () => {
    const view = there();
    expect(dueAt(view, noon, 500)).toBe(Number.POSITIVE_INFINITY);
    follow(view, workItem({ next_send_at: new Date(noon + 20) }));
    expect(dueAt(view, noon, 500)).toBe(noon + 20);
    expect(dueAt(view, noon + 20, 500)).toBe(noon + 60_501);
    follow(view, workItem({ state: 'applied' }));
    expect(dueAt(view, noon, 500)).toBe(noon + 600_001);
    view.next = [approved({ start_at: new Date(noon + 5) })];
    expect(dueAt(view, noon, 500)).toBe(noon + 5);
  });
});
