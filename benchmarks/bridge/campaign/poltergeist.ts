/**
 * Somebody who listens to all that is said on the sites and says it again: at once, later, much later, in another order;
 * and now and then something that nobody said, which only looks so.
 */
import { setTimeout as after } from 'node:timers';
import mqtt, { type MqttClient } from 'mqtt';
import type { Rng } from '../../../solvers/shared/rng.ts';
import { shuffled } from './shuffled.ts';

export type Haunt = 'commands' | 'answers';

interface Heard {
  readonly topic: string;
  readonly payload: string;
}

/** What it can still say of earlier. */
const remembered = 3000;

/** Said again after so many ms: as a duplicate, overtaken by others, and when its window is long over. */
const delays = [
  { share: 0.5, leastMs: 0, mostMs: 30 },
  { share: 0.4, leastMs: 50, mostMs: 2500 },
  { share: 0.3, leastMs: 3000, mostMs: 12_000 },
] as const;

const repeatedStates = 0.05;

export class Poltergeist {
  readonly #client: MqttClient;
  readonly #rng: Rng;
  readonly #haunts = new Set<Haunt>();
  readonly #memory: Heard[] = [];
  /** Its own words, which come back to it. */
  readonly #own = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  said = 0;

  private constructor(client: MqttClient, rng: Rng) {
    this.#client = client;
    this.#rng = rng;
  }

  static async start(mqttUrl: string, sites: readonly string[], rng: Rng): Promise<Poltergeist> {
    const client = await mqtt.connectAsync(mqttUrl, { reconnectPeriod: 300, resubscribe: true, queueQoSZero: false });
    client.on('error', () => {});
    const poltergeist = new Poltergeist(client, rng);
    client.on('message', (topic, payload) => poltergeist.#hear({ topic, payload: payload.toString() }));
    // After a loss nothing that it said before comes back.
    client.on('close', () => poltergeist.#own.clear());
    const channels = ['cmd', 'ack', 'state', 'heartbeat'];
    const topics = sites.flatMap((site) => channels.map((channel) => `takt/v1/${site}/+/${channel}`));
    await client.subscribeAsync(topics, { qos: 1 });
    return poltergeist;
  }

  /** Until `rest`. */
  haunt(what: Haunt): void {
    this.#haunts.add(what);
    if (what !== 'commands') return;
    const old = shuffled(this.#rng, this.#memory).slice(0, 100);
    for (const heard of old) this.#say(heard, this.#rng.below(1000));
  }

  rest(what: Haunt): void {
    this.#haunts.delete(what);
  }

  /** Many messages for these ovens at once, none of them signed: they only fill the broker's queues. */
  flood(site: string, ovens: readonly string[], each: number): void {
    for (const oven of ovens)
      for (let index = 0; index < each; index++)
        this.#say({ topic: `takt/v1/${site}/${oven}/cmd`, payload: `{"cmdId":"noise ${index}"}` }, 0);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#client.endAsync(true);
  }

  #hear(heard: Heard): void {
    const key = heard.topic + heard.payload;
    const own = this.#own.get(key);
    if (own !== undefined) {
      if (own > 1) this.#own.set(key, own - 1);
      else this.#own.delete(key);
      return;
    }
    const channel = heard.topic.split('/').at(-1);
    if (channel === 'cmd' || channel === 'heartbeat') {
      this.#memory.push(heard);
      if (this.#memory.length > remembered) this.#memory.shift();
      if (this.#haunts.has('commands')) this.#repeat(heard, channel === 'cmd');
    } else if (this.#haunts.has('answers') && (channel === 'ack' || this.#rng.float() < repeatedStates))
      this.#repeat(heard, false);
  }

  #repeat(heard: Heard, isCommand: boolean): void {
    for (const { share, leastMs, mostMs } of delays)
      if (this.#rng.float() < share) this.#say(heard, leastMs + this.#rng.below(mostMs - leastMs));
    if (isCommand && this.#rng.float() < 0.2) this.#say(this.#forged(heard), 0);
  }

  /** Another value, a later window, or a higher epoch under the old signature. */
  #forged({ topic, payload }: Heard): Heard {
    const command = JSON.parse(payload);
    const changes = [
      { cmdId: crypto.randomUUID(), version: command.version + 1000 },
      { notAfter: new Date(Date.now() + 60_000).toISOString() },
      { epoch: command.epoch + 1000 },
      { setpoints: [{ ...command.setpoints[0], value: 390 }] },
    ];
    return { topic, payload: JSON.stringify({ ...command, ...changes[this.#rng.below(changes.length)] }) };
  }

  #say({ topic, payload }: Heard, afterMs: number): void {
    const timer = after(() => {
      this.#timers.delete(timer);
      if (!this.#client.connected) return;
      const key = topic + payload;
      this.#own.set(key, (this.#own.get(key) ?? 0) + 1);
      this.said++;
      this.#client.publish(topic, payload, { qos: 1 }, () => {});
    }, afterMs);
    this.#timers.add(timer);
  }
}
