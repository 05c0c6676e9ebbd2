/** A service in a process of its own, for tests that kill it: prints its address, and stops when its input ends. */
import { loadConfig } from '../config.ts';
import { runUntilSignal, startService } from '../main.ts';
import { createLog } from '../telemetry/log.ts';

await runUntilSignal(async () => {
  const service = await startService(loadConfig(process.env), { log: createLog('silent'), environment: {} });
  console.log(service.url);
  // A test that dies closes the pipe, so that nothing is left running.
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
  return service;
});
process.exit(0);
