/** Child processes of a measurement that live as long as their channel. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  readonly process: ChildProcess;
  /** Ends it and waits for its end. */
  close(): Promise<void>;
}

/**
 * Starts a module that sends one message when it is ready.
 * @throws where it ends before.
 */
export async function startChild<Ready>(
  module: URL,
  ...words: readonly string[]
): Promise<Child & { readonly ready: Ready }> {
  const child = fork(module, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const message = await Promise.race([
    once(child, 'message').then(([first]) => first as Ready),
    ended.then(([code, signal]) => {
      throw new Error(`${module.pathname} ended before it was ready (${signal ?? code})`);
    }),
  ]);
  const close = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  return { process: child, ready: message, close };
}
