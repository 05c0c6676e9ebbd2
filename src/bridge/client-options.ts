/** What mqtt.js is told of a connection. */
import type { IClientOptions } from 'mqtt';
import type { ConnectionOptions } from './connection.ts';

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
}: ConnectionOptions): [address: string, options: IClientOptions] {
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
      ...(will ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true } } : {}),
      ...(isSecure ? secureOptions(tls?.()) : {}),
    },
  ];
}

/** The name of the broker is always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
function secureOptions({ ca, cert, key, minVersion }: ReturnType<NonNullable<ConnectionOptions['tls']>> = {}): object {
  const given = Object.entries({ ca, cert, key, minVersion }).filter(([, value]) => value !== undefined);
  const options = { rejectUnauthorized: true, ...Object.fromEntries(given) };
  // Over WebSockets mqtt.js passes on what it knows by name, and the least version is not among it.
  return { ...options, wsOptions: options };
}
