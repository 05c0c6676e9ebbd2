/** Placed heats as a melt plan of the problem as it is now. */
import type { MeltFixedHeat, MeltPlan, MeltProblem, MeltStage } from '../../../models/melt.ts';
import { fillerWeight, gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import { hasPlan } from '../../../models/result.ts';
import { toInstant } from '../../melt/shifts.ts';
import { meltSolver } from '../../melt/solve.ts';
import { iterationBudget } from '../../solver.ts';
import { Board } from './board.ts';
import type { PlacedHeat } from './keep.ts';

/** Why pieces of a line stay out, as far as a solve has told. */
export type LeftNotes = ReadonlyMap<string, Pick<MeltPlan['left'][number], 'reason' | 'message'>>;

/** The same heats as fixed ones: how the solver of melt plans takes places in time from others. */
export function asFixed(
  problem: MeltProblem,
  heats: readonly PlacedHeat[],
  board = new Board(problem),
): MeltFixedHeat[] {
  const { timeZone, days } = problem.calendar!;
  return heats.map(({ id, furnace, grade, contents, start, end }) => {
    const shift = board.shiftAt(furnace, start)!;
    return {
      id,
      furnace,
      grade,
      contents: [...contents],
      day: days[shift.day].date,
      shift: shift.shiftId,
      start: toInstant(start, timeZone),
      end: toInstant(end, timeZone),
    };
  });
}

/**
 * @param heats - all heats of the plan, with their places.
 * @param open - ids of those that are not fixed.
 */
export function tellPlan(
  problem: MeltProblem,
  heats: readonly MeltFixedHeat[],
  open: ReadonlySet<string>,
  notes: LeftNotes,
): MeltPlan {
  const told = meltSolver.solve(
    { problem: { ...problem, fixedHeats: [...heats], givenHeats: [] } },
    iterationBudget(0),
  );
  if (!hasPlan(told)) throw new Error('a plan whose heats are all fixed was not told');
  const { plan } = told;
  const stage = firstStage(problem, plan);
  return {
    ...plan,
    objectiveUnit: stage.unit,
    heats: plan.heats.map(({ fixed, ...heat }) => (fixed && !open.has(heat.id) ? { ...heat, fixed } : heat)),
    left: plan.left.map((left) => ({
      ...left,
      ...(notes.get(left.line) ?? { reason: 'not-found', message: 'no room was found beside the heats that stay' }),
    })),
    ...(plan.shortfall && {
      shortfall: {
        proved: false,
        message: 'no way to pour every piece of period 0 was found; that there is none is not proved',
      },
    }),
    stages: [stage],
  };
}

/** What the plan reaches of its first aim; bounds are those of other plans and say nothing here. */
function firstStage(problem: MeltProblem, { outcome, totals, left, filler }: MeltPlan): MeltStage {
  const { objective, fill, massUnit } = problem;
  const lines = new Map(problem.lines.map((line) => [line.id, line]));
  const lastPeriod = problem.lines.reduce((last, { period }) => Math.max(last, period), 0);
  const worth = (id: string, pieces: number) => {
    const line = lines.get(id)!;
    return pieces * (line.penaltyPerPiece ?? (pouredGrams(problem, line) / gramsPer[massUnit]) * line.priority);
  };
  const stage = (name: MeltStage['stage'], value: number, unit: string): MeltStage => ({
    stage: name,
    objective: value,
    proved: false,
    unit,
  });
  if (outcome === 'shortfall' || objective === 'most-mass')
    return stage(
      'most-mass',
      left.reduce((sum, { line, pieces }) => sum + worth(line, pieces), 0),
      `${massUnit} of period 0 left out, weighed`,
    );
  if (fill === 'all-heats')
    return stage(
      'filler',
      filler.reduce((sum, { line, period, open }) => sum + worth(line, open) * fillerWeight(lastPeriod, period), 0),
      `${massUnit} of later periods left open, weighed`,
    );
  return objective === 'cheapest-heats'
    ? stage('cheapest-heats', totals.heatCost, 'cost of heats')
    : stage('fewest-heats', totals.heats, 'heats');
}
