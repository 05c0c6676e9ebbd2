/** HTTPS by certificate files: read at the start, and again when they change, as whoever renews them does it. */
import { statSync } from 'node:fs';
import type { SecureContextOptions } from 'node:tls';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { leastTlsVersion, readKeyPair } from '../pem.ts';

export type TlsFiles = NonNullable<Config['tls']>;

/** How often the files are looked at. */
const lookMs = 30_000;

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
  const { cert, key, certificate } = readKeyPair(
    { setting: 'TAKT_TLS_CERT', file: certFile },
    { setting: 'TAKT_TLS_KEY', file: keyFile },
  );
  if (certificate.validToDate.getTime() < Date.now())
    log.warn({ certFile, validTo: certificate.validTo }, 'the certificate has expired: clients will refuse it');
  return { cert, key, minVersion: leastTlsVersion };
}
