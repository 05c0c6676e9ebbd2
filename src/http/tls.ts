/** HTTPS by certificate files: read at the start, and again when they change, as whoever renews them does it. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { Logger } from 'pino';
import { TaktError } from '../../models/errors.ts';
import type { Config } from '../config.ts';

export type TlsFiles = NonNullable<Config['tls']>;

/** How often the files are looked at. */
const lookMs = 30_000;

/** RFC 8996 and 9325: nothing below 1.2. */
const leastVersion = 'TLSv1.2';

/** What of a server is needed to change its certificate. */
export interface SecureServer {
  setSecureContext(options: SecureContextOptions): void;
}

export class Tls {
  readonly #files: TlsFiles;
  readonly #log: Logger;
  #loaded: { readonly context: SecureContextOptions; readonly fingerprint: string };

  /** @throws TaktError `bad-configuration`: a file is not there, is not what it should be, or the two do not belong together. */
  constructor(files: TlsFiles, log: Logger) {
    this.#files = files;
    this.#log = log;
    // Before the files are read: what changes while they are read is noticed by the next look.
    const fingerprint = fingerprintOf(files);
    this.#loaded = { context: load(files, log), fingerprint };
  }

  get context(): SecureContextOptions {
    return this.#loaded.context;
  }

  /** Looks at the files every half minute. @returns what ends that. */
  watch(server: SecureServer): () => void {
    const timer = setInterval(() => this.look(server), lookMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** Takes changed files over; as long as they do not fit (one of them may be written already) the old ones serve on. */
  look(server: SecureServer): void {
    try {
      const fingerprint = fingerprintOf(this.#files);
      if (fingerprint === this.#loaded.fingerprint) return;
      this.#loaded = { context: load(this.#files, this.#log), fingerprint };
      server.setSecureContext(this.#loaded.context);
      this.#log.info(this.#files, 'the certificate was renewed');
    } catch (error) {
      this.#log.error({ err: error }, 'the changed certificate does not fit; the old one serves on');
    }
  }
}

function fingerprintOf({ certFile, keyFile }: TlsFiles): string {
  const parts = [certFile, keyFile].map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat && [stat.ino, stat.size, stat.mtimeMs].join();
  });
  return parts.join('|');
}

function load({ certFile, keyFile }: TlsFiles, log: Logger): SecureContextOptions {
  const cert = read('TAKT_TLS_CERT', certFile);
  const key = read('TAKT_TLS_KEY', keyFile);
  const certificate = fitting('TAKT_TLS_CERT', certFile, 'a certificate chain in PEM', () => new X509Certificate(cert));
  const privateKey = fitting('TAKT_TLS_KEY', keyFile, 'a private key in PEM without a passphrase', () =>
    createPrivateKey(key),
  );
  if (!certificate.checkPrivateKey(privateKey))
    throw new TaktError(
      'bad-configuration',
      `the key in ${keyFile} (TAKT_TLS_KEY) does not belong to the first certificate in ${certFile} (TAKT_TLS_CERT)`,
    );
  const context = { cert, key, minVersion: leastVersion } as const;
  fitting('TAKT_TLS_CERT', certFile, 'a certificate that TLS can use', () => createSecureContext(context));
  if (certificate.validToDate.getTime() < Date.now())
    log.warn({ certFile, validTo: certificate.validTo }, 'the certificate has expired: clients will refuse it');
  return context;
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code = String(cause) } = cause as { code?: string };
    throw new TaktError('bad-configuration', `${file} (${setting}) cannot be read (${code})`, { cause });
  }
}

/** The cause is left out: what OpenSSL says of a key file is of no use, and of nobody's business. */
function fitting<Result>(setting: string, file: string, would: string, work: () => Result): Result {
  try {
    return work();
  } catch {
    throw new TaktError('bad-configuration', `${file} (${setting}) is not ${would}`);
  }
}
