/** Setpoint programs enter the database here, in the transaction that ends their plan, and are read from it. */
import { randomUUID } from 'node:crypto';
import type { EquipmentRequest } from '../../models/plan-request.ts';
import { audit } from '../access/audit.ts';
import { siteGivenAway } from '../access/equipment.ts';
import type { Queryable } from '../db/database.ts';
import type { OvenHeat } from './oven-heats.ts';
import { type SetpointProgram, type SetpointStep, setpointPrograms } from './programs.ts';
import type { Setpoint } from './protocol.ts';
import type { CommandState, ProgramState, Transition } from './states.ts';
import { moveCommands, type TransitionRow, toTransition, transitionColumns } from './transitions.ts';

export interface WriteProgramsInput {
  readonly planId: string;
  readonly equipment: EquipmentRequest;
  readonly heats: readonly OvenHeat[];
  /** ms since 1970. */
  readonly now: number;
  /** W3C trace context of the plan; goes with every command to the oven. */
  readonly traceparent?: string;
}

export interface WrittenPrograms {
  readonly programs: readonly { programId: string; oven: string; steps: number; firstVersion: number }[];
  /** Commands of older plans that will not be sent any more. */
  readonly superseded: number;
}

/**
 * Writes the setpoint programs of a succeeded plan and supersedes what older plans have not yet sent to the same ovens,
 * also where the new plan has no heat for one of them. Which plan is newer is the order in which these transactions commit.
 * Where the site has gone to another tenant, nothing is written but a line in the audit: the plan itself is as good as
 * before, its tenant may no longer move these ovens.
 * @param transaction - the one that ends the plan; the row in takt.plans must exist in it.
 */
export async function writePrograms(transaction: Queryable, input: WriteProgramsInput): Promise<WrittenPrograms> {
  const given = await siteGivenAway(transaction, input.planId);
  if (given) {
    const { site, tenant } = given;
    const subject = `plan/${input.planId}`;
    await audit(transaction, { tenant, actor: 'service', action: 'programs.refused', subject, details: { site } });
    return { programs: [], superseded: 0 };
  }
  const programs = new Map(setpointPrograms(input).map((program) => [program.oven, program]));
  // In one order everywhere: plans that end at the same time lock the ovens' rows one after the other, never crosswise.
  const ovens = input.equipment.ovens.map(({ oven }) => oven).sort();
  const firstVersions = new Map<string, number>();
  for (const oven of ovens)
    firstVersions.set(oven, await reserveVersions(transaction, input, oven, programs.get(oven)?.steps.length ?? 0));
  const superseded = await supersede(transaction, input, ovens);
  const written: WrittenPrograms['programs'][number][] = [];
  for (const oven of ovens) {
    const program = programs.get(oven);
    if (!program) continue;
    const firstVersion = firstVersions.get(oven)!;
    const programId = await insertProgram(transaction, input, program, firstVersion);
    written.push({ programId, oven, steps: program.steps.length, firstVersion });
  }
  return { programs: written, superseded };
}

/** Takes the row lock of the oven, so that two plans for it cannot interleave. @returns the first of `count` versions. */
async function reserveVersions(
  transaction: Queryable,
  { equipment, now }: WriteProgramsInput,
  oven: string,
  count: number,
): Promise<number> {
  const { rows } = await transaction.query<{ issued_version: number }>(
    `insert into takt.ovens as o (site, oven, issued_version) values ($1, $2, $3::bigint + $4::bigint)
     on conflict (site, oven) do update
       set issued_version = greatest(o.issued_version, o.reported_version) + $4::bigint
     returning issued_version`,
    [equipment.site, oven, Math.floor(now / 1000), count],
  );
  return rows[0].issued_version - count + 1;
}

async function supersede(transaction: Queryable, input: WriteProgramsInput, ovens: readonly string[]): Promise<number> {
  const { site } = input.equipment;
  const moved = await moveCommands(transaction, {
    where: `c.site = $1 and c.oven = any($2::text[]) and c.state in ('planned', 'approved')`,
    parameters: [site, ovens],
    to: 'superseded',
    reason: `by plan ${input.planId}`,
    actor: `plan ${input.planId}`,
    at: input.now,
  });
  await transaction.query(
    `with old as (
       select p.id from takt.programs p
       where p.site = $1 and p.oven = any($2::text[]) and p.state in ('active', 'halted')
       order by p.site, p.oven for no key update)
     update takt.programs p set state = 'superseded', reason = $3 from old where p.id = old.id`,
    [site, ovens, `by plan ${input.planId}`],
  );
  return moved.length;
}

/**
 * Holds back what plans of other tenants have not yet sent to the ovens of a site: called when the site goes to `tenant`.
 * The ovens stay at the setpoints that they were sent last.
 * @returns how many commands are not sent any more.
 */
export async function supersedeOtherTenants(
  transaction: Queryable,
  { site, tenant, actor, now }: { site: string; tenant: string; actor: string; now: number },
): Promise<number> {
  const reason = 'the site went to another tenant';
  const moved = await moveCommands(transaction, {
    where: `c.site = $1 and c.state in ('planned', 'approved')
      and exists (select 1 from takt.plans p where p.id = c.plan_id and p.tenant <> $2)`,
    parameters: [site, tenant],
    to: 'superseded',
    reason,
    actor,
    at: now,
  });
  await transaction.query(
    `with old as (
       select g.id from takt.programs g join takt.plans p on p.id = g.plan_id
       where p.tenant <> $2 and g.site = $1 and g.state in ('active', 'halted')
       order by g.site, g.oven for no key update of g)
     update takt.programs g set state = 'superseded', reason = $3 from old where g.id = old.id`,
    [site, tenant, reason],
  );
  return moved.length;
}

async function insertProgram(
  transaction: Queryable,
  input: WriteProgramsInput,
  program: SetpointProgram,
  firstVersion: number,
): Promise<string> {
  const programId = randomUUID();
  const at = new Date(input.now);
  await transaction.query(
    `insert into takt.programs (id, plan_id, site, oven, furnace, approval, traceparent, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      programId,
      input.planId,
      program.site,
      program.oven,
      program.furnace,
      program.approval,
      input.traceparent ?? null,
      at,
    ],
  );
  const commands = program.steps.map((step) => commandRow(step, firstVersion));
  await transaction.query(
    `with inserted as (
       insert into takt.commands (id, program_id, plan_id, site, oven, step, version, heat, grade, setpoints, expect,
         tolerance, dwell_ms, start_at, latest_start_at, verify_by, changed_at)
       select id, $2, $3, $4, $5, step, version, heat, grade, setpoints, expect,
         tolerance, dwell_ms, start_at, latest_start_at, verify_by, $6
       from jsonb_to_recordset($1::jsonb) as s(id uuid, step integer, version bigint, heat text, grade text,
         setpoints jsonb, expect jsonb, tolerance double precision, dwell_ms bigint, start_at timestamptz,
         latest_start_at timestamptz, verify_by timestamptz)
       returning id, plan_id, site, oven, step, version, state)
     insert into takt.command_transitions (command_id, plan_id, site, oven, step, version, to_state, actor, at)
     select id, plan_id, site, oven, step, version, state, $7, $6 from inserted order by version`,
    [JSON.stringify(commands), programId, input.planId, program.site, program.oven, at, `plan ${input.planId}`],
  );
  if (!program.approval) await approveProgram(transaction, { programId, by: `plan ${input.planId}`, now: input.now });
  return programId;
}

function commandRow(step: SetpointStep, firstVersion: number): Record<string, unknown> {
  return {
    id: randomUUID(),
    step: step.step,
    version: firstVersion + step.step - 1,
    heat: step.heat ?? null,
    grade: step.grade ?? null,
    setpoints: step.setpoints,
    expect: step.expect,
    tolerance: step.tolerance,
    dwell_ms: step.dwellMs,
    start_at: new Date(step.startAt),
    latest_start_at: new Date(step.latestStartAt),
    verify_by: new Date(step.verifyBy),
  };
}

/**
 * Lets the planned commands of a program go.
 * @param by - who approves, kept in the transitions.
 * @returns how many were approved; 0 where none was waiting.
 */
export async function approveProgram(
  queryable: Queryable,
  { programId, by, now }: { programId: string; by: string; now: number },
): Promise<number> {
  const moved = await moveCommands(queryable, {
    where: `c.program_id = $1 and c.state = 'planned'`,
    parameters: [programId],
    to: 'approved',
    actor: by,
    at: now,
  });
  return moved.length;
}

export interface CommandView {
  readonly cmdId: string;
  readonly step: number;
  readonly version: number;
  readonly heat: string | null;
  readonly grade: string | null;
  readonly state: CommandState;
  readonly reason: string | null;
  readonly setpoints: readonly Setpoint[];
  readonly startAt: Date;
  readonly latestStartAt: Date;
  readonly attempts: number;
}

export interface ProgramView {
  readonly programId: string;
  readonly site: string;
  readonly oven: string;
  readonly furnace: string;
  readonly state: ProgramState;
  readonly reason: string | null;
  readonly approval: boolean;
  readonly commands: readonly CommandView[];
}

/** The programs of a plan with their commands as they stand, by oven and step. */
export async function programsOfPlan(queryable: Queryable, planId: string): Promise<ProgramView[]> {
  const programs = await queryable.query<Omit<ProgramView, 'commands'>>(
    `select id as "programId", site, oven, furnace, state, reason, approval from takt.programs
     where plan_id = $1 order by oven`,
    [planId],
  );
  const commands = await queryable.query<CommandView & { programId: string }>(
    `select program_id as "programId", id as "cmdId", step, version, heat, grade, state, reason, setpoints,
       start_at as "startAt", latest_start_at as "latestStartAt", attempts
     from takt.commands where plan_id = $1 order by oven, step`,
    [planId],
  );
  const byProgram = Map.groupBy(commands.rows, (command) => command.programId);
  return programs.rows.map((program) => ({
    ...program,
    commands: (byProgram.get(program.programId) ?? []).map(({ programId: _, ...command }) => command),
  }));
}

/**
 * What happened to the commands of a plan after the transition `afterId` (0: from the beginning), oldest first. Any
 * replica can serve it; the bridge's own `onTransition` is quicker and local.
 */
export async function transitionsOfPlan(queryable: Queryable, planId: string, afterId = 0): Promise<Transition[]> {
  const { rows } = await queryable.query<TransitionRow>(
    `select ${transitionColumns} from takt.command_transitions where plan_id = $1 and id > $2 order by id`,
    [planId, afterId],
  );
  return rows.map(toTransition);
}
