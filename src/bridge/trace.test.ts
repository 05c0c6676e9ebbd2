import { NodeSDK } from '@opentelemetry/sdk-node';
import { afterAll, expect, test } from 'vitest';
import { workItem } from './testing/fixtures.ts';
import { endCommandSpan, startCommandSpan, traceparentOf } from './trace.ts';

type Processor = NonNullable<NonNullable<ConstructorParameters<typeof NodeSDK>[0]>['spanProcessors']>[number];

const finished: Parameters<Processor['onEnd']>[0][] = [];
const collector: Processor = {
  onStart() {},
  onEnd: (span) => void finished.push(span),
  forceFlush: async () => {},
  shutdown: async () => {},
};
const sdk = new NodeSDK({
  spanProcessors: [collector],
  instrumentations: [],
  metricReaders: [],
  logRecordProcessors: [],
  resourceDetectors: [],
});
afterAll(() => sdk.shutdown());

test("a command's span belongs to the plan's trace, and the oven gets its context", () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const item = workItem({ traceparent });
  // Nothing records: the plan's own context goes along, and none where there is none.
  expect(traceparentOf(startCommandSpan(item), item)).toBe(traceparent);
  expect(traceparentOf(startCommandSpan(workItem()), workItem())).toBeUndefined();

  sdk.start();
  const span = startCommandSpan(item);
  expect(traceparentOf(span, item)).toBe(`00-4bf92f3577b34da6a3ce929d0e0e4736-${span.spanContext().spanId}-01`);
  endCommandSpan(span, 'rejected', 'interlock');
  expect(finished).toHaveLength(1);
  expect(finished[0].parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
  expect(finished[0].attributes).toMatchObject({
    'takt.command.id': item.id,
    'takt.plan.id': item.plan_id,
    'takt.command.outcome': 'rejected',
  });
  expect(finished[0].status.message).toBe('interlock');
});
