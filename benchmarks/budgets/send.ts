/** Sends plan-requests to a service and keeps what came back, with the time that the caller saw. */
import type { PlanRequest } from '../../models/plan-request.ts';
import type { BudgetedRequest } from './requests.ts';

export interface Answer {
  readonly sent: BudgetedRequest;
  readonly request: PlanRequest;
  /** 0 where the connection broke. */
  readonly status: number;
  /** From sending to the last byte. */
  readonly elapsedMs: number;
  readonly body: string;
}

/** Seconds that the service is asked to hold the answer of a kept plan back. */
const waitSeconds = 30;

/** Writes requests before the first is sent, so that nothing but sending takes time meanwhile. */
export function writeAll(url: string, requests: readonly BudgetedRequest[]): readonly Written[] {
  return requests.map((sent) => written(url, sent));
}

/** Sends all of them, `connections` at a time, in order; answers are kept as they came. */
export async function sendAll(requests: readonly Written[], connections: number): Promise<readonly Answer[]> {
  const waiting = [...requests];
  const answers: Answer[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) answers.push(await send(next));
  };
  await Promise.all(Array.from({ length: connections }, work));
  return answers;
}

export type Written = ReturnType<typeof written>;

function written(url: string, sent: BudgetedRequest) {
  const request = sent.build();
  const { kind, ...rest } = request;
  const isKept = sent.route === 'plans';
  return {
    sent,
    request,
    address: isKept ? `${url}/v1/plans` : `${url}/v1/solve/${kind}`,
    headers: { 'content-type': 'application/json', ...(isKept && { prefer: `wait=${waitSeconds}` }) },
    body: JSON.stringify(isKept ? request : rest),
  };
}

async function send({ sent, request, address, headers, body }: Written): Promise<Answer> {
  const start = performance.now();
  const ended = (status: number, text: string) => ({
    ...{ sent, request, status },
    elapsedMs: performance.now() - start,
    body: text,
  });
  try {
    const response = await fetch(address, { method: 'POST', headers, body });
    return ended(response.status, await response.text());
  } catch (error) {
    return ended(0, String(error));
  }
}
