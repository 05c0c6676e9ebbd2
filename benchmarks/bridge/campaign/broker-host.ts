/** The embedded broker in a process of its own, so that it can be killed. */
import { once } from 'node:events';
import { startEmbeddedBroker } from '../../../src/bridge/broker.ts';

const [{ port }] = (await once(process, 'message')) as [{ port: number }];
const broker = await startEmbeddedBroker({ port });
process.send!({ ready: true });
await once(process, 'disconnect');
await broker.close();
process.exit(0);
