/** From a plan to setpoint programs: which oven gets which target when. Pure. */
import type { EquipmentOven, EquipmentRequest } from '../../models/plan-request.ts';
import type { OvenHeat } from './oven-heats.ts';
import type { Expectation, Setpoint } from './protocol.ts';

export interface SetpointStep {
  /** From 1, in order of time. */
  readonly step: number;
  /** Absent: the idle step after the last heat. */
  readonly heat?: string;
  readonly grade?: string;
  readonly setpoints: readonly Setpoint[];
  readonly expect: Expectation;
  /** Verified within this distance of the target. */
  readonly tolerance: number;
  readonly dwellMs: number;
  /** Wall-clock times in ms since 1970: not given before, not given after, not verified any more after. */
  readonly startAt: number;
  readonly latestStartAt: number;
  readonly verifyBy: number;
}

export interface SetpointProgram {
  readonly site: string;
  readonly oven: string;
  readonly furnace: string;
  readonly approval: boolean;
  readonly steps: readonly SetpointStep[];
}

export interface ProgramInput {
  readonly equipment: EquipmentRequest;
  /** All heats of the plan, of any oven. */
  readonly heats: readonly OvenHeat[];
  /** ms since 1970; the first heat of a rehearsal without `startAt` begins here. */
  readonly now: number;
}

/**
 * A rehearsal shortens the plan's minutes but not the milliseconds that brokers, databases and processes take, so the
 * time in which a command may be given never falls below this.
 */
export const rehearsalLeastWindowMs = 15_000;

/** Going idle means cooling, which takes as long as it takes: no sooner is an idle step given up. */
export const idleVerifyMinutes = 8 * 60;

const msPerMinute = 60_000;

/**
 * One program per oven whose furnace has heats in the plan; ovens without one get none. A step per heat, and an idle step
 * where the oven's `idle` is set. `horizonMinutes` counts from the first heat of any of these ovens.
 *
 * A rehearsal maps every time: wall = startAt + (t - first heat's start) / speed, durations alike, ramps times speed.
 */
export function setpointPrograms({ equipment, heats: all, now }: ProgramInput): SetpointProgram[] {
  const heats = heatsByFurnace(equipment, all, now);
  const first = Math.min(...[...heats.values()].flat().map((heat) => heat.start));
  const horizonEnd = first + (equipment.horizonMinutes ?? Number.POSITIVE_INFINITY) * msPerMinute;
  const time = wallTime(equipment, first, now);
  return equipment.ovens.flatMap((oven) => {
    const own = (heats.get(oven.furnace) ?? []).filter((heat) => heat.start < horizonEnd);
    if (own.length === 0) return [];
    const steps = own.map((heat, index) => heatStep(equipment, oven, heat, index + 1, time));
    const last = own.at(-1)!;
    if (oven.idle !== undefined) steps.push(idleStep(equipment, oven, oven.idle, last, steps.length + 1, time));
    return [{ site: equipment.site, oven: oven.oven, furnace: oven.furnace, approval: oven.approval, steps }];
  });
}

interface WallTime {
  /** Instant of the plan -> wall clock, both ms since 1970. */
  at(planTime: number): number;
  /** Minutes of the plan -> wall-clock ms. */
  span(planMinutes: number): number;
  readonly speed: number;
  readonly leastWindowMs: number;
}

function heatsByFurnace(
  { ovens, rehearsal }: EquipmentRequest,
  heats: readonly OvenHeat[],
  now: number,
): Map<string, OvenHeat[]> {
  const wanted = new Set(ovens.map((oven) => oven.furnace));
  // A fixed heat that is over was poured or charged already: no oven is told anything of it.
  const isOver = ({ fixed, end }: OvenHeat) => fixed && !rehearsal && end <= now;
  const timed = heats.filter((heat) => wanted.has(heat.furnace) && !isOver(heat));
  timed.sort((a, b) => a.start - b.start);
  return Map.groupBy(timed, (heat) => heat.furnace);
}

function wallTime({ rehearsal }: EquipmentRequest, first: number, now: number): WallTime {
  const speed = rehearsal?.speed ?? 1;
  const origin = rehearsal ? (rehearsal.startAt ? Date.parse(rehearsal.startAt) : now) : first;
  return {
    at: (planTime) => Math.round(origin + (planTime - first) / speed),
    span: (planMinutes) => Math.round((planMinutes * msPerMinute) / speed),
    speed,
    leastWindowMs: rehearsal ? rehearsalLeastWindowMs : 0,
  };
}

function heatStep(
  equipment: EquipmentRequest,
  oven: EquipmentOven,
  heat: OvenHeat,
  step: number,
  time: WallTime,
): SetpointStep {
  const setpoint = setpointOf(equipment, heat.grade);
  const startAt = time.at(heat.start);
  const dwellMs = time.span(setpoint.dwellMinutes);
  const end = Math.max(time.at(heat.end), startAt + dwellMs);
  return {
    heat: heat.id,
    grade: heat.grade,
    ...commonParts(equipment, oven, setpoint.value, { step, startAt, end, dwellMs }, time),
  };
}

function idleStep(
  equipment: EquipmentRequest,
  oven: EquipmentOven,
  idle: number,
  last: OvenHeat,
  step: number,
  time: WallTime,
): SetpointStep {
  const startAt = time.at(last.end);
  const dwellMs = time.span(setpointOf(equipment, last.grade).dwellMinutes);
  const end = startAt + Math.max(time.span(idleVerifyMinutes), dwellMs);
  return commonParts(equipment, oven, idle, { step, startAt, end, dwellMs }, time);
}

function commonParts(
  equipment: EquipmentRequest,
  oven: EquipmentOven,
  value: number,
  { step, startAt, end, dwellMs }: { step: number; startAt: number; end: number; dwellMs: number },
  time: WallTime,
): SetpointStep {
  const window = Math.max(time.span(equipment.latestStartMinutes), time.leastWindowMs);
  const { tag, unit, min, max } = oven;
  return {
    step,
    setpoints: [{ tag, value, unit, min, max, rampPerMin: oven.rampPerMin * time.speed }],
    expect: { mode: 'remote' },
    tolerance: oven.tolerance,
    dwellMs,
    startAt,
    latestStartAt: startAt + window,
    // Past the heat's end there is only the slack that its follower can still wait: half of that one's window.
    verifyBy: end + Math.round(window / 2),
  };
}

function setpointOf(equipment: EquipmentRequest, grade: string): EquipmentRequest['setpoints'][number] {
  const found = equipment.setpoints.find((setpoint) => setpoint.grade === grade);
  if (!found) throw new Error(`grade ${grade} has no setpoint; the request's schema asks for one`);
  return found;
}
