/** The way of a plan through the queue, by the semantic conventions for messaging: sent by one process, processed by another. */
import { type Attributes, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { parseTraceparent, startSpan, traceparentOf } from './spans.ts';

const queue = 'plans';

interface QueuedPlan {
  readonly planId: string;
  readonly kind: string;
  /** Of what it belongs to: the request that sent it, or the span that did. */
  readonly traceparent?: string;
}

function attributesOf({ planId, kind }: QueuedPlan): Attributes {
  return {
    'messaging.system': 'pg_boss',
    'messaging.destination.name': queue,
    'messaging.message.id': planId,
    'takt.plan.id': planId,
    'takt.plan.kind': kind,
  };
}

/**
 * Runs what puts plans into the queue, each under a span of its own.
 * @param send - gets the trace context to keep with each plan: whoever processes it goes on from there.
 */
export async function tracedSend<Result>(
  plans: readonly QueuedPlan[],
  send: (traceparents: readonly (string | undefined)[]) => Promise<Result>,
): Promise<Result> {
  const spans = plans.map((plan) =>
    startSpan(
      `send ${queue}`,
      plan.traceparent,
      { ...attributesOf(plan), 'messaging.operation.name': 'send', 'messaging.operation.type': 'send' },
      { kind: SpanKind.PRODUCER },
    ),
  );
  try {
    return await send(spans.map((span, index) => traceparentOf(span) ?? plans[index].traceparent));
  } catch (error) {
    const { code } = error as { code?: string };
    for (const span of spans)
      span.setAttribute('error.type', code ?? 'internal-error').setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

/**
 * Starts the span of an attempt at a plan. It continues the trace of its sender, so that one trace shows all, and links
 * to it as well, as the conventions want of every consumer.
 */
export function startProcessSpan(plan: QueuedPlan & { readonly attempt: number }): Span {
  const sender = parseTraceparent(plan.traceparent);
  const attributes = {
    ...attributesOf(plan),
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'takt.plan.attempt': plan.attempt,
  };
  const links = sender ? [{ context: sender }] : [];
  return startSpan(`process ${queue}`, plan.traceparent, attributes, { kind: SpanKind.CONSUMER, links });
}
