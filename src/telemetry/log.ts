/** The log: JSON lines on standard output, without secrets. */
import { isSpanContextValid, type Span } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import { maskText, maskValue } from './mask.ts';

/** No secret goes without one of these; a line without any, as nearly all are, is written as it came. */
const suspicious =
  /:\/\/|takt_|eyJ|bearer|basic|digest|auth|cookie|pass|pwd|secret|api|keys?"|token|credential|signature|url"|uri"|string"|PRIVATE KEY/i;

export interface LogOptions {
  /** Secrets of the settings: they are masked wherever they stand, in whatever text. */
  readonly secrets?: readonly string[];
}

/** @param destination - absent: standard output. */
export function createLog(level: string, destination?: DestinationStream, { secrets = [] }: LogOptions = {}): Logger {
  const below = destination ?? pino.destination(1);
  // Short ones would turn ordinary words into gaps; settings ask for at least 16 characters.
  const literal = secrets.filter((secret) => secret.length >= 6).map((secret) => JSON.stringify(secret).slice(1, -1));
  const write = (line: string): void => {
    below.write(maskLine(line, literal));
  };
  const serializers = { err: stdSerializers.err, error: stdSerializers.err };
  return pino({ level, base: undefined, serializers }, { write });
}

function maskLine(line: string, secrets: readonly string[]): string {
  let text = line;
  for (const secret of secrets) text = text.replaceAll(secret, '(secret)');
  if (!suspicious.test(text)) return text;
  try {
    return `${JSON.stringify(maskValue(JSON.parse(text)))}\n`;
  } catch {
    // No line of ours, so its fields are not known.
    return maskText(text);
  }
}

/** Ids under which a log line belongs to a trace, as log collectors expect them; none where nothing is traced. */
export function traceIds(span: Span | undefined): { trace_id?: string; span_id?: string } {
  const context = span?.spanContext();
  if (!context || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}
