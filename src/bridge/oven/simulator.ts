/**
 * A process of simulated ovens. It knows the rest of takt by MQTT only.
 *
 * Prints one JSON line when all ovens are on the broker; ends on SIGTERM, SIGINT, or when the process that forked it ends.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readVerifyingKey } from '../key-files.ts';
import type { VerifyingKey } from '../signature.ts';
import { mqttTls } from '../tls.ts';
import { MemoryFolder } from './memory-folder.ts';
import { OvenSettings } from './settings.ts';
import { type SimulationOptions, startSimulation } from './simulation.ts';
import { startSparkplugSimulation } from './sparkplug-simulation.ts';

const usage = `node src/bridge/oven/simulator.ts --mqtt URL --site SITE --ovens JSON [--speed N] [--state-ms N]
       [--memory FOLDER] [--ca FILE] [--cert FILE --key FILE] [--sparkplug GROUP/NODE [--sparkplug-host ID]]

  --mqtt URL      broker, e.g. mqtt://127.0.0.1:1883
  --site SITE     site of the ovens, part of their topics
  --ovens JSON    list of ovens [{"oven", "min", "max", "rampPerMin", ...}], or @FILE that holds one;
                  equipment.ovens of a plan-request will do
  --speed N       minutes of the ovens per minute on the wall, that of the rehearsal; default 1
  --state-ms N    time between two reports of state
  --memory FOLDER where the ovens keep what they know, so that they go on after a restart of this process
  --ca FILE       authorities (PEM) that may vouch for the broker, where MQTT is mqtts: or wss:
  --cert FILE     certificate chain (PEM) to show the broker
  --key FILE      its private key (PEM)
  --sparkplug GROUP/NODE  the ovens are devices of this Sparkplug B edge node; docs/sparkplug.md
  --sparkplug-host ID     host application that it waits for, e.g. takt-works; default: for none

The key of the site's commands comes in the environment: TAKT_SITE_KEY, a secret, or ed25519:FILE with a public key in
SPKI PEM.`;

const Arguments = z.object({
  mqtt: z.url(),
  site: z.string().regex(/^[A-Za-z0-9_.-]+$/),
  ovens: z.array(OvenSettings).min(1),
  speed: z.coerce.number().gt(0).max(100_000).default(1),
  'state-ms': z.coerce.number().min(10).max(60_000).optional(),
  memory: z.string().min(1).optional(),
  ca: z.string().optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  sparkplug: z
    .string()
    .regex(/^[^/+#]+\/[^/+#]+$/, 'must be GROUP/NODE')
    .optional(),
  'sparkplug-host': z
    .string()
    .regex(/^[^/+#]+$/)
    .optional(),
});

function readArguments(): z.output<typeof Arguments> & { siteKey: VerifyingKey } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      mqtt: text,
      site: text,
      ovens: text,
      speed: text,
      'state-ms': text,
      memory: text,
      ca: text,
      cert: text,
      key: text,
      sparkplug: text,
      'sparkplug-host': text,
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const given = process.env.TAKT_SITE_KEY;
  if (!given) throw new Error('TAKT_SITE_KEY is not set');
  const list = values.ovens?.startsWith('@') ? readFileSync(values.ovens.slice(1), 'utf8') : values.ovens;
  const parsed = Arguments.safeParse({ ...values, ovens: JSON.parse(list ?? '[]') });
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  if (!values.cert !== !values.key) throw new Error('--cert and --key go together: give both or neither');
  return { ...parsed.data, siteKey: readSiteKey(given) };
}

function readSiteKey(text: string): VerifyingKey {
  try {
    return readVerifyingKey(text);
  } catch (error) {
    throw new Error(`TAKT_SITE_KEY: ${(error as Error).message}`);
  }
}

async function main(): Promise<void> {
  const settings = readArguments();
  const { ca: caFile, cert: certFile, key: keyFile } = settings;
  const warn = (message: string) => console.error(message);
  const warnOf = (details: object, message: string) => warn(`${message} ${JSON.stringify(details)}`);
  const options: SimulationOptions = {
    mqttUrl: settings.mqtt,
    tls: mqttTls({ caFile, certFile, keyFile }, warnOf, { ca: '--ca', cert: '--cert', key: '--key' }),
    site: settings.site,
    ovens: settings.ovens,
    speed: settings.speed,
    key: settings.siteKey,
    stateMs: settings['state-ms'],
    // The process may crash, the machine is not meant to: a plant's gateway waits for its disk.
    memories: settings.memory === undefined ? undefined : new MemoryFolder(settings.memory, { sync: false }),
    warn,
  };
  const [group, node] = settings.sparkplug?.split('/') ?? [];
  const simulation = settings.sparkplug
    ? startSparkplugSimulation({ ...options, group, node, hostId: settings['sparkplug-host'] })
    : startSimulation(options);
  const stop = async () => {
    await simulation.stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.send) process.once('disconnect', stop);
  await simulation.ready;
  console.log(JSON.stringify({ event: 'ready', site: settings.site, ovens: settings.ovens.length }));
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  console.error(`\n${usage}`);
  process.exit(2);
}
