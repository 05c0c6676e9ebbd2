/** An oven that is watched from outside: what reached it, what it began to work with, how its ramp moved. */
import { Oven, type OvenOptions } from '../../../src/bridge/oven/oven.ts';
import { type Ack, Command, Heartbeat, type OvenState } from '../../../src/bridge/protocol.ts';
import { isSigned } from '../../../src/bridge/signature.ts';
import type { LedgerLine } from './ledger.ts';

/** The ledger of one oven, which outlives the oven's reboots. */
export class OvenLedger {
  readonly #write: (line: LedgerLine) => void;
  readonly #accepted = new Map<string, { command: Command; epochSeen: number; at: number }>();
  #epochSeen = 0;
  #applied = 'none';
  #life = 1;
  #sampled = '';

  constructor(write: (line: LedgerLine) => void) {
    this.#write = write;
  }

  heard(epoch: number): void {
    this.#epochSeen = Math.max(this.#epochSeen, epoch);
  }

  /** @param at - when the oven looked at it. */
  delivered(command: Command, ack: Ack | undefined, at: number): void {
    if (ack?.status === 'accepted' && !this.#accepted.has(command.cmdId))
      this.#accepted.set(command.cmdId, { command, epochSeen: this.#epochSeen, at });
    this.heard(command.epoch);
  }

  applied({ oven, cmdId, at: ovenAt }: Ack): void {
    const known = this.#accepted.get(cmdId);
    if (!known) {
      // Thrown here the client of the oven would only warn of it; like this the process ends, and the campaign is broken.
      setImmediate(() => {
        throw new Error(`${oven} applied ${cmdId}, which it never accepted`);
      });
      return;
    }
    const { command, epochSeen, at: acceptedAt } = known;
    const { version, epoch, setpoints } = command;
    const notAfter = Date.parse(command.notAfter);
    const times = { notAfter, acceptedAt, at: Date.now(), ovenAt: Date.parse(ovenAt) };
    this.#applied = cmdId;
    this.#write({ kind: 'applied', oven, cmdId, version, epoch, epochSeen, setpoints, ...times });
  }

  /** Without power there was no working setpoint: the next ramp begins where the oven is, and is another one. */
  crashed(): void {
    this.#life++;
  }

  /** @param at - when the ramp was taken so far. */
  moved(state: OvenState, ownRampPerMin: number, at: number): void {
    const { oven, holding, readings } = state;
    const working = readings[0].setpoint;
    if (working === null) return;
    const isSafe = holding === 'safe';
    const phase = `${isSafe ? 'safe after ' : ''}${this.#applied}, life ${this.#life}`;
    // The one at which it comes to rest counts, those at rest do not.
    const sampled = `${phase} ${working}`;
    if (sampled === this.#sampled) return;
    this.#sampled = sampled;
    const known = isSafe ? undefined : this.#accepted.get(this.#applied);
    const rampPerMin = known?.command.setpoints[0].rampPerMin ?? ownRampPerMin;
    this.#write({ kind: 'sample', oven, phase, at, working, rampPerMin });
  }
}

export class LedgerOven extends Oven {
  readonly #ledger: OvenLedger;
  readonly #own: OvenOptions;
  #advancedAt = 0;
  /** Called once, between the acceptance of a command and its application. */
  onceAccepted: (() => void) | undefined;

  constructor(options: OvenOptions, ledger: OvenLedger) {
    super(options);
    this.#own = options;
    this.#ledger = ledger;
  }

  override receive(payload: string, now: number): Ack | undefined {
    const ack = super.receive(payload, now);
    const command = this.#signed(payload, Command);
    if (command) this.#ledger.delivered(command, ack, now);
    if (ack?.status === 'accepted') {
      this.onceAccepted?.();
      this.onceAccepted = undefined;
    }
    return ack;
  }

  override hear(payload: string, now: number): void {
    super.hear(payload, now);
    const heartbeat = this.#signed(payload, Heartbeat);
    if (heartbeat) this.#ledger.heard(heartbeat.epoch);
  }

  override crash(now: number): void {
    super.crash(now);
    this.#ledger.crashed();
  }

  override advance(now: number): Ack[] {
    const acks = super.advance(now);
    this.#advancedAt = now;
    for (const ack of acks) if (ack.status === 'applied') this.#ledger.applied(ack);
    return acks;
  }

  override state(now: number): OvenState {
    const state = super.state(now);
    this.#ledger.moved(state, this.#own.settings.rampPerMin, this.#advancedAt);
    return state;
  }

  /** What somebody without the key says, or for somebody else, was not heard. */
  #signed<Message extends { site: string }>(
    payload: string,
    schema: { safeParse(value: unknown): { data?: Message } },
  ): Message | undefined {
    const { key, site } = this.#own;
    try {
      const raw: unknown = JSON.parse(payload);
      const message = isSigned(raw, key) ? schema.safeParse(raw).data : undefined;
      return message?.site === site ? message : undefined;
    } catch {
      return undefined;
    }
  }
}
