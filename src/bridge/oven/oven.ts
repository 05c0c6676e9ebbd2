/**
 * The oven's side of the protocol: what a gateway must do, with a simulated oven behind it. Knows no MQTT and no timer;
 * whoever holds it hands in payloads and moments and sends what comes back.
 */
import { z } from 'zod';
import { Rng } from '../../../solvers/shared/rng.ts';
import { type Ack, Command, Heartbeat, type OvenState, protocolVersion, type Setpoint } from '../protocol.ts';
import { isSigned } from '../signature.ts';
import { checksOfContent, checksOfSender, firstRefusal, type Refusal, type Situation } from './refusals.ts';
import type { FaultName, OvenSettings } from './settings.ts';
import { actuationFor, thermalStep } from './thermal.ts';

export interface OvenOptions {
  readonly site: string;
  readonly settings: OvenSettings;
  /** Secret of the site. */
  readonly key: string;
  /** Minutes of the oven per minute on the wall. */
  readonly speed: number;
  /** ms since 1970. */
  readonly now: number;
}

/** A gateway keeps at least so many answers, for deliveries that come again. */
const keptAnswers = 200;

/** Control period in minutes of the oven; longer spans are cut into such steps. */
const controlMinutes = 0.25;

/** Above the greatest setpoint by this part of the range the power is cut until the oven is back within it. */
const tripMargin = 0.05;

interface Answer {
  status: Ack['status'];
  refusal?: Refusal;
}

export class Oven {
  readonly #options: OvenOptions;
  readonly #answers = new Map<string, Answer>();
  readonly #faults = new Set<FaultName>();
  readonly #rng: Rng;
  #temperature: number;
  #frozenReading = 0;
  #tripped = false;
  #epoch = 0;
  #version = 0;
  #command: Command | undefined;
  #applied = false;
  #target: number | null = null;
  #working: number | null = null;
  #rampPerMs = 0;
  #holding: OvenState['holding'] = 'no';
  #heardAt: number;
  #now: number;

  constructor(options: OvenOptions) {
    const { settings, now } = options;
    this.#options = options;
    this.#temperature = settings.start ?? settings.ambient;
    this.#rng = new Rng(
      settings.seed ?? [...settings.oven].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7),
    );
    this.#heardAt = now;
    this.#now = now;
  }

  get name(): string {
    return this.#options.settings.oven;
  }

  /** Without noise. */
  get temperature(): number {
    return this.#temperature;
  }

  /**
   * Takes one delivery of a command.
   * @returns the answer to send; undefined where there is nobody to answer: no JSON, no cmdId, or the fault `deaf`.
   */
  receive(payload: string, now: number): Ack | undefined {
    if (this.#faults.has('deaf')) return undefined;
    const raw = parseJson(payload);
    const cmdId = z.object({ cmdId: z.uuid() }).safeParse(raw).data?.cmdId;
    if (cmdId === undefined) return undefined;
    const refuse = (refusal: Refusal) =>
      this.#ack({ cmdId, epoch: 0, version: 0, ...counters(raw) }, { status: 'rejected', refusal }, now);
    if (!isSigned(raw, this.#options.key))
      return refuse({
        reason: 'bad-signature',
        message: 'the signature does not fit the message and the key of the site',
      });
    const parsed = Command.safeParse(raw);
    if (!parsed.success) return refuse({ reason: 'bad-schema', message: z.prettifyError(parsed.error).slice(0, 500) });
    const command = parsed.data;
    const ofSender = firstRefusal(checksOfSender, command, this.#situation(now));
    if (ofSender) return refuse(ofSender);
    this.#epoch = command.epoch;
    this.#heardAt = now;
    // Before the clock is asked: a late second delivery of what was accepted must not be answered as refused.
    const answered = this.#answers.get(cmdId);
    if (answered) return this.#ack(command, answered, now);
    const refusal = firstRefusal(checksOfContent, command, this.#situation(now));
    const answer: Answer = refusal ? { status: 'rejected', refusal } : { status: 'accepted' };
    if (!refusal) this.#accept(command);
    this.#remember(cmdId, answer);
    return this.#ack(command, answer, now);
  }

  /** A sign of life of the bridge in charge; anybody else's is no such thing. */
  hear(payload: string, now: number): void {
    const raw = parseJson(payload);
    if (!isSigned(raw, this.#options.key)) return;
    const heartbeat = Heartbeat.safeParse(raw).data;
    if (!heartbeat || heartbeat.site !== this.#options.site || heartbeat.epoch < this.#epoch) return;
    // A heartbeat taken down and played again later must not keep the oven from its safe value.
    if (Math.abs(Date.parse(heartbeat.at) - now) > this.#options.settings.holdAfterMs) return;
    this.#epoch = heartbeat.epoch;
    this.#heardAt = now;
    if (this.#holding === 'hold') this.#holding = 'no';
  }

  /**
   * Runs the oven up to `now`.
   * @returns the answers that have become due: a command accepted before is applied now.
   */
  advance(now: number): Ack[] {
    this.#watchSilence(now);
    const acks: Ack[] = [];
    if (this.#command && !this.#applied) {
      this.#applied = true;
      this.#take(this.#command.setpoints[0]);
      const answer: Answer = { status: 'applied' };
      this.#remember(this.#command.cmdId, answer);
      acks.push(this.#ack(this.#command, answer, now));
    }
    let remainingMs = Math.max(0, now - this.#now);
    const stepMs = (controlMinutes * 60_000) / this.#options.speed;
    while (remainingMs > 0) {
      const ms = Math.min(remainingMs, stepMs);
      this.#control(ms);
      remainingMs -= ms;
    }
    this.#now = Math.max(now, this.#now);
    return acks;
  }

  setFault(fault: FaultName, active: boolean): void {
    if (fault === 'sensor-frozen') this.#frozenReading = this.#temperature;
    if (active) this.#faults.add(fault);
    else this.#faults.delete(fault);
  }

  /** What it reports at `now`; each call draws noise. */
  state(now: number): OvenState {
    const { site, settings } = this.#options;
    return {
      v: protocolVersion,
      site,
      oven: settings.oven,
      at: new Date(now).toISOString(),
      ...this.#report(),
      holding: this.#holding,
      epoch: this.#epoch,
      version: this.#version,
      command: this.#command
        ? {
            cmdId: this.#command.cmdId,
            version: this.#command.version,
            status: this.#applied ? 'applied' : 'accepted',
          }
        : null,
      readings: [
        {
          tag: settings.tag,
          unit: settings.unit,
          value: round(this.#measured()),
          setpoint: this.#working === null ? null : round(this.#working),
          target: this.#target,
        },
      ],
      interlocks: this.#interlocks(),
      faults: [...this.#faults],
    };
  }

  #accept(command: Command): void {
    this.#command = command;
    this.#applied = false;
    this.#version = command.version;
  }

  #take(setpoint: Setpoint): void {
    // The ramp begins where the oven is, not where the last setpoint was: no step in power.
    this.#working = this.#temperature;
    this.#target = setpoint.value;
    this.#rampPerMs = setpoint.rampPerMin / 60_000;
    this.#holding = 'no';
  }

  #watchSilence(now: number): void {
    const { settings, speed } = this.#options;
    if (this.#target === null || this.#holding === 'safe') return;
    const silentMs = now - this.#heardAt;
    if (silentMs < settings.holdAfterMs) return;
    this.#holding = 'hold';
    if (silentMs < settings.safeAfterMs) return;
    this.#holding = 'safe';
    this.#working = this.#temperature;
    this.#target = settings.safe ?? settings.min;
    this.#rampPerMs = (settings.rampPerMin * speed) / 60_000;
  }

  #control(ms: number): void {
    const { settings, speed } = this.#options;
    const minutes = (ms * speed) / 60_000;
    if (this.#working !== null && this.#target !== null) {
      const step = this.#rampPerMs * ms;
      this.#working += Math.max(-step, Math.min(step, this.#target - this.#working));
    }
    const doorOpen = this.#faults.has('door-open');
    const setpoint = this.#working ?? settings.ambient;
    const wanted = actuationFor(settings, this.#temperature, setpoint, doorOpen, minutes);
    const hasPower = !this.#faults.has('heater-failed') && this.#interlocks().length === 0 && this.#working !== null;
    const actuation = {
      ...wanted,
      power: hasPower ? wanted.power : 0,
      cooling: this.#working === null ? 0 : wanted.cooling,
    };
    this.#temperature = thermalStep(settings, this.#temperature, actuation, minutes);
    if (this.#temperature > settings.max + tripMargin * (settings.max - settings.min)) this.#tripped = true;
    else if (this.#temperature <= settings.max) this.#tripped = false;
  }

  #measured(): number {
    if (this.#faults.has('sensor-frozen')) return this.#frozenReading;
    // Box and Muller (1958): two uniform draws give a normal one.
    const radius = Math.sqrt(-2 * Math.log(1 - this.#rng.float()));
    return this.#temperature + this.#options.settings.noise * radius * Math.cos(2 * Math.PI * this.#rng.float());
  }

  #interlocks(): string[] {
    const active: string[] = [];
    if (this.#faults.has('cooling-water')) active.push('cooling-water');
    if (this.#tripped) active.push('over-temperature');
    return active;
  }

  #report(): Situation['report'] {
    return {
      mode: this.#faults.has('local-mode') ? 'local' : 'remote',
      door: this.#faults.has('door-open') ? 'open' : 'closed',
    };
  }

  #situation(now: number): Situation {
    const { site, settings, speed } = this.#options;
    const { tag, unit, min, max, rampPerMin } = settings;
    return {
      site,
      oven: settings.oven,
      epoch: this.#epoch,
      version: this.#version,
      now,
      report: this.#report(),
      tags: new Map([[tag, { unit, min, max, rampPerMin: rampPerMin * speed }]]),
      interlocks: this.#interlocks(),
    };
  }

  #remember(cmdId: string, answer: Answer): void {
    this.#answers.set(cmdId, answer);
    if (this.#answers.size > keptAnswers) this.#answers.delete(this.#answers.keys().next().value!);
  }

  #ack(about: { cmdId: string; epoch: number; version: number }, { status, refusal }: Answer, now: number): Ack {
    const { site, settings } = this.#options;
    return {
      v: protocolVersion,
      cmdId: about.cmdId,
      site,
      oven: settings.oven,
      epoch: about.epoch,
      version: about.version,
      status,
      ...refusal,
      at: new Date(now).toISOString(),
    };
  }
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** Epoch and version of a message that cannot be trusted otherwise, for its answer. */
function counters(raw: unknown): { epoch?: number; version?: number } {
  const Counter = z.int().min(0).catch(0);
  return z.object({ epoch: Counter, version: Counter }).safeParse(raw).data ?? {};
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
