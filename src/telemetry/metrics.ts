/** Figures for Prometheus. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 300, 1800];

/** Figures that are read when somebody asks for them. */
export interface MetricSources {
  queue(): Promise<{ count: number; oldestMs: number }>;
  running(): number;
  pool?(): { queued: number; running: number; threads: number; restarts: number };
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #plans: Counter<'kind' | 'state'>;
  readonly #solving: Histogram<'kind' | 'found'>;
  readonly #waiting: Histogram<'kind'>;

  constructor(sources: MetricSources) {
    const registers = [this.#registry];
    this.#requests = new Histogram({
      name: 'takt_http_request_duration_seconds',
      help: 'HTTP requests by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers,
    });
    this.#plans = new Counter({
      name: 'takt_plans_ended_total',
      help: 'Plans ended in this process, by state',
      labelNames: ['kind', 'state'],
      registers,
    });
    this.#solving = new Histogram({
      name: 'takt_solve_duration_seconds',
      help: 'Solving, waiting not included',
      labelNames: ['kind', 'found'],
      buckets: seconds,
      registers,
    });
    this.#waiting = new Histogram({
      name: 'takt_solve_waiting_seconds',
      help: 'Waiting for a solver thread after the job was taken',
      labelNames: ['kind'],
      buckets: seconds,
      registers,
    });
    this.#gauges(sources);
  }

  /** Adds figures of the process: memory, event loop, garbage collection. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  request(method: string, route: string, status: number, durationMs: number): void {
    this.#requests.observe({ method, route, status: String(status) }, durationMs / 1000);
  }

  ended(kind: string, state: string): void {
    this.#plans.inc({ kind, state });
  }

  solved(kind: string, found: string, solvingMs: number, waitingMs: number): void {
    this.#solving.observe({ kind, found }, solvingMs / 1000);
    this.#waiting.observe({ kind }, waitingMs / 1000);
  }

  #gauges({ queue, running, pool }: MetricSources): void {
    const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        // A figure that cannot be had now, e.g. while the database is away, must not cost all the others.
        async collect() {
          const value = await Promise.resolve()
            .then(read)
            .catch(() => Number.NaN);
          this.set(value);
        },
      });
    gauge('takt_queue_plans', 'Plans that wait in the queue, of all replicas', async () => (await queue()).count);
    gauge(
      'takt_queue_oldest_seconds',
      'How long the oldest of them has waited',
      async () => (await queue()).oldestMs / 1000,
    );
    gauge('takt_plans_running', 'Plans that are solved in this process', running);
    if (!pool) return;
    gauge('takt_pool_queued', 'Solves that wait for a thread', () => pool().queued);
    gauge('takt_pool_running', 'Solves on threads', () => pool().running);
    gauge('takt_pool_threads', 'Solver threads', () => pool().threads);
    gauge('takt_pool_restarts', 'Solver processes started in place of another', () => pool().restarts);
  }
}
