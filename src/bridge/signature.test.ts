import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { canonicalJson } from './canonical-json.ts';
import { readSigningKey, readVerifyingKey } from './key-files.ts';
import { isSigned, type SigningKey, sign, siteKey, type VerifyingKey } from './signature.ts';
import { signedCommand, testKey, unsignedCommand } from './testing/fixtures.ts';

/** The pair whose seed is the bytes 0 to 31. */
const header = Buffer.from('302e020100300506032b657004220420', 'hex');
const der = Buffer.concat([header, Buffer.from(Array.from({ length: 32 }, (_, index) => index))]);
const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(privateKey);
const pair = { sign: { ed25519Private: privateKey }, check: { ed25519Public: publicKey } };

describe('canonical form', () => {
  test.each([
    // RFC 8785, section 3.2.2.3 and appendix B: numbers are those of ECMAScript.
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [5e-324, '5e-324'],
    [Number.MAX_VALUE, '1.7976931348623157e+308'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [1 / 3, '0.3333333333333333'],
    // Section 3.2.2.2: controls by their short escapes, else in lower hexadecimal; nothing else is escaped.
    ['\b\t\n\f\r"\\', String.raw`"\b\t\n\f\r\"\\"`],
    ['\u0000\u001f\u007f', `"\\u0000\\u001f\u007f"`],
    ['\u20ac/ё', '"\u20ac/ё"'],
    ['\ud83d\ude02', '"\ud83d\ude02"'],
    // Section 3.2.3: keys by UTF-16 code units, so a surrogate pair comes before U+FB33.
    [
      { '\ufb33': 1, '\ud83d\ude02': 2, '\u20ac': 3, '10': 4, '9': 5, a: 6, A: 7 },
      '{"10":4,"9":5,"A":7,"a":6,"\u20ac":3,"\ud83d\ude02":2,"\ufb33":1}',
    ],
    [{ b: [true, null, { d: 1, c: [] }], a: undefined }, '{"b":[true,null,{"c":[],"d":1}]}'],
  ])('of %j', (value, canonical) => {
    expect(canonicalJson(value)).toBe(canonical);
  });

  test('does not depend on the order of members, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ['a number that is not one', { a: Number.NaN }],
    ['an infinite number', [Number.POSITIVE_INFINITY]],
    ['half of a surrogate pair', { a: '\ud83d' }],
    ['the same in a key', { '\ude02': 1 }],
    ['undefined in a list', [undefined]],
    ['a big integer', { a: 1n }],
    ['33 levels', Array.from({ length: 32 }).reduce((inner) => [inner], [])],
  ])('there is none of %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe.each<[string, SigningKey, VerifyingKey, VerifyingKey]>([
  ['a secret', testKey, testKey, `${testKey}!`],
  ['an Ed25519 pair', pair.sign, pair.check, { ed25519Public: generateKeyPairSync('ed25519').publicKey }],
])('a signature by %s', (_, signing, verifying, another) => {
  test('holds over the wire, and breaks with any change, another key or no signature', () => {
    const command = JSON.parse(JSON.stringify(sign(unsignedCommand(), signing)));
    expect(isSigned(command, verifying)).toBe(true);
    expect(isSigned({ ...command, epoch: command.epoch + 1 }, verifying)).toBe(false);
    expect(isSigned({ ...command, more: null }, verifying)).toBe(false);
    expect(isSigned(command, another)).toBe(false);
    expect(isSigned(unsignedCommand(), verifying)).toBe(false);
    for (const value of ['', 'A', command.signature.value.slice(0, -2), `${command.signature.value}AAAA`])
      expect(isSigned({ ...command, signature: { ...command.signature, value } }, verifying)).toBe(false);
  });

  test('is not asked for by what is no message, and ends nothing', () => {
    const deep = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    const { signature } = sign({}, signing);
    for (const nonsense of [
      null,
      1,
      'text',
      [],
      { signature: null },
      { ...deep, signature },
      { a: '\ud83d', signature },
    ])
      expect(isSigned(nonsense, verifying)).toBe(false);
  });
});

describe('a signature', () => {
  test('is checked by the algorithm of the key, whatever the message says', () => {
    const byPair = sign(unsignedCommand(), pair.sign);
    expect(isSigned(byPair, testKey)).toBe(false);
    expect(isSigned(signedCommand(), pair.check)).toBe(false);
    // The public key is no secret: who knows it must not be able to sign with it.
    const known = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const algorithm of ['hmac-sha256', 'ed25519', 'none', undefined]) {
      const forged = { ...sign(unsignedCommand(), known), algorithm };
      expect(isSigned({ ...forged, signature: { ...forged.signature, algorithm } }, pair.check)).toBe(false);
      if (algorithm !== 'ed25519')
        expect(isSigned({ ...byPair, signature: { ...byPair.signature, algorithm } }, pair.check)).toBe(false);
    }
  });

  test('known answers, for authors of gateways', () => {
    // printf '{"a":1,"b":[true,null]}' | openssl dgst -sha256 -hmac secret -binary | basenc --base64url | tr -d =
    expect(sign({ b: [true, null], a: 1 }, 'secret').signature).toEqual({
      algorithm: 'hmac-sha256',
      value: 'XGX5_pzmBx6OZ2W9v93i6bxmIfyJ__0f6bqeDDnK91U',
    });
    // openssl pkeyutl -sign -inkey private.pem -rawin -in message | basenc --base64url -w0 | tr -d =
    expect(sign({ b: [true, null], a: 1 }, pair.sign).signature).toEqual({
      algorithm: 'ed25519',
      value: 'huIYfpszDYBsw9vWk6zjRHIFVRHOxzV2BFAmtvLSZWkkKILa-bY9pAt6RJK5SulzWcnV6yIBJhPDEmx3NAl5Aw',
    });
  });

  test('a message that has no canonical form is not signed', () => {
    const [setpoint] = unsignedCommand().setpoints;
    const command = unsignedCommand({ setpoints: [{ ...setpoint, value: Number.NaN }] });
    for (const key of [testKey, pair.sign]) expect(() => sign(command, key)).toThrow('the number NaN');
  });

  test('a site without a key of its own gets that of *, if there is one', () => {
    expect(siteKey({ a: '1', '*': '2' }, 'a')).toBe('1');
    expect(siteKey({ a: '1', '*': '2' }, 'b')).toBe('2');
    expect(siteKey({ a: '1' }, 'toString')).toBeUndefined();
  });
});

describe('keys in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return `ed25519:${join(folder, name)}`;
  };
  const ownPrivate = file('private.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const ownPublic = file('public.pem', publicKey.export({ type: 'spki', format: 'pem' }));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

  test('of one pair fit together', () => {
    expect(isSigned(sign({ a: 1 }, readSigningKey(ownPrivate)), readVerifyingKey(ownPublic))).toBe(true);
  });

  test('anything else is a secret', () => {
    expect(readSigningKey('a secret')).toBe('a secret');
    expect(readVerifyingKey('a secret')).toBe('a secret');
  });

  test.each([
    ['no file', 'ed25519:/nowhere.pem', 'the file /nowhere.pem cannot be read (ENOENT)'],
    ['no key', file('text.pem', 'abc'), 'holds no Ed25519 private key in PKCS#8 PEM'],
    ['a key of another kind', file('rsa.pem', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })), 'no Ed25519'],
    ['the public half', ownPublic, 'holds no Ed25519 private key'],
  ])('a bridge refuses %s', (_, text, message) => {
    expect(() => readSigningKey(text)).toThrow(message);
    expect(() => loadConfig({ TAKT_SITE_KEYS: `works=${text}` })).toThrow(
      /^TAKT_SITE_KEYS for works: the file .*; it takes /,
    );
  });

  test('an oven refuses the private half', () => {
    expect(() => readVerifyingKey(ownPrivate)).toThrow('holds no Ed25519 public key in SPKI PEM');
  });

  test('the settings take both forms beside each other', () => {
    const { siteKeys } = loadConfig({ TAKT_SITE_KEYS: `works=${ownPrivate},*=0123456789abcdef` });
    expect(siteKeys['*']).toBe('0123456789abcdef');
    expect(isSigned(sign({}, siteKeys.works), pair.check)).toBe(true);
  });
});
