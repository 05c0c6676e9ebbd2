/** Keys as settings name them: a secret, or a file that holds half of an Ed25519 pair. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SigningKey, VerifyingKey } from './signature.ts';

const prefix = 'ed25519:';

/**
 * @param text - a secret, or `ed25519:` and a file with a private key in PKCS#8 PEM.
 * @throws Error where the file cannot be read or holds no such key; the message repeats nothing of its content.
 */
export function readSigningKey(text: string): SigningKey {
  const file = fileIn(text);
  if (file === undefined) return text;
  return { ed25519Private: readEd25519(file, 'private key in PKCS#8 PEM', createPrivateKey) };
}

/**
 * @param text - a secret, or `ed25519:` and a file with a public key in SPKI PEM.
 * @throws Error as `readSigningKey`. A private key is refused: it has no business at an oven.
 */
export function readVerifyingKey(text: string): VerifyingKey {
  const file = fileIn(text);
  if (file === undefined) return text;
  const readPublic = (pem: string) => {
    if (pem.includes('PRIVATE KEY')) throw new Error('a private key');
    return createPublicKey(pem);
  };
  return { ed25519Public: readEd25519(file, 'public key in SPKI PEM', readPublic) };
}

function fileIn(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

function readEd25519(file: string, what: string, read: (pem: string) => KeyObject): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`the file ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const key = keyIn(pem, read);
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error(`the file ${file} holds no Ed25519 ${what}`);
  return key;
}

function keyIn(pem: string, read: (pem: string) => KeyObject): KeyObject | undefined {
  try {
    return read(pem);
  } catch {
    return undefined;
  }
}
