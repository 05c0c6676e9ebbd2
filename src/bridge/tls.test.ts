import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../testing/database.ts';
import { clientOptions } from './client-options.ts';
import type { Connection } from './connection.ts';
import { equipmentOf, heatsInRow, testKey } from './testing/fixtures.ts';
import { anybody, SecuredBroker } from './testing/secured-broker.ts';
import { keepPlan, Stage } from './testing/stage.ts';
import { mqttTls } from './tls.ts';

const simulator = fileURLToPath(new URL('./oven/simulator.ts', import.meta.url));

test('TLS has at least version 1.2, also where WebSockets carry it', () => {
  for (const url of ['mqtts://broker', 'wss://broker']) {
    const [, options] = clientOptions({ url, clientId: 'x', protocolVersion: 4 });
    const secure = { minVersion: 'TLSv1.2', rejectUnauthorized: true };
    expect(options).toMatchObject({ ...secure, wsOptions: secure });
  }
});

describe.skipIf(!SecuredBroker.isPossible)(
  'a broker with the shipped configuration (skipped where mosquitto is not installed)',
  () => {
    const cleanUps: (() => Promise<unknown>)[] = [];
    let broker: SecuredBroker;
    const start = async (...settings: Parameters<typeof SecuredBroker.start>) => {
      const started = await SecuredBroker.start(...settings);
      cleanUps.push(() => started.close());
      return started;
    };
    beforeEach(async () => {
      broker = await start();
    });
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
    });

    const levels = [4, 5] as const;
    test.each(levels)('a command goes through to the oven and is verified, protocol level %i', async (version) => {
      const opened = await openTestDatabase('pglite');
      cleanUps.push(() => opened.drop());
      const stage = new Stage(
        { name: 'mosquitto', backend: 'pglite', protocolVersion: version },
        opened.database,
        broker.url,
      );
      cleanUps.push(() => stage.close());
      const speed = 6000;
      const equipment = equipmentOf(stage.site, ['f1'], { rehearsal: { speed } });
      await stage.ovens({ ovens: equipment.ovens, speed, tls: broker.tlsOf(`${stage.site}/f1-oven`) });
      const bridge = stage.bridge({ tls: broker.tlsOf('takt') });
      await keepPlan(opened.database, { equipment, heats: heatsInRow(['f1'], 1, 60) });
      bridge.wake();
      const [verified] = await bridge.watcher.until('verified');
      expect(verified).toMatchObject({ oven: 'f1-oven', to: 'verified' });
    });

    test('the simulator shows the certificate of its flags', async () => {
      const { caFile, certFile, keyFile } = broker.filesOf('works/o1');
      const heard = Promise.withResolvers<string>();
      const listener = await broker.connect('takt', { onMessage: (_, payload) => heard.resolve(payload.toString()) });
      await listener.subscribe(['takt/v1/works/o1/presence']);
      const ovens = JSON.stringify([{ oven: 'o1', min: 50, max: 1000, rampPerMin: 25 }]);
      const files = ['--ca', caFile, '--cert', certFile, '--key', keyFile];
      const parameters = ['--mqtt', broker.url, '--site', 'works', '--ovens', ovens, ...files];
      const child = spawn(process.execPath, [simulator, ...parameters], {
        env: { PATH: process.env.PATH, TAKT_SITE_KEY: testKey },
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      try {
        expect(JSON.parse(await heard.promise)).toMatchObject({ oven: 'o1', online: true });
      } finally {
        child.kill();
        await ended;
      }
    });

    test('whoever shows no certificate, a wrong one or one that has run out is refused', async () => {
      const { caFile } = broker.filesOf('takt');
      const other = await start();
      const stranger = other.filesOf('takt');
      const warnings: string[] = [];
      const refusalOf = async (files: Parameters<typeof mqttTls>[0]) => {
        const tls = mqttTls(files, (_, message) => warnings.push(message));
        return (await broker.attempt({ tls })).refusal;
      };
      expect(await refusalOf({ caFile })).toMatch(/certificate required|closed|ECONNRESET/);
      expect(await refusalOf({ ...stranger, caFile })).toMatch(/unknown ca|decrypt error|closed|ECONNRESET/);
      expect(warnings).toEqual([]);
      expect(await refusalOf(broker.filesOf('takt', -1))).toMatch(/certificate expired|closed|ECONNRESET/);
      expect(warnings).toEqual(['the certificate for the broker has expired: it will be refused']);
      expect(await refusalOf(broker.filesOf('takt'))).toBeUndefined();
    });

    test('a broker of another authority or another name is refused, whatever the environment says', async () => {
      const { caFile } = (await start()).filesOf('takt');
      const files = broker.filesOf('takt');
      const disguised = await start({ names: ['broker.example'] });
      const { NODE_TLS_REJECT_UNAUTHORIZED: before } = process.env;
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
      try {
        const otherAuthority = await broker.attempt({ tls: mqttTls({ ...files, caFile }, () => {}) });
        expect(otherAuthority.refusal).toMatch(/self-signed certificate in certificate chain|unable to verify/);
        const noAuthority = await broker.attempt({ tls: mqttTls({ ...files, caFile: undefined }, () => {}) });
        expect(noAuthority.refusal).toMatch(/self-signed certificate in certificate chain|unable to verify/);
        const otherName = await disguised.attempt({ tls: disguised.tlsOf('takt') });
        expect(otherName.refusal).toMatch(/IP: 127\.0\.0\.1 is not in the cert's list/);
      } finally {
        if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
        else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
      }
    });

    test('a renewed certificate is taken at the next connect', async () => {
      const files = broker.filesOf('takt');
      let again = Promise.withResolvers<void>();
      const { connection } = await broker.attempt({
        tls: mqttTls(files, () => {}),
        onConnect: () => again.resolve(),
      });
      await expect(connection.publish('a/b', 'x')).rejects.toThrow(
        'the broker refused a message to a/b: Not authorized',
      );
      again = Promise.withResolvers<void>();
      broker.replace(files, broker.filesOf(anybody));
      await broker.mosquitto.kill();
      await broker.mosquitto.startAgain();
      await again.promise;
      await connection.publish('a/b', 'x');
    });

    test('a pair that is half renewed is not taken, and the one before stays', () => {
      const files = broker.filesOf('takt');
      const warnings: object[] = [];
      const tls = mqttTls(files, (details) => warnings.push(details));
      const before = tls();
      writeFileSync(files.keyFile, readFileSync(broker.filesOf(anybody).keyFile));
      expect(tls()).toEqual(before);
      expect(warnings).toEqual([
        { error: expect.stringMatching(/TAKT_MQTT_KEY\) does not belong to .*TAKT_MQTT_CERT/) },
      ]);
      broker.replace(files, broker.filesOf(anybody));
      expect(tls().cert).not.toEqual(before.cert);
      expect(warnings).toHaveLength(1);
    });

    test.each([
      ['caFile', 'TAKT_MQTT_CA', 'one or more certificates of authorities in PEM'],
      ['certFile', 'TAKT_MQTT_CERT', 'a certificate chain in PEM'],
      ['keyFile', 'TAKT_MQTT_KEY', 'a private key in PEM without a passphrase'],
    ] as const)('a file that does not fit stops the start: %s', (name, setting, would) => {
      const files = broker.filesOf('takt');
      const file = `${broker.mosquitto.folder}/nothing.pem`;
      expect(() => mqttTls({ ...files, [name]: file }, () => {})).toThrow(
        `${file} (${setting}) cannot be read (ENOENT)`,
      );
      writeFileSync(file, 'nothing');
      expect(() => mqttTls({ ...files, [name]: file }, () => {})).toThrow(`${file} (${setting}) is not ${would}`);
    });

    test('with passwords: the right one gets in, others and none do not, and no error repeats one', async () => {
      const password = 'half:way%up @ the/hill';
      const strict = await start({ configuration: 'passwords.conf', passwords: { takt: password } });
      const { caFile } = strict.filesOf('nobody');
      const tls = mqttTls({ caFile }, () => {});
      const at = (user: string) => strict.url.replace('//', `//${user}`);
      const right = await strict.attempt({ url: at(`takt:${encodeURIComponent(password)}@`), tls });
      expect(right.refusal).toBeUndefined();
      await right.connection.publish('takt/v1/works/o1/cmd', '{}');
      expect((await strict.attempt({ url: at('takt:wrong-one@'), tls })).refusal).toBe(
        'Connection refused: Not authorized',
      );
      expect((await strict.attempt({ url: at(''), tls })).refusal).toBe('Connection refused: Not authorized');
      const nowhere = await strict.attempt({ url: 'mqtts://takt:wrong-one@127.0.0.1:1', tls });
      expect(nowhere.refusal).toMatch(/ECONNREFUSED/);
      expect(nowhere.refusal).not.toContain('wrong-one');
    });

    test('subscriptions and messages beyond what the broker takes at once all arrive', async () => {
      const count = 500;
      const heard: string[] = [];
      const all = Promise.withResolvers<void>();
      const receiver: Connection = await broker.connect(anybody, {
        onMessage: (_, payload) => {
          if (heard.push(payload.toString()) === count) all.resolve();
        },
      });
      await receiver.subscribe(['a/+']);
      const numbers = Array.from({ length: count }, (_, at) => String(at));
      const sender = await broker.connect(anybody);
      await Promise.all(numbers.map((number) => sender.publish(`a/${number}`, number)));
      await all.promise;
      expect(heard).toEqual(numbers);
    });
  },
);
