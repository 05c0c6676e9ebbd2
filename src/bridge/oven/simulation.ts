/** Many simulated ovens in one process, each speaking MQTT for itself. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { VerifyingKey } from '../signature.ts';
import type { MqttTls } from '../tls.ts';
import { OvenClient } from './client.ts';
import type { OvenMemory } from './memory.ts';
import type { MemoryFolder } from './memory-folder.ts';
import { Oven } from './oven.ts';
import { FaultOrder, OvenSettings, type OvenSettingsInput } from './settings.ts';

export interface SimulationOptions {
  readonly mqttUrl: string;
  /** One certificate for all of them. */
  readonly tls?: MqttTls;
  readonly site: string;
  /** `equipment.ovens` of a plan-request will do. */
  readonly ovens: readonly OvenSettingsInput[];
  /** Minutes of the ovens per minute on the wall; that of the rehearsal. Default 1. */
  readonly speed?: number;
  /** Key of the site. */
  readonly key: VerifyingKey;
  /** Where the ovens keep what they know; absent: through a reboot, but not through the end of the process. */
  readonly memories?: MemoryFolder;
  /** Time between two reports of state; default 1 s, less at speed, at least 50 ms. */
  readonly stateMs?: number;
  readonly clock?: () => number;
  readonly warn?: (message: string) => void;
}

export interface Simulation {
  /** Resolves when every oven has announced itself for the first time. */
  readonly ready: Promise<void>;
  readonly clients: ReadonlyMap<string, OvenClient<Oven>>;
  /**
   * The gateway of an oven loses its power and comes back: the connection is cut, all is forgotten but what was kept.
   * Resolves when it has its power back; then it connects.
   */
  reboot(oven: string, downMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** How often the ovens are run up to the present. */
const tickMs = 10;

/** A dwell of ten plan minutes must hold several readings at any speed. */
function defaultStateMs(speed: number): number {
  return Math.max(50, Math.min(1000, 120_000 / speed));
}

/** @throws ZodError where an oven's settings do not fit; Error where what was kept of it cannot be read. */
export function startSimulation(options: SimulationOptions): Simulation {
  const { mqttUrl, tls, site, key, speed = 1, clock = Date.now, memories, warn } = options;
  const stateMs = options.stateMs ?? defaultStateMs(speed);
  const clients = new Map<string, OvenClient<Oven>>();
  const down = new Set<string>();
  const announcements = options.ovens.map((input) => {
    const settings = OvenSettings.parse(input);
    const memory = memories?.read(site, settings.oven);
    const keep = memories && ((next: OvenMemory) => memories.keep(next));
    const oven = new Oven({ site, settings, key, speed, now: clock(), memory, keep });
    return new Promise<void>((onReady) => {
      const onFault = (payload: string) => {
        if (!obeyFault(oven, payload)) warn?.(`${oven.name}: no such fault: ${payload.slice(0, 200)}`);
        client.report();
      };
      const client = new OvenClient({ mqttUrl, tls, site, oven, clock, onReady, onFault, warn });
      clients.set(settings.oven, client);
    });
  });
  for (const client of clients.values()) client.start();
  let isStopped = false;
  let reportAt = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const isReportDue = now >= reportAt;
    if (isReportDue) reportAt = now + stateMs;
    for (const [name, client] of clients) {
      if (down.has(name)) continue;
      client.advance();
      if (isReportDue) client.report();
    }
  }, tickMs);
  return {
    ready: Promise.all(announcements).then(() => {}),
    clients,
    async reboot(name, downMs = 0) {
      const client = clients.get(name);
      if (!client) throw new Error(`there is no oven ${name}`);
      if (down.has(name)) return;
      down.add(name);
      client.oven.crash(clock());
      await Promise.all([client.cut(), sleep(downMs)]);
      if (isStopped) return;
      client.oven.restart(clock());
      client.startAnew();
      down.delete(name);
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await Promise.all([...clients.values()].map((client) => client.stop()));
    },
  };
}

/**
 * Does what an order on the topic `fault` says.
 * @returns false where it says nothing that an oven can do.
 */
export function obeyFault(oven: Oven, payload: string): boolean {
  try {
    const { fault, active, value } = FaultOrder.parse(JSON.parse(payload));
    oven.setFault(fault, active, value);
    return true;
  } catch {
    return false;
  }
}
