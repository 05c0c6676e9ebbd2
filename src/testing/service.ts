/** A whole service for tests: real store, threads and broker, on a free port. */
import { loadConfig, type SettingName } from '../config.ts';
import { type Service, startService } from '../main.ts';
import { createLog } from '../telemetry/log.ts';
import { testCacheDir } from './database.ts';

export function startTestService(settings: Partial<Record<SettingName, string>> = {}): Promise<Service> {
  const config = loadConfig({
    TAKT_PORT: '0',
    TAKT_DATA_DIR: 'memory',
    TAKT_CACHE_DIR: testCacheDir,
    TAKT_THREADS: '1',
    TAKT_LOG_LEVEL: 'silent',
    ...settings,
  });
  return startService(config, { log: createLog(config.logLevel), environment: {} });
}

/** Calls the API with a JSON body. */
export async function call<Answer>(
  url: string,
  { method = 'GET', body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; body: Answer }> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
}
