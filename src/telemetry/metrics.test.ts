import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { timedDatabase } from './database-metrics.ts';
import { type MetricSources, Metrics } from './metrics.ts';
import { metricPush, wantsMetricPush } from './otlp-metrics.ts';

const pool = { queued: 3, running: 2, threads: 4, restarts: 1, childMb: 100, recycleAboveMb: 2048 };
const bridge = {
  connected: true,
  sites: [{ presentOvens: 2 }, { presentOvens: 3 }],
  transitions: { verified: 5 },
  published: 7,
  resent: 1,
  publishFailed: 2,
  withheld: 1,
  invalidMessages: 0,
  waiting: { absent: 4 },
};
const everything: MetricSources = {
  queue: async () => ({ count: 12, oldestMs: 2500 }),
  running: () => 2,
  pool: () => pool,
  bridge: () => bridge,
  connections: () => ({ total: 10, idle: 4, waiting: 1, max: 10 }),
};

/** Series -> value, without comments. */
async function series(metrics: Metrics): Promise<Map<string, string>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]));
}

function useAll(metrics: Metrics): void {
  metrics.request('POST', '/v1/plans', 202, 12);
  metrics.request('POST', '/v1/plans', 503, 1);
  metrics.refused('queue-full');
  metrics.answered(4);
  metrics.ended('melt', 'succeeded');
  metrics.attemptLost();
  metrics.webhook('delivered');
  metrics.statement('SELECT', 3);
  metrics.solved({
    kind: 'melt',
    budget: { timeMs: 1000 },
    result: { found: 'feasible', endedBy: 'time' },
    solvingMs: 1200,
    waitingMs: 40,
  });
}

test('figures come out as Prometheus names them: unit in the name, counters as totals', async () => {
  const metrics = new Metrics(everything);
  useAll(metrics);
  const found = await series(metrics);
  const route = 'http_request_method="POST",http_response_status_code="202",url_scheme="http",http_route="/v1/plans"';
  expect(Object.fromEntries(found)).toMatchObject({
    [`http_server_request_duration_seconds_count{${route}}`]: '1',
    [`http_server_request_duration_seconds_bucket{${route},le="0.025"}`]: '1',
    [`http_server_request_duration_seconds_bucket{${route},le="0.01"}`]: '0',
    'takt_refusals_total{error_type="queue-full"}': '1',
    'takt_plans_ended_total{takt_plan_kind="melt",takt_plan_state="succeeded"}': '1',
    takt_attempts_lost_total: '1',
    'takt_webhook_deliveries_total{takt_webhook_outcome="delivered"}': '1',
    'takt_solve_duration_seconds_sum{takt_plan_kind="melt",takt_plan_found="feasible",takt_plan_ended_by="time"}':
      '1.2',
    'takt_solve_overshoot_seconds_sum{takt_plan_kind="melt"}': '0.2',
    'takt_solves_late_total{takt_plan_kind="melt"}': '1',
    takt_queue_plans: '12',
    takt_queue_oldest_seconds: '2.5',
    takt_pool_restarts_total: '1',
    takt_pool_memory_bytes: String(100 * 1024 * 1024),
    takt_pool_memory_ceiling_bytes: String(2048 * 1024 * 1024),
    takt_bridge_ovens: '5',
    'takt_bridge_waiting{takt_wait_reason="absent"}': '4',
    takt_bridge_withheld_total: '1',
    'messaging_client_sent_messages_total{messaging_system="mqtt",messaging_operation_name="publish"}': '7',
    'db_client_connection_count{db_client_connection_pool_name="takt",db_client_connection_state="used"}': '6',
  });
});

test('an answer within max(150 ms, 5 %) after its budget is not late', async () => {
  const metrics = new Metrics();
  const solved = (timeMs: number, solvingMs: number) =>
    metrics.solved({
      kind: 'melt',
      budget: { timeMs },
      result: { found: 'feasible', endedBy: 'time' },
      solvingMs,
      waitingMs: 0,
    });
  solved(1000, 1150);
  solved(10_000, 10_500);
  solved(1000, 1151);
  solved(10_000, 10_501);
  expect((await series(metrics)).get('takt_solves_late_total{takt_plan_kind="melt"}')).toBe('2');
});

test('what callers can make up does not grow the figures', async () => {
  const metrics = new Metrics(everything);
  useAll(metrics);
  const before = (await series(metrics)).size;
  for (let at = 0; at < 1000; at++) {
    // As an unknown address comes: no route was found, whatever its text.
    metrics.request(`VERB${at}`, undefined, 404, 1);
    metrics.request('GET', `/v1/made-up/${at}`, 404, 1);
    metrics.refused(`reason-${at}`);
    metrics.webhook(`https://receiver-${at}.example`);
    metrics.ended(`kind-${at}`, 'succeeded');
    metrics.statement('SELECT', 1, `E${at}`);
  }
  const text = await metrics.text();
  const after = await series(metrics);
  // A hundred routes of 17 series, and some tens of each of the others; without the limit it would be 60,000.
  expect(after.size - before).toBeLessThan(3000);
  expect(text).toContain('http_request_method="_OTHER"');
  expect(text).toContain('takt_refusals_total{error_type="_OTHER"}');
  expect(text).not.toContain('made-up/999');
});

test('a source that fails or hangs costs its own figures alone', async () => {
  let isAway = false;
  const metrics = new Metrics({
    ...everything,
    queue: async () => {
      if (isAway) throw new Error('the database is away');
      return { count: 1, oldestMs: 1000 };
    },
    pool: () => {
      throw new Error('no pool');
    },
    bridge: () => ({ ...bridge, connected: false }),
  });
  isAway = true;
  const found = await series(metrics);
  expect(found.has('takt_queue_plans')).toBe(false);
  expect(found.has('takt_pool_threads')).toBe(false);
  expect(found.get('takt_bridge_connected')).toBe('0');
  expect(found.get('takt_plans_running')).toBe('2');
});

test('a figure that was there and cannot be had any more leaves, and comes back', async () => {
  let isAway = false;
  const metrics = new Metrics({
    pool: () => {
      if (isAway) throw new Error('no pool');
      return pool;
    },
  });
  expect((await series(metrics)).has('takt_pool_threads')).toBe(true);
  isAway = true;
  expect((await series(metrics)).has('takt_pool_threads')).toBe(false);
  isAway = false;
  expect((await series(metrics)).has('takt_pool_threads')).toBe(true);
});

test('several who collect at the same time cost one look into the queue', async () => {
  let looks = 0;
  const metrics = new Metrics({
    queue: async () => {
      looks++;
      return { count: 0, oldestMs: 0 };
    },
  });
  await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
  expect(looks).toBe(1);
});

test('two services in one process count apart', async () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.attemptLost();
  expect((await series(one)).get('takt_attempts_lost_total')).toBe('1');
  expect((await series(other)).get('takt_attempts_lost_total')).toBe('0');
});

test('names outside our prefix are those of the semantic conventions', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const metrics = new Metrics(everything, { readers: [reader] });
  metrics.watchProcess();
  useAll(metrics);
  await reader.forceFlush();
  const pushed = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  await metrics.close();
  const known = new Set<unknown>(Object.values(conventions).filter((value) => typeof value === 'string'));
  const names = pushed.map(({ descriptor }) => descriptor.name).filter((name) => !name.startsWith('takt.'));
  const keys = pushed.flatMap(({ dataPoints }) => dataPoints.flatMap(({ attributes }) => Object.keys(attributes)));
  expect(names.length).toBeGreaterThan(10);
  expect([...names, ...keys.filter((key) => !key.startsWith('takt.'))].filter((name) => !known.has(name))).toEqual([]);
  expect(pushed.map(({ descriptor }) => descriptor.name)).toEqual(
    expect.arrayContaining(['process.memory.usage', 'nodejs.eventloop.utilization', 'takt.queue.oldest']),
  );
});

test('statements are timed by kind and code, and their text goes nowhere', async () => {
  const metrics = new Metrics();
  const fails = Object.assign(new Error('no'), { code: '23505' });
  const below: Database = {
    backend: 'pglite',
    query: async (text) => {
      if (text.includes('fail')) throw fails;
      return { rows: [], rowCount: 0 };
    },
    script: async () => [],
    transaction: (work) => work(below),
    listen: async () => async () => {},
    close: async () => {},
  };
  const database = timedDatabase(below, metrics);
  await database.query('  select 1 /* hunter2 */');
  await database.script('create table hunter2 (id integer)');
  await expect(
    database.transaction((transaction) => transaction.query(`insert into fail values ('hunter2')`)),
  ).rejects.toBe(fails);
  const text = await metrics.text();
  expect(text).toContain('db_operation_name="SELECT"} 1');
  expect(text).toContain('db_operation_name="SCRIPT"} 1');
  expect(text).toContain('db_operation_name="INSERT",error_type="23505"} 1');
  expect(text).not.toContain('hunter2');
});

test('metrics are pushed only where the standard variables ask for it', async () => {
  expect(wantsMetricPush({})).toBe(false);
  expect(wantsMetricPush({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toBe(true);
  expect(wantsMetricPush({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://collector:4318/v1/metrics' })).toBe(true);
  expect(wantsMetricPush({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' })).toBe(false);
  expect(wantsMetricPush({ OTEL_METRICS_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' })).toBe(false);
  expect(wantsMetricPush({ OTEL_SDK_DISABLED: 'true', OTEL_METRICS_EXPORTER: 'otlp' })).toBe(false);
  expect((await metricPush({})).readers).toEqual([]);
  const { readers, resource } = await metricPush({ OTEL_METRICS_EXPORTER: 'otlp', OTEL_SERVICE_NAME: 'takt-plant-1' });
  expect(readers).toHaveLength(1);
  expect(resource?.attributes['service.name']).toBe('takt-plant-1');
  await readers[0].shutdown();
});
