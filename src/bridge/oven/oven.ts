/**
 * A simulated oven: a gateway before a furnace, with faults on command. Like a gateway it knows no MQTT and no timer;
 * whoever holds it hands in payloads and moments and sends what comes back.
 */
import type { Ack, OvenState } from '../protocol.ts';
import type { VerifyingKey } from '../signature.ts';
import { Furnace } from './furnace.ts';
import { Gateway } from './gateway.ts';
import type { OvenMemory } from './memory.ts';
import type { FaultName, OvenSettings } from './settings.ts';

export interface OvenOptions {
  readonly site: string;
  readonly settings: OvenSettings;
  /** Key of the site. */
  readonly key: VerifyingKey;
  /** Minutes of the oven per minute on the wall. */
  readonly speed: number;
  /** ms since 1970. */
  readonly now: number;
  /** What was kept last by an oven of this name. */
  readonly memory?: OvenMemory;
  /** As of a gateway. */
  readonly keep?: (memory: OvenMemory) => void;
}

/** Moments are the true time, ms since 1970; what the oven's own clock shows of it is a matter of the fault `clock-skew`. */
export class Oven {
  readonly #options: OvenOptions;
  readonly #faults = new Set<FaultName>();
  readonly #furnace: Furnace;
  #gateway: Gateway;
  #kept: OvenMemory | undefined;
  #now: number;
  #latest: number;
  #skewMs = 0;
  #applyDelayMs = 0;

  /** @throws Error where the memory is that of another oven. */
  constructor(options: OvenOptions) {
    const { settings, speed, now, memory } = options;
    this.#options = options;
    this.#now = now;
    this.#latest = now;
    this.#kept = memory;
    this.#furnace = new Furnace(settings, speed, this.#faults);
    this.#gateway = this.#open();
  }

  get name(): string {
    return this.#gateway.name;
  }

  /** Of the first zone, without noise. */
  get temperature(): number {
    return this.#furnace.temperature;
  }

  /**
   * Takes one delivery of a command.
   * @returns the answer to send; undefined where there is nobody to answer: no JSON, no cmdId, or `deaf` or `mute`.
   */
  receive(payload: string, now: number): Ack | undefined {
    this.#now = now;
    if (this.#faults.has('deaf')) return undefined;
    const before = this.#gateway.memory().version;
    const ack = this.#gateway.receive(payload);
    if (this.#gateway.memory().version !== before) this.#delay(now);
    return this.#faults.has('mute') ? undefined : ack;
  }

  /** A heartbeat. */
  hear(payload: string, now: number): void {
    this.#now = now;
    this.#gateway.hear(payload);
  }

  /**
   * Runs the oven up to `now`.
   * @returns the answers that have become due: a command accepted before is applied now.
   */
  advance(now: number): Ack[] {
    this.#run(now);
    const acks = this.#gateway.advance();
    return this.#faults.has('mute') ? [] : acks;
  }

  /** What it reports at `now`; each call draws noise. */
  state(now: number): OvenState {
    this.#now = now;
    return this.#gateway.state();
  }

  memory(): OvenMemory {
    return this.#gateway.memory();
  }

  /** @param value - ms: how far its clock is ahead for `clock-skew`, how long it takes for `slow-apply`. */
  setFault(fault: FaultName, active: boolean, value = 0): void {
    if (active) this.#faults.add(fault);
    else this.#faults.delete(fault);
    if (fault === 'sensor-frozen') this.#furnace.freeze(active);
    if (fault === 'clock-skew') this.#skewMs = active ? value : 0;
    if (fault === 'slow-apply') this.#applyDelayMs = active ? value : 0;
  }

  /** Gateway and controller lose their power: setpoints are gone, the heat stays. */
  crash(now: number): void {
    this.#run(now);
    this.#furnace.forget();
    this.#furnace.readyWhen(() => true);
  }

  /** They come back after a crash, with what was kept before it. */
  restart(now: number): void {
    this.#run(now);
    this.#gateway = this.#open();
  }

  #open(): Gateway {
    const { site, settings, key, keep } = this.#options;
    return new Gateway({
      site,
      oven: settings.oven,
      key,
      controller: this.#furnace,
      holdAfterMs: settings.holdAfterMs,
      safeAfterMs: settings.safeAfterMs,
      clock: () => this.#now + this.#skewMs,
      monotonic: () => Math.max(this.#latest, this.#now),
      memory: this.#kept,
      keep: (memory) => {
        keep?.(memory);
        this.#kept = memory;
      },
    });
  }

  #run(now: number): void {
    this.#now = now;
    this.#furnace.advance(now - this.#latest);
    this.#latest = Math.max(now, this.#latest);
  }

  #delay(now: number): void {
    const readyAt = now + this.#applyDelayMs;
    this.#furnace.readyWhen(() => this.#latest >= readyAt);
  }
}
