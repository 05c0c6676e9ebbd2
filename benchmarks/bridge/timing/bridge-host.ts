/** A process that is nothing but a bridge. Hands out its figures when asked; ends when its parent does. */
import { once } from 'node:events';
import { openPostgres } from '../../../src/db/postgres.ts';
import { MeasuredBridge, type MeasuredBridgeOptions } from './measured-bridge.ts';

export interface BridgeHostOptions extends MeasuredBridgeOptions {
  readonly databaseUrl: string;
}

const [{ databaseUrl, ...options }] = (await once(process, 'message')) as [BridgeHostOptions];
const database = openPostgres(databaseUrl);
const bridge = new MeasuredBridge({ ...options, database });
process.on('message', () => process.send!(bridge.figures()));
process.send!({ ready: true });
await once(process, 'disconnect');
await bridge.stop();
await database.close();
process.exit(0);
