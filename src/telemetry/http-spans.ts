/** The span of an HTTP request, by the semantic conventions for HTTP servers. */
import { type Attributes, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { maskText } from './mask.ts';
import { startSpan } from './spans.ts';

export interface HttpRequestFacts {
  readonly method: string;
  /** The pattern; undefined where no route was found. */
  readonly route: string | undefined;
  /** As it came, with its query. The query goes nowhere: callers put into it what they please. */
  readonly url: string;
  readonly protocol: string;
  readonly host: string | undefined;
  readonly userAgent: string | undefined;
  /** W3C trace context of the caller. */
  readonly traceparent: string | undefined;
}

const longestText = 300;

export function startHttpSpan(request: HttpRequestFacts): Span {
  const { method, route, url, protocol, host, userAgent, traceparent } = request;
  const attributes: Attributes = {
    'http.request.method': method,
    'url.scheme': protocol,
    'url.path': told(url.split('?', 1)[0]),
  };
  if (route !== undefined) attributes['http.route'] = route;
  if (userAgent !== undefined) attributes['user_agent.original'] = told(userAgent);
  const address = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host ?? '');
  if (address?.[1]) attributes['server.address'] = told(address[1]);
  if (address?.[2]) attributes['server.port'] = Number(address[2]);
  const name = route === undefined ? method : `${method} ${route}`;
  return startSpan(name, traceparent, attributes, { kind: SpanKind.SERVER });
}

/** @param code - of the error that it was answered with. */
export function endHttpSpan(span: Span, status: number, code: string | undefined): void {
  span.setAttribute('http.response.status_code', status);
  // What the caller did wrong is no error of the server: the conventions leave its span without a status.
  if (status >= 500) span.setAttribute('error.type', code ?? String(status)).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** What callers send is cut, and may hold a key by mistake. */
function told(text: string): string {
  return maskText(text.slice(0, longestText));
}
