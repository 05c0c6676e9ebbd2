/** The settings of the service: read once at the start, from environment and flags, and refused where they do not fit. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { TaktError } from '../models/errors.ts';

export const roles = ['api', 'solver', 'bridge'] as const;
export type Role = (typeof roles)[number];

interface Setting {
  readonly says: string;
  /** What would do, for the sentence that refuses a value. */
  readonly would: string;
  /** As shown in docs/api.md. */
  readonly default: string;
}

const wholeNumber = (least: number, greatest: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => value >= least && value <= greatest);
const yesNo = z.enum(['yes', 'no']).transform((value) => value === 'yes');
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)));

/** Every setting with what it is for; docs/api.md lists the same, and a test compares the two. */
export const settingTable = {
  TAKT_HOST: { says: 'address to listen on', would: 'an address or host name', default: '127.0.0.1' },
  TAKT_PORT: {
    says: 'port to listen on; 0 takes a free one',
    would: 'a whole number from 0 to 65535',
    default: '7420',
  },
  TAKT_ROLES: {
    says: 'what this process does',
    would: `a list of ${roles.join(', ')}, separated by commas`,
    default: 'api,solver,bridge',
  },
  DATABASE_URL: {
    says: 'PostgreSQL to keep everything in; absent: PGlite in the data folder',
    would: 'a URL such as postgres://user:password@host:5432/name',
    default: '',
  },
  TAKT_DATA_DIR: {
    says: 'folder of the embedded database; `memory` keeps nothing',
    would: 'a folder, or the word memory',
    default: '.takt/data',
  },
  TAKT_CACHE_DIR: {
    says: 'folder for what can be made again, such as the prepared empty database',
    would: 'a folder, or none',
    default: '.takt/cache beside package.json',
  },
  MQTT_URL: {
    says: 'MQTT broker of the ovens; absent: a broker inside the process',
    would: 'a URL such as mqtt://user:password@host:1883',
    default: '',
  },
  TAKT_MQTT_PORT: {
    says: 'port of the broker inside the process; 0 takes a free one',
    would: 'a whole number from 0 to 65535',
    default: '0',
  },
  TAKT_SITE_KEYS: {
    says: 'secrets that sign the commands of a site',
    would: 'site=secret pairs separated by commas, * for all other sites, each secret of at least 16 characters',
    default: '',
  },
  TAKT_THREADS: {
    says: 'solver threads, and so plans solved at the same time',
    would: 'a whole number from 1 to 256',
    default: 'processors less one',
  },
  TAKT_QUEUE_LIMIT: {
    says: 'plans that may wait; more are answered 503',
    would: 'a whole number from 1 to 10000000',
    default: '10000',
  },
  TAKT_BODY_LIMIT_BYTES: {
    says: 'largest request body',
    would: 'a whole number of bytes from 1024 to 268435456',
    default: '8388608',
  },
  TAKT_STOP_SECONDS: {
    says: 'how long running solves may go on after SIGTERM before they are handed back',
    would: 'a whole number from 0 to 3600',
    default: '10',
  },
  TAKT_LOG_LEVEL: {
    says: 'least level that is logged',
    would: 'one of trace, debug, info, warn, error, fatal, silent',
    default: 'info',
  },
  TAKT_ALLOW_OPEN: {
    says: 'yes: listen on other addresses than loopback although there are no access keys',
    would: 'yes or no',
    default: 'no',
  },
} as const satisfies Record<string, Setting>;
export type SettingName = keyof typeof settingTable;

const schemas = {
  TAKT_HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
  TAKT_PORT: wholeNumber(0, 65_535),
  TAKT_ROLES: z
    .string()
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  DATABASE_URL: url('postgres', 'postgresql'),
  TAKT_DATA_DIR: z.string().min(1),
  TAKT_CACHE_DIR: z.string().min(1),
  MQTT_URL: url('mqtt', 'mqtts', 'ws', 'wss'),
  TAKT_MQTT_PORT: wholeNumber(0, 65_535),
  TAKT_SITE_KEYS: z
    .string()
    .regex(/^(?:\*|[A-Za-z0-9_.-]+)=[^,]{16,}(,(?:\*|[A-Za-z0-9_.-]+)=[^,]{16,})*$/)
    .transform((text) =>
      Object.fromEntries(
        text.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      ),
    ),
  TAKT_THREADS: wholeNumber(1, 256),
  TAKT_QUEUE_LIMIT: wholeNumber(1, 10_000_000),
  TAKT_BODY_LIMIT_BYTES: wholeNumber(1024, 268_435_456),
  TAKT_STOP_SECONDS: wholeNumber(0, 3600),
  TAKT_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  TAKT_ALLOW_OPEN: yesNo,
} satisfies Record<SettingName, z.ZodType>;

/** Settings that carry secrets: their value is never repeated, neither in a message nor in a log. */
const secret: readonly SettingName[] = ['DATABASE_URL', 'MQTT_URL', 'TAKT_SITE_KEYS'];

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly roles: readonly Role[];
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Absent: nothing is cached. */
  readonly cacheDir?: string;
  readonly mqttUrl?: string;
  readonly mqttPort: number;
  /** Site -> secret that signs its commands. */
  readonly siteKeys: Readonly<Record<string, string>>;
  readonly threads: number;
  readonly queueLimit: number;
  readonly bodyLimitBytes: number;
  readonly stopSeconds: number;
  readonly logLevel: z.output<(typeof schemas)['TAKT_LOG_LEVEL']>;
}

/**
 * Reads the settings.
 * @param environment - usually `process.env`; an empty value counts as absent. Names that begin with `TAKT_TEST_` or
 *   `TAKT_BENCH_` belong to test suite and benchmarks and are left alone.
 * @param flags - the same names, from the command line; they win.
 * @throws TaktError `bad-configuration`: a sentence naming the setting, what came and what would do.
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>>,
  flags: Partial<Record<SettingName, string>> = {},
): Config {
  const given = { ...environment, ...flags };
  for (const name of Object.keys(given)) refuseUnknown(name);
  const value = <Name extends SettingName>(name: Name): z.output<(typeof schemas)[Name]> | undefined =>
    readSetting(name, given[name]);
  const host = value('TAKT_HOST') ?? '127.0.0.1';
  if (!isLoopback(host) && !value('TAKT_ALLOW_OPEN'))
    throw new TaktError(
      'bad-configuration',
      `TAKT_HOST is ${host}, which other machines can reach, and takt has no access keys yet: ` +
        'use 127.0.0.1 behind a proxy that checks who calls, or set TAKT_ALLOW_OPEN=yes to open it to everybody',
    );
  const cacheDir = value('TAKT_CACHE_DIR') ?? fileURLToPath(new URL('../.takt/cache', import.meta.url));
  return {
    host,
    port: value('TAKT_PORT') ?? 7420,
    roles: value('TAKT_ROLES') ?? roles,
    databaseUrl: value('DATABASE_URL'),
    dataDir: value('TAKT_DATA_DIR') ?? '.takt/data',
    cacheDir: cacheDir === 'none' ? undefined : cacheDir,
    mqttUrl: value('MQTT_URL'),
    mqttPort: value('TAKT_MQTT_PORT') ?? 0,
    siteKeys: value('TAKT_SITE_KEYS') ?? {},
    threads: value('TAKT_THREADS') ?? Math.max(1, availableParallelism() - 1),
    queueLimit: value('TAKT_QUEUE_LIMIT') ?? 10_000,
    bodyLimitBytes: value('TAKT_BODY_LIMIT_BYTES') ?? 8_388_608,
    stopSeconds: value('TAKT_STOP_SECONDS') ?? 10,
    logLevel: value('TAKT_LOG_LEVEL') ?? 'info',
  };
}

function readSetting<Name extends SettingName>(
  name: Name,
  text: string | undefined,
): z.output<(typeof schemas)[Name]> | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = schemas[name].safeParse(text);
  if (parsed.success) return parsed.data as z.output<(typeof schemas)[Name]>;
  const came = secret.includes(name)
    ? 'a value that does not fit (not repeated here: it may hold a secret)'
    : `"${text}"`;
  throw new TaktError('bad-configuration', `${name} is ${came}; it takes ${settingTable[name].would}`);
}

function refuseUnknown(name: string): void {
  if (!name.startsWith('TAKT_') || /^TAKT_(TEST|BENCH)_/.test(name) || Object.hasOwn(settingTable, name)) return;
  const known = Object.keys(settingTable).filter((candidate) => candidate.startsWith('TAKT_'));
  throw new TaktError('bad-configuration', `${name} is no setting of takt; there are ${known.join(', ')}`);
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
