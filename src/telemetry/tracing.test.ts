import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanView } from '../jobs/plan-view.ts';
import type { Service } from '../main.ts';
import { smallRequest } from '../testing/requests.ts';
import { call, startTestService } from '../testing/service.ts';
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
  const run = byName.get('takt.plan.run')!;
  const thread = byName.get('takt.solve')!;
  expect(request.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  expect(run.parentSpanContext?.spanId).toBe(request.spanContext().spanId);
  expect(thread.parentSpanContext?.spanId).toBe(run.spanContext().spanId);
  expect(run.attributes).toMatchObject({ 'takt.plan.id': plan.id, 'takt.plan.attempt': 1 });
  expect(thread.attributes).toMatchObject({ 'takt.plan.kind': 'melt', 'takt.plan.found': 'optimal' });
  const { rows } = await service.app.database.query<{ traceparent: string }>(
    'select traceparent from takt.programs where plan_id = $1',
    [plan.id],
  );
  expect(rows.map((row) => parseTraceparent(row.traceparent)?.traceId)).toEqual([traceId]);
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
