/** Many simulated ovens in one process, each speaking MQTT for itself. */
import type { MqttTls } from '../tls.ts';
import { OvenClient } from './client.ts';
import { Oven } from './oven.ts';
import { OvenSettings, type OvenSettingsInput } from './settings.ts';

export interface SimulationOptions {
  readonly mqttUrl: string;
  /** One certificate for all of them. */
  readonly tls?: MqttTls;
  readonly site: string;
  /** `equipment.ovens` of a plan-request will do. */
  readonly ovens: readonly OvenSettingsInput[];
  /** Minutes of the ovens per minute on the wall; that of the rehearsal. Default 1. */
  readonly speed?: number;
  /** Secret of the site. */
  readonly key: string;
  /** Time between two reports of state; default 1 s, less at speed, at least 50 ms. */
  readonly stateMs?: number;
  readonly clock?: () => number;
  readonly warn?: (message: string) => void;
}

export interface Simulation {
  /** Resolves when every oven has announced itself for the first time. */
  readonly ready: Promise<void>;
  readonly clients: ReadonlyMap<string, OvenClient>;
  stop(): Promise<void>;
}

/** How often the ovens are run up to the present. */
const tickMs = 10;

/** A dwell of ten plan minutes must hold several readings at any speed. */
function defaultStateMs(speed: number): number {
  return Math.max(50, Math.min(1000, 120_000 / speed));
}

/** @throws ZodError where an oven's settings do not fit. */
export function startSimulation(options: SimulationOptions): Simulation {
  const { mqttUrl, tls, site, key, speed = 1, clock = Date.now, warn } = options;
  const stateMs = options.stateMs ?? defaultStateMs(speed);
  const clients = new Map<string, OvenClient>();
  const announcements = options.ovens.map((input) => {
    const settings = OvenSettings.parse(input);
    const oven = new Oven({ site, settings, key, speed, now: clock() });
    return new Promise<void>((onReady) => {
      clients.set(settings.oven, new OvenClient({ mqttUrl, tls, site, oven, clock, onReady, warn }));
    });
  });
  for (const client of clients.values()) client.start();
  let reportAt = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const isReportDue = now >= reportAt;
    if (isReportDue) reportAt = now + stateMs;
    for (const client of clients.values()) {
      client.advance();
      if (isReportDue) client.report();
    }
  }, tickMs);
  return {
    ready: Promise.all(announcements).then(() => {}),
    clients,
    async stop() {
      clearInterval(timer);
      await Promise.all([...clients.values()].map((client) => client.stop()));
    },
  };
}
