/** A closed loop: each connection asks again as soon as it has its answer, so the rate is what the server can give. */
import autocannon from 'autocannon';

export interface ClosedLoop {
  readonly url: string;
  readonly connections: number;
  readonly durationS: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ClosedLoopResult {
  readonly answers: number;
  /** Answers a second, over the whole time. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p97_5Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that broke and requests that got no answer in ten seconds. */
  readonly errors: number;
}

export async function closedLoop(options: ClosedLoop): Promise<ClosedLoopResult> {
  const { url, connections, durationS, body, headers } = options;
  const result = await autocannon({
    url,
    connections,
    duration: durationS,
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }),
  });
  const { latency, requests, statusCodeStats = {} } = result;
  return {
    answers: requests.total,
    rate: requests.total / result.duration,
    p50Ms: latency.p50,
    p97_5Ms: latency.p97_5,
    p99Ms: latency.p99,
    maxMs: latency.max,
    statuses: Object.fromEntries(Object.entries(statusCodeStats).map(([status, { count }]) => [status, count ?? 0])),
    errors: result.errors,
  };
}
