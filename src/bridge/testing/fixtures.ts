/** Small plans and messages for the tests of the bridge. */
import type { MeltHeat } from '../../../models/melt.ts';
import { EquipmentRequest } from '../../../models/plan-request.ts';
import { type OvenHeat, ovenHeats } from '../oven-heats.ts';
import type { Command, UnsignedCommand } from '../protocol.ts';
import { type SigningKey, sign } from '../signature.ts';
import type { WorkItem } from '../work.ts';

export const testKey = 'a key for tests, 24 chars';

/** What the ovens have to know of a melt plan with these heats. */
export function heatsOf(
  heats: readonly Pick<MeltHeat, 'id' | 'furnace' | 'grade' | 'start' | 'end' | 'fixed'>[],
): OvenHeat[] {
  return ovenHeats('melt', { heats });
}

/** Back-to-back heats of `minutes` on each furnace from `first`, ms since 1970. */
export function heatsInRow(
  furnaces: readonly string[],
  count: number,
  minutes: number,
  first = Date.parse('2026-11-23T07:00:00Z'),
): OvenHeat[] {
  const at = (index: number) => new Date(first + index * minutes * 60_000).toISOString();
  return heatsOf(
    furnaces.flatMap((furnace) =>
      Array.from({ length: count }, (_, index) => ({
        id: `${furnace}-${index + 1}`,
        furnace,
        grade: 'steel',
        start: at(index),
        end: at(index + 1),
      })),
    ),
  );
}

/** Ovens `<furnace>-oven` for the furnaces, from 20 to 1750 degC. */
export function equipmentOf(
  site: string,
  furnaces: readonly string[],
  more: { oven?: object; value?: number; [field: string]: unknown } = {},
): EquipmentRequest {
  const { oven, value = 1600, ...rest } = more;
  return EquipmentRequest.parse({
    site,
    ovens: furnaces.map((furnace) => ({
      oven: `${furnace}-oven`,
      furnace,
      min: 20,
      max: 1750,
      rampPerMin: 50,
      ...oven,
    })),
    setpoints: [{ grade: 'steel', value, dwellMinutes: 10 }],
    ...rest,
  });
}

export const noon = Date.parse('2026-11-23T12:00:00Z');

/** A command that oven `o1` of site `s1` accepts at `noon`. */
export function unsignedCommand(changes: Partial<UnsignedCommand> = {}): UnsignedCommand {
  return {
    v: 1,
    cmdId: crypto.randomUUID(),
    site: 's1',
    oven: 'o1',
    epoch: 5,
    version: 10,
    issuedAt: new Date(noon).toISOString(),
    notBefore: new Date(noon).toISOString(),
    notAfter: new Date(noon + 60_000).toISOString(),
    planId: crypto.randomUUID(),
    step: 1,
    setpoints: [{ tag: 'temperature', value: 900, unit: 'degC', min: 100, max: 1200, rampPerMin: 20 }],
    expect: { mode: 'remote' },
    ...changes,
  };
}

export function signedCommand(changes: Partial<UnsignedCommand> = {}): Command {
  return sign(unsignedCommand(changes), testKey);
}

/** One that oven `o1` accepts from now on for a minute, by the clock on the wall. */
export function commandNow(changes: Partial<UnsignedCommand> = {}, key: SigningKey = testKey): Command {
  const [now, end] = [0, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
  return sign(unsignedCommand({ issuedAt: now, notBefore: now, notAfter: end, ...changes }), key);
}

export function workItem(changes: Partial<WorkItem> = {}): WorkItem {
  return {
    id: crypto.randomUUID(),
    plan_id: crypto.randomUUID(),
    site: 's1',
    oven: 'o1',
    step: 1,
    version: 10,
    state: 'sent',
    program_state: 'active',
    setpoints: [{ tag: 'temperature', value: 900, unit: 'degC', min: 100, max: 1200, rampPerMin: 20 }],
    expect: {},
    tolerance: 5,
    dwell_ms: 10_000,
    start_at: new Date(noon),
    latest_start_at: new Date(noon + 60_000),
    verify_by: new Date(noon + 600_000),
    epoch: 5,
    attempts: 1,
    next_send_at: null,
    traceparent: null,
    ...changes,
  };
}
