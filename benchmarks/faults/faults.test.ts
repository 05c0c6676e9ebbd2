import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { isBroken, measureFaults } from './faults.ts';
import { findPostgres } from './own-postgres.ts';
import { TcpProxy } from './tcp-proxy.ts';

test('a link passes, goes silent, keeps what came, and breaks', async () => {
  const echo = createServer((socket) => socket.pipe(socket).on('error', () => {}));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const proxy = await TcpProxy.start((echo.address() as AddressInfo).port);
  const client = connect(proxy.port, '127.0.0.1').on('error', () => {});
  client.write('one');
  expect(String((await once(client, 'data'))[0])).toBe('one');
  proxy.set('stall');
  let heard = '';
  client.on('data', (bytes) => {
    heard += String(bytes);
  });
  client.write('two');
  const second = connect(proxy.port, '127.0.0.1').on('error', () => {});
  await once(second, 'connect');
  expect(heard).toBe('');
  proxy.set('pass');
  second.write('three');
  await once(second, 'data');
  await expect.poll(() => heard).toBe('two');
  proxy.cut();
  await Promise.all([once(client, 'close'), once(second, 'close')]);
  await proxy.close();
  echo.close();
});

test('a link that gets quicker again keeps the order', async () => {
  const echo = createServer((socket) => socket.pipe(socket).on('error', () => {}));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  const [proxy, other] = [await TcpProxy.start(port), await TcpProxy.start(port)];
  const client = connect(proxy.port, '127.0.0.1').on('error', () => {});
  let heard = '';
  client.on('data', (bytes) => {
    heard += String(bytes);
  });
  proxy.delayMs = 300;
  client.write('slow ');
  // Once this has been there and back on another link, the first one has long taken what it delays.
  const probe = connect(other.port, '127.0.0.1').on('error', () => {});
  probe.write('x');
  await once(probe, 'data');
  proxy.delayMs = 0;
  client.write('quick');
  await expect.poll(() => heard).toBe('slow quick');
  await proxy.close();
  await other.close();
  echo.close();
});

test('a fault that does not exist is refused with the names of those that do', async () => {
  await expect(measureFaults({ kinds: ['flood'], repeats: 1, seed: 1, lanes: 1 }, () => {})).rejects.toThrow(
    'there is no fault "flood"; there are api-kill,',
  );
});

test.skipIf(!findPostgres())(
  'sessions that are ended under load: nothing is lost or doubled',
  async () => {
    const lines: string[] = [];
    const { rows } = await measureFaults({ kinds: ['sessions-ended'], repeats: 1, seed: 1, lanes: 1 }, (line) =>
      lines.push(line),
    );
    expect(rows).toMatchObject([{ kind: 'sessions-ended', repeats: 1, findings: [] }]);
    expect(rows[0].acknowledged).toBe(17);
    expect(isBroken(rows[0])).toBe(false);
    expect(lines.join('\n')).toContain('holds');
  },
  300_000,
);
