/** Somebody on the broker who speaks to one oven and hears what it says. */
import mqtt from 'mqtt';
import { ovenTopic } from '../protocol.ts';

export class OvenEar {
  readonly #client: mqtt.MqttClient;
  readonly #site: string;
  readonly #oven: string;
  readonly #waiting = new Set<(topic: string, message: object) => void>();

  private constructor(client: mqtt.MqttClient, site: string, oven: string) {
    this.#client = client;
    this.#site = site;
    this.#oven = oven;
    client.on('message', (topic, payload) => {
      for (const look of [...this.#waiting]) look(topic, JSON.parse(payload.toString()));
    });
  }

  static async open(mqttUrl: string, site = 's1', oven = 'o1'): Promise<OvenEar> {
    const client = await mqtt.connectAsync(mqttUrl, { reconnectPeriod: 0 });
    const ear = new OvenEar(client, site, oven);
    await client.subscribeAsync(ovenTopic(site, oven, 'ack').replace(/ack$/, '#'), { qos: 1 });
    return ear;
  }

  /** What comes from now on. */
  until<Message extends object>(
    channel: 'ack' | 'state' | 'presence',
    fits: (message: Message) => boolean,
  ): Promise<Message> {
    return new Promise((resolve) => {
      const look = (topic: string, message: object) => {
        if (topic !== ovenTopic(this.#site, this.#oven, channel) || !fits(message as Message)) return;
        this.#waiting.delete(look);
        resolve(message as Message);
      };
      this.#waiting.add(look);
    });
  }

  async say(channel: 'cmd' | 'fault', message: object): Promise<void> {
    await this.#client.publishAsync(ovenTopic(this.#site, this.#oven, channel), JSON.stringify(message), { qos: 1 });
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }
}
