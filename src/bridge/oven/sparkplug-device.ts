/** An oven as a device of an edge node: what of it the host has been told, and by which aliases. */
import type { Ack } from '../protocol.ts';
import { ackMetric, commandMetric, type DeviceMetric, metricsOf } from '../sparkplug/metrics.ts';
import type { OutgoingMetric } from '../sparkplug/payload.ts';
import type { OvenSide } from './client.ts';

export class SparkplugDevice {
  readonly oven: OvenSide;
  /** The cable to it is in. */
  isAttached = true;
  readonly #newAlias: () => number;
  readonly #aliases = new Map<string, number>();
  #told: Map<string, DeviceMetric['value']> | undefined;
  #answer: string | null = null;

  /** @param newAlias - gives one that nothing else of the node has. */
  constructor(oven: OvenSide, newAlias: () => number) {
    this.oven = oven;
    this.#newAlias = newAlias;
  }

  /** The host knows its metrics. */
  get isBorn(): boolean {
    return this.#told !== undefined;
  }

  /** All metrics, for a DBIRTH. */
  birth(now: number): OutgoingMetric[] {
    const metrics = this.#metrics(now);
    this.#told = new Map(metrics.map(({ name, value }) => [name, value]));
    return metrics.map((metric) => ({ ...metric, alias: this.#alias(metric.name) }));
  }

  /** What has changed since it was told last, for a DDATA; empty while it is not born. */
  changes(now: number): OutgoingMetric[] {
    const told = this.#told;
    if (!told) return [];
    const changed = this.#metrics(now).filter(({ name, value }) => told.get(name) !== value);
    for (const { name, value } of changed) told.set(name, value);
    return changed.map(({ name, type, value }) => ({ alias: this.#alias(name), type, value }));
  }

  bury(): void {
    this.#told = undefined;
  }

  /** The next message tells it; the next birth, where it is not born now. */
  answer(ack: Ack): void {
    this.#answer = JSON.stringify(ack);
  }

  isCommand({ name, alias }: { name: string | undefined; alias: number | undefined }): boolean {
    return name === commandMetric || (alias !== undefined && alias === this.#aliases.get(commandMetric));
  }

  #metrics(now: number): DeviceMetric[] {
    return [
      { name: commandMetric, type: 'String', value: null },
      { name: ackMetric, type: 'String', value: this.#answer },
      ...metricsOf(this.oven.state(now)),
    ];
  }

  #alias(name: string): number {
    const alias = this.#aliases.get(name) ?? this.#newAlias();
    this.#aliases.set(name, alias);
    return alias;
  }
}
