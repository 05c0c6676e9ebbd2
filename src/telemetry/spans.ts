/**
 * Spans by the OpenTelemetry API. Without a started SDK all of this costs next to nothing and records nothing; a
 * caller's traceparent is then handed on unchanged.
 */
import {
  type Attributes,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanKind,
  trace,
} from '@opentelemetry/api';

const tracer = () => trace.getTracer('takt');

/** W3C Trace Context, version 00: `00-<trace id>-<span id>-<flags>`. */
export function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (!isSpanContextValid(span.spanContext())) return undefined;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** @returns undefined where the text is no traceparent: the standard says to begin a new trace then. */
export function parseTraceparent(text: string | null | undefined): SpanContext | undefined {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '');
  if (!match) return undefined;
  const parsed = { traceId: match[1], spanId: match[2], traceFlags: Number.parseInt(match[3], 16), isRemote: true };
  return isSpanContextValid(parsed) ? parsed : undefined;
}

/** Starts a span under the caller's one, or a new trace. */
export function startSpan(
  name: string,
  traceparent: string | null | undefined,
  attributes: Attributes,
  { kind, links }: { readonly kind?: SpanKind; readonly links?: Link[] } = {},
): Span {
  const parent = parseTraceparent(traceparent);
  return tracer().startSpan(
    name,
    { attributes, kind, links },
    parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
  );
}

/**
 * Records what a solver thread did under `parent`. The thread has no tracer of its own: its span is made from the times
 * that the pool gives back.
 */
export function recordThread(
  parent: Span,
  outcome: { readonly solvingMs: number; readonly thread?: { readonly startedAt: number; readonly endedAt: number } },
  attributes: Attributes,
): void {
  const now = Date.now();
  const { startedAt, endedAt } = outcome.thread ?? { startedAt: now - outcome.solvingMs, endedAt: now };
  tracer()
    .startSpan('takt.solve', { attributes, startTime: startedAt }, trace.setSpan(ROOT_CONTEXT, parent))
    .end(Math.max(startedAt, endedAt));
}
