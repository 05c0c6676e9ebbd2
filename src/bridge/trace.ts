/** The plan's trace goes on at the ovens: a span from the first delivery of a command to its answer. */
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { WorkItem } from './work.ts';

const tracer = trace.getTracer('takt.bridge');

/** Starts the span of a command under the trace that its plan was made in. */
export function startCommandSpan(item: WorkItem): Span {
  const attributes = {
    'takt.site': item.site,
    'takt.oven': item.oven,
    'takt.command.id': item.id,
    'takt.command.version': item.version,
    'takt.plan.id': item.plan_id,
  };
  const parent = parseTraceparent(item.traceparent);
  const parentContext = parent ? trace.setSpanContext(context.active(), parent) : context.active();
  return tracer.startSpan('takt.bridge.command', { kind: SpanKind.PRODUCER, attributes }, parentContext);
}

export function endCommandSpan(span: Span, outcome: string, reason?: string): void {
  span.setAttribute('takt.command.outcome', outcome);
  if (outcome === 'rejected' || outcome === 'timed-out')
    span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
  span.end();
}

/** The trace context to send along: the span's own, or the plan's where nothing records spans. */
export function traceparentOf(span: Span, item: WorkItem): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return item.traceparent ?? undefined;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
function parseTraceparent(text: string | null) {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '');
  if (!match) return undefined;
  return { traceId: match[1], spanId: match[2], traceFlags: Number.parseInt(match[3], 16), isRemote: true };
}
