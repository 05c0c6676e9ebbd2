/** Metrics pushed by OTLP: off unless the standard's own environment variables ask for it. */
import type { Resource } from '@opentelemetry/resources';
import type { IMetricReader, PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { codeVersion } from '../jobs/identity.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the environment names an exporter or an endpoint for metrics, and nothing switches it off. */
export function wantsMetricPush(environment: Environment): boolean {
  const {
    OTEL_SDK_DISABLED: disabled,
    OTEL_METRICS_EXPORTER: exporter,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: metricsEndpoint,
  } = environment;
  if (disabled?.toLowerCase() === 'true') return false;
  // /metrics is always there, so `prometheus` asks for nothing more.
  if (exporter) return ['otlp', 'console'].includes(exporter.trim());
  return Boolean(endpoint || metricsEndpoint);
}

export interface MetricPush {
  readonly readers: IMetricReader[];
  readonly resource?: Resource;
}

/**
 * The readers that the environment asks for; endpoint, headers and time limits the exporters read themselves. Loaded
 * only when wanted, because that takes as long as much of the rest of the start.
 */
export async function metricPush(environment: Environment): Promise<MetricPush> {
  if (!wantsMetricPush(environment)) return { readers: [], resource: undefined };
  const { ConsoleMetricExporter, PeriodicExportingMetricReader } = await import('@opentelemetry/sdk-metrics');
  const exporter =
    environment.OTEL_METRICS_EXPORTER?.trim() === 'console'
      ? new ConsoleMetricExporter()
      : await otlpExporter(environment);
  const interval = Number(environment.OTEL_METRIC_EXPORT_INTERVAL);
  const exportIntervalMillis = interval > 0 ? interval : 60_000;
  const timeout = Number(environment.OTEL_METRIC_EXPORT_TIMEOUT);
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(timeout > 0 ? timeout : 30_000, exportIntervalMillis),
  });
  return { readers: [reader], resource: await serviceResource(environment) };
}

async function otlpExporter(environment: Environment): Promise<PushMetricExporter> {
  const protocol = environment.OTEL_EXPORTER_OTLP_METRICS_PROTOCOL ?? environment.OTEL_EXPORTER_OTLP_PROTOCOL;
  const { OTLPMetricExporter } = await {
    grpc: () => import('@opentelemetry/exporter-metrics-otlp-grpc'),
    'http/json': () => import('@opentelemetry/exporter-metrics-otlp-http'),
    'http/protobuf': () => import('@opentelemetry/exporter-metrics-otlp-proto'),
  }[otlpProtocol(protocol)]();
  return new OTLPMetricExporter();
}

/** The standard's default is `http/protobuf`, also for what it does not know. */
function otlpProtocol(text: string | undefined): 'grpc' | 'http/json' | 'http/protobuf' {
  return text === 'grpc' || text === 'http/json' ? text : 'http/protobuf';
}

/** Who pushes: name and version, an id of this process, and what OTEL_RESOURCE_ATTRIBUTES adds. */
async function serviceResource(environment: Environment): Promise<Resource> {
  const { detectResources, envDetector, hostDetector, resourceFromAttributes, serviceInstanceIdDetector } =
    await import('@opentelemetry/resources');
  return resourceFromAttributes({
    'service.name': environment.OTEL_SERVICE_NAME ?? 'takt',
    'service.version': codeVersion,
  }).merge(detectResources({ detectors: [serviceInstanceIdDetector, hostDetector, envDetector] }));
}
