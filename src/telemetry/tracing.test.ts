import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulation } from '../bridge/oven/simulation.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import type { Service } from '../main.ts';
import { smallRequest } from '../testing/requests.ts';
import { call, startTestService } from '../testing/service.ts';
import { endHttpSpan, startHttpSpan } from './http-spans.ts';
import { parseTraceparent } from './spans.ts';
import { wantsTraces } from './tracing.ts';

type SpanProcessor = NonNullable<NodeSDKConfiguration['spanProcessors']>[number];
type FinishedSpan = Parameters<SpanProcessor['onEnd']>[0];

const finished: FinishedSpan[] = [];
const sdk = new NodeSDK({
  instrumentations: [],
  metricReaders: [],
  logRecordProcessors: [],
  spanProcessors: [
    {
      onStart: () => {},
      onEnd: (span) => void finished.push(span),
      forceFlush: async () => {},
      shutdown: async () => {},
    },
  ],
});

let service: Service;
beforeAll(async () => {
  sdk.start();
  service = await startTestService({ TAKT_SITE_KEYS: '*=a-secret-of-the-test' });
});
afterAll(async () => {
  await service.close();
  await sdk.shutdown();
});

test('one trace leads from the request through the queue to the thread and into the command', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const body = smallRequest({
    // Proved in milliseconds; on a busy machine the thread may have to wait for its turn.
    budget: { timeMs: 30_000 },
    problem: {
      massUnit: 'kg',
      lines: [{ id: 'L1', pieceMass: 300, quantity: 2, grade: 'G1' }],
      furnaces: [{ id: 'F1', leastMass: 0, greatestMass: 800, heatMinutes: 60 }],
      grades: [{ id: 'G1' }],
      calendar: { shifts: [{ id: 'A', start: '06:00', end: '14:00' }], days: [{ date: '2099-11-23' }] },
    },
    equipment: {
      site: 'plant-1',
      ovens: [{ oven: 'oven-1', furnace: 'F1', min: 0, max: 1700, rampPerMin: 10 }],
      setpoints: [{ grade: 'G1', value: 1500 }],
    },
  });
  const { body: plan } = await call<PlanView>(`${service.url}/v1/plans`, {
    method: 'POST',
    body,
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, prefer: 'wait=60' },
  });
  expect(plan).toMatchObject({ state: 'succeeded', found: 'optimal' });
  // The request's own span ends a moment after its answer.
  await expect.poll(() => finished.map((span) => span.name)).toContain('POST /v1/plans');
  const spans = finished.filter((span) => span.spanContext().traceId === traceId);
  const byName = new Map(spans.map((span) => [span.name, span]));
  const request = byName.get('POST /v1/plans')!;
  const run = byName.get('process plans')!;
  const thread = byName.get('takt.solve')!;
  expect(request.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  const sent = byName.get('send plans')!;
  expect(sent.parentSpanContext?.spanId).toBe(request.spanContext().spanId);
  expect(run.parentSpanContext?.spanId).toBe(sent.spanContext().spanId);
  expect(run.links.map(({ context }) => context.spanId)).toEqual([sent.spanContext().spanId]);
  expect([request, sent, run, thread].map(({ kind }) => kind)).toEqual([
    SpanKind.SERVER,
    SpanKind.PRODUCER,
    SpanKind.CONSUMER,
    SpanKind.INTERNAL,
  ]);
  expect(request.attributes).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/v1/plans',
    'http.response.status_code': 200,
    'url.path': '/v1/plans',
    'url.scheme': 'http',
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(service.url).port),
    'user_agent.original': expect.any(String),
  });
  expect(run.attributes).toMatchObject({ 'messaging.operation.type': 'process', 'messaging.message.id': plan.id });
  expect(thread.parentSpanContext?.spanId).toBe(run.spanContext().spanId);
  expect(run.attributes).toMatchObject({ 'takt.plan.id': plan.id, 'takt.plan.attempt': 1 });
  expect(thread.attributes).toMatchObject({ 'takt.plan.kind': 'melt', 'takt.plan.found': 'optimal' });
  const { rows } = await service.app.database.query<{ traceparent: string }>(
    'select traceparent from takt.programs where plan_id = $1',
    [plan.id],
  );
  expect(rows.map((row) => parseTraceparent(row.traceparent)?.traceId)).toEqual([traceId]);

  // The first setpoint is due in 2099; here it is due now.
  await service.app.database.query(
    `update takt.commands set state = 'approved', start_at = now(), latest_start_at = now() + interval '1 hour',
       verify_by = now() + interval '2 hours' where plan_id = $1 and step = (select min(step) from takt.commands)`,
    [plan.id],
  );
  const simulation = startSimulation({
    mqttUrl: service.mqttUrl!,
    site: 'plant-1',
    key: 'a-secret-of-the-test',
    ovens: [{ oven: 'oven-1', min: 0, max: 1700, rampPerMin: 10 }],
  });
  service.app.bridge!.wake();
  await expect.poll(() => finished.map((span) => span.name), { timeout: 10_000 }).toContain('takt.bridge.command');
  await simulation.stop();
  const command = finished.find((span) => span.name === 'takt.bridge.command')!;
  const published = finished.find((span) => span.name === 'publish takt/v1/{site}/{oven}/cmd')!;
  expect(command.spanContext().traceId).toBe(traceId);
  expect(command.parentSpanContext?.spanId).toBe(run.spanContext().spanId);
  expect(published.parentSpanContext?.spanId).toBe(command.spanContext().spanId);
  expect(published.kind).toBe(SpanKind.PRODUCER);
  expect(published.attributes).toMatchObject({
    'messaging.system': 'mqtt',
    'messaging.destination.name': 'takt/v1/plant-1/oven-1/cmd',
    'takt.plan.id': plan.id,
  });
});

test('what fails in the service is an error of its span, what the caller did wrong is not', async () => {
  await fetch(`${service.url}/v1/plans/nonsense?api_key=hunter2`, {
    headers: { 'user-agent': 'Bearer hunter2hunter2' },
  });
  await expect.poll(() => finished.map((span) => span.name)).toContain('GET /v1/plans/:id');
  const span = finished.find((one) => one.name === 'GET /v1/plans/:id')!;
  expect(span.attributes['http.response.status_code']).toBeGreaterThanOrEqual(400);
  expect(span.attributes['error.type']).toBeUndefined();
  expect(span.status.code).toBe(SpanStatusCode.UNSET);
  expect(JSON.stringify(span.attributes)).not.toContain('hunter2');

  const failed = startHttpSpan({
    method: 'GET',
    route: undefined,
    url: '/x',
    protocol: 'http',
    host: '[::1]:7420',
    userAgent: undefined,
    traceparent: undefined,
  });
  endHttpSpan(failed, 500, 'internal-error');
  expect(finished.at(-1)).toMatchObject({
    name: 'GET',
    status: { code: SpanStatusCode.ERROR },
    attributes: { 'error.type': 'internal-error', 'server.address': '[::1]', 'server.port': 7420 },
  });
});

test('a traceparent that is none begins a new trace', async () => {
  const answer = await fetch(`${service.url}/livez`, { headers: { traceparent: 'nonsense' } });
  expect(answer.status).toBe(200);
  await expect.poll(() => finished.map((span) => span.name)).toContain('GET /livez');
  const span = finished.find((one) => one.name === 'GET /livez')!;
  expect(span.parentSpanContext).toBeUndefined();
  expect(parseTraceparent(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`)).toBeUndefined();
});

test('traces are off unless the standard variables ask for them', () => {
  expect(wantsTraces({})).toBe(false);
  expect(wantsTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toBe(true);
  expect(wantsTraces({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' })).toBe(true);
  expect(wantsTraces({ OTEL_TRACES_EXPORTER: 'console' })).toBe(true);
  expect(wantsTraces({ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector' })).toBe(false);
  expect(wantsTraces({ OTEL_SDK_DISABLED: 'true', OTEL_TRACES_EXPORTER: 'otlp' })).toBe(false);
});

test('the running service tells its figures', async () => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  const figure = (series: string) =>
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1);
  expect(figure('takt_plans_ended_total{takt_plan_kind="melt",takt_plan_state="succeeded"}')).toBe('1');
  expect(figure('takt_solve_overshoot_seconds_count{takt_plan_kind="melt"}')).toBe('1');
  expect([figure('takt_queue_plans'), figure('takt_bridge_connected'), figure('takt_pool_running')]).toEqual([
    '0',
    '1',
    '0',
  ]);
  expect(Number(figure('takt_pool_memory_bytes'))).toBeGreaterThan(1e7);
  expect(Number(figure('process_memory_usage_bytes'))).toBeGreaterThan(1e7);
  expect(Number(figure('takt_bridge_commands_total{takt_command_state="sent"}'))).toBe(1);
  expect(text).toMatch(/^db_client_operation_duration_seconds_count\{.*db_operation_name="SELECT".*\} [1-9]/m);
  // The embedded store has no connections, so nothing is told of them.
  expect(text).not.toContain('db_client_connection_count{');
});
