/** The service as `takt serve` runs it, with solvers that can be told to do harm. Stops when its parent is gone. */
import { toErrorData } from '../../models/errors.ts';
import { loadConfig } from '../../src/config.ts';
import { runUntilSignal, startService } from '../../src/main.ts';

try {
  await runUntilSignal(async () => {
    const service = await startService(loadConfig(process.env), {
      environment: {},
      registryModule: new URL('fault-registry.ts', import.meta.url),
    });
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    if (process.connected) process.send!({ url: service.url });
    else process.kill(process.pid, 'SIGTERM');
    return service;
  });
  process.exit(0);
} catch (error) {
  if (process.connected) process.send!({ error: toErrorData(error) });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}
