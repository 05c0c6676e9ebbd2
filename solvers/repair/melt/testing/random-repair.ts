/** Random repairs of melt plans: a solved week of two or three furnaces, and some events and facts. */
import type { z } from 'zod';
import { MeltProblem } from '../../../../models/melt.ts';
import type { RepairMeltProblem } from '../../../../models/repair-melt.ts';
import { hasPlan } from '../../../../models/result.ts';
import { meltSolver } from '../../../melt/solve.ts';
import type { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';

export type RepairInput = z.input<typeof RepairMeltProblem>;
type EventInput = NonNullable<RepairInput['events']>[number];

const grades = ['A', 'B'];
const dates = ['2026-11-23', '2026-11-24', '2026-11-25'];
const first = Date.parse(`${dates[0]}T00:00:00Z`);

/** @returns a request with neither events nor facts; undefined where the week has no heat. */
export function randomWeek(rng: Rng): RepairInput | undefined {
  const problem: z.input<typeof MeltProblem> = {
    lines: Array.from({ length: 2 + rng.below(5) }, (_, at) => ({
      id: `l${at}`,
      pieceMass: 10 + 10 * rng.below(15),
      quantity: 1 + rng.below(8),
      grade: grades[rng.below(2)],
      period: rng.below(5) === 0 ? 1 : 0,
      priority: 1 + rng.below(3),
    })),
    furnaces: Array.from({ length: 2 + rng.below(2) }, (_, at) => ({
      id: `f${at}`,
      leastMass: 50 * rng.below(4),
      greatestMass: 250 + 50 * rng.below(5),
      heatMinutes: 60 * (1 + rng.below(3)),
      powerKw: 100 * (1 + rng.below(3)),
      ...(rng.below(3) === 0 && { mostHeats: 3 + rng.below(4) }),
      ...(rng.below(3) === 0 && { grades: [grades[rng.below(2)]] }),
    })),
    grades: grades.map((id) => ({ id })),
    ...(rng.below(2) === 0 && { powerGroups: [{ id: 'g', furnaces: ['f0', 'f1'], limitKw: 400 }] }),
    calendar: {
      shifts: [
        { id: 'day', start: '06:00', end: '14:00' },
        { id: 'night', start: '20:00', end: '04:00', ...(rng.below(2) === 0 && { furnaces: ['f0'] }) },
      ],
      days: dates.slice(0, 2 + rng.below(2)).map((date) => ({ date })),
      ...(rng.below(2) === 0 && { timeZone: 'Europe/Moscow' }),
    },
    ...(rng.below(3) === 0 && { objective: 'cheapest-heats' as const }),
    ...(rng.below(3) === 0 && { spread: { preference: 'even' as const } }),
    fill: (['none', 'top-up', 'all-heats'] as const)[rng.below(3)],
  };
  const result = meltSolver.solve({ problem: MeltProblem.parse(problem) }, iterationBudget(200, 1 + rng.below(100)));
  if (!hasPlan(result) || result.plan.heats.length === 0) return undefined;
  return { mode: 'melt', problem, heats: result.plan.heats, now: momentOf(rng) };
}

function momentOf(rng: Rng): string {
  return new Date(first + 1000 * 60 * rng.below(60 * 54)).toISOString();
}

/** The same with one to three events, or a fact. */
export function withEvents(week: RepairInput, rng: Rng): RepairInput {
  const events = Array.from({ length: 1 + rng.below(3) }, () => randomEvent(week, rng));
  const heat = week.heats[rng.below(week.heats.length)];
  const started = rng.below(2) === 0;
  const facts = [{ heat: heat.id, started, ...(started && { end: momentOf(rng) }) }];
  const cancelled = events.some(({ type }) => type === 'order-cancelled');
  return {
    ...week,
    events: cancelled ? events.filter(({ type }, at) => type !== 'order-cancelled' || at === 0) : events,
    ...(rng.below(3) === 0 && { facts: { heats: facts } }),
  };
}

function randomEvent({ problem, heats }: RepairInput, rng: Rng): EventInput {
  const from = momentOf(rng);
  const until = new Date(Date.parse(from) + 3_600_000 * (1 + rng.below(12))).toISOString();
  const line = problem.lines[rng.below(problem.lines.length)].id;
  switch (rng.below(problem.powerGroups ? 7 : 6)) {
    case 0:
      return { type: 'furnace-down', furnace: `f${rng.below(2)}`, until };
    case 1:
      return { type: 'furnace-down', furnace: `f${rng.below(2)}`, from, running: 'kept' };
    case 2:
      return { type: 'heat-lost', heat: heats[rng.below(heats.length)].id };
    case 3:
      return { type: 'order-changed', line, to: { quantity: 1 + rng.below(12), priority: 1 + rng.below(4) } };
    case 4:
      return { type: 'order-cancelled', line };
    case 5:
      return { type: 'order-added', line: { id: `new${rng.below(1e6)}`, pieceMass: 60, quantity: 2, grade: 'A' } };
    default:
      return { type: 'power-cut', group: 'g', factor: 0.25 * rng.below(4), from, until };
  }
}
