import { describe, expect, test } from 'vitest';
import { type Dwell, followDwell, judge, longestGapMs } from './judge.ts';
import type { Ack, OvenState } from './protocol.ts';
import { noon, workItem } from './testing/fixtures.ts';
import type { WorkItem } from './work.ts';

function ack(item: WorkItem, status: Ack['status'], changes: Partial<Ack> = {}): Ack {
  const { id: cmdId, site, oven, version } = item;
  return { v: 1, cmdId, site, oven, epoch: 5, version, status, at: new Date(noon).toISOString(), ...changes };
}

function state(item: WorkItem, value: number, at = noon, changes: Partial<OvenState> = {}): OvenState {
  return {
    v: 1,
    site: item.site,
    oven: item.oven,
    at: new Date(at).toISOString(),
    mode: 'remote',
    door: 'closed',
    holding: 'no',
    epoch: 5,
    version: item.version,
    command: { cmdId: item.id, version: item.version, status: 'applied' },
    readings: [{ tag: 'temperature', unit: 'degC', value, setpoint: 900, target: 900 }],
    interlocks: [],
    faults: [],
    ...changes,
  };
}

const grace = 1000;

describe('what becomes of a command', () => {
  test('sent: an ack or the reported state proves that it was accepted', () => {
    const item = workItem();
    expect(judge(item, { acks: [] }, noon, grace)).toBeUndefined();
    for (const evidence of [
      { acks: [ack(item, 'accepted')] },
      { acks: [ack(item, 'applied')] },
      { acks: [], state: state(item, 20) },
    ])
      expect(judge(item, evidence, noon, grace)).toEqual({ to: 'accepted' });
  });

  test("sent: a refusal counts for this bridge's delivery, not for one of the epoch before", () => {
    const item = workItem({ epoch: 6 });
    const refusal = { reason: 'old-epoch', message: 'epoch 5' } as const;
    expect(judge(item, { acks: [ack(item, 'rejected', refusal)] }, noon, grace)).toBeUndefined();
    expect(judge(item, { acks: [ack(item, 'rejected', { ...refusal, epoch: 6 })] }, noon, grace)).toEqual({
      to: 'rejected',
      reason: 'old-epoch: epoch 5',
    });
  });

  test('sent: unanswered past its latest start and the time for an answer', () => {
    const item = workItem();
    const latest = item.latest_start_at.getTime();
    expect(judge(item, { acks: [] }, latest + grace, grace)).toBeUndefined();
    expect(judge(item, { acks: [] }, latest + grace + 1, grace)?.to).toBe('timed-out');
  });

  test('sent: an old epoch refuses only where the delivery of this bridge, and no other, can be meant', () => {
    const item = workItem();
    const old = ack(item, 'rejected', { reason: 'old-epoch' });
    expect(judge(item, { acks: [old] }, noon, grace)?.to).toBe('rejected');
    // Taken over: the refused delivery is one of the bridge before.
    expect(judge(item, { acks: [old] }, noon, grace, 6)).toBeUndefined();
    // Sent before under another epoch, which the oven may have accepted.
    expect(judge({ ...item, attempts: 2 }, { acks: [old] }, noon, grace)).toBeUndefined();
  });

  test('accepted: given up where the oven has not applied it in its window', () => {
    const item = workItem({ state: 'accepted' });
    const command = { cmdId: item.id, version: item.version, status: 'accepted' } as const;
    const end = item.latest_start_at.getTime() + 2000 + grace;
    expect(judge(item, { acks: [], state: state(item, 20, end, { command }) }, end, grace)).toBeUndefined();
    expect(judge(item, { acks: [], state: state(item, 20, end + 1, { command }) }, end + 1, grace)).toEqual({
      to: 'timed-out',
      reason: 'accepted, not applied in its window',
    });
  });

  test('accepted: applied when the oven says so, timed out when it never does', () => {
    const item = workItem({ state: 'accepted' });
    expect(judge(item, { acks: [ack(item, 'accepted')] }, noon, grace)).toBeUndefined();
    expect(judge(item, { acks: [ack(item, 'applied')] }, noon, grace)).toEqual({ to: 'applied' });
    const end = item.verify_by.getTime();
    const silent = state(item, 20, end + 1, { command: null });
    expect(judge(item, { acks: [], state: silent }, end + 1, grace)?.to).toBe('timed-out');
  });

  test('applied: verified after the dwell, failed with the reading when it takes too long', () => {
    const item = workItem({ state: 'applied' });
    const dwell = (ms: number): Dwell => ({ cmdId: item.id, since: noon, until: noon + ms });
    expect(judge(item, { acks: [], dwell: dwell(9999) }, noon, grace)).toBeUndefined();
    expect(judge(item, { acks: [], dwell: dwell(10_000) }, noon, grace)).toEqual({ to: 'verified' });
    const late = item.verify_by.getTime() + 1;
    expect(judge(item, { acks: [], state: state(item, 850, late) }, late, grace)).toEqual({
      to: 'verify-failed',
      reason: 'temperature read 850 degC, wanted 900 degC within 5 for 10000 ms',
    });
  });

  test.each(['accepted', 'applied'] as const)('%s: a bridge that heard nothing of the end waits for a report', (at) => {
    const item = workItem({ state: at });
    const end = item.verify_by.getTime();
    const command = at === 'applied' ? { cmdId: item.id, version: item.version, status: at } : null;
    const before = { acks: [], state: state(item, 850, end - 1, { command }) };
    expect(judge(item, before, end + longestGapMs, grace)).toBeUndefined();
    expect(judge(item, { acks: [] }, end + longestGapMs, grace)).toBeUndefined();
    // Not for ever.
    const to = at === 'accepted' ? 'timed-out' : 'verify-failed';
    expect(judge(item, before, end + longestGapMs + 1, grace)?.to).toBe(to);
    expect(judge(item, { acks: [] }, end + longestGapMs + 1, grace)?.to).toBe(to);
  });
});

describe('dwell', () => {
  const item = workItem({ state: 'applied' });
  const follow = (readings: readonly OvenState[]) =>
    readings.reduce<Dwell | undefined>((dwell, reading) => followDwell(dwell, item, reading), undefined);

  test('counts from the first reading within tolerance to the last', () => {
    expect(follow([state(item, 880), state(item, 896, noon + 1000), state(item, 904, noon + 4000)])).toEqual({
      cmdId: item.id,
      since: noon + 1000,
      until: noon + 4000,
    });
  });

  test('begins anew after a reading outside', () => {
    const readings = [state(item, 900), state(item, 905.1, noon + 1000), state(item, 900, noon + 2000)];
    expect(follow(readings)?.since).toBe(noon + 2000);
    expect(follow(readings.slice(0, 2))).toBeUndefined();
  });

  test('begins anew after a long silence, which could hide anything', () => {
    const next = noon + longestGapMs;
    expect(follow([state(item, 900), state(item, 900, next)])?.since).toBe(noon);
    expect(follow([state(item, 900), state(item, 900, next + 1)])?.since).toBe(next + 1);
  });

  test('a setpoint kept in 32 bits is the same setpoint', () => {
    const inFloat = workItem({ setpoints: [{ ...item.setpoints[0], value: 899.3 }] });
    const readings = [{ tag: 'temperature', unit: 'degC', value: 899, setpoint: 899.3, target: Math.fround(899.3) }];
    expect(followDwell(undefined, inFloat, state(inFloat, 899, noon, { readings }))).toBeDefined();
  });

  test.each<[string, Partial<OvenState>]>([
    ['another command is in force', { command: { cmdId: crypto.randomUUID(), version: 11, status: 'applied' } }],
    ['the command is not applied yet', { command: { cmdId: item.id, version: 10, status: 'accepted' } }],
    ['the oven goes to its safe value', { holding: 'safe' }],
    [
      'the tag is not reported',
      { readings: [{ tag: 'pressure', unit: 'bar', value: 900, setpoint: 900, target: 900 }] },
    ],
    [
      'the target is another',
      { readings: [{ tag: 'temperature', unit: 'degC', value: 900, setpoint: 901, target: 901 }] },
    ],
  ])('does not count while %s', (_, changes) => {
    expect(followDwell(undefined, item, state(item, 900, noon))).toBeDefined();
    expect(followDwell(undefined, item, state(item, 900, noon, changes))).toBeUndefined();
  });
});
