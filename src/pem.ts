/** Certificates and keys from files in PEM: checked where they are read, and refused with the name of their setting. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { TaktError } from '../models/errors.ts';

/** RFC 8996 and 9325: nothing below 1.2. */
export const leastTlsVersion = 'TLSv1.2';

export interface PemFile {
  /** The setting or flag that named the file. */
  readonly setting: string;
  readonly file: string;
}

export interface KeyPair {
  /** The chain, its own certificate first. */
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly certificate: X509Certificate;
}

/** @throws TaktError `bad-configuration`: a file is not there, is not what it should be, or the two do not belong together. */
export function readKeyPair(certFile: PemFile, keyFile: PemFile): KeyPair {
  const cert = read(certFile);
  const key = read(keyFile);
  const certificate = fitting(certFile, 'a certificate chain in PEM', () => new X509Certificate(cert));
  const privateKey = fitting(keyFile, 'a private key in PEM without a passphrase', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw new TaktError(
      'bad-configuration',
      `the key in ${keyFile.file} (${keyFile.setting}) does not belong to the first certificate in ${certFile.file} (${certFile.setting})`,
    );
  fitting(certFile, 'a certificate that TLS can use', () => createSecureContext({ cert, key }));
  return { cert, key, certificate };
}

/** @throws TaktError `bad-configuration`. */
export function readAuthorities(caFile: PemFile): Buffer {
  const ca = read(caFile);
  fitting(caFile, 'one or more certificates of authorities in PEM', () => {
    new X509Certificate(ca);
    createSecureContext({ ca });
  });
  return ca;
}

function read({ setting, file }: PemFile): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code = String(cause) } = cause as { code?: string };
    throw new TaktError('bad-configuration', `${file} (${setting}) cannot be read (${code})`, { cause });
  }
}

/** The cause is left out: what OpenSSL says of a key file is of no use, and of nobody's business. */
function fitting<Result>({ setting, file }: PemFile, would: string, work: () => Result): Result {
  try {
    return work();
  } catch {
    throw new TaktError('bad-configuration', `${file} (${setting}) is not ${would}`);
  }
}
