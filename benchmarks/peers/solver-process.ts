/** Process of one solver for one task: argument 1 names the solver, protocol.ts says what comes and goes. */
import { readFileSync, writeSync } from 'node:fs';
import { peakRssMb } from '../meta.ts';
import { nodeDrivers } from './drivers/index.ts';
import { unpackModel } from './packed-model.ts';
import type { SolverEvent, Task } from './protocol.ts';

/** Written at once, so that what was told stands even where a library brings the process down. */
function tell(event: SolverEvent): void {
  const text = Buffer.from(`${JSON.stringify(event)}\n`);
  for (let done = 0; done < text.length; )
    try {
      done += writeSync(1, text, done);
    } catch (error) {
      // The reader is behind.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
}

async function main(): Promise<void> {
  const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
  let driver: Awaited<ReturnType<(typeof nodeDrivers)[string]>>;
  try {
    driver = await nodeDrivers[process.argv[2]]();
  } catch (error) {
    tell({ event: 'missing', reason: messageOf(error) });
    return;
  }
  const start = performance.now();
  const before = process.cpuUsage();
  tell({ event: 'ready', version: driver.version });
  if (task.probe) return;
  const elapsedMs = () => performance.now() - start;
  const { calledCpuMs = 0, ...ended } = await driver.solve({
    timeMs: task.timeMs,
    seed: task.seed,
    problem: () => task.problem!,
    model: () => unpackModel(task.model!),
    request: () => task.request,
    schedule: () => task.schedule,
    rounds: () => task.rounds!,
    workers: task.workers ?? 1,
    elapsedMs,
    found: (objective, solution) => tell({ event: 'found', atMs: elapsedMs(), objective, solution }),
  });
  const atMs = elapsedMs();
  const { user, system } = process.cpuUsage(before);
  tell({ event: 'end', ...ended, atMs, cpuMs: (user + system) / 1000 + calledCpuMs, peakRssMb: peakRssMb() });
}

/** The first line; of a library that cannot be loaded the cause says more than the wrapper. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0];
}

await main();
// Libraries may have left threads behind that would keep the process alive.
process.exit(0);
