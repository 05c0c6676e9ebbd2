/** Asks `/livez` at a steady pace while something else loads the service. */
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const intervalMs = 50;

export interface Probe {
  /** @returns what each probe took, in milliseconds from the moment it was meant to be sent; Infinity for one that failed. */
  stop(): Promise<readonly number[]>;
}

export function startProbe(url: string): Probe {
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  const underWay: Promise<void>[] = [];
  const stopping = new AbortController();
  const run = async () => {
    const start = performance.now();
    for (let number = 1; !stopping.signal.aborted; number++) {
      const due = start + number * intervalMs;
      await pause(Math.max(0, due - performance.now()));
      underWay.push(
        ask(`${url}/livez`, agent).then((fine) => {
          latencies.push(fine ? performance.now() - due : Number.POSITIVE_INFINITY);
        }),
      );
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(underWay);
      agent.destroy();
      return latencies;
    },
  };
}

function ask(url: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
      response.on('error', () => resolve(false));
    }).on('error', () => resolve(false));
  });
}
