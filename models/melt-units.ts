/** Units of a melt request and what follows from them; what schema, rules, solver and checker share. */
import type { MeltLine, MeltProblem, MeltShift } from './melt.ts';

/** Grams per unit of mass. */
export const gramsPer = { g: 1, kg: 1000 } as const;

/**
 * Poured mass of one piece in grams: piece mass over yield, rounded up to the request's step, so that a heat never
 * holds more than its pieces say.
 */
export function pouredGrams(problem: Pick<MeltProblem, 'massUnit' | 'massStep'>, line: MeltLine): number {
  const unit = gramsPer[problem.massUnit];
  const step = problem.massStep === undefined ? 1 : Math.round(problem.massStep * unit);
  // The nudge keeps an exact quotient such as 0.3 kg / 0.6 from being rounded up by its last bit.
  return Math.ceil((Math.round(line.pieceMass * unit) / line.yield / step) * (1 - 1e-12)) * step;
}

/**
 * Worth of a kilogram of a filler period against one of the last period, priorities aside: each period goes before the
 * next; beyond the fourth from the last they count alike.
 */
export function fillerWeight(lastPeriod: number, period: number): number {
  return 100 ** Math.min(3, lastPeriod - period);
}

/** Start and end of a shift in minutes from its day's start; the end may lie past 1440. */
export function shiftMinutes(shift: Pick<MeltShift, 'start' | 'end'>): { start: number; end: number } {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const start = minutes(shift.start);
  const end = minutes(shift.end);
  return { start, end: end <= start ? end + 1440 : end };
}
