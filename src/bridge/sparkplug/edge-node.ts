/** One edge node as the host knows it from what it heard: its session, the order of its messages, its devices. */
import { MetricTable, UnknownMetricError } from './metric-table.ts';
import { birthSequenceMetric } from './metrics.ts';
import type { IncomingPayload } from './payload.ts';
import { Sequence } from './sequence.ts';
import type { NodeTopic } from './topics.ts';

export interface EdgeNodeTimes {
  /** How long a message that overtook others waits for them, in ms. */
  readonly reorderMs: number;
  /** Least time between two requests to be born again, in ms. */
  readonly rebirthMs: number;
}

export interface EdgeNodeEvents {
  born(device: string, metrics: MetricTable, at: number | undefined): void;
  /** @param names - what came with this message. */
  changed(device: string, metrics: MetricTable, names: ReadonlySet<string>): void;
  died(device: string, at: number | undefined): void;
  /** What is known of the node is not enough to read what it says. */
  rebirthNeeded(): void;
}

interface Heard {
  readonly topic: NodeTopic;
  readonly payload: IncomingPayload;
}

/**
 * Unborn until an NBIRTH; then alive, reading in order. A gap that is not filled in time, or data that no birth declared,
 * makes it unread: its devices stay, but nothing is believed until the next NBIRTH, which is asked for.
 */
export class EdgeNode {
  readonly #times: EdgeNodeTimes;
  readonly #events: EdgeNodeEvents;
  readonly #devices = new Map<string, MetricTable>();
  #metrics: MetricTable | undefined;
  #birthSequence: unknown;
  #sequence: Sequence<Heard> | undefined;
  #reorder: NodeJS.Timeout | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(times: EdgeNodeTimes, events: EdgeNodeEvents) {
    this.#times = times;
    this.#events = events;
  }

  /** Of the node itself; undefined before its birth. */
  get metrics(): MetricTable | undefined {
    return this.#metrics;
  }

  device(name: string): MetricTable | undefined {
    return this.#devices.get(name);
  }

  receive(topic: NodeTopic, payload: IncomingPayload): void {
    if (topic.verb === 'NBIRTH') this.#bear(payload);
    else if (topic.verb === 'NDEATH') this.#bury(payload);
    else if (!this.#sequence || payload.seq === undefined) this.#askForBirth();
    else {
      const inOrder = this.#sequence.take(payload.seq, { topic, payload });
      this.#watchGap();
      for (const heard of inOrder) this.#read(heard);
    }
  }

  /** Forgets without a word; no timer stays. */
  close(): void {
    clearTimeout(this.#reorder);
    this.#reorder = undefined;
    this.#sequence = undefined;
  }

  #bear(payload: IncomingPayload): void {
    this.close();
    this.#loseDevices(payload.timestamp);
    this.#metrics = new MetricTable(payload);
    this.#birthSequence = this.#metrics.values.get(birthSequenceMetric)?.value;
    this.#sequence = new Sequence(payload.seq ?? 0);
  }

  /** A death belongs to the birth with its number: the broker may speak the will of a session long after the next began. */
  #bury(payload: IncomingPayload): void {
    const ended = payload.metrics.find(({ name }) => name === birthSequenceMetric)?.value;
    if (!this.#metrics || ended !== this.#birthSequence) return;
    this.close();
    this.#metrics = undefined;
    this.#loseDevices(payload.timestamp);
  }

  #loseDevices(at: number | undefined): void {
    const devices = [...this.#devices.keys()];
    this.#devices.clear();
    for (const device of devices) this.#events.died(device, at);
  }

  #read({ topic: { verb, device }, payload }: Heard): void {
    // A message before it, in the same row, may have shown that the births known are not the present ones.
    if (!this.#sequence) return;
    try {
      if (verb === 'NDATA') this.#metrics?.update(payload);
      else if (verb === 'DBIRTH') {
        const metrics = new MetricTable(payload);
        this.#devices.set(device!, metrics);
        this.#events.born(device!, metrics, payload.timestamp);
      } else if (verb === 'DDEATH') {
        if (this.#devices.delete(device!)) this.#events.died(device!, payload.timestamp);
      } else {
        const metrics = this.#devices.get(device!);
        if (!metrics) throw new UnknownMetricError(`no birth told of device ${device}`);
        this.#events.changed(device!, metrics, metrics.update(payload));
      }
    } catch (error) {
      if (!(error instanceof UnknownMetricError)) throw error;
      this.#doubt();
    }
  }

  #watchGap(): void {
    if (!this.#sequence?.isWaiting) {
      clearTimeout(this.#reorder);
      this.#reorder = undefined;
    } else this.#reorder ??= setTimeout(() => this.#doubt(), this.#times.reorderMs);
  }

  #doubt(): void {
    this.close();
    this.#askForBirth();
  }

  #askForBirth(): void {
    if (performance.now() - this.#askedAt < this.#times.rebirthMs) return;
    this.#askedAt = performance.now();
    this.#events.rebirthNeeded();
  }
}
