/**
 * The service in a process of its own, so that who measures it takes nothing from its event loop. Lives as long as the
 * channel to the process that started it, and answers each message on it with its footprint.
 */
import { toErrorData } from '../../models/errors.ts';
import { loadConfig } from '../../src/config.ts';
import { startService } from '../../src/main.ts';
import { takeFootprint } from './footprint.ts';

// Disconnected before it had started: the handler below closes it then.
const disconnected = new Promise<void>((resolve) => process.once('disconnect', resolve));
try {
  const settings = JSON.parse(process.argv[2]) as Record<string, string>;
  const registryModule = process.argv[3] ? new URL(process.argv[3]) : undefined;
  const service = await startService(loadConfig(settings), { environment: {}, registryModule });
  process.on('message', () => process.send!(takeFootprint(service.app.pool?.stats().childPid)));
  if (process.connected) process.send!({ url: service.url });
  await disconnected;
  await service.close();
  process.exit(0);
} catch (error) {
  if (process.connected) process.send!({ error: toErrorData(error) });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}
