/** The secrets among the settings, so that the log can mask them wherever they turn up. */
import type { Config } from '../config.ts';

export function secretsOf(config: Pick<Config, 'databaseUrl' | 'mqttUrl' | 'siteKeys'>): string[] {
  const urls = [config.databaseUrl, config.mqttUrl].filter((url) => url !== undefined);
  // As written, and as drivers see it.
  const passwords = urls.map((url) => new URL(url).password).flatMap((text) => [text, decodeURIComponent(text)]);
  // Private keys are objects that print nothing of themselves.
  const siteSecrets = Object.values(config.siteKeys).filter((key) => typeof key === 'string');
  return [...passwords, ...siteSecrets].filter((secret) => secret !== '');
}
