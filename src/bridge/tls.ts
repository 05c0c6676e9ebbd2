/** What a connection to the broker is secured with: files checked at the start, and read again for each connection. */
import type { X509Certificate } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { Config } from '../config.ts';
import { readAuthorities, readKeyPair } from '../pem.ts';

export type MqttTlsFiles = NonNullable<Config['mqttTls']>;

/** Asked before each connect, so that renewed certificates are taken without a restart. Does not throw. */
export type MqttTls = () => Pick<SecureContextOptions, 'ca' | 'cert' | 'key'>;

type Warn = (details: object, message: string) => void;

/** What the files are called by whoever names them. */
const settingNames = { ca: 'TAKT_MQTT_CA', cert: 'TAKT_MQTT_CERT', key: 'TAKT_MQTT_KEY' };

/**
 * @param warn - hears of a certificate that has expired, and of changed files that do not fit. Those before are used then:
 *   whoever renews a pair writes one file first.
 * @throws TaktError `bad-configuration`: a file is not there, is not what it should be, or the two do not belong together.
 */
export function mqttTls(files: MqttTlsFiles, warn: Warn, names: typeof settingNames = settingNames): MqttTls {
  let used: ReturnType<typeof load> | undefined;
  const look = () => {
    const loaded = load(files, names);
    const { certificate } = loaded;
    const isNew = certificate?.fingerprint256 !== used?.certificate?.fingerprint256;
    if (certificate && isNew && certificate.validToDate.getTime() < Date.now()) {
      const { validTo } = certificate;
      warn({ certFile: files.certFile, validTo }, 'the certificate for the broker has expired: it will be refused');
    }
    used = loaded;
    return loaded.context;
  };
  look();
  return () => {
    try {
      return look();
    } catch (error) {
      warn({ error: (error as Error).message }, 'the certificates for the broker do not fit; those before are used');
      return used!.context;
    }
  };
}

function load(
  { caFile, certFile, keyFile }: MqttTlsFiles,
  names: typeof settingNames,
): { context: ReturnType<MqttTls>; certificate?: X509Certificate } {
  const ca = caFile === undefined ? undefined : readAuthorities({ setting: names.ca, file: caFile });
  if (certFile === undefined || keyFile === undefined) return { context: { ca } };
  const pair = readKeyPair({ setting: names.cert, file: certFile }, { setting: names.key, file: keyFile });
  const { cert, key, certificate } = pair;
  return { context: { ca, cert, key }, certificate };
}
