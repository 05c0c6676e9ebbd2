import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../testing/certificate.ts';
import { startTestService } from '../testing/service.ts';
import { Tls } from './tls.ts';

describe('TLS', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'takt-tls-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const silent = pino({ level: 'silent' });

  test('the service answers over HTTPS only, with HSTS, and not below TLS 1.2', async () => {
    const { cert, key } = selfSigned();
    const service = await startTestService({
      TAKT_ROLES: 'api',
      TAKT_TLS_CERT: write('cert.pem', cert),
      TAKT_TLS_KEY: write('key.pem', key),
    });
    try {
      expect(service.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const ask = request(`${service.url}/livez`, { ca: cert }).end();
      const [answer] = await once(ask, 'response');
      answer.resume();
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
      const port = Number(new URL(service.url).port);
      const old = connect({
        port,
        host: '127.0.0.1',
        ca: cert,
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      const [error] = await once(old, 'error');
      expect(String(error)).toMatch(/protocol version|no protocols available/i);
      await expect(fetch(service.url.replace('https', 'http'))).rejects.toThrow();
    } finally {
      await service.close();
    }
  });

  test('a renewed certificate is taken over without a restart; one that does not fit is not', async () => {
    const [first, second, stranger] = [selfSigned(), selfSigned(), selfSigned()];
    const certFile = write('renewed.pem', first.cert);
    const keyFile = write('renewed-key.pem', first.key);
    const tls = new Tls({ certFile, keyFile }, silent);
    const server = createServer(tls.context, (_, reply) => reply.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const fingerprint = async () => {
      const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { raw } = socket.getPeerCertificate();
      socket.destroy();
      return raw.toString('base64');
    };
    const bare = (pem: string) => pem.replace(/-----.*-----|\n/g, '');
    try {
      expect(await fingerprint()).toBe(bare(first.cert));
      tls.look(server);
      expect(await fingerprint()).toBe(bare(first.cert));
      writeFileSync(keyFile, second.key);
      tls.look(server);
      expect(await fingerprint()).toBe(bare(first.cert));
      writeFileSync(certFile, second.cert);
      tls.look(server);
      expect(await fingerprint()).toBe(bare(second.cert));
      writeFileSync(certFile, `${stranger.cert}\n`);
      tls.look(server);
      expect(await fingerprint()).toBe(bare(second.cert));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test.each([
    [
      'a missing file',
      () => ({ certFile: join(folder, 'none.pem'), keyFile: write('k1.pem', selfSigned().key) }),
      /none\.pem \(TAKT_TLS_CERT\) cannot be read \(ENOENT\)/,
    ],
    [
      'no certificate',
      () => ({ certFile: write('c2.pem', 'hello'), keyFile: write('k2.pem', selfSigned().key) }),
      /c2\.pem \(TAKT_TLS_CERT\) is not a certificate chain in PEM/,
    ],
    [
      'no key',
      () => ({ certFile: write('c3.pem', selfSigned().cert), keyFile: write('k3.pem', 'SECRET') }),
      /k3\.pem \(TAKT_TLS_KEY\) is not a private key in PEM without a passphrase$/,
    ],
    [
      'the key of another',
      () => ({ certFile: write('c4.pem', selfSigned().cert), keyFile: write('k4.pem', selfSigned().key) }),
      /k4\.pem \(TAKT_TLS_KEY\) does not belong to the first certificate in .*c4\.pem/,
    ],
  ])('%s stops the start with a sentence', (_, files, sentence) => {
    expect(() => new Tls(files(), silent)).toThrow(sentence);
  });

  test('an expired certificate is told of', () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
    const { cert, key } = selfSigned(new Date(Date.now() - 1000));
    new Tls({ certFile: write('c5.pem', cert), keyFile: write('k5.pem', key) }, log);
    expect(lines.join()).toContain('the certificate has expired');
  });
});
