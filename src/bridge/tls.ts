/** What a connection to the broker is secured with: files checked at the start, and read again for each connection. */
import type { SecureContextOptions } from 'node:tls';
import type { Config } from '../config.ts';
import { leastTlsVersion, readAuthorities, readKeyPair } from '../pem.ts';

export type MqttTlsFiles = NonNullable<Config['mqttTls']>;

/** Asked before each connect, so that renewed certificates are taken without a restart. Does not throw. */
export type MqttTls = () => Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'minVersion'>;

/** What the files are called by whoever names them. */
const settingNames = { ca: 'TAKT_MQTT_CA', cert: 'TAKT_MQTT_CERT', key: 'TAKT_MQTT_KEY' };

/**
 * @param warn - hears of files that have changed and do not fit, or have run out. The last ones that fitted are used then:
 *   whoever renews a pair writes one file first.
 * @throws TaktError `bad-configuration`: a file is not there, is not what it should be, or the two do not belong together.
 */
export function mqttTls(
  files: MqttTlsFiles,
  warn: (details: object, message: string) => void,
  names: typeof settingNames = settingNames,
): MqttTls {
  let fitting = load(files, names, warn);
  return () => {
    try {
      fitting = load(files, names, warn);
    } catch (error) {
      warn({ error: (error as Error).message }, 'the certificates for the broker do not fit; those before are used');
    }
    return fitting;
  };
}

function load(
  { caFile, certFile, keyFile }: MqttTlsFiles,
  names: typeof settingNames,
  warn: (details: object, message: string) => void,
): ReturnType<MqttTls> {
  const ca = caFile === undefined ? undefined : readAuthorities({ setting: names.ca, file: caFile });
  if (certFile === undefined || keyFile === undefined) return { ca, minVersion: leastTlsVersion };
  const { cert, key, certificate } = readKeyPair(
    { setting: names.cert, file: certFile },
    { setting: names.key, file: keyFile },
  );
  if (certificate.validToDate.getTime() < Date.now())
    warn({ certFile, validTo: certificate.validTo }, 'the certificate for the broker has expired: it will be refused');
  return { ca, cert, key, minVersion: leastTlsVersion };
}
