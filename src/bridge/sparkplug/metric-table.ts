/** The metrics of an edge node or device as its birth declared them, with the latest values. */
import type { KnownMetric } from './metrics.ts';
import { type IncomingMetric, type IncomingPayload, signed } from './payload.ts';

interface DeclaredMetric extends KnownMetric {
  readonly alias: number | undefined;
  readonly datatype: number;
}

/** What came does not fit the birth, so the birth that is known is not the present one. */
export class UnknownMetricError extends Error {
  override readonly name = 'UnknownMetricError';
}

export class MetricTable {
  readonly #metrics = new Map<string, DeclaredMetric>();
  readonly #names = new Map<number, string>();

  constructor(birth: IncomingPayload) {
    for (const { name, alias, datatype, value, unit } of birth.metrics) {
      if (name === undefined) continue;
      this.#metrics.set(name, { alias, datatype, unit, value: signed(value ?? null, datatype) });
      if (alias !== undefined) this.#names.set(alias, name);
    }
  }

  get values(): ReadonlyMap<string, KnownMetric> {
    return this.#metrics;
  }

  has(name: string): boolean {
    return this.#metrics.has(name);
  }

  /**
   * Takes new values over.
   * @returns the names of what came.
   * @throws UnknownMetricError where a metric was not declared; nothing is taken then.
   */
  update(data: IncomingPayload): Set<string> {
    const news = data.metrics.map((metric) => ({ name: this.#nameOf(metric), metric }));
    for (const { name, metric } of news) {
      const declared = this.#metrics.get(name)!;
      this.#metrics.set(name, { ...declared, value: signed(metric.value ?? null, declared.datatype) });
    }
    return new Set(news.map(({ name }) => name));
  }

  /** How a command names the metric: by alias where the birth gave one. */
  reference(name: string): { name: string } | { alias: number } {
    const alias = this.#metrics.get(name)?.alias;
    return alias === undefined ? { name } : { alias };
  }

  #nameOf({ name, alias }: IncomingMetric): string {
    const found = name ?? (alias === undefined ? undefined : this.#names.get(alias));
    if (found === undefined || !this.#metrics.has(found))
      throw new UnknownMetricError(`no birth told of metric ${name ?? alias}`);
    return found;
  }
}
