/** What mqtt.js is told of a connection. */
import type { IClientOptions } from 'mqtt';
import { leastTlsVersion } from '../pem.ts';
import type { ConnectionOptions, Will } from './connection.ts';
import type { MqttTls } from './tls.ts';

/** A link that has gone silent is given up after one and a half of this. */
export const keepaliveSeconds = 5;

/** Messages with QoS 1 that a broker may have on the way to us; the queue beyond it stays the broker's. */
const receiveMaximum = 1000;

/**
 * The address goes without its password, which would else stand in whatever the library says of it. User and password are
 * read here because mqtt.js splits them at the last colon, and passwords may have one.
 */
export function clientOptions({
  url,
  clientId,
  protocolVersion,
  will,
  tls,
}: Pick<ConnectionOptions, 'url' | 'clientId' | 'protocolVersion' | 'will' | 'tls'>): [
  address: string,
  options: IClientOptions,
] {
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  const isSecure = address.protocol === 'mqtts:' || address.protocol === 'wss:';
  return [
    address.href,
    {
      clientId,
      protocolVersion,
      ...(username ? { username: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
      clean: true,
      keepalive: keepaliveSeconds,
      // A ping on schedule also finds a broker that takes messages and answers nothing.
      reschedulePings: false,
      reconnectPeriod: 0,
      connectTimeout: 5000,
      queueQoSZero: false,
      ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: 0, receiveMaximum } } : {}),
      ...(will ? { will: willOptions(typeof will === 'function' ? will() : will) } : {}),
      ...(isSecure ? secureOptions(tls?.()) : {}),
    },
  ];
}

function willOptions({ topic, payload, retain = true }: Will): IClientOptions['will'] {
  return { topic, payload: Buffer.from(payload), qos: 1, retain };
}

/** Certificate and name of the broker are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
function secureOptions(context: ReturnType<MqttTls> = {}): IClientOptions {
  // An authority that is there and undefined is no authority at all to Node.
  const given = Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));
  const options = { ...given, rejectUnauthorized: true, minVersion: leastTlsVersion } as const;
  // Over WebSockets mqtt.js passes on what it knows by name, and the least version is not among it.
  return { ...options, wsOptions: options };
}
