/** Ctrl-C and SIGTERM, however often one key press arrives. */

/**
 * Within this time after the first signal another one is the same key press: a terminal signals every process of its
 * group, and npm, npx and the launcher each pass theirs on.
 */
const sameKeyPressMs = 1000;

/**
 * Calls `stop` at the first of the signals; a later one, sent on purpose, ends the process at once.
 * @returns what takes the handlers away again.
 */
export function onStopSignal(signals: readonly NodeJS.Signals[], stop: (signal: NodeJS.Signals) => void): () => void {
  let first: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (first === undefined) {
      first = performance.now();
      stop(signal);
    } else if (performance.now() - first > sameKeyPressMs) process.exit(1);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
}
