/** A process that is nothing but a bridge. Says what it holds when asked; ends when its parent does. */
import { once } from 'node:events';
import { Bridge, type BridgeOptions } from '../../../src/bridge/relay.ts';
import { openPostgres } from '../../../src/db/postgres.ts';

export interface BridgeHostOptions extends Pick<BridgeOptions, 'mqttUrl' | 'siteKeys' | 'protocolVersion' | 'times'> {
  readonly databaseUrl: string;
}

const log = {
  info() {},
  warn(details: object, message: string) {
    process.stderr.write(`${new Date().toISOString()} ${process.pid} ${message} ${JSON.stringify(details)}\n`);
  },
  error(details: object, message: string) {
    log.warn(details, message);
  },
};

const [{ databaseUrl, ...options }] = (await once(process, 'message')) as [BridgeHostOptions];
const database = openPostgres(databaseUrl);
const bridge = new Bridge({ ...options, database, log });
bridge.start();
process.on('message', () => process.send!(bridge.stats()));
process.send!({ ready: true });
await once(process, 'disconnect');
await bridge.stop();
await database.close();
process.exit(0);
