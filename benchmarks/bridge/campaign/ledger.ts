/** What the ovens of a campaign wrote down themselves: the truth that the bridge's record is judged by. One JSON line each. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Setpoint } from '../../../src/bridge/protocol.ts';

/** All times in ms since 1970; true ones by the clock of the machine, the oven's by its own, which may be wrong. */
export interface OvenLimits {
  readonly kind: 'oven';
  readonly oven: string;
  readonly min: number;
  readonly max: number;
  /** Greatest ramp, per minute. */
  readonly rampPerMin: number;
}

/** The controller began to work with a command. */
export interface Application {
  readonly kind: 'applied';
  readonly oven: string;
  readonly cmdId: string;
  readonly version: number;
  readonly epoch: number;
  /** Highest epoch in anything that was signed and reached the oven before the delivery that it accepted. */
  readonly epochSeen: number;
  readonly notAfter: number;
  readonly setpoints: readonly Setpoint[];
  readonly acceptedAt: number;
  readonly at: number;
  readonly ovenAt: number;
}

/** Where the ramp stood; written while it moves. */
export interface Sample {
  readonly kind: 'sample';
  readonly oven: string;
  /** What moves the ramp: a command, or the oven's own way to its safe value. Two ramps are not one. */
  readonly phase: string;
  /** When the ramp was taken so far. */
  readonly at: number;
  readonly working: number;
  readonly rampPerMin: number;
}

export type LedgerLine = OvenLimits | Application | Sample;

export interface Ledger {
  readonly ovens: ReadonlyMap<string, OvenLimits>;
  /** In the order in which each oven did them. */
  readonly applications: readonly Application[];
  readonly samples: readonly Sample[];
}

export async function readLedger(files: readonly string[]): Promise<Ledger> {
  const ovens = new Map<string, OvenLimits>();
  const applications: Application[] = [];
  const samples: Sample[] = [];
  for (const file of files)
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      const line = JSON.parse(text) as LedgerLine;
      if (line.kind === 'oven') ovens.set(line.oven, line);
      else if (line.kind === 'applied') applications.push(line);
      else samples.push(line);
    }
  return { ovens, applications, samples };
}
