/** The log: JSON lines on standard output, without secrets. */
import { type DestinationStream, type Logger, pino } from 'pino';

/** Where secrets can stand in what is logged. */
const redacted = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  'authorization',
  'password',
  'secret',
  'apiKey',
  'siteKeys',
  'databaseUrl',
  'mqttUrl',
  '*.authorization',
  '*.password',
  '*.secret',
  '*.apiKey',
];

/** @param destination - absent: standard output. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: undefined, redact: { paths: redacted, censor: '(secret)' } };
  return destination ? pino(options, destination) : pino(options);
}
