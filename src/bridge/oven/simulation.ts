/** Many simulated ovens in one process, each speaking MQTT for itself. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { VerifyingKey } from '../signature.ts';
import type { MqttTls } from '../tls.ts';
import { OvenClient } from './client.ts';
import type { OvenMemory } from './memory.ts';
import type { MemoryFolder } from './memory-folder.ts';
import { Oven } from './oven.ts';
import { FaultOrder, OvenSettings, type OvenSettingsInput } from './settings.ts';
import { startTicking } from './ticking.ts';

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

/** @throws ZodError where an oven's settings do not fit; Error where what was kept of it cannot be read. */
export function startSimulation(options: SimulationOptions): Simulation {
  const { mqttUrl, tls, site, clock = Date.now, warn } = options;
  const clients = new Map<string, OvenClient<Oven>>();
  const down = new Set<string>();
  const announcements = options.ovens.map((input) => {
    const oven = simulatedOven(options, input);
    return new Promise<void>((onReady) => {
      const onFault = (payload: string) => {
        if (!obeyFault(oven, payload)) warn?.(`${oven.name}: no such fault: ${payload.slice(0, 200)}`);
        client.report();
      };
      const client = new OvenClient({ mqttUrl, tls, site, oven, clock, onReady, onFault, warn });
      clients.set(oven.name, client);
    });
  });
  for (const client of clients.values()) client.start();
  let isStopped = false;
  const stopTicking = startTicking(options, (isReportDue) => {
    for (const [name, client] of clients) {
      if (down.has(name)) continue;
      client.advance();
      if (isReportDue) client.report();
    }
  });
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
      stopTicking();
      await Promise.all([...clients.values()].map((client) => client.stop()));
    },
  };
}

/** @throws ZodError where the settings do not fit; Error where what was kept of the oven cannot be read. */
export function simulatedOven(
  { site, key, speed = 1, clock = Date.now, memories }: Omit<SimulationOptions, 'mqttUrl'>,
  input: OvenSettingsInput,
): Oven {
  const settings = OvenSettings.parse(input);
  const memory = memories?.read(site, settings.oven);
  const keep = memories && ((next: OvenMemory) => memories.keep(next));
  return new Oven({ site, settings, key, speed, now: clock(), memory, keep });
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
