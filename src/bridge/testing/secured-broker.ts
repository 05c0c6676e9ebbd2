/** A Mosquitto with the configuration and access list that takt ships, and certificates made by the script beside them. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findMosquitto, Mosquitto } from '../../testing/mosquitto.ts';
import { Connection, type ConnectionOptions } from '../connection.ts';
import { type MqttTls, type MqttTlsFiles, mqttTls } from '../tls.ts';

const shipped = fileURLToPath(new URL('../../../deploy/mosquitto/', import.meta.url));

/** Not in the shipped list: may say and hear everything, so that tests can. */
export const anybody = 'anybody';

export interface Attempt {
  readonly connection: Connection;
  /** Why the first connect failed; undefined: it did not. */
  readonly refusal: string | undefined;
}

export class SecuredBroker {
  static readonly isPossible = findMosquitto() !== undefined;
  readonly mosquitto: Mosquitto;
  readonly #connections: Connection[] = [];

  private constructor(mosquitto: Mosquitto) {
    this.mosquitto = mosquitto;
  }

  /**
   * @param names - what the broker's certificate is made out to.
   * @param passwords - of users, for passwords.conf.
   */
  static async start({
    configuration = 'mosquitto.conf',
    names = ['localhost', '127.0.0.1'],
    passwords = {},
  }: {
    configuration?: 'mosquitto.conf' | 'passwords.conf';
    names?: readonly string[];
    passwords?: Readonly<Record<string, string>>;
  } = {}): Promise<SecuredBroker> {
    const mosquitto = await Mosquitto.start((folder) => {
      certify(folder, ['broker', ...names]);
      const access = readFileSync(`${shipped}access.conf`, 'utf8');
      writeFileSync(`${folder}/access.conf`, `${access}\nuser ${anybody}\ntopic readwrite #\n`);
      writeFileSync(`${folder}/passwords`, '', { mode: 0o600 });
      for (const [user, password] of Object.entries(passwords))
        execFileSync('mosquitto_passwd', ['-b', `${folder}/passwords`, user, password]);
      const lines = readFileSync(`${shipped}${configuration}`, 'utf8')
        .replaceAll('/mosquitto/certificates/', `${folder}/broker/`)
        .replaceAll('/mosquitto/config/', `${folder}/`)
        .split('\n');
      // The port is the test's own.
      return lines.filter((line) => line !== 'listener 8883');
    });
    return new SecuredBroker(mosquitto);
  }

  get url(): string {
    return `mqtts://127.0.0.1:${this.mosquitto.port}`;
  }

  /** Files of a certificate for this user, made anew. @param days - negative: it has expired. */
  filesOf(user: string, days = 1): Required<MqttTlsFiles> {
    certify(this.mosquitto.folder, ['client', user], days);
    const at = `${this.mosquitto.folder}/clients/${user}`;
    return { caFile: `${at}/ca.crt`, certFile: `${at}/client.crt`, keyFile: `${at}/client.key` };
  }

  /** A renewal under way copies one file after the other; here both are there at once. */
  replace(files: Required<MqttTlsFiles>, by: Required<MqttTlsFiles>): void {
    copyFileSync(by.certFile, files.certFile);
    copyFileSync(by.keyFile, files.keyFile);
  }

  tlsOf(user: string): MqttTls {
    return mqttTls(this.filesOf(user), () => {});
  }

  /** Resolves with the first connect, or its failure; the connection goes on trying either way. */
  async attempt(options: Partial<ConnectionOptions>): Promise<Attempt> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const connection = new Connection({
      url: this.url,
      clientId: `test-${crypto.randomUUID().slice(0, 13)}`,
      // Only 5 has a word for a message that the broker refuses.
      protocolVersion: 5,
      onMessage() {},
      ...options,
      onConnect: () => {
        options.onConnect?.();
        resolve(undefined);
      },
      onLoss: (error) => {
        options.onLoss?.(error);
        resolve(error?.message ?? 'the connection was closed');
      },
    });
    this.#connections.push(connection);
    connection.start();
    return { connection, refusal: await promise };
  }

  /** @throws where the broker refuses this user. */
  async connect(user: string, options: Partial<ConnectionOptions> = {}): Promise<Connection> {
    const { connection, refusal } = await this.attempt({ tls: this.tlsOf(user), ...options });
    if (refusal !== undefined) throw new Error(refusal);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.cut()));
    await this.mosquitto.close();
  }
}

function certify(folder: string, words: readonly string[], days = 1): void {
  const env = { ...process.env, CERTIFICATES: folder, DAYS: String(days) };
  execFileSync(`${shipped}certificates.sh`, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
}
