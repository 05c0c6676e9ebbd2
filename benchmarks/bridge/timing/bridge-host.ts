/** A process that is nothing but a bridge. Hands out its figures when asked; ends when its parent does. */
import { once } from 'node:events';
import { openPostgres } from '../../../src/db/postgres.ts';
import { EquipmentFeed } from '../../../src/equipment/feed.ts';
import { MeasuredBridge, type MeasuredBridgeOptions } from './measured-bridge.ts';

export interface BridgeHostOptions extends MeasuredBridgeOptions {
  readonly databaseUrl: string;
}

const [{ databaseUrl, ...options }] = (await once(process, 'message')) as [BridgeHostOptions];
const database = openPostgres(databaseUrl);
// As in the service: it hears of work that others write, and tells them what it wrote down itself.
const feed = new EquipmentFeed(database);
const bridge = new MeasuredBridge({ ...options, database, onChanged: (site) => feed.tell(site, 'report') });
feed.onChange((change, site) => {
  if (change === 'work') bridge.wake(site);
});
await feed.start();
process.on('message', () => process.send!(bridge.figures()));
process.send!({ ready: true });
await once(process, 'disconnect');
await bridge.stop();
await feed.stop();
await database.close();
process.exit(0);
