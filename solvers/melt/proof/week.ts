/**
 * What the checker of proofs reads off a request by itself: classes of lines, the heats there can be, and limits on them.
 * Fixed heats are facts: they are taken off quantities, caps and hours, and what follows speaks of the heats beside them.
 */
import type { MeltLine, MeltPlan, MeltProblem } from '../../../models/melt.ts';
import type { MeltCertificate, MeltProofLimit } from '../../../models/melt-certificate.ts';
import { fillerWeight, gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import { workSpans } from '../check.ts';
import { floorDivide, Refused, timesDown, timesUp } from './exact.ts';

/** Points of a unit of a stage's objective. */
export const pointsPerUnit = 1_000_000n;

/** Lines that cannot be told apart. */
export interface LineClass {
  /** Id of its first line. */
  readonly line: string;
  readonly grade: string;
  readonly grams: number;
  readonly demand: number;
  /** Worth of a piece that is not poured, in points; undefined: every piece must be poured. */
  readonly points: bigint | undefined;
}

/** Heats of a furnace with a grade. Masses in `unit` grams, the greatest common divisor of its pieces. */
export interface ProofCell {
  readonly furnace: string;
  readonly grade: string;
  readonly points: bigint;
  readonly unit: number;
  /** Window of a heat's mass, inclusive. */
  readonly low: number;
  readonly high: number;
  /** Classes that fit, heaviest first; what follows is by place in this list. */
  readonly classes: readonly number[];
  readonly mass: readonly number[];
  /** Pieces that one heat can hold. */
  readonly most: readonly number[];
  /** By dimension, then place, in thousandths. */
  readonly sizes: readonly (readonly number[])[];
  readonly capacity: readonly number[];
  /** Places that may not share a heat with a place. */
  readonly rivals: readonly (readonly number[])[];
}

/** `sum over heats of coefficient <= most`. */
export interface WeekLimit {
  coefficient(furnace: string, grade: string): bigint;
  readonly most: bigint;
}

export interface Week {
  readonly classes: readonly LineClass[];
  readonly cells: readonly ProofCell[];
  /** No plan has more heats. */
  readonly mostHeats: number;
  heatsOf(furnace: string): number;
  limit(named: MeltProofLimit): WeekLimit;
}

type StageName = MeltCertificate['stage'];

export function readWeek(problem: MeltProblem, plan: MeltPlan, stage: StageName): Week {
  const all = classesOf(problem);
  const unit = all.reduce((divisor, { grams }) => commonDivisor(divisor, grams), 0);
  // Without least masses a heat is still one when its pieces of later periods are taken out, or it is not needed at all.
  // A least mass that every piece has by itself, being a multiple of the unit, is none.
  const needsFiller = stage === 'filler' || problem.furnaces.some((furnace) => leastGrams(problem, furnace) > unit);
  const mayFill = problem.fill !== 'none' && needsFiller;
  const useful = all.filter(({ first }) => first.period === 0 || mayFill);
  const hours = windowsOf(problem);
  const pieces = useful.reduce((sum, { demand }) => sum + demand, 0);
  const fixed = (key: 'furnace' | 'grade', id: string) => problem.fixedHeats.filter((heat) => heat[key] === id).length;
  const byFurnace = new Map(
    problem.furnaces.map((furnace) => {
      const cap = (furnace.mostHeats ?? Infinity) - fixed('furnace', furnace.id);
      return [furnace.id, Math.max(0, Math.min(pieces, cap, hours?.heats(furnace) ?? Infinity))] as const;
    }),
  );
  const byGrade = new Map(
    problem.grades.map(({ id, mostHeats }) => [
      id,
      Math.max(0, Math.min(pieces, (mostHeats ?? Infinity) - fixed('grade', id))),
    ]),
  );
  return {
    classes: useful.map(({ first, grams, demand }) => ({
      line: first.id,
      grade: first.grade,
      grams,
      demand,
      points: pointsOf(problem, stage, first, grams),
    })),
    cells: problem.furnaces.flatMap((furnace) =>
      problem.grades.flatMap(({ id: grade }) =>
        byFurnace.get(furnace.id) === 0 || byGrade.get(grade) === 0
          ? []
          : (cellOf(problem, furnace, grade, useful, stage) ?? []),
      ),
    ),
    mostHeats: Math.min(
      pieces,
      [...byFurnace.values()].reduce((sum, most) => sum + most, 0),
    ),
    heatsOf: (furnace) => byFurnace.get(furnace) ?? 0,
    limit: (named) => limitOf(problem, plan, named, byFurnace, byGrade, hours),
  };
}

/** Cost of heats in points: 1 a heat, or what the request says where it asks for the cheapest. */
export function heatPoints({ objective, furnaces }: MeltProblem, id: string): bigint {
  const furnace = furnaces.find((candidate) => candidate.id === id);
  return objective === 'cheapest-heats' ? timesDown(furnace?.heatCost ?? 1, pointsPerUnit) : pointsPerUnit;
}

/** Worth of a piece in points, whatever its period. */
export function piecePoints(problem: MeltProblem, line: MeltLine): bigint {
  const { massUnit } = problem;
  if (line.penaltyPerPiece !== undefined) return timesDown(line.penaltyPerPiece, pointsPerUnit);
  const perGram = pointsPerUnit / BigInt(gramsPer[massUnit]);
  return timesDown(line.priority, BigInt(pouredGrams(problem, line)) * perGram);
}

/** Weight of a piece's worth by its period. */
export function periodWeight(problem: MeltProblem, { period }: MeltLine): bigint {
  const last = problem.lines.reduce((most, line) => Math.max(most, line.period), 0);
  return period === 0 ? 1n : BigInt(fillerWeight(last, period));
}

function pointsOf(problem: MeltProblem, stage: StageName, line: MeltLine, grams: number): bigint | undefined {
  if (grams <= 0) throw new Refused(`a piece of line "${line.id}" has no mass`);
  if (stage === 'most-mass') return line.period === 0 ? piecePoints(problem, line) : 0n;
  if (line.period === 0) return undefined;
  return stage === 'filler' ? piecePoints(problem, line) * periodWeight(problem, line) : 0n;
}

interface ClassLines {
  readonly first: MeltLine;
  readonly grams: number;
  demand: number;
}

function classesOf(problem: MeltProblem): ClassLines[] {
  const partners = new Map<string, string[]>();
  for (const [one, other] of problem.incompatibleLines) {
    partners.set(one, [...(partners.get(one) ?? []), other]);
    partners.set(other, [...(partners.get(other) ?? []), one]);
  }
  const fixed = new Map<string, number>();
  for (const { contents } of problem.fixedHeats)
    for (const { line, pieces } of contents) fixed.set(line, (fixed.get(line) ?? 0) + pieces);
  const byKey = new Map<string, ClassLines>();
  for (const line of problem.lines) {
    const grams = pouredGrams(problem, line);
    const key = JSON.stringify([
      line.grade,
      grams,
      line.period,
      String(piecePoints(problem, line)),
      problem.dimensions.map((dimension) => sizeOf(line, dimension)),
      line.furnaces ? [...new Set(line.furnaces)].sort() : '*',
      [...new Set(partners.get(line.id) ?? [])].sort(),
    ]);
    const known = byKey.get(key) ?? { first: line, grams, demand: 0 };
    known.demand += line.quantity - (fixed.get(line.id) ?? 0);
    byKey.set(key, known);
  }
  return [...byKey.values()];
}

type Furnace = MeltProblem['furnaces'][number];

function cellOf(
  problem: MeltProblem,
  furnace: Furnace,
  grade: string,
  classes: readonly ClassLines[],
  stage: StageName,
): ProofCell | undefined {
  if (furnace.grades && !furnace.grades.includes(grade)) return undefined;
  const greatest = Math.round(furnace.greatestMass * gramsPer[problem.massUnit]);
  const capacity = problem.dimensions.map((dimension) => Math.round(furnace.capacities[dimension] * 1000));
  const fitting = classes
    .map(({ first, grams, demand }, index) => {
      const sizes = problem.dimensions.map((dimension) => sizeOf(first, dimension));
      const bySize = sizes.map((size, d) => (size > 0 ? Math.floor(capacity[d] / size) : Infinity));
      return { first, grams, index, sizes, most: Math.min(demand, Math.floor(greatest / grams), ...bySize) };
    })
    .filter(({ first, most }) => most > 0 && first.grade === grade && (first.furnaces?.includes(furnace.id) ?? true))
    .sort((a, b) => b.grams - a.grams);
  if (fitting.length === 0) return undefined;
  const unit = fitting.reduce((divisor, { grams }) => commonDivisor(divisor, grams), 0);
  const total = fitting.reduce((sum, { grams, most }) => sum + grams * most, 0);
  const apart = new Set(
    problem.incompatibleLines.flatMap(([a, b]) => [JSON.stringify([a, b]), JSON.stringify([b, a])]),
  );
  return {
    furnace: furnace.id,
    grade,
    points: stage === 'fewest-heats' || stage === 'cheapest-heats' ? heatPoints(problem, furnace.id) : 0n,
    unit,
    low: Math.max(1, Math.ceil(leastGrams(problem, furnace) / unit)),
    high: Math.floor(Math.min(greatest, total) / unit),
    classes: fitting.map(({ index }) => index),
    mass: fitting.map(({ grams }) => grams / unit),
    most: fitting.map(({ most }) => most),
    sizes: capacity.map((_, d) => fitting.map(({ sizes }) => sizes[d])),
    capacity,
    rivals: fitting.map(({ first }) =>
      fitting.flatMap((other, at) => (apart.has(JSON.stringify([first.id, other.first.id])) ? [at] : [])),
    ),
  };
}

function leastGrams({ massUnit }: MeltProblem, furnace: Furnace): number {
  return Math.round(furnace.leastMass * gramsPer[massUnit]);
}

function sizeOf(line: MeltLine, dimension: string): number {
  return Math.round((line.sizes[dimension] ?? 0) * 1000);
}

/** Time in which furnaces work and no fixed heat is in them; undefined where heats are not placed in time. */
interface Hours {
  heats(furnace: Furnace): number;
  /** Seconds in which at least one of the furnaces works. */
  together(furnaces: readonly Furnace[]): number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function windowsOf(problem: MeltProblem): Hours | undefined {
  if (!problem.calendar || problem.spread === false) return undefined;
  const work = workSpans({ problem });
  const free = new Map(
    problem.furnaces.map(({ id }) => {
      const own = united(work.filter(({ furnaces }) => furnaces?.includes(id) ?? true));
      const busy = problem.fixedHeats.flatMap(({ furnace, start, end }) =>
        furnace === id && start !== undefined && end !== undefined
          ? [{ start: Date.parse(start) / 1000, end: Date.parse(end) / 1000 }]
          : [],
      );
      return [id, without(own, united(busy))] as const;
    }),
  );
  const carried = ({ id, powerKw }: Furnace) =>
    problem.powerGroups.every(({ furnaces, limitKw }) => !furnaces.includes(id) || powerKw <= (limitKw ?? Infinity));
  return {
    heats: (furnace) =>
      carried(furnace)
        ? free
            .get(furnace.id)!
            .reduce((sum, { start, end }) => sum + Math.floor((end - start) / heatSeconds(furnace)), 0)
        : 0,
    together: (furnaces) =>
      united(furnaces.flatMap(({ id }) => free.get(id)!)).reduce((sum, { start, end }) => sum + end - start, 0),
  };
}

function heatSeconds({ heatMinutes }: Furnace): number {
  return Math.round((heatMinutes ?? 0) * 60);
}

/** Spans in order, those that touch made one. */
function united(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    const last = joined.at(-1);
    if (last && last.end >= start) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else joined.push({ start, end });
  }
  return joined;
}

function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (rest, { start, end }) =>
      rest.flatMap((span) =>
        [
          { start: span.start, end: Math.min(span.end, start) },
          { start: Math.max(span.start, end), end: span.end },
        ].filter((part) => part.end > part.start),
      ),
    [...spans],
  );
}

function limitOf(
  problem: MeltProblem,
  plan: MeltPlan,
  named: MeltProofLimit,
  byFurnace: ReadonlyMap<string, number>,
  byGrade: ReadonlyMap<string, number>,
  hours: Hours | undefined,
): WeekLimit {
  switch (named.kind) {
    case 'furnace-heats': {
      const most = byFurnace.get(named.furnace);
      if (most === undefined) throw new Refused(`there is no furnace "${named.furnace}"`);
      return { most: BigInt(most), coefficient: (furnace) => (furnace === named.furnace ? 1n : 0n) };
    }
    case 'grade-heats': {
      const most = byGrade.get(named.grade);
      if (most === undefined) throw new Refused(`there is no grade "${named.grade}"`);
      return { most: BigInt(most), coefficient: (_, grade) => (grade === named.grade ? 1n : 0n) };
    }
    case 'power-energy':
    case 'power-hours':
      return powerLimit(problem, named, hours);
    case 'cost': {
      if (costIsFree(problem)) throw new Refused('it limits the cost of heats, and here heats may cost anything');
      const step = BigInt(named.pointsPerStep);
      const spent = plan.heats.reduce((sum, heat) => sum + (heat.fixed ? 0n : heatPoints(problem, heat.furnace)), 0n);
      return { most: spent / step, coefficient: (furnace) => heatPoints(problem, furnace) / step };
    }
  }
}

/** Whether fillers may cost heats. */
function costIsFree({ objective, fill }: MeltProblem): boolean {
  return objective === 'most-mass' || fill === 'all-heats';
}

/**
 * At every moment the draws of a group's furnaces at work stay under its limit, and it is in some furnace's hours: heat
 * time x draw adds up to at most limit x hours. Of furnaces that draw more than half the limit each, one is on at a time.
 */
function powerLimit(
  problem: MeltProblem,
  { kind, group: id, unit }: Extract<MeltProofLimit, { group: string }>,
  hours: Hours | undefined,
): WeekLimit {
  const group = problem.powerGroups.find((candidate) => candidate.id === id);
  if (!group) throw new Refused(`there is no power group "${id}"`);
  if (!hours) throw new Refused('it limits power, and here heats are not placed in time');
  const draw = (furnace: Furnace) => (group.limitKw === undefined ? 1 : furnace.powerKw);
  const limit = group.limitKw ?? group.mostAtOnce!;
  const members = problem.furnaces.filter((furnace) => group.furnaces.includes(furnace.id) && draw(furnace) > 0);
  const large = members.filter((furnace) => 2 * draw(furnace) > limit);
  const furnaces = kind === 'power-hours' ? large : members;
  const seconds = BigInt(hours.together(furnaces));
  const inGroup = (furnace: string) => furnaces.find((candidate) => candidate.id === furnace);
  if (kind === 'power-hours')
    return dividedBy(unit, {
      most: seconds,
      coefficient: (furnace) => BigInt(inGroup(furnace) ? heatSeconds(inGroup(furnace)!) : 0),
    });
  return dividedBy(unit, {
    most: timesUp(limit, 1000n * seconds),
    coefficient: (id) => {
      const furnace = inGroup(id);
      return furnace ? timesDown(draw(furnace), 1000n * BigInt(heatSeconds(furnace))) : 0n;
    },
  });
}

/** Numbers of heats are whole, so that what they add up to is at most the floor of what it may be. */
function dividedBy(unit: number, { most, coefficient }: WeekLimit): WeekLimit {
  const by = BigInt(unit);
  return { most: most / by, coefficient: (furnace, grade) => coefficient(furnace, grade) / by };
}

function commonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** What the plan comes to in a stage, in points, fixed heats included. */
export function planPoints(problem: MeltProblem, plan: MeltPlan, stage: StageName): bigint {
  if (stage === 'fewest-heats' || stage === 'cheapest-heats')
    return plan.heats.reduce((sum, { furnace }) => sum + heatPoints(problem, furnace), 0n);
  const poured = new Map<string, number>();
  for (const { contents } of plan.heats)
    for (const { line, pieces } of contents) poured.set(line, (poured.get(line) ?? 0) + pieces);
  return problem.lines
    .filter((line) => (line.period === 0) === (stage === 'most-mass'))
    .reduce(
      (sum, line) =>
        sum +
        BigInt(line.quantity - (poured.get(line.id) ?? 0)) * piecePoints(problem, line) * periodWeight(problem, line),
      0n,
    );
}

/** What fixed heats cost in points, which every plan pays beside what is decided. */
export function fixedPoints(problem: MeltProblem, stage: StageName): bigint {
  if (stage === 'most-mass' || stage === 'filler') return 0n;
  return problem.fixedHeats.reduce((sum, { furnace }) => sum + heatPoints(problem, furnace), 0n);
}

/** Steps rounded down, so that a bound on them is one on what they stand for. */
export function inSteps(points: bigint, pointsPerStep: number): bigint {
  return floorDivide(points, BigInt(pointsPerStep));
}
