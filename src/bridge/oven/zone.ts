/** One control point of a simulated oven: a temperature with heating of its own, and the ramp of its setpoint. */
import type { OvenReading } from '../protocol.ts';
import type { ControlPoint, Target } from './controller.ts';
import { Ramp } from './ramp.ts';
import type { ZoneSettings } from './settings.ts';
import { actuationFor, thermalStep } from './thermal.ts';

/** Above the greatest setpoint by this part of the range the power is cut until the zone is back within it. */
const tripMargin = 0.05;

export class Zone {
  readonly point: ControlPoint;
  readonly #settings: ZoneSettings;
  readonly #speed: number;
  #temperature: number;
  #ramp: Ramp | undefined;
  #frozenReading: number | undefined;
  #tripped = false;

  /** @param speed - minutes of the oven per minute on the wall. */
  constructor(settings: ZoneSettings, speed: number) {
    const { unit, min, max, rampPerMin, safe, start, ambient } = settings;
    this.#settings = settings;
    this.#speed = speed;
    this.#temperature = start ?? ambient;
    this.point = { unit, min, max, rampPerMin: rampPerMin * speed, safe: safe ?? min };
  }

  /** Without noise. */
  get temperature(): number {
    return this.#temperature;
  }

  /** The over-temperature trip is active. */
  get tripped(): boolean {
    return this.#tripped;
  }

  take({ value, rampPerMin }: Target): void {
    this.#ramp ??= new Ramp(this.#temperature);
    // Refused where it is more, save for the last bits.
    this.#ramp.aim(value, Math.min(rampPerMin, this.point.rampPerMin));
  }

  /** What a controller without power forgets: without a setpoint there is neither heating nor cooling. */
  forget(): void {
    this.#ramp = undefined;
  }

  freeze(frozen: boolean): void {
    this.#frozenReading = frozen ? this.#temperature : undefined;
  }

  /** @param noise - standard normal. */
  reading(noise: number): OvenReading {
    const { tag, unit, noise: deviation } = this.#settings;
    const value = this.#frozenReading ?? this.#temperature + deviation * noise;
    const setpoint = this.#ramp ? round(this.#ramp.value) : null;
    return { tag, unit, value: round(value), setpoint, target: this.#ramp?.target ?? null };
  }

  advance(ms: number, { hasPower, doorOpen }: { hasPower: boolean; doorOpen: boolean }): void {
    const { min, max } = this.#settings;
    this.#ramp?.advance(ms);
    const minutes = (ms * this.#speed) / 60_000;
    const wanted = this.#ramp
      ? actuationFor(this.#settings, this.#temperature, this.#ramp.value, doorOpen, minutes)
      : { power: 0, cooling: 0, doorOpen };
    const actuation = { ...wanted, power: hasPower ? wanted.power : 0 };
    this.#temperature = thermalStep(this.#settings, this.#temperature, actuation, minutes);
    if (this.#temperature > max + tripMargin * (max - min)) this.#tripped = true;
    else if (this.#temperature <= max) this.#tripped = false;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
