import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { protocolVersion } from '../protocol.ts';
import { sign } from '../signature.ts';
import { noon, signedCommand, testKey, unsignedCommand } from '../testing/fixtures.ts';
import type { Controller, ControlPoint, Target } from './controller.ts';
import { Gateway, type GatewayOptions } from './gateway.ts';
import { keptAnswers, OvenMemory } from './memory.ts';
import { MemoryFolder } from './memory-folder.ts';
import { Ramp } from './ramp.ts';

const [plain] = unsignedCommand().setpoints;
const minute = 60_000;
const instant = (time: number) => new Date(time).toISOString();

/** A gateway before a controller that notes what it is asked for, with clocks that stand still until they are moved. */
class Bench implements Controller {
  readonly points: Map<string, ControlPoint> = new Map([
    ['temperature', { unit: 'degC', min: 50, max: 1000, rampPerMin: 25, safe: 200 }],
    ['top', { unit: 'degC', min: 0, max: 500, rampPerMin: 10, safe: 100 }],
  ]);
  readonly taken: (readonly Target[])[] = [];
  readonly kept: OvenMemory[] = [];
  isReady = true;
  isDiskFull = false;
  time = noon;
  wall: number | undefined;
  gateway: Gateway;

  constructor(options: Partial<GatewayOptions> = {}) {
    this.gateway = this.open(options);
  }

  open(options: Partial<GatewayOptions> = {}): Gateway {
    this.gateway = new Gateway({
      ...{ site: 's1', oven: 'o1', key: testKey, controller: this },
      clock: () => this.wall ?? this.time,
      monotonic: () => this.time,
      keep: (memory) => {
        if (this.isDiskFull) throw new Error('no space');
        this.kept.push(memory);
      },
      ...options,
    });
    return this.gateway;
  }

  /** A new gateway with what was written last. */
  restart(): Gateway {
    return this.open({ memory: JSON.parse(JSON.stringify(this.kept.at(-1))) });
  }

  report() {
    const readings = [...this.points].map(([tag, { unit }]) => ({
      tag,
      unit,
      value: 20,
      setpoint: null,
      target: null,
    }));
    return { mode: 'remote' as const, door: 'closed' as const, readings, interlocks: [], faults: [] };
  }

  ready(): boolean {
    return this.isReady;
  }

  take(targets: readonly Target[]): void {
    this.taken.push(targets);
  }

  send(command: object) {
    return this.gateway.receive(JSON.stringify(command));
  }

  beat(at: number, epoch = 5) {
    this.gateway.hear(JSON.stringify(sign({ v: protocolVersion, site: 's1', epoch, at: instant(at) }, testKey)));
  }
}

describe('a gateway keeps', () => {
  test('what it answers before it does, and applies and answers nothing that it cannot keep', () => {
    const bench = new Bench();
    const command = signedCommand();
    bench.isDiskFull = true;
    expect(() => bench.send(command)).toThrow('no space');
    expect(bench.gateway.state()).toMatchObject({ epoch: 0, version: 0, command: null });
    bench.isDiskFull = false;
    expect(bench.send(command)?.status).toBe('accepted');
    expect(bench.kept.at(-1)).toMatchObject({ epoch: 5, version: 10, command: { status: 'accepted' } });
    bench.isDiskFull = true;
    expect(() => bench.gateway.advance()).toThrow('no space');
    expect(bench.taken).toEqual([]);
    bench.isDiskFull = false;
    expect(bench.gateway.advance().map(({ status }) => status)).toEqual(['applied']);
    expect(bench.kept.at(-1)).toMatchObject({ command: { status: 'applied' }, targets: [{ value: 900 }] });
    expect(bench.taken).toHaveLength(1);
  });

  test('epoch, version, answers with their reasons, and targets through a restart', () => {
    const bench = new Bench();
    const command = signedCommand();
    const refused = signedCommand({ version: 11, setpoints: [{ ...plain, value: 1001, max: 2000 }] });
    bench.send(command);
    bench.gateway.advance();
    const answer = bench.send(refused);
    bench.restart();
    expect(bench.taken.at(-1)).toEqual([{ tag: 'temperature', value: 900, rampPerMin: 20 }]);
    expect(bench.gateway.advance()).toEqual([]);
    expect(bench.gateway.state()).toMatchObject({ epoch: 5, version: 10, command: { status: 'applied' } });
    expect(bench.send(refused)).toEqual(answer);
    expect(bench.send(command)?.status).toBe('applied');
    expect(bench.send(signedCommand({ epoch: 4, version: 12 }))?.reason).toBe('old-epoch');
  });

  test('an epoch that it knows from a heartbeat alone', () => {
    const bench = new Bench();
    bench.beat(noon, 7);
    bench.restart();
    expect(bench.send(signedCommand({ epoch: 6 }))?.reason).toBe('old-epoch');
  });

  test.each([
    ['still open', 61_999, 'applied', 1],
    ['closed', 62_001, 'accepted', 0],
  ] as const)('a command not applied yet, and applies it after a restart where its window is %s', (_, after, status, times) => {
    const bench = new Bench();
    bench.send(signedCommand());
    bench.time = noon + after;
    bench.restart();
    bench.beat(noon + 1000);
    expect(bench.gateway.advance()).toHaveLength(times);
    // Its clock is set back: what has lapsed does not come to life again.
    bench.wall = noon;
    expect(bench.gateway.advance()).toEqual([]);
    expect(bench.gateway.state().command?.status).toBe(status);
    expect(bench.taken).toHaveLength(times);
  });

  test('a command not applied yet, which waits after a restart until the bridge has said what time it is', () => {
    const bench = new Bench();
    bench.wall = noon - 90_000;
    bench.beat(noon);
    bench.send(signedCommand());
    bench.time = noon + 65_000;
    bench.restart();
    // By its own clock and by what was signed before the restart the window is open for a minute and more.
    expect(bench.gateway.advance()).toEqual([]);
    bench.beat(noon + 65_000);
    expect(bench.gateway.advance()).toEqual([]);
    expect(bench.gateway.memory().command?.status).toBe('lapsed');
    expect(bench.taken).toEqual([]);
  });

  test('no target that lies outside limits which were narrowed meanwhile', () => {
    const bench = new Bench();
    bench.send(signedCommand({ setpoints: [plain, { ...plain, tag: 'top', value: 400, min: 0, rampPerMin: 5 }] }));
    bench.gateway.advance();
    bench.points.set('temperature', { unit: 'degC', min: 50, max: 800, rampPerMin: 25, safe: 200 });
    bench.restart();
    expect(bench.taken.at(-1)).toEqual([{ tag: 'top', value: 400, rampPerMin: 5 }]);
  });

  test(`${keptAnswers} answers`, () => {
    const bench = new Bench();
    const commands = Array.from({ length: keptAnswers + 1 }, (_, index) => signedCommand({ version: 10 + index }));
    for (const command of commands) bench.send(command);
    expect(bench.send(commands[1])?.status).toBe('accepted');
    expect(bench.send(commands[0])?.reason).toBe('version-not-newer');
    expect(OvenMemory.parse(bench.gateway.memory()).answers).toHaveLength(keptAnswers);
  });

  test('nothing of another oven', () => {
    const memory = { ...new Bench().gateway.memory(), oven: 'o2' };
    expect(() => new Bench({ memory })).toThrow('this is the memory of s1/o2, not of s1/o1');
  });
});

describe('a gateway', () => {
  test('takes a command for several tags as a whole or not at all, and leaves the others alone', () => {
    const bench = new Bench();
    const top = { ...plain, tag: 'top', value: 400, min: 0, rampPerMin: 5 };
    expect(bench.send(signedCommand({ setpoints: [plain, { ...top, value: 501 }] }))?.reason).toBe('beyond-limits');
    expect(bench.send(signedCommand({ setpoints: [plain, { ...top, rampPerMin: 11 }] }))?.reason).toBe('beyond-ramp');
    bench.gateway.advance();
    expect(bench.taken).toEqual([]);
    bench.send(signedCommand({ setpoints: [plain, top] }));
    bench.gateway.advance();
    bench.send(signedCommand({ version: 11, setpoints: [{ ...top, value: 300 }] }));
    bench.gateway.advance();
    expect(bench.taken.map((targets) => targets.map(({ value }) => value))).toEqual([[900, 400], [300]]);
    expect(bench.gateway.memory().targets.map(({ value }) => value)).toEqual([900, 300]);
  });

  test('goes to the safe value of each tag that has a target, and a command that still waits does not end that', () => {
    const bench = new Bench({ safeAfterMs: minute });
    bench.send(signedCommand());
    bench.gateway.advance();
    bench.isReady = false;
    bench.send(signedCommand({ version: 11, notAfter: instant(noon + 10 * minute) }));
    bench.time = noon + minute;
    bench.gateway.advance();
    expect(bench.taken.at(-1)).toEqual([{ tag: 'temperature', value: 200, rampPerMin: 25 }]);
    bench.isReady = true;
    expect(bench.gateway.advance()).toEqual([]);
    bench.restart();
    expect(bench.gateway.state()).toMatchObject({ holding: 'safe', command: { version: 11, status: 'accepted' } });
    expect(bench.taken.at(-1)).toEqual([{ tag: 'temperature', value: 200, rampPerMin: 25 }]);
  });

  test('with a clock that was set back knows from a heartbeat that a command is late', () => {
    const bench = new Bench();
    const command = signedCommand();
    bench.beat(noon);
    bench.time = noon + 63_000;
    bench.wall = noon;
    expect(bench.send(command)).toMatchObject({ reason: 'too-late', at: instant(noon) });
  });

  test('with a clock an hour ahead does not take the bridge for silent', () => {
    const bench = new Bench();
    bench.send(signedCommand());
    bench.gateway.advance();
    bench.wall = noon + 60 * minute;
    bench.time = noon + 16_000;
    expect(bench.gateway.state().holding).toBe('hold');
    bench.beat(noon + 16_000);
    expect(bench.gateway.state().holding).toBe('no');
  });

  test('takes no recorded heartbeat and no command that comes again for a sign of life', () => {
    const bench = new Bench();
    const command = signedCommand();
    bench.send(command);
    bench.gateway.advance();
    bench.beat(noon + 1000);
    bench.time = noon + 16_001;
    bench.beat(noon + 1000);
    bench.send(command);
    expect(bench.gateway.state().holding).toBe('hold');
    // One that was held back on the way: newer than all before, and too old all the same.
    bench.time = noon + 30_000;
    bench.beat(noon + 2000);
    expect(bench.gateway.state().holding).toBe('hold');
  });

  test.each([
    [{ min: 1000 }, 'temperature: min 1000 must be below max 1000'],
    [{ safe: 20 }, 'temperature: safe 20 must lie within 50..1000'],
    [{ rampPerMin: 0 }, 'temperature: rampPerMin 0 must be above 0'],
  ])('does not begin with a control point of %j', (change, message) => {
    const bench = new Bench();
    bench.points.set('temperature', { ...bench.points.get('temperature')!, ...change });
    expect(() => bench.open()).toThrow(message);
  });
});

describe('memories in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-memory-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const memory = new Bench().gateway.memory();

  test.each([[true], [false]])('are read back as they were kept last (sync %s)', (sync) => {
    const memories = new MemoryFolder(join(folder, String(sync)), { sync });
    expect(memories.read('s1', 'o1')).toBeUndefined();
    memories.keep({ ...memory, version: 3 });
    memories.keep({ ...memory, version: 4 });
    expect(memories.read('s1', 'o1')).toEqual({ ...memory, version: 4 });
    expect(readdirSync(join(folder, String(sync)))).toEqual(['s1~o1.json']);
  });

  test.each([
    ['half of one', '{"v":1,'],
    ['that of a later version', JSON.stringify({ ...memory, v: 2 })],
    ['one with an unknown field', JSON.stringify({ ...memory, more: 1 })],
  ])('are refused with the name of the file: %s', (_, text) => {
    writeFileSync(join(folder, 's1~o3.json'), text);
    expect(() => new MemoryFolder(folder).read('s1', 'o3')).toThrow(/s1~o3\.json holds no memory of an oven: /);
  });
});

test('a working setpoint comes to its target by no more than the ramp, never past it, whatever is asked meanwhile', () => {
  const move = fc.record({
    target: fc.double({ min: 50, max: 1000, noNaN: true }),
    rampPerMin: fc.double({ min: 0.1, max: 100, noNaN: true }),
    spans: fc.array(fc.integer({ min: 1, max: 600_000 }), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1100, noNaN: true }), fc.array(move), (measured, moves) => {
      const ramp = new Ramp(measured);
      for (const { target, rampPerMin, spans } of moves) {
        const at = ramp.value;
        ramp.aim(target, rampPerMin);
        expect(ramp.value).toBe(at);
        for (const ms of spans) {
          const before = ramp.value;
          ramp.advance(ms);
          expect(Math.abs(ramp.value - before)).toBeLessThanOrEqual((rampPerMin * ms) / minute + 1e-9);
          expect(Math.abs(ramp.value - target)).toBeLessThanOrEqual(Math.abs(before - target));
          expect((ramp.value - target) * (before - target)).toBeGreaterThanOrEqual(0);
        }
      }
    }),
  );
});
