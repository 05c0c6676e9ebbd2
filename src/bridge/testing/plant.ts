/** A plant that speaks Sparkplug B: links, edge nodes and listeners at one broker, all taken down after a test. */
import mqtt, { type MqttClient } from 'mqtt';
import { startEmbeddedBroker } from '../broker.ts';
import type { OvenMessage, SiteLink } from '../link.ts';
import {
  type SparkplugSimulation,
  type SparkplugSimulationOptions,
  startSparkplugSimulation,
} from '../oven/sparkplug-simulation.ts';
import { type SparkplugOptions, sparkplugHostId, sparkplugLinks } from '../sparkplug/link.ts';
import { encodePayload, type OutgoingMetric } from '../sparkplug/payload.ts';
import { groupTopics, type NodeVerb, nodeTopic, stateTopic } from '../sparkplug/topics.ts';
import { signedCommand, testKey } from './fixtures.ts';

export interface PlantVariant {
  readonly name: string;
  readonly protocolVersion: 4 | 5;
  /** Absent: the embedded broker. */
  readonly url?: string;
}

const realBroker = process.env.TAKT_TEST_MQTT_URL;
/** The embedded broker always; a real one where its address is given. */
export const plantVariants: readonly PlantVariant[] = [
  { name: 'the embedded broker', protocolVersion: 4 },
  ...(realBroker
    ? ([4, 5] as const).map((protocolVersion) => ({
        name: `a real broker over MQTT ${protocolVersion === 5 ? '5' : '3.1.1'}`,
        protocolVersion,
        url: realBroker,
      }))
    : []),
];

export interface Heard {
  readonly oven: string;
  readonly message: OvenMessage;
}

export interface Said {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  readonly qos: number;
}

/** Remembers what came and lets a test wait for more. */
export class Log<Entry> {
  readonly entries: Entry[] = [];
  readonly #waiting = new Set<() => void>();

  add(entry: Entry): void {
    this.entries.push(entry);
    for (const look of [...this.#waiting]) look();
  }

  /** The first entry from the `from`th on that fits. */
  until<Found extends Entry>(fits: (entry: Entry) => entry is Found, from?: number): Promise<Found>;
  until(fits: (entry: Entry) => boolean, from?: number): Promise<Entry>;
  until(fits: (entry: Entry) => boolean, from = 0): Promise<Entry> {
    const { promise, resolve } = Promise.withResolvers<Entry>();
    const look = () => {
      const found = this.entries.slice(from).find(fits);
      if (found === undefined) return;
      this.#waiting.delete(look);
      resolve(found);
    };
    this.#waiting.add(look);
    look();
    return promise;
  }
}

export const plantOven = { oven: 'o1', min: 20, max: 1750, rampPerMin: 50, start: 850 };

/** A site of its own name at a broker, with all that speaks there. */
export class Plant {
  readonly site: string;
  readonly url: string;
  readonly protocolVersion: 4 | 5;
  readonly #cleanUps: (() => Promise<unknown>)[] = [];

  constructor(url: string, protocolVersion: 4 | 5, site = `site-${crypto.randomUUID().slice(0, 8)}`) {
    this.site = site;
    this.url = url;
    this.protocolVersion = protocolVersion;
  }

  /** At the broker of the variant, or at one of its own. */
  static async open({ url, protocolVersion }: PlantVariant): Promise<Plant> {
    const broker = url === undefined ? await startEmbeddedBroker() : undefined;
    const plant = new Plant(url ?? broker!.url, protocolVersion);
    plant.atEnd(() => (broker ? broker.close() : plant.clearRetained()));
    return plant;
  }

  /** Runs before what was registered earlier. */
  atEnd(cleanUp: () => Promise<unknown>): void {
    this.#cleanUps.unshift(cleanUp);
  }

  async close(): Promise<void> {
    for (const cleanUp of this.#cleanUps.splice(0)) await cleanUp();
  }

  /** A broker that outlives the test would keep for ever that the host is offline. */
  async clearRetained(): Promise<void> {
    const client = await mqtt.connectAsync(this.url, { reconnectPeriod: 0 });
    await client.publishAsync(this.stateTopic, '', { retain: true, qos: 1 });
    await client.endAsync();
  }

  get hostId(): string {
    return sparkplugHostId('takt', this.site);
  }

  get stateTopic(): string {
    return stateTopic(this.hostId);
  }

  link(options: Partial<SparkplugOptions> = {}) {
    const heard = new Log<Heard>();
    const events = new Log<string>();
    const { url, protocolVersion } = this;
    const open = sparkplugLinks({ broker: { url, protocolVersion }, reorderMs: 100, rebirthMs: 50, ...options });
    const link: SiteLink = open(this.site, {
      heard: (oven, message) => heard.add({ oven, message }),
      invalid: (oven, channel, error) => events.add(`${oven} ${channel}: ${error}`),
      ready: () => events.add('ready'),
      lost: () => events.add('lost'),
    });
    this.atEnd(() => link.close());
    link.open();
    return { link, heard, events };
  }

  ovens(options: Partial<SparkplugSimulationOptions> = {}): SparkplugSimulation {
    const { url, protocolVersion, site } = this;
    const simulation = startSparkplugSimulation({
      mqttUrl: url,
      protocolVersion,
      site,
      group: site,
      node: 'gateway',
      ovens: [plantOven],
      key: testKey,
      speed: 1000,
      stateMs: 50,
      ...options,
    });
    this.atEnd(() => simulation.stop());
    return simulation;
  }

  /** A client of plain MQTT that hears all and can say anything. */
  async spy(): Promise<{ client: MqttClient; said: Log<Said> }> {
    const client = await mqtt.connectAsync(this.url, { reconnectPeriod: 0 });
    this.atEnd(() => client.endAsync());
    const said = new Log<Said>();
    client.on('message', (topic, payload, { retain, qos }) => said.add({ topic, payload, retain, qos }));
    await client.subscribeAsync([groupTopics(this.site), this.stateTopic], { qos: 1 });
    return { client, said };
  }

  /** A node made by hand, which says what a test wants. */
  async node(name: string) {
    const { client } = await this.spy();
    const topic = (verb: NodeVerb, device?: string) => nodeTopic({ group: this.site, verb, node: name, device });
    return {
      client,
      say: (verb: NodeVerb, metrics: OutgoingMetric[], seq?: number, device?: string) =>
        client.publishAsync(topic(verb, device), encodePayload(Date.now(), metrics, seq)),
      sayBytes: (verb: NodeVerb, bytes: Buffer, device?: string) => client.publishAsync(topic(verb, device), bytes),
    };
  }

  command(changes: Partial<Parameters<typeof signedCommand>[0]> = {}) {
    const now = Date.now();
    return signedCommand({
      site: this.site,
      issuedAt: new Date(now).toISOString(),
      notBefore: new Date(now).toISOString(),
      notAfter: new Date(now + 60_000).toISOString(),
      setpoints: [{ tag: 'temperature', value: 900, unit: 'degC', min: 100, max: 1200, rampPerMin: 20_000 }],
      ...changes,
    });
  }
}
