/** The plan's trace goes on at the ovens: a span from the first delivery of a command to its answer, one for each delivery. */
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { traceparentOf as ownTraceparentOf, startSpan } from '../telemetry/spans.ts';
import { type Command, ovenTopic } from './protocol.ts';
import type { WorkItem } from './work.ts';

/** Starts the span of a command under the trace that its plan was made in. */
export function startCommandSpan(item: WorkItem): Span {
  return startSpan('takt.bridge.command', item.traceparent, {
    'takt.site': item.site,
    'takt.oven': item.oven,
    'takt.command.id': item.id,
    'takt.command.version': item.version,
    'takt.plan.id': item.plan_id,
  });
}

export function endCommandSpan(span: Span, outcome: string, reason?: string): void {
  span.setAttribute('takt.command.outcome', outcome);
  if (outcome === 'rejected' || outcome === 'timed-out')
    span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
  span.end();
}

/** Starts the span of one delivery to the broker, by the semantic conventions for messaging. */
export function startPublishSpan(command: Command): Span {
  const template = ovenTopic('{site}', '{oven}', 'cmd');
  const attributes = {
    'messaging.system': 'mqtt',
    'messaging.operation.name': 'publish',
    'messaging.operation.type': 'send',
    'messaging.destination.name': ovenTopic(command.site, command.oven, 'cmd'),
    'messaging.destination.template': template,
    'messaging.message.id': command.cmdId,
    'takt.plan.id': command.planId,
  };
  return startSpan(`publish ${template}`, command.traceparent, attributes, { kind: SpanKind.PRODUCER });
}

/** The broker did not confirm the delivery; the command is due again by its time. */
export function endFailedPublish(span: Span): void {
  span.setAttribute('error.type', 'not-confirmed').setStatus({ code: SpanStatusCode.ERROR }).end();
}

/** The trace context to send along: the span's own, or the plan's where nothing records spans. */
export function traceparentOf(span: Span, item: WorkItem): string | undefined {
  return ownTraceparentOf(span) ?? item.traceparent ?? undefined;
}
