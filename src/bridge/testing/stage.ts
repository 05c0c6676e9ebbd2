/** A database, a broker, bridges and ovens for one test, all taken down after it. */
import { randomUUID } from 'node:crypto';
import mqtt from 'mqtt';
import { soleTenant } from '../../access/caller.ts';
import type { Database } from '../../db/database.ts';
import { testBackends } from '../../testing/database.ts';
import { startEmbeddedBroker } from '../broker.ts';
import { type WriteProgramsInput, type WrittenPrograms, writePrograms } from '../outbox.ts';
import { type Simulation, type SimulationOptions, startSimulation } from '../oven/simulation.ts';
import { type OvenChannel, ovenTopic } from '../protocol.ts';
import { Bridge, type BridgeOptions } from '../relay.ts';
import type { CommandState, Transition } from '../states.ts';
import { testKey } from './fixtures.ts';

export interface Variant {
  readonly name: string;
  readonly backend: Database['backend'];
  /** Absent: the embedded broker. */
  readonly mqttUrl?: string;
  readonly protocolVersion: 4 | 5;
}

/** The embedded defaults always; a real server where its address is given. */
export function variants(): Variant[] {
  const mqttUrl = process.env.TAKT_TEST_MQTT_URL;
  return [
    ...testBackends.map((backend) => ({ name: `${backend} and aedes`, backend, protocolVersion: 4 as const })),
    ...(mqttUrl
      ? [
          {
            name: 'pglite and a real broker over MQTT 5',
            backend: 'pglite' as const,
            mqttUrl,
            protocolVersion: 5 as const,
          },
        ]
      : []),
  ];
}

/** A row in takt.plans, and the programs of the plan, in one transaction. */
export async function keepPlan(
  database: Database,
  { tenant = soleTenant, ...input }: Omit<WriteProgramsInput, 'planId' | 'now'> & { now?: number; tenant?: string },
): Promise<WrittenPrograms & { planId: string }> {
  const planId = randomUUID();
  const written = await database.transaction(async (transaction) => {
    await transaction.query(
      `insert into takt.plans (id, tenant, kind, priority, tags, request, request_hash, code_version)
       values ($1, $2, 'melt', 5, '{}', $3, '', '')`,
      [planId, tenant, JSON.stringify({ equipment: input.equipment })],
    );
    return writePrograms(transaction, { now: Date.now(), ...input, planId });
  });
  return { ...written, planId };
}

export interface Watcher {
  readonly seen: Transition[];
  /** Resolves once `count` commands (of this oven, if named) have come to the state. */
  until(state: CommandState, count?: number, oven?: string): Promise<Transition[]>;
}

export interface Spy {
  messages(oven: string, channel: OvenChannel): Record<string, unknown>[];
  until(
    oven: string,
    channel: OvenChannel,
    fits?: (message: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>>;
  /** States and presences are retained, as those of ovens are. */
  say(oven: string, channel: OvenChannel, message: object): Promise<void>;
}

/** Quick times, so that tests wait for events and not for defaults. */
const quickTimes = { pollMs: 50, leaseMs: 1500, saveMs: 100, resendMs: 100, longestResendMs: 400, graceMs: 300 };

export class Stage {
  readonly database: Database;
  readonly mqttUrl: string;
  readonly site = `site-${randomUUID().slice(0, 8)}`;
  readonly #variant: Variant;
  readonly #cleanUps: (() => Promise<unknown>)[] = [];

  constructor(variant: Variant, database: Database, mqttUrl: string) {
    this.#variant = variant;
    this.database = database;
    this.mqttUrl = mqttUrl;
  }

  static async open(variant: Variant, database: Database): Promise<Stage> {
    if (variant.mqttUrl) {
      const stage = new Stage(variant, database, variant.mqttUrl);
      stage.atEnd(() => stage.#clearRetained());
      return stage;
    }
    const broker = await startEmbeddedBroker();
    const stage = new Stage(variant, database, broker.url);
    stage.atEnd(() => broker.close());
    return stage;
  }

  /** Runs before what was registered earlier. */
  atEnd(cleanUp: () => Promise<unknown>): void {
    this.#cleanUps.unshift(cleanUp);
  }

  async close(): Promise<void> {
    for (const cleanUp of this.#cleanUps) await cleanUp();
  }

  /** A broker that outlives the test would keep the last states of its ovens for ever. */
  async #clearRetained(): Promise<void> {
    const client = await mqtt.connectAsync(this.mqttUrl, { reconnectPeriod: 0 });
    const retained: string[] = [];
    client.on('message', (topic, payload, { retain }) => {
      if (retain && payload.length > 0) retained.push(topic);
    });
    await client.subscribeAsync(`takt/v1/${this.site}/#`, { qos: 1 });
    // Retained messages come before the answer to what is asked after the subscription.
    await client.subscribeAsync('takt/v1/none', { qos: 1 });
    for (const topic of retained) await client.publishAsync(topic, '', { qos: 1, retain: true });
    await client.endAsync();
  }

  bridge(options: Partial<BridgeOptions> = {}): Bridge & { watcher: Watcher } {
    const { watcher, notice } = watch();
    const bridge = new Bridge({
      database: this.database,
      mqttUrl: this.mqttUrl,
      // The site by name, so that the bridge listens to it before there is work.
      siteKeys: { [this.site]: testKey },
      log: { info() {}, warn() {}, error() {} },
      protocolVersion: this.#variant.protocolVersion,
      // Bridges of tests that run beside it may see to its site as well, and it to theirs.
      onTransition: (transition) => transition.site === this.site && notice(transition),
      ...options,
      times: { ...quickTimes, ...options.times },
    });
    this.atEnd(() => bridge.stop());
    bridge.start();
    return Object.assign(bridge, { watcher });
  }

  /** A client that listens to the site and can speak for anybody. */
  async spy(): Promise<Spy> {
    const client = await mqtt.connectAsync(this.mqttUrl, { reconnectPeriod: 0 });
    this.atEnd(() => client.endAsync(true));
    const heard: { topic: string; message: Record<string, unknown> }[] = [];
    const waiting = new Set<() => void>();
    client.on('message', (topic, payload) => {
      heard.push({ topic, message: JSON.parse(payload.toString()) });
      for (const look of [...waiting]) look();
    });
    await client.subscribeAsync(`takt/v1/${this.site}/#`, { qos: 1 });
    const messages = (oven: string, channel: OvenChannel) =>
      heard.filter(({ topic }) => topic === ovenTopic(this.site, oven, channel)).map(({ message }) => message);
    return {
      messages,
      until: (oven, channel, fits = () => true) =>
        new Promise<Record<string, unknown>>((resolve) => {
          const look = () => {
            const found = messages(oven, channel).find(fits);
            if (!found) return;
            waiting.delete(look);
            resolve(found);
          };
          waiting.add(look);
          look();
        }),
      say: async (oven, channel, message) => {
        const retain = channel === 'state' || channel === 'presence';
        await client.publishAsync(ovenTopic(this.site, oven, channel), JSON.stringify(message), { qos: 1, retain });
      },
    };
  }

  async ovens(options: Pick<SimulationOptions, 'ovens'> & Partial<SimulationOptions>): Promise<Simulation> {
    const quick = { stateMs: 100 };
    const simulation = startSimulation({ mqttUrl: this.mqttUrl, site: this.site, key: testKey, ...quick, ...options });
    this.atEnd(() => simulation.stop());
    await simulation.ready;
    return simulation;
  }
}

function watch(): { watcher: Watcher; notice: (transition: Transition) => void } {
  const seen: Transition[] = [];
  const waiting = new Set<() => void>();
  const until: Watcher['until'] = (state, count = 1, oven = undefined) =>
    new Promise((resolve) => {
      const look = () => {
        const found = seen.filter((transition) => transition.to === state && (!oven || transition.oven === oven));
        if (found.length < count) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const notice = (transition: Transition) => {
    seen.push(transition);
    for (const look of [...waiting]) look();
  };
  return { watcher: { seen, until }, notice };
}
