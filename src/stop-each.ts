/** Stopping the parts of the service, whatever becomes of one of them. */
import type { Logger } from 'pino';

export type Stop = () => unknown;

/** One after the other, in their order. Never rejects: a part that cannot be stopped must not leave the others open. */
export async function stopEach(stops: Iterable<Stop>, log: Logger): Promise<void> {
  for (const stop of stops)
    try {
      await stop();
    } catch (error) {
      log.error({ err: error }, 'a part of the service could not be stopped; the others are');
    }
}
