/** The broker of a campaign: it can be killed, and comes back on its port having forgotten everything. */
import { TaktError } from '../../../models/errors.ts';
import { freePort } from '../../../src/testing/free-port.ts';
import { findMosquitto, Mosquitto } from '../../../src/testing/mosquitto.ts';
import { HostProcess } from './host-process.ts';

export const brokerNames = ['mosquitto', 'aedes'] as const;
export type BrokerName = (typeof brokerNames)[number];

export interface CampaignBroker {
  readonly port: number;
  readonly pid: number | undefined;
  /** What the bridges speak to it. */
  readonly protocolVersion: 4 | 5;
  kill(): Promise<void>;
  /** After `kill`. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Queues so short that a subscriber who does not take its messages loses some, as with every broker in the long run;
 * Mosquitto drops them without a word to the sender.
 */
const shortQueues = [
  'allow_anonymous true',
  'max_inflight_messages 10',
  'max_queued_messages 20',
  'set_tcp_nodelay true',
];

/**
 * @param settings - of Mosquitto, lines of its configuration.
 * @throws TaktError `invalid-parameter` where it is not installed.
 */
export async function startBroker(
  name: BrokerName,
  logFile: string,
  settings: readonly string[] = shortQueues,
): Promise<CampaignBroker> {
  if (name === 'mosquitto') {
    if (!findMosquitto())
      throw new TaktError('invalid-parameter', 'mosquitto is not installed; --broker aedes needs none');
    const broker = await Mosquitto.start(() => settings);
    return Object.assign(broker, { protocolVersion: 5 as const });
  }
  const port = await freePort();
  const host = new HostProcess(new URL('broker-host.ts', import.meta.url), { port }, logFile);
  await host.start();
  return {
    port,
    get pid() {
      return host.pid;
    },
    protocolVersion: 4,
    kill: () => host.kill(),
    startAgain: () => host.start(),
    close: () => host.close(),
  };
}
