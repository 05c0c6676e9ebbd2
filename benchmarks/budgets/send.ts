/** Sends plan-requests to a service and keeps what came back, with the time that the caller saw. */
import type { BudgetedRequest } from './requests.ts';

export interface Answer {
  readonly sent: BudgetedRequest;
  readonly status: number;
  /** From sending to the last byte. */
  readonly elapsedMs: number;
  readonly body: string;
}

/** Sends all of them, `connections` at a time, in order. */
export async function sendAll(
  url: string,
  requests: readonly BudgetedRequest[],
  connections: number,
): Promise<readonly Answer[]> {
  // Written before the clock starts; what is left to measure is the service and the wire.
  const waiting = requests.map((sent) => {
    const { kind: _, ...body } = sent.request;
    return { sent, address: `${url}/v1/solve/${sent.request.kind}`, body: JSON.stringify(body) };
  });
  const answers: Answer[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const start = performance.now();
      const response = await fetch(next.address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: next.body,
      });
      const body = await response.text();
      answers.push({ sent: next.sent, status: response.status, elapsedMs: performance.now() - start, body });
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return answers;
}
