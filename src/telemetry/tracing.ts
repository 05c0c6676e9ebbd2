/** OpenTelemetry traces: off unless the standard's own environment variables ask for them. */
import type { Logger } from 'pino';
import { codeVersion } from '../jobs/identity.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the environment names an exporter or an endpoint, and nothing switches it off. */
export function wantsTraces(environment: Environment): boolean {
  const {
    OTEL_SDK_DISABLED: disabled,
    OTEL_TRACES_EXPORTER: exporter,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: tracesEndpoint,
  } = environment;
  if (disabled?.toLowerCase() === 'true' || exporter === 'none') return false;
  return Boolean(exporter || endpoint || tracesEndpoint);
}

/**
 * Starts the SDK, which reads the rest of the standard's variables itself. It is loaded only here, because that takes as
 * long as all the rest of the start.
 * @returns ends it, with what is still to be sent.
 */
export async function startTracing(environment: Environment, log: Logger): Promise<() => Promise<void>> {
  if (!wantsTraces(environment)) return async () => {};
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({
    serviceName: environment.OTEL_SERVICE_NAME ?? 'takt',
    // Spans are made by hand where they mean something; patched modules would add hundreds that do not.
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  log.info({ version: codeVersion }, 'traces are on');
  return () => sdk.shutdown().catch((error: unknown) => log.warn({ err: error }, 'the last traces were not sent'));
}
