/** What watching the service costs: recording figures, collecting all of them as text, a line of the log. */
import { createLog } from '../../src/telemetry/log.ts';
import { Metrics } from '../../src/telemetry/metrics.ts';

/** Microseconds of processor time for one call of `run`. */
async function cpuOf(times: number, run: (at: number) => unknown): Promise<number> {
  for (let at = 0; at < times / 10; at++) await run(at);
  const before = process.cpuUsage();
  for (let at = 0; at < times; at++) await run(at);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

export async function measureTelemetry(): Promise<object[]> {
  const metrics = new Metrics({ queue: async () => ({ count: 1, oldestMs: 1 }), running: () => 1 });
  metrics.watchProcess();
  // As many routes as the service has, with two statuses each.
  for (let at = 0; at < 40; at++) metrics.request('GET', `/v1/route-${at >> 1}`, at % 2 ? 200 : 404, at);
  const log = createLog('info', { write: () => {} });
  const line = { requestId: '01a1fcbd-bd71-7446-a56a-ddf2716651f5', method: 'POST', route: '/v1/plans', status: 202 };
  const failure = new Error('cannot reach postgres://takt:hunter2@db/takt');
  const rows = [
    { operation: 'request recorded', us: await cpuOf(200_000, (at) => metrics.request('POST', '/v1/plans', 202, at)) },
    { operation: 'statement recorded', us: await cpuOf(200_000, (at) => metrics.statement('SELECT', at % 10)) },
    { operation: 'line logged', us: await cpuOf(100_000, () => log.info(line, 'request')) },
    { operation: 'error with a secret logged', us: await cpuOf(10_000, () => log.error({ err: failure }, 'failed')) },
    { operation: 'all figures as text', us: await cpuOf(200, () => metrics.text()) },
  ];
  await metrics.close();
  return rows.map(({ operation, us }) => ({ operation, unit: 'µs of CPU', ours: us }));
}
