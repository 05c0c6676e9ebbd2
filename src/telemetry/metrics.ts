/** What the service measures: by the OpenTelemetry API, each service with figures of its own, no global state. */
import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { type IMetricReader, MeterProvider } from '@opentelemetry/sdk-metrics';
import { planKinds } from '../../models/plan-request.ts';
import { codeVersion } from '../jobs/identity.ts';
import { BoundedValues, otherValue } from './bounded-values.ts';
import { observeProcess } from './process-metrics.ts';
import { PrometheusReader } from './prometheus.ts';
import { type MetricSources, observeSources } from './sources.ts';

export type { MetricSources } from './sources.ts';

/** In seconds, as the semantic conventions give them. */
const httpBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const databaseBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
const answerBuckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Solves take from a millisecond to half an hour. */
const solveBuckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 300, 1800];
const overshootBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long the last push may hold up the end of the service. */
const closeLimitMs = 2000;

const httpMethods = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

/** An answer is late when it comes so long after its budget: the promise of docs/api.md. */
const lateAfterMs = (budgetMs: number) => Math.max(150, budgetMs * 0.05);

/** One solve as it was answered. */
export interface SolvedFigures {
  readonly kind: string;
  readonly budget: { readonly timeMs: number };
  readonly result: { readonly found: string; readonly endedBy: string };
  readonly solvingMs: number;
  /** In the pool's own queue. */
  readonly waitingMs: number;
}

export interface MetricsOptions {
  /** Further readers, e.g. one that pushes by OTLP. They are shut down with the metrics. */
  readonly readers?: readonly IMetricReader[];
  /** Who pushes. Default: name and version. */
  readonly resource?: Resource;
}

const ourselves = resourceFromAttributes({ 'service.name': 'takt', 'service.version': codeVersion });

export class Metrics {
  readonly #prometheus = new PrometheusReader();
  readonly #provider: MeterProvider;
  readonly #meter: Meter;
  readonly #requests: Histogram;
  readonly #refusals: Counter;
  readonly #plansEnded: Counter;
  readonly #attemptsLost: Counter;
  readonly #webhooks: Counter;
  readonly #solving: Histogram;
  readonly #waiting: Histogram;
  readonly #overshoot: Histogram;
  readonly #late: Counter;
  readonly #database: Histogram;
  readonly #answers: Histogram;
  /** Routes and kinds are known sets, reasons and outcomes those of our code: what goes beyond is a mistake, and is held back. */
  readonly #routes = new BoundedValues(100);
  readonly #reasons = new BoundedValues(40);
  readonly #outcomes = new BoundedValues(20);
  readonly #kinds = new BoundedValues(40);
  readonly #errors = new BoundedValues(40);
  #endProcess: (() => void) | undefined;

  constructor(sources: MetricSources = {}, { readers = [], resource = ourselves }: MetricsOptions = {}) {
    this.#provider = new MeterProvider({ resource, readers: [this.#prometheus, ...readers] });
    const meter = this.#provider.getMeter('takt');
    this.#meter = meter;
    const seconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
      meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries } });
    const counter = (name: string, unit: string, description: string) =>
      meter.createCounter(name, { description, unit });
    this.#requests = seconds('http.server.request.duration', 'HTTP requests by route and status', httpBuckets);
    this.#refusals = counter('takt.refusals', '{request}', 'Requests that were not taken for now, by error code');
    this.#plansEnded = counter('takt.plans.ended', '{plan}', 'Plans ended in this process, by state');
    this.#attemptsLost = counter('takt.attempts.lost', '{attempt}', 'Attempts at plans whose process died');
    this.#webhooks = counter('takt.webhook.deliveries', '{delivery}', 'Deliveries to webhooks, by outcome');
    this.#solving = seconds('takt.solve.duration', 'Solving, waiting not included', solveBuckets);
    this.#waiting = seconds('takt.solve.waiting', 'Waiting for a solver thread after the job was taken', solveBuckets);
    this.#overshoot = seconds('takt.solve.overshoot', 'Time of a solve beyond its budget', overshootBuckets);
    this.#late = counter('takt.solves.late', '{solve}', 'Solves later than their budget and max(150 ms, 5 %)');
    this.#database = seconds('db.client.operation.duration', 'Statements, by kind of statement', databaseBuckets);
    this.#answers = seconds('takt.bridge.answer.duration', 'From sending a command to its first answer', answerBuckets);
    // A series that begins at 1 hides its first increase from whoever collects.
    this.#attemptsLost.add(0);
    this.#webhooks.add(0, { 'takt.webhook.outcome': 'delivered' });
    for (const kind of planKinds) {
      this.#late.add(0, { 'takt.plan.kind': kind });
      for (const state of ['succeeded', 'failed'])
        this.#plansEnded.add(0, { 'takt.plan.kind': kind, 'takt.plan.state': state });
    }
    observeSources(meter, sources);
  }

  /** Adds figures of the process: processor, memory, event loop, garbage collection. */
  watchProcess(): void {
    this.#endProcess ??= observeProcess(this.#meter);
  }

  /** Stops watching and sends what is still to be sent, unless that takes too long: a collector may be away. */
  async close(): Promise<void> {
    this.#endProcess?.();
    await this.#provider.shutdown({ timeoutMillis: closeLimitMs }).catch(() => {});
  }

  get contentType(): string {
    return PrometheusReader.contentType;
  }

  /** Never rejects for a figure that cannot be had. */
  text(): Promise<string> {
    return this.#prometheus.text();
  }

  /** @param route - the pattern, e.g. `/v1/plans/:id`; undefined where no route was found. */
  request(method: string, route: string | undefined, status: number, durationMs: number, scheme = 'http'): void {
    const attributes: Attributes = {
      'http.request.method': httpMethods.has(method) ? method : otherValue,
      'http.response.status_code': status,
      'url.scheme': scheme,
    };
    if (route !== undefined) attributes['http.route'] = this.#routes.keep(route);
    if (status >= 500) attributes['error.type'] = String(status);
    this.#requests.record(durationMs / 1000, attributes);
  }

  /** A request was answered 429 or 503. @param reason - the error's code. */
  refused(reason: string): void {
    this.#refusals.add(1, { 'error.type': this.#reasons.keep(reason) });
  }

  ended(kind: string, state: string): void {
    this.#plansEnded.add(1, { 'takt.plan.kind': this.#kinds.keep(kind), 'takt.plan.state': state });
  }

  /** A plan was taken up again because the process that held it died or was cut off. */
  attemptLost(): void {
    this.#attemptsLost.add(1);
  }

  /** @param outcome - one of few words, such as `delivered`, `retried`, `given-up`. */
  webhook(outcome: string): void {
    this.#webhooks.add(1, { 'takt.webhook.outcome': this.#outcomes.keep(outcome) });
  }

  /** An oven has answered a command for the first time. */
  answered(durationMs: number): void {
    this.#answers.record(durationMs / 1000);
  }

  solved({ kind, budget, result, solvingMs, waitingMs }: SolvedFigures): void {
    const { found, endedBy } = result;
    const ofKind = { 'takt.plan.kind': this.#kinds.keep(kind) };
    this.#solving.record(solvingMs / 1000, { ...ofKind, 'takt.plan.found': found, 'takt.plan.ended_by': endedBy });
    this.#waiting.record(waitingMs / 1000, ofKind);
    const overMs = solvingMs - budget.timeMs;
    this.#overshoot.record(Math.max(0, overMs) / 1000, ofKind);
    if (overMs > lateAfterMs(budget.timeMs)) this.#late.add(1, ofKind);
  }

  /** One statement. @param operation - `SELECT` and the like. @param error - SQLSTATE or our code of a failure. */
  statement(operation: string, durationMs: number, error?: string): void {
    const attributes: Attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation };
    if (error !== undefined) attributes['error.type'] = this.#errors.keep(error);
    this.#database.record(durationMs / 1000, attributes);
  }
}
