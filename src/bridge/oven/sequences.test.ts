/**
 * Any sequence of deliveries, waits, clock errors, faults and reboots: the oven answers as the model does, and the judge
 * sees nothing that must never happen.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Ack,
  type Command,
  type Heartbeat,
  protocolVersion,
  type RefusalReason,
  refusalReasons,
} from '../protocol.ts';
import { sign } from '../signature.ts';
import { noon, testKey, unsignedCommand } from '../testing/fixtures.ts';
import { type CommandEvent, type OvenEvent, ovenEvents, setpointKinds } from '../testing/oven-events.ts';
import { OvenJudge } from '../testing/oven-judge.ts';
import { type Delivery, type ExpectedAck, type ModelRules, OvenModel } from '../testing/oven-model.ts';
import { Oven } from './oven.ts';
import { OvenSettings } from './settings.ts';

const settings = OvenSettings.parse({
  ...{ oven: 'o1', min: 50, max: 1000, rampPerMin: 25, safe: 200, noise: 0, holdAfterMs: 15_000, safeAfterMs: 60_000 },
  tags: [{ tag: 'top', min: 0, max: 500, rampPerMin: 10, noise: 0 }],
});
const rules: ModelRules = {
  ...{ site: 's1', oven: 'o1', holdAfterMs: 15_000, safeAfterMs: 60_000 },
  points: {
    temperature: { unit: 'degC', min: 50, max: 1000, rampPerMin: 25, safe: 200 },
    top: { unit: 'degC', min: 0, max: 500, rampPerMin: 10, safe: 0 },
  },
};
const instant = (time: number) => new Date(time).toISOString();

/** An oven, what is expected of it, and the messages that were ever on their way to it. */
class Play {
  readonly #model = new OvenModel(rules, noon);
  readonly #judge = new OvenJudge(rules);
  readonly #oven = new Oven({ site: 's1', settings, key: testKey, speed: 1, now: noon });
  readonly #commands: Delivery<Command>[] = [];
  readonly #heartbeats: Delivery<Heartbeat>[] = [];
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  run(events: readonly OvenEvent[]): void {
    for (const event of events) {
      this.#do(event);
      this.#compareStates();
      this.#tally.events++;
    }
    this.#tally.slowClockJudged += this.#judge.slowClockJudged;
  }

  #do(event: OvenEvent): void {
    const model = this.#model;
    if (event.kind === 'command') this.#command(event);
    else if (event.kind === 'heartbeat') this.#heartbeat(event);
    else if (event.kind === 'deliver') this.#deliver(pick(this.#commands, event.index));
    else if (event.kind === 'again') this.#again(pick(this.#commands, event.index), event.epoch);
    else if (event.kind === 'beat') this.#beat(pick(this.#heartbeats, event.index));
    else if (event.kind === 'wait') this.#wait(event.ms);
    else if (event.kind === 'reboot') this.#reboot(event.downMs);
    else if (event.kind === 'slow') {
      model.slowMs = event.ms;
      this.#oven.setFault('slow-apply', event.ms > 0, event.ms);
    } else if (event.kind === 'skew') {
      model.skewMs = event.ms;
      this.#oven.setFault('clock-skew', event.ms !== 0, event.ms);
    } else {
      this.#oven.setFault(event.fault, event.active);
      if (event.fault === 'local-mode') model.mode = event.active ? 'local' : 'remote';
      else if (event.fault === 'door-open') model.door = event.active ? 'open' : 'closed';
      else model.isInterlocked = event.active;
    }
  }

  #command(event: CommandEvent): void {
    const { epoch, version, time } = this.#model;
    const [plain] = unsignedCommand().setpoints;
    const unsigned = unsignedCommand({
      epoch: Math.max(0, epoch + event.epoch),
      version: Math.max(0, version + event.version),
      ...{
        issuedAt: instant(time),
        notBefore: instant(time + event.notBefore),
        notAfter: instant(time + event.notAfter),
      },
      setpoints: event.setpoints.map((kind) => ({ ...plain, min: 0, ...setpointKinds[kind] })),
      expect: event.expects,
      site: event.flaw === 'site' ? 's2' : 's1',
      oven: event.flaw === 'oven' ? 'o2' : 'o1',
      step: event.flaw === 'schema' ? 0 : 1,
    });
    const signed = sign(unsigned, event.flaw === 'key' ? 'another key' : testKey);
    const message = event.flaw === 'changed' ? { ...signed, step: 2 } : signed;
    const delivery = {
      ...{ text: JSON.stringify(message), message },
      ...{ isGenuine: event.flaw !== 'key' && event.flaw !== 'changed', fitsSchema: event.flaw !== 'schema' },
    };
    this.#commands.push(delivery);
    if (event.arrives) this.#deliver(delivery);
  }

  /** The bridge, or its successor, asks for the answer once more. */
  #again(delivery: Delivery<Command> | undefined, epoch: number): void {
    if (!delivery?.isGenuine) return;
    const { signature: _, ...unsigned } = delivery.message;
    const anew = { ...unsigned, epoch: Math.max(0, this.#model.epoch + epoch), issuedAt: instant(this.#model.time) };
    const message = sign(anew, testKey);
    this.#deliver({ ...delivery, text: JSON.stringify(message), message });
  }

  #deliver(delivery: Delivery<Command> | undefined): void {
    if (!delivery) return;
    const { message, text, isGenuine, fitsSchema } = delivery;
    const before = this.#model.epoch;
    const expected = this.#model.command(delivery);
    const ack = this.#oven.receive(text, this.#model.time);
    same(ack && brief(ack), expected);
    if (ack) this.#judge.answered(message, ack);
    const isHeeded =
      isGenuine && fitsSchema && message.site === 's1' && message.oven === 'o1' && message.epoch >= before;
    if (isHeeded) this.#judge.heard(message.epoch, Date.parse(message.issuedAt), this.#model.time);
    this.#tally.answers[ack ? (ack.reason ?? ack.status) : 'none']++;
  }

  #heartbeat({ epoch, flaw, arrives }: Extract<OvenEvent, { kind: 'heartbeat' }>): void {
    const beat = {
      ...{ v: protocolVersion, site: flaw === 'site' ? 's2' : 's1', at: instant(this.#model.time) },
      epoch: Math.max(0, this.#model.epoch + epoch),
    };
    const message = sign(beat, flaw === 'key' ? 'another key' : testKey);
    const delivery = { text: JSON.stringify(message), message, isGenuine: flaw !== 'key', fitsSchema: true };
    this.#heartbeats.push(delivery);
    if (arrives) this.#beat(delivery);
  }

  #beat(delivery: Delivery<Heartbeat> | undefined): void {
    if (!delivery) return;
    const { message, isGenuine, text } = delivery;
    const isHeeded = isGenuine && message.site === 's1' && message.epoch >= this.#model.epoch;
    this.#model.heartbeat(delivery);
    this.#oven.hear(text, this.#model.time);
    if (isHeeded) this.#judge.heard(message.epoch, Date.parse(message.at), this.#model.time);
  }

  #wait(ms: number): void {
    const ramps = new Map(Object.keys(rules.points).map((tag) => [tag, this.#model.rampOf(tag)]));
    this.#model.time += ms;
    const acks = this.#oven.advance(this.#model.time);
    same(acks.map(brief), this.#model.advance());
    for (const ack of acks) this.#judge.applied(ack, this.#model.time, this.#model.skewMs);
    this.#tally.answers.applied += acks.length;
    this.#judge.reported(this.#oven.state(this.#model.time), this.#model.time, (tag) => ramps.get(tag)!);
  }

  #reboot(downMs: number): void {
    this.#oven.crash(this.#model.time);
    this.#model.time += downMs;
    this.#oven.restart(this.#model.time);
    this.#model.restart();
    this.#judge.restarted();
  }

  #compareStates(): void {
    const { epoch, version, holding, command, readings } = this.#oven.state(this.#model.time);
    const targets = Object.fromEntries(readings.map(({ tag, target }) => [tag, target]));
    same({ epoch, version, holding, command, targets }, this.#model.state());
  }
}

interface Tally {
  sequences: number;
  events: number;
  slowClockJudged: number;
  readonly answers: Record<RefusalReason | Ack['status'] | 'none', number>;
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

function brief({ cmdId, epoch, version, status, reason }: Ack): ExpectedAck {
  return { cmdId, epoch, version, status, ...(reason && { reason }) };
}

/** The words of `expect`, at the price of a comparison of text where all is well. */
function same(came: unknown, wanted: unknown): void {
  if (JSON.stringify(came) !== JSON.stringify(wanted)) expect(came).toEqual(wanted);
}

const leastSequences = 20_000;

/** Ten seconds of one core; all of them may be busy with other tests. */
const busyMachineMs = 300_000;

test(
  `an oven does what the model says in ${leastSequences} sequences`,
  () => {
    const answers = Object.fromEntries(
      [...refusalReasons, 'accepted', 'applied', 'rejected', 'none'].map((name) => [name, 0]),
    );
    const tally: Tally = { sequences: 0, events: 0, slowClockJudged: 0, answers: answers as Tally['answers'] };
    fc.assert(
      fc.property(ovenEvents, (events) => {
        new Play(tally).run(events);
        tally.sequences++;
      }),
      { numRuns: leastSequences },
    );
    // Each kind of answer came up often enough for its rule to have been tried.
    expect(tally.sequences).toBe(leastSequences);
    for (const reason of [...refusalReasons, 'accepted', 'applied', 'none'] as const)
      expect(tally.answers[reason], reason).toBeGreaterThan(200);
    expect(tally.slowClockJudged).toBeGreaterThan(200);
  },
  busyMachineMs,
);
