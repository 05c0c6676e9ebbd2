/**
 * The limits of a melt request that could give way, each as a ladder of levels: 0 is the request as it is, every level
 * admits more than the one below. Levels lie where something can change, so that a bisection over them finds least steps.
 */
import type { MeltPlan, MeltProblem } from '../../../models/melt.ts';
import {
  firstOvertimeDay,
  type MeltRelaxation,
  minutesOfDay,
  relaxed,
  waitingId,
} from '../../../models/melt-explanation.ts';
import { gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import { epochSeconds } from '../shifts.ts';

export interface Limit {
  /** The highest level, at least 1. */
  readonly levels: number;
  relaxation(level: number): MeltRelaxation;
  /** The lowest level that still admits a plan found with this limit at a higher one. */
  levelFor(plan: MeltPlan): number;
}

/** Overtime is looked for within so many days after the calendar. */
const mostOvertimeDays = 7;
/** Days that a calendar may have. */
const mostDays = 62;
/** A furnace is enlarged to at most so many times its greatest mass, or to what its heaviest piece needs. */
export const mostEnlargement = 2;
/** Values of a cable's draw are listed where there are at most so many. */
const mostDraws = 4096;

/** Every limit but those of single lines, in the order in which a planner would rather give way. */
export function shopLimits(problem: MeltProblem): Limit[] {
  const grades = gradesToPour(problem);
  return [
    ...problem.furnaces.flatMap((furnace) => furnaceHeats(problem, furnace)),
    ...problem.furnaces.flatMap((furnace) => furnaceHours(problem, furnace)),
    ...problem.grades.filter(({ id }) => grades.has(id)).flatMap((grade) => gradeHeats(problem, grade)),
    ...problem.powerGroups.flatMap((group) => power(problem, group)),
    ...problem.furnaces.flatMap((furnace) => leastMass(problem, furnace)),
    ...problem.furnaces.flatMap((furnace) => greatestMass(problem, furnace)),
    ...problem.furnaces.flatMap((furnace) =>
      problem.dimensions.flatMap((dimension) => capacity(problem, furnace, dimension)),
    ),
    ...problem.furnaces.flatMap((furnace) =>
      [...grades]
        .filter((grade) => furnace.grades?.includes(grade) === false)
        .map((grade) => furnaceGrade(furnace, grade)),
    ),
  ];
}

type Furnace = MeltProblem['furnaces'][number];
type Line = MeltProblem['lines'][number];

export function gradesToPour({ lines }: MeltProblem): Set<string> {
  return new Set(lines.filter((line) => line.period === 0).map((line) => line.grade));
}

export function furnaceHeats(problem: MeltProblem, { id, mostHeats }: Furnace): Limit[] {
  if (mostHeats === undefined) return [];
  return heatsLimit(
    problem,
    mostHeats,
    { limit: 'furnace-heats', furnace: id },
    `furnace ${id}`,
    (heat) => heat.furnace === id,
  );
}

export function gradeHeats(problem: MeltProblem, { id, mostHeats }: MeltProblem['grades'][number]): Limit[] {
  if (mostHeats === undefined) return [];
  return heatsLimit(
    problem,
    mostHeats,
    { limit: 'grade-heats', grade: id },
    `grade ${id}`,
    (heat) => heat.grade === id,
  );
}

function heatsLimit(
  problem: MeltProblem,
  from: number,
  what: Pick<MeltRelaxation, 'limit' | 'furnace' | 'grade'>,
  name: string,
  counts: (heat: MeltPlan['heats'][number]) => boolean,
): Limit[] {
  // Every heat holds a piece of period 0, so that more heats than pieces are of no use.
  const pieces = problem.lines.reduce((sum, line) => sum + (line.period === 0 ? line.quantity : 0), 0);
  const levels = Math.min(10_000 - from, pieces);
  if (levels < 1) return [];
  const [one, unit] = problem.process === 'melt' ? ['heat', 'heats'] : ['batch', 'batches'];
  return [
    {
      levels,
      relaxation: (level) => ({
        ...what,
        from,
        to: from + level,
        unit,
        message: `${name}: ${level} more ${level === 1 ? one : unit} (${from + level} in place of ${from})`,
      }),
      levelFor: (plan) => Math.max(0, plan.heats.filter(counts).length - from),
    },
  ];
}

export function furnaceHours(problem: MeltProblem, { id }: Furnace): Limit[] {
  const { calendar } = problem;
  if (!calendar || problem.spread === false) return [];
  const days = Math.min(mostOvertimeDays, mostDays - calendar.days.length);
  if (days < 1) return [];
  const first = firstOvertimeDay(calendar);
  return [
    {
      levels: days * minutesOfDay,
      relaxation: (level) => ({
        limit: 'furnace-hours',
        furnace: id,
        from: 0,
        to: level,
        unit: 'minutes',
        message: `furnace ${id}: ${level} minutes of overtime after the calendar's days`,
      }),
      levelFor: (plan) => {
        const since = epochSeconds(first, 0, calendar.timeZone);
        const late = plan.heats.filter((heat) => heat.furnace === id && heat.day !== undefined && heat.day >= first);
        return late.reduce((most, heat) => Math.max(most, Math.ceil((Date.parse(heat.end!) / 1000 - since) / 60)), 0);
      },
    },
  ];
}

function power(problem: MeltProblem, group: MeltProblem['powerGroups'][number]): Limit[] {
  if (!problem.calendar || problem.spread === false) return [];
  const { id, limitKw, mostAtOnce } = group;
  const members = problem.furnaces.filter((furnace) => group.furnaces.includes(furnace.id));
  const draws = limitKw === undefined ? members.map(() => 1) : members.map(({ powerKw }) => powerKw);
  const from = limitKw ?? mostAtOnce!;
  const values = sumsAbove(draws, from);
  const unit = limitKw === undefined ? 'furnaces at once' : 'kW';
  if (values.length === 0) return [];
  return [
    {
      levels: values.length,
      relaxation: (level) => ({
        limit: 'power',
        powerGroup: id,
        from,
        to: level === 0 ? from : values[level - 1],
        unit,
        message: `power group ${id}: ${values[level - 1]} ${unit} in place of ${from}`,
      }),
      levelFor: (plan) => {
        const drawOf = new Map(members.map((furnace, at) => [furnace.id, draws[at]]));
        const most = peak(plan, drawOf);
        return most <= from + 1e-9 ? 0 : values.findIndex((value) => value >= most - 1e-9) + 1;
      },
    },
  ];
}

/** What sums of some of the draws come to beyond `from`; whole numbers only where there are too many sums. */
function sumsAbove(draws: readonly number[], from: number): number[] {
  let sums = new Set([0]);
  for (const draw of draws) {
    const more = [...sums].map((sum) => Math.round((sum + draw) * 1000) / 1000);
    sums = new Set([...sums, ...more]);
    if (sums.size > mostDraws) {
      const all = draws.reduce((sum, one) => sum + one, 0);
      const whole = Math.max(0, Math.ceil(all) - Math.floor(from));
      return Array.from({ length: whole }, (_, at) => Math.floor(from) + at + 1);
    }
  }
  return [...sums].filter((sum) => sum > from).sort((a, b) => a - b);
}

/** Greatest summed draw at any moment of the plan. */
function peak(plan: MeltPlan, drawOf: ReadonlyMap<string, number>): number {
  const spans = plan.heats.flatMap((heat) => {
    const draw = drawOf.get(heat.furnace);
    if (draw === undefined || heat.start === undefined) return [];
    return [{ draw, start: Date.parse(heat.start), end: Date.parse(heat.end!) }];
  });
  return Math.max(
    0,
    ...spans.map(({ start }) =>
      spans.reduce((sum, span) => sum + (span.start <= start && start < span.end ? span.draw : 0), 0),
    ),
  );
}

/** Grams of which every heat's mass is a multiple. */
export function massGrain(problem: MeltProblem): number {
  return problem.lines.reduce((divisor, line) => {
    let [a, b] = [pouredGrams(problem, line), divisor];
    while (b !== 0) [a, b] = [b, a % b];
    return a;
  }, 0);
}

/** @param mostTimes - how many times as large a furnace is looked at, where no single piece needs more. */
export function greatestMass(problem: MeltProblem, furnace: Furnace, mostTimes = mostEnlargement): Limit[] {
  const perUnit = gramsPer[problem.massUnit];
  const grain = massGrain(problem);
  const present = Math.round(furnace.greatestMass * perUnit);
  const base = Math.floor(present / grain) * grain;
  const heaviest = problem.lines.reduce(
    (most, line) => (mayPour(furnace, line) ? Math.max(most, pouredGrams(problem, line)) : most),
    0,
  );
  const levels = Math.floor((Math.min(Math.max(present * mostTimes, heaviest), 1e9 * perUnit) - base) / grain);
  if (levels < 1) return [];
  return [
    massLimit(
      problem,
      furnace,
      'greatest-mass',
      levels,
      (level) => base + level * grain,
      (plan) => {
        const masses = plan.heats.filter((heat) => heat.furnace === furnace.id).map((heat) => heat.mass * perUnit);
        return Math.max(0, Math.round((Math.max(0, ...masses) - base) / grain));
      },
    ),
  ];
}

export function leastMass(problem: MeltProblem, furnace: Furnace): Limit[] {
  const perUnit = gramsPer[problem.massUnit];
  const grain = massGrain(problem);
  const base = Math.ceil(Math.round(furnace.leastMass * perUnit) / grain) * grain;
  const levels = base / grain;
  if (levels < 1) return [];
  return [
    massLimit(
      problem,
      furnace,
      'least-mass',
      levels,
      (level) => base - level * grain,
      (plan) => {
        const masses = plan.heats.filter((heat) => heat.furnace === furnace.id).map((heat) => heat.mass * perUnit);
        return Math.max(0, Math.round((base - Math.min(base, ...masses)) / grain));
      },
    ),
  ];
}

function massLimit(
  { massUnit }: MeltProblem,
  furnace: Furnace,
  limit: 'greatest-mass' | 'least-mass',
  levels: number,
  gramsAt: (level: number) => number,
  levelFor: Limit['levelFor'],
): Limit {
  const from = limit === 'greatest-mass' ? furnace.greatestMass : furnace.leastMass;
  const name = limit === 'greatest-mass' ? 'greatest mass' : 'least mass';
  return {
    levels,
    relaxation: (level) => {
      const to = level === 0 ? from : gramsAt(level) / gramsPer[massUnit];
      const change = tidy(Math.abs(to - from));
      return {
        limit,
        furnace: furnace.id,
        from,
        to,
        unit: massUnit,
        message: `furnace ${furnace.id}: ${name} ${to} ${massUnit} in place of ${from} (${change} ${limit === 'greatest-mass' ? 'more' : 'less'})`,
      };
    },
    levelFor,
  };
}

function capacity(problem: MeltProblem, furnace: Furnace, dimension: string): Limit[] {
  const from = furnace.capacities[dimension];
  const thousandths = (value: number | undefined) => Math.round((value ?? 0) * 1000);
  const most = Math.max(...problem.lines.map((line) => thousandths(line.sizes[dimension])));
  const levels = Math.min(Math.max(mostEnlargement * thousandths(from), most), 1e9) - thousandths(from);
  if (levels < 1) return [];
  const at = (level: number) => (thousandths(from) + level) / 1000;
  return [
    {
      levels,
      relaxation: (level) => ({
        limit: 'capacity',
        furnace: furnace.id,
        dimension,
        from,
        to: at(level),
        unit: dimension,
        message: `furnace ${furnace.id}: ${at(level)} ${dimension} in place of ${from}`,
      }),
      levelFor: (plan) => {
        const used = plan.heats
          .filter((heat) => heat.furnace === furnace.id)
          .map((heat) => thousandths(heat.sizes[dimension]));
        return Math.max(0, Math.max(0, ...used) - thousandths(from));
      },
    },
  ];
}

function furnaceGrade(furnace: Furnace, grade: string): Limit {
  return {
    levels: 1,
    relaxation: (level) => ({
      limit: 'furnace-grade',
      furnace: furnace.id,
      grade,
      from: 0,
      to: level,
      unit: 'allowed',
      message: `furnace ${furnace.id} melts grade ${grade}, too`,
    }),
    levelFor: ({ heats }) => (heats.some((heat) => heat.furnace === furnace.id && heat.grade === grade) ? 1 : 0),
  };
}

/** The furnaces of the line's grade that may not pour it. */
export function lineFurnaces(problem: MeltProblem, line: Line): Limit[] {
  return problem.furnaces
    .filter(({ id, grades }) => line.furnaces?.includes(id) === false && (grades?.includes(line.grade) ?? true))
    .map(({ id }) => ({
      levels: 1,
      relaxation: (level) => ({
        limit: 'line-furnace',
        furnace: id,
        line: line.id,
        from: 0,
        to: level,
        unit: 'allowed',
        message: `furnace ${id} may pour line ${line.id}, too`,
      }),
      levelFor: ({ heats }) =>
        heats.some((heat) => heat.furnace === id && heat.contents.some((content) => content.line === line.id)) ? 1 : 0,
    }));
}

/** Level n: n pieces of the line may wait. */
export function linePieces(problem: MeltProblem, line: Line): Limit {
  const { id, quantity } = line;
  const ids = [id, waitingId(problem, id)];
  const mass = (pieces: number) => tidy((pieces * pouredGrams(problem, line)) / gramsPer[problem.massUnit]);
  return {
    levels: quantity,
    relaxation: (level) => ({
      limit: 'line-pieces',
      line: id,
      from: quantity,
      to: quantity - level,
      unit: 'pieces',
      message: `line ${id}: ${piecesText(level, quantity)} (${mass(level)} ${problem.massUnit})`,
    }),
    levelFor: (plan) => {
      const poured = plan.heats
        .flatMap((heat) => heat.contents)
        .reduce((sum, content) => sum + (ids.includes(content.line) ? content.pieces : 0), 0);
      return Math.max(0, quantity - poured);
    },
  };
}

function piecesText(waiting: number, quantity: number): string {
  if (waiting < quantity) return `${waiting} of ${quantity} pieces ${waiting === 1 ? 'waits' : 'wait'}`;
  return quantity === 1 ? 'its only piece waits' : `all ${quantity} pieces wait`;
}

export function relaxedTo(problem: MeltProblem, limits: readonly Limit[], levels: readonly number[]): MeltProblem {
  const changes = limits.flatMap((limit, at) => (levels[at] > 0 ? [limit.relaxation(levels[at])] : []));
  return relaxed(problem, changes);
}

function mayPour(furnace: Furnace, line: Line): boolean {
  return (line.furnaces?.includes(furnace.id) ?? true) && (furnace.grades?.includes(line.grade) ?? true);
}

/** Kilograms of subtracted decimals without their last bits. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
