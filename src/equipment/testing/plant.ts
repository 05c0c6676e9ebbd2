/** Sites with ovens, plans and a history for tests, without a bridge. */

import type { WaitReason } from '../../bridge/oven-view.ts';
import type { OvenState } from '../../bridge/protocol.ts';
import type { CommandState } from '../../bridge/states.ts';
import { equipmentOf, heatsInRow } from '../../bridge/testing/fixtures.ts';
import { keepPlan } from '../../bridge/testing/stage.ts';
import { moveCommands } from '../../bridge/transitions.ts';
import type { Database } from '../../db/database.ts';

export interface PlantOptions {
  readonly site: string;
  readonly tenant: string;
  /** Each makes an oven `<furnace>-oven`. */
  readonly furnaces: readonly string[];
  readonly heats?: number;
  /** Commands wait until somebody approves them. */
  readonly approval?: boolean;
}

/** Gives the site to the tenant and keeps a plan with a program for each oven. @returns id of the plan. */
export async function makePlant(
  database: Database,
  { site, tenant, furnaces, heats = 2, approval = false }: PlantOptions,
): Promise<string> {
  await database.query('insert into takt.sites (site, tenant) values ($1, $2) on conflict do nothing', [site, tenant]);
  const equipment = equipmentOf(site, furnaces, { oven: { approval } });
  const { planId } = await keepPlan(database, { tenant, equipment, heats: heatsInRow(furnaces, heats, 60) });
  return planId;
}

/** Brings a step of the newest program of an oven through states, as a bridge does. */
export async function moveStep(
  database: Database,
  { site, oven, step = 1 }: { site: string; oven: string; step?: number },
  states: readonly CommandState[],
): Promise<void> {
  for (const to of states)
    await moveCommands(database, {
      where: `c.id = (select id from takt.commands where site = $1 and oven = $2 and step = $3 order by version desc limit 1)`,
      parameters: [site, oven, step],
      to,
      actor: 'bridge test',
      at: Date.now(),
      set: to === 'sent' ? { attempts: 1 } : {},
    });
}

/** What an oven says, kept as the bridge keeps it. */
export async function report(
  database: Database,
  { site, oven, value = 20, waitsFor }: { site: string; oven: string; value?: number; waitsFor?: WaitReason },
): Promise<void> {
  const at = new Date();
  const state: OvenState = {
    v: 1,
    site,
    oven,
    at: at.toISOString(),
    mode: 'remote',
    door: 'closed',
    holding: 'no',
    epoch: 1,
    version: 1,
    command: null,
    readings: [{ tag: 'temperature', unit: 'degC', value, setpoint: 20, target: 1600 }],
    interlocks: [],
    faults: [],
  };
  await database.query(
    `update takt.ovens set present = true, state = $3, state_at = $4, waits_for = $5, updated_at = now()
     where site = $1 and oven = $2`,
    [site, oven, JSON.stringify(state), at, waitsFor ?? null],
  );
}
