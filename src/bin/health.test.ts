import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { selfSigned } from '../testing/certificate.ts';

const root = new URL('../../', import.meta.url);
const dockerfile = readFileSync(new URL('Dockerfile', root), 'utf8');

/** Exit code of the image's own check. */
async function check(environment: Record<string, string>): Promise<number> {
  const [command, ...words] = JSON.parse(/^HEALTHCHECK [^[]*CMD (\[.*\])$/m.exec(dockerfile)![1]) as string[];
  expect(command).toBe('node');
  const child = spawn(process.execPath, words, { cwd: fileURLToPath(root), env: environment });
  const [code] = (await once(child, 'exit')) as [number];
  return code;
}

test('the health check of the image asks by the scheme and at the port of the settings', async () => {
  const answering: RequestListener = ({ url }, response) => response.writeHead(url === '/livez' ? 200 : 404).end();
  const servers: Server[] = [
    createServer(answering),
    createSecureServer(selfSigned(), answering),
    createServer((_, response) => response.writeHead(503).end()),
  ];
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  const [plain, secure, ill] = servers.map((server) => String((server.address() as AddressInfo).port));
  const host = { TAKT_HOST: '0.0.0.0' };
  const tls = { TAKT_TLS_CERT: '/etc/takt/tls.crt' };
  expect(
    await Promise.all([
      check({ ...host, TAKT_PORT: plain }),
      check({ ...host, TAKT_PORT: secure, ...tls }),
      check({ ...host, TAKT_PORT: secure }),
      check({ ...host, TAKT_PORT: ill }),
    ]),
  ).toEqual([0, 0, 1, 1]);
  for (const server of servers) server.close();
});
