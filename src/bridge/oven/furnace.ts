/** A simulated oven without its gateway: zones, door, interlocks, and what can fail in them. */
import { Rng } from '../../../solvers/shared/rng.ts';
import type { Controller, ControlPoint, Report, Target } from './controller.ts';
import { type FaultName, type OvenSettings, zonesOf } from './settings.ts';
import { Zone } from './zone.ts';

/** Control period in minutes of the oven; longer spans are cut into such steps. */
const controlMinutes = 0.25;

export class Furnace implements Controller {
  readonly points: ReadonlyMap<string, ControlPoint>;
  readonly #zones: ReadonlyMap<string, Zone>;
  readonly #faults: ReadonlySet<FaultName>;
  readonly #rng: Rng;
  readonly #stepMs: number;
  #isReady = () => true;

  /**
   * @param speed - minutes of the oven per minute on the wall.
   * @param faults - active ones; whoever owns the set changes it.
   */
  constructor(settings: OvenSettings, speed: number, faults: ReadonlySet<FaultName>) {
    this.#zones = new Map(zonesOf(settings).map((zone) => [zone.tag, new Zone(zone, speed)]));
    this.points = new Map([...this.#zones].map(([tag, { point }]) => [tag, point]));
    this.#faults = faults;
    this.#rng = new Rng(
      settings.seed ?? [...settings.oven].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7),
    );
    this.#stepMs = (controlMinutes * 60_000) / speed;
  }

  /** Of the first zone, without noise. */
  get temperature(): number {
    return this.#zones.values().next().value!.temperature;
  }

  /** Each call draws noise. */
  report(): Report {
    return {
      mode: this.#faults.has('local-mode') ? 'local' : 'remote',
      door: this.#faults.has('door-open') ? 'open' : 'closed',
      readings: [...this.#zones.values()].map((zone) => zone.reading(this.#normal())),
      interlocks: this.#interlocks(),
      faults: [...this.#faults],
    };
  }

  ready(): boolean {
    return this.#isReady();
  }

  /** Takes targets only when `isReady` says so. */
  readyWhen(isReady: () => boolean): void {
    this.#isReady = isReady;
  }

  take(targets: readonly Target[]): void {
    for (const target of targets) this.#zones.get(target.tag)!.take(target);
  }

  forget(): void {
    for (const zone of this.#zones.values()) zone.forget();
  }

  freeze(frozen: boolean): void {
    for (const zone of this.#zones.values()) zone.freeze(frozen);
  }

  /** @param ms - on the wall. */
  advance(ms: number): void {
    for (let remainingMs = ms; remainingMs > 0; remainingMs -= this.#stepMs)
      this.#step(Math.min(remainingMs, this.#stepMs));
  }

  #step(ms: number): void {
    const hasPower = !this.#faults.has('heater-failed') && this.#interlocks().length === 0;
    const doorOpen = this.#faults.has('door-open');
    for (const zone of this.#zones.values()) zone.advance(ms, { hasPower, doorOpen });
  }

  #interlocks(): string[] {
    const active: string[] = [];
    if (this.#faults.has('cooling-water')) active.push('cooling-water');
    if ([...this.#zones.values()].some((zone) => zone.tripped)) active.push('over-temperature');
    return active;
  }

  /** Box and Muller (1958): two uniform draws give a normal one. */
  #normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#rng.float()));
    return radius * Math.cos(2 * Math.PI * this.#rng.float());
  }
}
