/** The settings of the service: read once at the start, from environment and flags, and refused where they do not fit. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { TaktError } from '../models/errors.ts';
import { readSigningKey } from './bridge/key-files.ts';
import type { SiteKeys } from './bridge/signature.ts';

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
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)))
    .refine(hasReadableUser);

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
  TAKT_MQTT_VERSION: {
    says: 'version of MQTT that is spoken with the broker of MQTT_URL',
    would: '3.1.1 or 5',
    default: '3.1.1',
  },
  TAKT_MQTT_CA: {
    says: 'file with the authorities (PEM) that may vouch for the broker, for mqtts: and wss:; absent: those that Node knows',
    would: 'a file',
    default: '',
  },
  TAKT_MQTT_CERT: {
    says: 'file with the certificate chain (PEM) that this process shows the broker; needs TAKT_MQTT_KEY',
    would: 'a file',
    default: '',
  },
  TAKT_MQTT_KEY: {
    says: 'file with the private key (PEM) of TAKT_MQTT_CERT',
    would: 'a file',
    default: '',
  },
  TAKT_SPARKPLUG_SITES: {
    says: 'sites whose ovens speak Sparkplug B, with their group; absent group: the name of the site',
    would: 'a list of site or site=group, separated by commas, each site and group once',
    default: '',
  },
  TAKT_SPARKPLUG_HOST: {
    says: 'Sparkplug host id; the host application of a site is `<host id>-<site>`',
    would: 'a name of letters, digits and . _ -',
    default: 'takt',
  },
  TAKT_READINGS_SECONDS: {
    says: "time between two kept samples of an oven's readings; 0 keeps none",
    would: 'a whole number from 0 to 3600',
    default: '10',
  },
  TAKT_READINGS_DAYS: {
    says: 'days after which kept readings are deleted; 0: never',
    would: 'a whole number from 0 to 36500',
    default: '30',
  },
  TAKT_SITE_KEYS: {
    says: 'keys that sign the commands of a site',
    would:
      'site=secret or site=ed25519:file pairs separated by commas, * for all other sites; a secret of at least ' +
      '16 characters, a file that holds an Ed25519 private key in PKCS#8 PEM',
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
  TAKT_ACCESS: {
    says: 'who may call: `open` asks nobody who they are, `keys` wants a key or token; absent: open on loopback, keys elsewhere',
    would: 'open or keys',
    default: '',
  },
  TAKT_TLS_CERT: {
    says: 'file with the certificate chain (PEM) for HTTPS; needs TAKT_TLS_KEY',
    would: 'a file',
    default: '',
  },
  TAKT_TLS_KEY: {
    says: 'file with the private key (PEM) for HTTPS',
    would: 'a file',
    default: '',
  },
  TAKT_JWT_ISSUER: {
    says: 'issuer whose tokens are taken beside keys; needs TAKT_JWT_AUDIENCE',
    would: 'a URL',
    default: '',
  },
  TAKT_JWT_AUDIENCE: {
    says: 'audience that a token must name',
    would: 'a name of at most 200 characters',
    default: '',
  },
  TAKT_JWT_JWKS: {
    says: 'where the issuer publishes its keys; absent: `/.well-known/jwks.json` of the issuer',
    would: 'a URL',
    default: '',
  },
  TAKT_JWT_TENANT_CLAIM: {
    says: 'claim of a token that names the tenant',
    would: 'the name of a claim',
    default: 'tenant',
  },
  TAKT_REQUESTS_PER_SECOND: {
    says: 'requests of a tenant that each process takes, in the mean over ten seconds; 0: no limit',
    would: 'a whole number from 0 to 1000000',
    default: '0',
  },
  TAKT_TENANT_WAITING: {
    says: 'plans of a tenant that may wait; 0: no limit',
    would: 'a whole number from 0 to 10000000',
    default: '0',
  },
  TAKT_TENANT_SOLVING_SECONDS: {
    says: 'time budgets that a tenant may ask for in an hour, in seconds; 0: no limit',
    would: 'a whole number from 0 to 100000000',
    default: '0',
  },
  TAKT_QUEUE_SECONDS: {
    says: 'expected wait at which plans are answered 503; 0: no limit',
    would: 'a whole number from 0 to 1000000',
    default: '3600',
  },
  TAKT_KEEP_DAYS: {
    says: 'days after which ended plans are deleted; 0: never',
    would: 'a whole number from 0 to 36500',
    default: '0',
  },
  TAKT_ARCHIVE_DIR: {
    says: 'folder to which plans are written before they are deleted; absent: they are not',
    would: 'a folder',
    default: '',
  },
  TAKT_WEBHOOK_ALLOW: {
    says: 'private addresses that webhooks may call all the same',
    would: 'a list of networks such as 10.1.0.0/16 or fd00::/8, separated by commas',
    default: '',
  },
  TAKT_DATABASE_CONNECTIONS: {
    says: 'most connections of this process to PostgreSQL',
    would: 'a whole number from 2 to 1000',
    default: '10',
  },
  TAKT_LOG_LEVEL: {
    says: 'least level that is logged',
    would: 'one of trace, debug, info, warn, error, fatal, silent',
    default: 'info',
  },
  TAKT_ALLOW_OPEN: {
    says: 'yes: TAKT_ACCESS=open also on other addresses than loopback',
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
  TAKT_MQTT_VERSION: z.enum(['3.1.1', '5']),
  TAKT_MQTT_CA: z.string().min(1),
  TAKT_MQTT_CERT: z.string().min(1),
  TAKT_MQTT_KEY: z.string().min(1),
  TAKT_SPARKPLUG_SITES: z
    .string()
    // A group is a level of a topic.
    .regex(/^[A-Za-z0-9_.-]+(=[^,=+#/]+)?(,[A-Za-z0-9_.-]+(=[^,=+#/]+)?)*$/)
    .transform((text) => text.split(',').map((pair) => [pair.split('=')[0], pair.split('=').at(-1)!] as const))
    .refine((pairs) => [0, 1].every((side) => new Set(pairs.map((pair) => pair[side])).size === pairs.length))
    .transform((pairs) => Object.fromEntries(pairs)),
  TAKT_SPARKPLUG_HOST: z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/),
  TAKT_READINGS_SECONDS: wholeNumber(0, 3600),
  TAKT_READINGS_DAYS: wholeNumber(0, 36_500),
  TAKT_SITE_KEYS: z
    .string()
    .transform((text) => text.split(',').map((pair) => /^(\*|[A-Za-z0-9_.-]+)=(ed25519:.+|.{16,})$/.exec(pair)))
    .refine((pairs) => pairs.every((pair) => pair !== null))
    .transform((pairs) => pairs.map((pair) => ({ site: pair![1], key: pair![2] }))),
  TAKT_THREADS: wholeNumber(1, 256),
  TAKT_QUEUE_LIMIT: wholeNumber(1, 10_000_000),
  TAKT_BODY_LIMIT_BYTES: wholeNumber(1024, 268_435_456),
  TAKT_STOP_SECONDS: wholeNumber(0, 3600),
  TAKT_ACCESS: z.enum(['open', 'keys']),
  TAKT_TLS_CERT: z.string().min(1),
  TAKT_TLS_KEY: z.string().min(1),
  TAKT_JWT_ISSUER: url('http', 'https'),
  TAKT_JWT_AUDIENCE: z.string().min(1).max(200),
  TAKT_JWT_JWKS: url('http', 'https'),
  TAKT_JWT_TENANT_CLAIM: z.string().min(1).max(100),
  TAKT_REQUESTS_PER_SECOND: wholeNumber(0, 1_000_000),
  TAKT_TENANT_WAITING: wholeNumber(0, 10_000_000),
  TAKT_TENANT_SOLVING_SECONDS: wholeNumber(0, 100_000_000),
  TAKT_QUEUE_SECONDS: wholeNumber(0, 1_000_000),
  TAKT_KEEP_DAYS: wholeNumber(0, 36_500),
  TAKT_ARCHIVE_DIR: z.string().min(1),
  TAKT_WEBHOOK_ALLOW: z
    .string()
    .transform((text) => text.split(',').map((network) => network.trim()))
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))),
  TAKT_DATABASE_CONNECTIONS: wholeNumber(2, 1000),
  TAKT_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  TAKT_ALLOW_OPEN: yesNo,
} satisfies Record<SettingName, z.ZodType>;

/** Settings that carry secrets: their value is never repeated, neither in a message nor in a log. */
const secret: readonly SettingName[] = ['DATABASE_URL', 'MQTT_URL', 'TAKT_SITE_KEYS'];

/** What a tenant may ask for, where nothing else is said of it; 0: no limit. */
export interface TenantLimits {
  readonly requestsPerSecond: number;
  readonly waitingPlans: number;
  readonly solvingSecondsPerHour: number;
}

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
  /** 4: MQTT 3.1.1. */
  readonly mqttVersion: 4 | 5;
  /** Files in PEM; certificate and key together or not at all. */
  readonly mqttTls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  readonly sparkplug: {
    /** Site -> group; every other site speaks takt's own protocol. */
    readonly groups: Readonly<Record<string, string>>;
    readonly hostId: string;
  };
  readonly readings: {
    /** Between two kept samples of an oven; 0: none are kept. */
    readonly seconds: number;
    /** 0: for ever. */
    readonly days: number;
  };
  readonly siteKeys: SiteKeys;
  readonly threads: number;
  readonly queueLimit: number;
  readonly bodyLimitBytes: number;
  readonly stopSeconds: number;
  /** `open`: nobody is asked who they are. */
  readonly access: 'open' | 'keys';
  /** Files in PEM. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  readonly jwt?: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwksUrl: string;
    readonly tenantClaim: string;
  };
  readonly tenantLimits: TenantLimits;
  /** Expected wait at which plans are refused; 0: never. */
  readonly queueSeconds: number;
  /** 0: for ever. */
  readonly keepDays: number;
  readonly archiveDir?: string;
  /** Networks in CIDR notation. */
  readonly webhookAllow: readonly string[];
  readonly databaseConnections: number;
  readonly logLevel: z.output<(typeof schemas)['TAKT_LOG_LEVEL']>;
}

/**
 * Reads the settings.
 * @param environment - usually `process.env`; an empty value counts as absent. Names that begin with `TAKT_TEST_`,
 *   `TAKT_BENCH_` or `TAKT_CLIENT_` belong to test suite, benchmarks and commands that call a service, and are left alone.
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
  const access = value('TAKT_ACCESS') ?? (isLoopback(host) || value('TAKT_ALLOW_OPEN') ? 'open' : 'keys');
  if (access === 'open' && !isLoopback(host) && !value('TAKT_ALLOW_OPEN'))
    throw new TaktError(
      'bad-configuration',
      `TAKT_ACCESS is open and TAKT_HOST is ${host}, which other machines can reach: ` +
        'leave TAKT_ACCESS out to have keys asked for, or set TAKT_ALLOW_OPEN=yes to open it to everybody',
    );
  const together = <First extends SettingName, Second extends SettingName>(first: First, second: Second) => {
    const pair = [value(first), value(second)] as const;
    if ((pair[0] === undefined) !== (pair[1] === undefined))
      throw new TaktError('bad-configuration', `${first} and ${second} go together: set both or neither`);
    return pair;
  };
  const [certFile, keyFile] = together('TAKT_TLS_CERT', 'TAKT_TLS_KEY');
  const [issuer, audience] = together('TAKT_JWT_ISSUER', 'TAKT_JWT_AUDIENCE');
  const [mqttCertFile, mqttKeyFile] = together('TAKT_MQTT_CERT', 'TAKT_MQTT_KEY');
  const mqttTls = { caFile: value('TAKT_MQTT_CA'), certFile: mqttCertFile, keyFile: mqttKeyFile };
  const hasMqttTls = Object.values(mqttTls).some((file) => file !== undefined);
  const mqttUrl = value('MQTT_URL');
  const mqttVersion = value('TAKT_MQTT_VERSION') ?? '3.1.1';
  refuseWithoutBroker({ mqttUrl, hasMqttTls, mqttVersion });
  const jwksUrl = value('TAKT_JWT_JWKS') ?? (issuer && new URL('/.well-known/jwks.json', issuer).href);
  if (issuer && jwksUrl) refusePlainHttp(jwksUrl);
  const cacheDir = value('TAKT_CACHE_DIR') ?? fileURLToPath(new URL('../.takt/cache', import.meta.url));
  return {
    host,
    port: value('TAKT_PORT') ?? 7420,
    roles: value('TAKT_ROLES') ?? roles,
    databaseUrl: value('DATABASE_URL'),
    dataDir: value('TAKT_DATA_DIR') ?? '.takt/data',
    cacheDir: cacheDir === 'none' ? undefined : cacheDir,
    mqttUrl,
    mqttPort: value('TAKT_MQTT_PORT') ?? 0,
    mqttVersion: mqttVersion === '5' ? 5 : 4,
    mqttTls: hasMqttTls ? mqttTls : undefined,
    sparkplug: {
      groups: value('TAKT_SPARKPLUG_SITES') ?? {},
      hostId: value('TAKT_SPARKPLUG_HOST') ?? 'takt',
    },
    readings: {
      seconds: value('TAKT_READINGS_SECONDS') ?? 10,
      days: value('TAKT_READINGS_DAYS') ?? 30,
    },
    siteKeys: readSiteKeys(value('TAKT_SITE_KEYS') ?? []),
    threads: value('TAKT_THREADS') ?? Math.max(1, availableParallelism() - 1),
    queueLimit: value('TAKT_QUEUE_LIMIT') ?? 10_000,
    bodyLimitBytes: value('TAKT_BODY_LIMIT_BYTES') ?? 8_388_608,
    access,
    tls: certFile && keyFile ? { certFile, keyFile } : undefined,
    jwt:
      issuer && audience && jwksUrl
        ? {
            issuer,
            audience,
            jwksUrl,
            tenantClaim: value('TAKT_JWT_TENANT_CLAIM') ?? 'tenant',
          }
        : undefined,
    tenantLimits: {
      requestsPerSecond: value('TAKT_REQUESTS_PER_SECOND') ?? 0,
      waitingPlans: value('TAKT_TENANT_WAITING') ?? 0,
      solvingSecondsPerHour: value('TAKT_TENANT_SOLVING_SECONDS') ?? 0,
    },
    queueSeconds: value('TAKT_QUEUE_SECONDS') ?? 3600,
    keepDays: value('TAKT_KEEP_DAYS') ?? 0,
    archiveDir: value('TAKT_ARCHIVE_DIR'),
    webhookAllow: value('TAKT_WEBHOOK_ALLOW') ?? [],
    databaseConnections: value('TAKT_DATABASE_CONNECTIONS') ?? 10,
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

/** What would be set to no effect: nobody should believe that a link is guarded which is not. */
function refuseWithoutBroker(given: { mqttUrl?: string; hasMqttTls: boolean; mqttVersion: string }): void {
  const { mqttUrl, hasMqttTls, mqttVersion } = given;
  if (hasMqttTls && !/^(?:mqtts|wss):/i.test(mqttUrl ?? ''))
    throw new TaktError(
      'bad-configuration',
      'TAKT_MQTT_CA, TAKT_MQTT_CERT and TAKT_MQTT_KEY are for a broker behind TLS, and MQTT_URL ' +
        `${mqttUrl === undefined ? 'is not set' : 'is an address without it'}; it takes mqtts://host:8883 or wss://host`,
    );
  if (mqttVersion === '5' && mqttUrl === undefined)
    throw new TaktError(
      'bad-configuration',
      'TAKT_MQTT_VERSION is 5 and the broker inside the process speaks 3.1.1 only: leave it out, or set MQTT_URL to a broker that speaks 5',
    );
}

/** Files are read here, so that a service whose commands no oven would take does not start. */
function readSiteKeys(pairs: readonly { readonly site: string; readonly key: string }[]): SiteKeys {
  const read = ({ site, key }: (typeof pairs)[number]) => {
    try {
      return [site, readSigningKey(key)] as const;
    } catch (error) {
      throw new TaktError(
        'bad-configuration',
        `TAKT_SITE_KEYS for ${site}: ${(error as Error).message}; it takes ${settingTable.TAKT_SITE_KEYS.would}`,
      );
    }
  };
  return Object.fromEntries(pairs.map(read));
}

/** Whoever changes the keys of the issuer on their way here could make tokens of their own. */
function refusePlainHttp(jwksUrl: string): void {
  const { protocol, hostname } = new URL(jwksUrl);
  if (protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''))) return;
  throw new TaktError(
    'bad-configuration',
    `the keys of the issuer would be fetched from ${jwksUrl}, where they could be changed on the way; ` +
      'set TAKT_JWT_JWKS (or TAKT_JWT_ISSUER) to an https URL',
  );
}

function refuseUnknown(name: string): void {
  if (!name.startsWith('TAKT_') || /^TAKT_(TEST|BENCH|CLIENT)_/.test(name) || Object.hasOwn(settingTable, name)) return;
  const known = Object.keys(settingTable).filter((candidate) => candidate.startsWith('TAKT_'));
  throw new TaktError('bad-configuration', `${name} is no setting of takt; there are ${known.join(', ')}`);
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** User and password are percent-encoded: a bare percent sign in one of them would fail where it is used. */
function hasReadableUser(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
