import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poissonArrivals } from './arrivals.ts';
import { openLoop } from './open-loop.ts';
import { measureOverhead } from './overhead.ts';
import { startProbe } from './probe.ts';
import { isMet, verdictTable } from './verdict.ts';

test('arrivals: as many as the rate says, ascending, the same for the same seed', () => {
  const arrivals = poissonArrivals(100, 100_000, 1);
  // 10,000 in the mean, with a standard deviation of 100.
  expect(Math.abs(arrivals.length - 10_000)).toBeLessThan(400);
  expect(arrivals.every((at, index) => index === 0 || at >= arrivals[index - 1])).toBe(true);
  expect(arrivals.at(-1)).toBeLessThan(100_000);
  expect(poissonArrivals(100, 100_000, 1)).toEqual(arrivals);
  expect(poissonArrivals(100, 100_000, 2)).not.toEqual(arrivals);
  // Gaps of a Poisson process vary as much as they last: those of a steady pace do not vary at all.
  const gaps = arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.9);
});

test('a verdict has a least value, a greatest one, or none', () => {
  const verdict = { what: 'goodput', value: 0.9, unit: '' };
  expect([verdict, { ...verdict, atLeast: 0.9 }, { ...verdict, atMost: 0.9 }].map(isMet)).toEqual([true, true, true]);
  expect(
    [
      { ...verdict, atLeast: 0.91 },
      { ...verdict, atMost: 0.89 },
    ].map(isMet),
  ).toEqual([false, false]);
  expect(isMet({ ...verdict, value: Number.NaN, atMost: 1 })).toBe(false);
  expect(verdictTable([{ ...verdict, atLeast: 0.91 }])).toContain('MISSED');
});

/** Answers when the test says so. */
const waiting: (() => void)[] = [];
const server = createServer((request, response) => {
  const answer = () => response.writeHead(503, { 'retry-after': '7' }).end('{"code":"queue-full"}');
  if (request.url === '/broken') response.destroy();
  else if (request.url === '/livez') response.end('{}');
  else if (request.url === '/gated') waiting.push(answer);
  else answer();
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('an open loop counts from the intended moment, and does not wait for answers', async () => {
  const arrivals = Float64Array.of(0, 1, 2, 3, 4);
  const running = openLoop({ url: `${url}/gated`, arrivals, body: (number) => `${number}`, mostInFlight: 3 });
  await expect.poll(() => waiting.length).toBe(3);
  // Two more were due by now; a closed loop would have sent them late and called them quick.
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const answer of waiting.splice(0)) answer();
  const { answers, notSent } = await running;
  expect([answers.length, notSent, waiting.length]).toEqual([3, 2, 0]);
  for (const { status, retryAfter, latencyMs, serverMs } of answers) {
    expect([status, retryAfter]).toEqual([503, '7']);
    expect(latencyMs).toBeGreaterThanOrEqual(serverMs);
  }
});

test('a connection that breaks is an answer with status 0', async () => {
  const { answers } = await openLoop({
    url: `${url}/broken`,
    arrivals: Float64Array.of(0),
    body: () => '',
    mostInFlight: 1,
  });
  expect(answers.map(({ status }) => status)).toEqual([0]);
});

test('a probe that is not answered took for ever', async () => {
  const probe = startProbe(url);
  const dead = startProbe('http://127.0.0.1:1');
  await new Promise((resolve) => setTimeout(resolve, 120));
  const [alive, none] = await Promise.all([probe.stop(), dead.stop()]);
  expect(alive.length).toBeGreaterThan(0);
  expect(alive.every(Number.isFinite)).toBe(true);
  expect(new Set(none)).toEqual(new Set([Number.POSITIVE_INFINITY]));
});

test('overhead: the service gives the plans that the solver gives here', async () => {
  const lines: string[] = [];
  const { rows, verdicts } = await measureOverhead({ requests: 4, seed: 1 }, (line) => lines.push(line));
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['melt', 'melt', 'reorder', 'techcard']);
  expect(verdicts).toHaveLength(2);
  expect(lines.join('\n')).toContain('overhead p50');
});
