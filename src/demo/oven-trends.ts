/** From the wall clock of a rehearsal back to the time of its plan: what the ovens were told and what they did. Pure. */
import type { OvenHeat } from '../bridge/oven-heats.ts';
import type { OvenState } from '../bridge/protocol.ts';
import { haltingStates, type Transition } from '../bridge/states.ts';
import type { CommandMark, OvenTrend } from '../cli/oven-chart-panel.ts';
import type { FollowedProgram } from './setpoints.ts';

export interface RehearsedPlan {
  /** All of the plan, also those beyond the horizon. */
  readonly heats: readonly OvenHeat[];
  readonly programs: readonly FollowedProgram[];
  readonly transitions: readonly Transition[];
  /** Minutes of the plan per minute on the wall. */
  readonly speed: number;
}

/** One trend per program, of the heats that it holds. @param statesOf - what an oven reported, oldest first. */
export function ovenTrends(plan: RehearsedPlan, statesOf: (oven: string) => readonly OvenState[]): OvenTrend[] {
  return plan.programs.map((program) => trendOf(plan, program, statesOf(program.oven)));
}

function trendOf(plan: RehearsedPlan, program: FollowedProgram, states: readonly OvenState[]): OvenTrend {
  const { oven, furnace, commands } = program;
  const [{ tag, unit }] = commands[0].setpoints;
  const own = new Map(plan.heats.filter((heat) => heat.furnace === furnace).map((heat) => [heat.id, heat]));
  const heats = commands.flatMap(({ heat }) => (heat === null ? [] : [own.get(heat)!]));
  // A program begins with a heat, which pins the wall to the plan.
  const planTime = (wall: number) => heats[0].start + (wall - Date.parse(commands[0].startAt)) * plan.speed;
  return {
    oven: `${oven}, furnace ${furnace}`,
    tag,
    unit,
    heats,
    samples: states.flatMap(({ at, readings }) => {
      const reading = readings.find((one) => one.tag === tag);
      return reading ? [{ ...reading, at: planTime(Date.parse(at)) }] : [];
    }),
    marks: plan.transitions
      .filter((transition) => transition.oven === oven)
      .flatMap((transition) => markOf(transition, program, planTime(transition.at.getTime()))),
  };
}

const failures = [...haltingStates, 'expired'];

function markOf({ cmdId, to, reason }: Transition, { commands }: FollowedProgram, at: number): CommandMark[] {
  const state = to === 'sent' || to === 'verified' ? to : failures.includes(to) ? 'failed' : undefined;
  const command = commands.find((one) => one.cmdId === cmdId);
  if (!state || !command) return [];
  const { step, heat, grade, setpoints } = command;
  const [{ value, unit }] = setpoints;
  const what = `step ${step}, ${heat === null ? 'idle' : `heat ${heat} ${grade}`}, ${value} ${unit}`;
  return [{ at, state, value, title: `${what}: ${to}${reason === null ? '' : ` (${reason})`}` }];
}
