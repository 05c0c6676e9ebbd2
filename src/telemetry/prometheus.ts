/** Figures as Prometheus reads them, without a server of their own: /metrics is a route like any other. */
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import {
  DataPointType,
  type GaugeMetricData,
  type MetricData,
  MetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';

/** Unit -> suffix of the name, as the translation from OpenTelemetry to Prometheus wants it; `{plan}` and the like have none. */
const suffixes: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes' };

/** How long figures that have to be fetched may take; those that take longer are left out. */
const collectLimitMs = 2000;

/** A reader that collects when it is asked. */
export class PrometheusReader extends MetricReader {
  static readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, false, true);

  /** Never rejects for a figure that cannot be had: that one is left out. */
  async text(): Promise<string> {
    const { resourceMetrics } = await this.collect({ timeoutMillis: collectLimitMs });
    // Prometheus wants a line break after the last line, which the serializer leaves out.
    return `${this.#serializer.serialize(withUnitInName(resourceMetrics)).trimEnd()}\n`;
  }

  protected override async onForceFlush(): Promise<void> {}

  protected override async onShutdown(): Promise<void> {}
}

/** The serializer writes the unit as a comment of another format; in this one it belongs into the name. */
function withUnitInName({ resource, scopeMetrics }: ResourceMetrics): ResourceMetrics {
  return {
    resource,
    scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({ scope, metrics: metrics.map(renamed) })),
  };
}

/** @returns the metric under its name for Prometheus, without points that could not be had now. */
function renamed(metric: MetricData): MetricData {
  const { name, unit } = metric.descriptor;
  const isRatio = unit === '1' && metric.dataPointType === DataPointType.GAUGE;
  const suffix = suffixes[unit] ?? (isRatio ? '_ratio' : '');
  const known = metric.dataPointType === DataPointType.GAUGE ? withoutGaps(metric) : metric;
  return { ...known, descriptor: { ...metric.descriptor, name: `${name}${suffix}`, unit: '' } };
}

function withoutGaps(metric: GaugeMetricData): GaugeMetricData {
  return { ...metric, dataPoints: metric.dataPoints.filter(({ value }) => !Number.isNaN(value)) };
}
