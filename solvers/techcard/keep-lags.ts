/**
 * Greatest lags in a dispatched plan: the kernel places operations one after another and may leave too long a pause behind
 * one. The run is then repeated with that operation held back by the excess, until all lags hold or hope is lost.
 */
import { type Instance, never } from './instance.ts';
import type { Kernel, Run, RunOptions } from './kernel.ts';
import { excessOf } from './waits.ts';

const mostRounds = 100;

/** @returns the first run that keeps all lags, else the one that breaks the fewest seconds; `notBefore` is not changed. */
export function runKeepingLags(kernel: Kernel, options: RunOptions): Run {
  const { instance } = kernel;
  let run = kernel.run({ ...options, log: false });
  let notBefore = options.notBefore;
  let best = { notBefore, excess: excessAll(instance, run) };
  for (let round = 0; round < mostRounds && best.excess > 0; round += 1) {
    const raised = holdBack(instance, run, notBefore ?? new Int32Array(instance.operations).fill(-never));
    if (!raised) break;
    notBefore = raised;
    run = kernel.run({ ...options, notBefore, log: false });
    const excess = excessAll(instance, run);
    if (excess < best.excess) best = { notBefore, excess };
  }
  if (notBefore === best.notBefore && !options.log) return run;
  return kernel.run({ ...options, notBefore: best.notBefore });
}

/** A dead end counts as worse than any broken lag. */
function excessAll({ lags }: Instance, { violatedLags, schedule, deadEnd }: Run): number {
  if (deadEnd) return Infinity;
  return violatedLags.reduce((sum, lag) => sum + excessOf(lags, schedule, lag), 0);
}

/** Holds back what each broken lag ends at. @returns undefined where nothing that is broken can be held back. */
export function holdBack(
  { lags, givenMode }: Instance,
  { violatedLags, schedule, deadEnd }: Run,
  notBefore: Int32Array,
): Int32Array | undefined {
  if (deadEnd) return undefined;
  const raised = notBefore.slice();
  let changed = false;
  for (const lag of violatedLags) {
    const to = lags.to[lag];
    if (givenMode[to] >= 0) continue;
    raised[to] = Math.max(raised[to], schedule.starts[to] + excessOf(lags, schedule, lag));
    changed = true;
  }
  return changed ? raised : undefined;
}
