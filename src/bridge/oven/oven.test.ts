import { describe, expect, test } from 'vitest';
import { protocolVersion, type RefusalReason, refusalReasons } from '../protocol.ts';
import { isSigned, sign } from '../signature.ts';
import { noon, signedCommand, testKey, unsignedCommand } from '../testing/fixtures.ts';
import { Oven } from './oven.ts';
import { FaultOrder, OvenSettings, type OvenSettingsInput } from './settings.ts';

const setpoint = unsignedCommand().setpoints[0];
const text = (message: object) => JSON.stringify(message);
const minute = 60_000;
/** For tests that let an oven run for long without a bridge to be heard. */
const patient = { holdAfterMs: 1e9, safeAfterMs: 1e9 };

function newOven(changes: Partial<OvenSettingsInput> = {}, speed = 1): Oven {
  const limits = { oven: 'o1', min: 50, max: 1000, rampPerMin: 25, noise: 0 };
  const settings = OvenSettings.parse({ ...limits, ...changes });
  return new Oven({ site: 's1', settings, key: testKey, speed, now: noon });
}

/** Accepted at noon, so that epoch 5 and version 10 are in force. */
function busyOven(changes: Partial<OvenSettingsInput> = {}): Oven {
  const oven = newOven(changes);
  oven.receive(text(signedCommand()), noon);
  oven.advance(noon);
  return oven;
}

/** Each is wrong in its own way and right in all others; oven of `busyOven`, at noon. */
const wrong: Record<RefusalReason, object> = {
  'bad-signature': {},
  'bad-schema': { step: 0 },
  'wrong-address': { oven: 'o2' },
  'old-epoch': { epoch: 4 },
  'too-early': { notBefore: new Date(noon + 2001).toISOString() },
  'too-late': { notAfter: new Date(noon - 2001).toISOString() },
  'version-not-newer': { version: 10 },
  precondition: { expect: { mode: 'local' } },
  'beyond-limits': { setpoints: [{ ...setpoint, value: 1001 }] },
  'beyond-ramp': { setpoints: [{ ...setpoint, rampPerMin: 25.1 }] },
  interlock: {},
};

function refusalOf(oven: Oven, reasons: readonly RefusalReason[]): RefusalReason | undefined {
  // A setpoint beyond limits and ramp at once has to be built from both.
  const setpoints = [
    {
      ...setpoint,
      value: reasons.includes('beyond-limits') ? 1001 : setpoint.value,
      rampPerMin: reasons.includes('beyond-ramp') ? 25.1 : setpoint.rampPerMin,
    },
  ];
  const changes = Object.assign({ version: 11 }, ...reasons.map((reason) => wrong[reason]), { setpoints });
  const key = reasons.includes('bad-signature') ? 'another key' : testKey;
  if (reasons.includes('interlock')) oven.setFault('cooling-water', true);
  const answer = oven.receive(text(sign(unsignedCommand(changes), key)), noon);
  expect(answer?.status).toBe(reasons.length > 0 ? 'rejected' : 'accepted');
  return answer?.reason;
}

describe('an oven refuses', () => {
  test('nothing of a right command', () => {
    expect(refusalOf(busyOven(), [])).toBeUndefined();
  });

  test.each(refusalReasons.map((reason) => [reason]))('%s', (reason) => {
    expect(refusalOf(busyOven(), [reason])).toBe(reason);
  });

  test('of several faults the one that comes first in the order of the protocol', () => {
    for (let first = 0; first < refusalReasons.length; first++)
      expect(refusalOf(busyOven(), refusalReasons.slice(first))).toBe(refusalReasons[first]);
    for (let first = 0; first < refusalReasons.length - 1; first++) {
      const pair = refusalReasons.slice(first, first + 2);
      expect(refusalOf(busyOven(), pair)).toBe(pair[0]);
    }
  });

  test.each([
    ['outside the limits of the command itself', { min: 950, max: 990 }],
    ['outside those of the oven, whatever the command allows', { value: 1100, max: 2000 }],
    ['in another unit', { unit: 'K' }],
    ['at a tag it does not have', { tag: 'pressure' }],
  ])('a value %s, and keeps its old setpoint', (_, change) => {
    const oven = busyOven();
    const before = oven.state(noon);
    const answer = oven.receive(text(signedCommand({ version: 11, setpoints: [{ ...setpoint, ...change }] })), noon);
    expect(answer?.reason).toBe('beyond-limits');
    oven.advance(noon);
    expect(oven.state(noon)).toEqual(before);
  });

  test('to say anything to what names no command', () => {
    for (const nonsense of ['', '{', 'null', '{"cmdId":"x"}'])
      expect(newOven().receive(nonsense, noon)).toBeUndefined();
  });

  test('a forgery in its answer without believing it', () => {
    const oven = busyOven();
    const answer = oven.receive(text(sign(unsignedCommand({ epoch: 99, version: 99 }), 'another key')), noon);
    expect(answer).toMatchObject({ status: 'rejected', reason: 'bad-signature', epoch: 99 });
    expect(oven.state(noon)).toMatchObject({ epoch: 5, version: 10 });
  });
});

describe('an oven', () => {
  test('accepts, then applies, and says both once', () => {
    const oven = newOven();
    const command = signedCommand();
    expect(oven.receive(text(command), noon)).toMatchObject({
      status: 'accepted',
      cmdId: command.cmdId,
      epoch: 5,
      version: 10,
    });
    expect(oven.state(noon).command?.status).toBe('accepted');
    expect(oven.advance(noon + 10).map((ack) => ack.status)).toEqual(['applied']);
    expect(oven.advance(noon + 20)).toEqual([]);
    expect(oven.state(noon).command).toEqual({ cmdId: command.cmdId, version: 10, status: 'applied' });
  });

  test('gives a command that comes again its stored answer, also late and under a new epoch, and does nothing twice', () => {
    const oven = busyOven();
    const command = signedCommand({ version: 11 });
    oven.receive(text(command), noon);
    oven.advance(noon + minute);
    const later = signedCommand({ version: 12, setpoints: [{ ...setpoint, value: 500 }] });
    oven.receive(text(later), noon + minute);
    oven.advance(noon + minute + 10);
    const { signature: _, ...unsigned } = command;
    const again = oven.receive(text(sign({ ...unsigned, epoch: 6 }, testKey)), noon + 10 * minute);
    expect(again).toMatchObject({ status: 'applied', version: 11, epoch: 6 });
    expect(oven.advance(noon + 10 * minute)).toEqual([]);
    expect(oven.state(noon).readings[0].target).toBe(500);
    expect(oven.state(noon).version).toBe(12);
  });

  test('takes a newer version in place of one not yet reached', () => {
    const oven = busyOven();
    oven.receive(text(signedCommand({ version: 12, setpoints: [{ ...setpoint, value: 300 }] })), noon);
    oven.advance(noon);
    expect(oven.state(noon).readings[0].target).toBe(300);
  });

  test('keeps its setpoint when the bridge is silent, goes to its safe value later, and comes back with a command', () => {
    const oven = newOven({ holdAfterMs: 10_000, safeAfterMs: 60_000, safe: 200 });
    oven.receive(text(signedCommand()), noon);
    oven.advance(noon + 9999);
    expect(oven.state(noon)).toMatchObject({ holding: 'no', readings: [{ target: 900 }] });
    oven.advance(noon + 10_000);
    expect(oven.state(noon)).toMatchObject({ holding: 'hold', readings: [{ target: 900 }] });
    oven.advance(noon + 60_000);
    expect(oven.state(noon)).toMatchObject({ holding: 'safe', readings: [{ target: 200 }] });
    oven.receive(text(signedCommand({ version: 11 })), noon + 60_000);
    oven.advance(noon + 60_001);
    expect(oven.state(noon)).toMatchObject({ holding: 'no', readings: [{ target: 900 }] });
  });

  test('hears the heartbeat of the bridge in charge, and no forged, old or repeated one', () => {
    const beat = (at: number, epoch = 5, key = testKey) =>
      text(sign({ v: protocolVersion, site: 's1', epoch, at: new Date(at).toISOString() }, key));
    const holdingAfter = (payload: string) => {
      const oven = busyOven();
      oven.hear(payload, noon + 14_000);
      oven.advance(noon + 20_000);
      return oven.state(noon).holding;
    };
    expect(isSigned(JSON.parse(beat(noon)), testKey)).toBe(true);
    expect(holdingAfter(beat(noon + 14_000))).toBe('no');
    expect(holdingAfter(beat(noon + 14_000, 4))).toBe('hold');
    expect(holdingAfter(beat(noon + 14_000, 5, 'another key'))).toBe('hold');
    expect(holdingAfter(beat(noon - 2000))).toBe('hold');
  });

  test('does on command what faults do', () => {
    const heated = (fault?: 'heater-failed' | 'door-open' | 'cooling-water') => {
      const oven = busyOven(patient);
      if (fault) oven.setFault(fault, true);
      oven.advance(noon + 10 * minute);
      return oven;
    };
    // 20 degrees per minute from 20.
    expect(heated().temperature).toBeCloseTo(220, 6);
    expect(heated('heater-failed').temperature).toBe(20);
    expect(heated('cooling-water').temperature).toBe(20);
    expect(heated('cooling-water').state(noon).interlocks).toEqual(['cooling-water']);
    expect(heated('door-open').state(noon).door).toBe('open');
    const frozen = busyOven();
    frozen.setFault('sensor-frozen', true);
    frozen.advance(noon + 10 * minute);
    expect(frozen.state(noon).readings[0].value).toBe(20);
    const deaf = busyOven();
    deaf.setFault('deaf', true);
    expect(deaf.receive(text(signedCommand({ version: 11 })), noon)).toBeUndefined();
  });

  test('does what it is told and does not answer while it is mute', () => {
    const oven = busyOven();
    oven.setFault('mute', true);
    expect(oven.receive(text(signedCommand({ version: 11 })), noon)).toBeUndefined();
    expect(oven.advance(noon)).toEqual([]);
    expect(oven.state(noon).command).toMatchObject({ version: 11, status: 'applied' });
  });

  test('applies late while it is slow, and not at all where the window closes before', () => {
    const oven = newOven();
    oven.setFault('slow-apply', true, 5000);
    oven.receive(text(signedCommand()), noon);
    expect(oven.advance(noon + 4999)).toEqual([]);
    expect(oven.advance(noon + 5000)).toHaveLength(1);
    oven.receive(text(signedCommand({ version: 11, notAfter: new Date(noon + 6000).toISOString() })), noon + 6000);
    expect(oven.advance(noon + 11_000)).toEqual([]);
    expect(oven.state(noon + 11_000).command).toMatchObject({ version: 11, status: 'accepted' });
  });

  test('says the time of its own clock', () => {
    const oven = busyOven();
    oven.setFault('clock-skew', true, -60_000);
    expect(oven.state(noon).at).toBe(new Date(noon - 60_000).toISOString());
    oven.setFault('clock-skew', false);
    expect(oven.state(noon).at).toBe(new Date(noon).toISOString());
  });

  test('has zones that are heated apart, each with its own limits', () => {
    const oven = newOven({
      ...patient,
      tags: [{ tag: 'top', min: 0, max: 500, rampPerMin: 30, start: 100, noise: 0 }],
    });
    oven.receive(text(signedCommand({ setpoints: [setpoint, { ...setpoint, tag: 'top', value: 300, min: 0 }] })), noon);
    oven.advance(noon);
    oven.advance(noon + 5 * minute);
    expect(oven.state(noon).readings).toMatchObject([
      { tag: 'temperature', value: 120, setpoint: 120, target: 900 },
      { tag: 'top', value: 200, setpoint: 200, target: 300 },
    ]);
    expect(() => newOven({ tags: [{ tag: 'temperature', min: 0, max: 1, rampPerMin: 1 }] })).toThrow('each tag once');
  });

  test('loses its setpoints in a crash and not its heat, and goes on from what it kept', () => {
    const oven = busyOven(patient);
    oven.advance(noon + 10 * minute);
    oven.crash(noon + 10 * minute);
    expect(oven.state(noon).readings[0].setpoint).toBeNull();
    oven.restart(noon + 20 * minute);
    // From 220 it has cooled for ten minutes: 20 + 200 e^(-10/240).
    expect(oven.state(noon + 20 * minute)).toMatchObject({ epoch: 5, version: 10, command: { status: 'applied' } });
    expect(oven.state(noon).readings[0]).toMatchObject({ value: 211.84, setpoint: 211.84, target: 900 });
  });

  test('reports the same noise for the same seed', () => {
    const readings = (seed: number) => {
      const oven = newOven({ noise: 2, seed });
      return Array.from({ length: 20 }, () => oven.state(noon).readings[0].value);
    };
    expect(readings(1)).toEqual(readings(1));
    expect(readings(1)).not.toEqual(readings(2));
    const deviation = Math.sqrt(readings(3).reduce((sum, value) => sum + (value - 20) ** 2, 0) / 20);
    expect(deviation).toBeGreaterThan(1);
    expect(deviation).toBeLessThan(3.5);
  });

  test('comes from cold to 1600 degC within an hour and a half of its own at a ramp of 30, at any speed', () => {
    for (const speed of [1, 60, 2400]) {
      const oven = newOven({ ...patient, max: 1750, rampPerMin: 30 }, speed);
      const target = { tag: 'temperature', value: 1600, unit: 'degC', min: 20, max: 1750, rampPerMin: 30 * speed };
      expect(oven.receive(text(signedCommand({ setpoints: [target] })), noon)?.status).toBe('accepted');
      oven.advance(noon);
      oven.advance(noon + (54 * minute) / speed);
      expect(oven.temperature).toBeCloseTo(1600, 3);
    }
  });
});

test('an order of a fault has a value where one is needed, and nowhere else', () => {
  const fits = (order: object) => FaultOrder.safeParse(order).success;
  expect(fits({ fault: 'clock-skew', active: true, value: -3000 })).toBe(true);
  expect(fits({ fault: 'clock-skew', active: true })).toBe(false);
  expect(fits({ fault: 'clock-skew', active: false })).toBe(true);
  expect(fits({ fault: 'door-open', active: true, value: 1 })).toBe(false);
});
