/** Composed heats as a plan: pieces go back to lines, heats get their places in time, totals are added up. */
import type { LeftReason, MeltHeat, MeltPlan, MeltPreviousHeat, MeltProblem, MeltStage } from '../../models/melt.ts';
import { gramsPer } from '../../models/melt-units.ts';
import { keptHeats } from './changes.ts';
import type { FixedHeat } from './fixed.ts';
import type { Instance } from './instance.ts';
import { toInstant } from './shifts.ts';
import type { Schedule, Slot } from './spread.ts';

/** A heat with its pieces by local type of its grade. */
export interface ComposedHeat {
  readonly grade: number;
  readonly furnace: number;
  readonly pieces: Int32Array;
  readonly mass: number;
}

/** Why pieces of a type stay out. */
export interface LeftNote {
  readonly reason: LeftReason;
  readonly message: string;
}

export interface PlanParts {
  readonly heats: readonly ComposedHeat[];
  /** Absent where nothing is spread. */
  readonly schedule?: Schedule;
  readonly stages: readonly MeltStage[];
  readonly objectiveUnit: string;
  readonly shortfall?: { readonly proved: boolean; readonly message: string };
  readonly noteOnLeft: (type: number) => LeftNote;
}

/** Pieces poured by global type. */
export function pouredPieces(instance: Instance, heats: readonly ComposedHeat[]): Int32Array {
  const poured = new Int32Array(instance.mass.length);
  for (const heat of heats)
    instance.grades[heat.grade].types.forEach((type, local) => {
      poured[type] += heat.pieces[local];
    });
  return poured;
}

export function buildPlan(instance: Instance, parts: PlanParts): MeltPlan {
  const { problem } = instance;
  const perUnit = gramsPer[problem.massUnit];
  const toUnit = (mass: number) => (mass * instance.unit) / perUnit;
  const kept = keptHeats(instance, parts.heats);
  const purse = lineDealer(instance);
  // A kept heat has the lines it had, so it takes them before the others do.
  const contents = new Map([...kept.byHeat].map(([heat, { lines }]) => [heat, purse.takeLines(lines)] as const));
  const entries: Entry[] = [
    ...instance.fixed.heats.map((fixed, at): Entry => ({ fixed, previous: kept.byFixed[at], ...timesOfFixed(fixed) })),
    ...placeInTime(instance, parts.heats, parts.schedule).map(
      ({ heat, slot }): Entry => ({
        heat,
        previous: kept.byHeat.get(heat)?.given,
        ...(slot && { ...timesOf(instance, slot), startsAt: slot.start }),
      }),
    ),
  ];
  if (parts.schedule)
    entries.sort((a, b) => (a.startsAt ?? -Infinity) - (b.startsAt ?? -Infinity) || furnaceOf(a) - furnaceOf(b));
  const cold = coldStarts(entries);
  const idOf = idGiver(problem);
  const heats = entries.map((entry): MeltHeat => {
    const { heat, fixed, previous, day, shift, start, end } = entry;
    const furnace = problem.furnaces[furnaceOf(entry)];
    const grams = fixed ? fixed.grams : heat!.mass * instance.unit;
    return {
      id: idOf(fixed?.given.id, previous?.id),
      furnace: furnace.id,
      grade: problem.grades[fixed ? fixed.grade : heat!.grade].id,
      contents: fixed ? [...fixed.given.contents] : (contents.get(heat!) ?? purse.take(heat!)),
      mass: grams / perUnit,
      fill: grams / Math.round(furnace.greatestMass * perUnit),
      sizes: fixed ? sizesOfFixed(problem, fixed) : sizesOf(instance, heat!),
      ...(day !== undefined && { day }),
      ...(shift !== undefined && { shift }),
      ...(start !== undefined && { start, end }),
      ...(day !== undefined && { coldStart: cold.has(entry) }),
      ...(fixed && { fixed: true }),
      ...(previous && { kept: true }),
    };
  });
  const left: MeltPlan['left'] = [];
  const filler: MeltPlan['filler'] = [];
  instance.linesOf.forEach((lines, type) => {
    for (const line of lines) {
      const { id, quantity, period } = problem.lines[line];
      const open = purse.open(line);
      if (period > 0) filler.push({ line: id, period, poured: quantity - open, open });
      else if (open > 0)
        left.push({ line: id, pieces: open, mass: toUnit(instance.mass[type] * open), ...parts.noteOnLeft(type) });
    }
  });
  return {
    outcome: left.length === 0 ? 'complete' : 'shortfall',
    massUnit: problem.massUnit,
    objectiveUnit: parts.objectiveUnit,
    heats,
    left,
    ...(left.length > 0 && parts.shortfall && { shortfall: parts.shortfall }),
    filler,
    stages: [...parts.stages],
    totals: totalsOf(instance, heats, left),
  };
}

/** A heat of the plan: composed or fixed, with its times as far as it has some. */
interface Entry extends Pick<MeltHeat, 'day' | 'shift' | 'start' | 'end'> {
  readonly heat?: ComposedHeat;
  readonly fixed?: FixedHeat;
  /** The heat of the plan before that it is. */
  readonly previous: MeltPreviousHeat | undefined;
  /** Epoch seconds. */
  readonly startsAt?: number;
}

const furnaceOf = ({ heat, fixed }: Entry): number => (heat ?? fixed!).furnace;

function timesOfFixed({ given }: FixedHeat): Pick<Entry, 'day' | 'shift' | 'start' | 'end' | 'startsAt'> {
  const { day, shift, start, end } = given;
  return { day, shift, start, end, ...(start !== undefined && { startsAt: Date.parse(start) / 1000 }) };
}

/** The first heat of each furnace on each day; a fixed one without a start comes before those with one. */
function coldStarts(entries: readonly Entry[]): Set<Entry> {
  const first = new Map<string, Entry>();
  const inTime = [...entries].sort((a, b) => (a.startsAt ?? -Infinity) - (b.startsAt ?? -Infinity) || 0);
  for (const entry of inTime) {
    const furnaceDay = `${furnaceOf(entry)} ${entry.day}`;
    if (entry.day !== undefined && !first.has(furnaceDay)) first.set(furnaceDay, entry);
  }
  return new Set(first.values());
}

/** Fixed heats and kept ones go by the ids they had; the others are numbered past every id of the request. */
function idGiver({ fixedHeats, previousHeats }: MeltProblem): (fixed?: string, previous?: string) => string {
  const fixedIds = new Set(fixedHeats.map(({ id }) => id));
  const known = new Set([...fixedIds, ...(previousHeats ?? []).map(({ id }) => id)]);
  let next = 1;
  return (fixed, previous) => {
    // A fixed heat may go by the id of another heat of the plan before.
    const own = fixed ?? (fixedIds.has(previous) ? undefined : previous);
    if (own !== undefined) return own;
    while (known.has(`h${next}`)) next++;
    return `h${next++}`;
  };
}

interface Placed {
  readonly heat: ComposedHeat;
  readonly slot?: Slot;
}

/** Gives each furnace's starts to its heats: those with more of period 0 first, like grades together. */
function placeInTime(instance: Instance, heats: readonly ComposedHeat[], schedule: Schedule | undefined): Placed[] {
  const mandatory = heats.map((heat) => {
    const { types } = instance.grades[heat.grade];
    return types.reduce((sum, type, local) => sum + (instance.period[type] === 0 ? heat.pieces[local] : 0), 0) > 0;
  });
  const order = heats
    .map((_, at) => at)
    .sort(
      (a, b) =>
        heats[a].furnace - heats[b].furnace ||
        Number(mandatory[b]) - Number(mandatory[a]) ||
        heats[a].grade - heats[b].grade ||
        heats[b].mass - heats[a].mass ||
        a - b,
    );
  if (!schedule) return order.map((at) => ({ heat: heats[at] }));
  const next = schedule.slots.map(() => 0);
  const placed = order.flatMap((at): Placed[] => {
    const { furnace } = heats[at];
    const slot = schedule.slots[furnace][next[furnace]++];
    return slot ? [{ heat: heats[at], slot }] : [];
  });
  placed.sort((a, b) => a.slot!.start - b.slot!.start || a.heat.furnace - b.heat.furnace);
  return placed;
}

function timesOf(instance: Instance, slot: Slot): Pick<MeltHeat, 'day' | 'shift' | 'start' | 'end'> {
  const calendar = instance.problem.calendar!;
  return {
    day: calendar.days[slot.shift.day].date,
    shift: slot.shift.shiftId,
    start: toInstant(slot.start, calendar.timeZone),
    end: toInstant(slot.end, calendar.timeZone),
  };
}

function sizesOfFixed({ dimensions, lines }: MeltProblem, { given }: FixedHeat): Record<string, number> {
  const sizes = new Map(lines.map((line) => [line.id, line.sizes]));
  return Object.fromEntries(
    dimensions.map((dimension) => [
      dimension,
      given.contents.reduce(
        (sum, { line, pieces }) => sum + pieces * Math.round((sizes.get(line)![dimension] ?? 0) * 1000),
        0,
      ) / 1000,
    ]),
  );
}

function sizesOf(instance: Instance, heat: ComposedHeat): Record<string, number> {
  const { types } = instance.grades[heat.grade];
  return Object.fromEntries(
    instance.problem.dimensions.map((dimension, d) => [
      dimension,
      types.reduce((sum, type, local) => sum + heat.pieces[local] * instance.size[type * instance.dimensions + d], 0) /
        1000,
    ]),
  );
}

/** Hands the pieces of a type out to its lines, first line first. */
function lineDealer(instance: Instance): {
  take(heat: ComposedHeat): MeltHeat['contents'];
  takeLines(pieces: ReadonlyMap<number, number>): MeltHeat['contents'];
  open(line: number): number;
} {
  const { lines } = instance.problem;
  const open = lines.map((line, index) => line.quantity - instance.fixed.piecesOfLine[index]);
  return {
    takeLines: (wanted) =>
      [...wanted].map(([line, pieces]) => {
        open[line] -= pieces;
        return { line: lines[line].id, pieces };
      }),
    take: (heat) =>
      instance.grades[heat.grade].types.flatMap((type, local) => {
        let wanted = heat.pieces[local];
        return instance.linesOf[type].flatMap((line) => {
          const pieces = Math.min(wanted, open[line]);
          wanted -= pieces;
          open[line] -= pieces;
          return pieces > 0 ? [{ line: lines[line].id, pieces }] : [];
        });
      }),
    open: (line) => open[line],
  };
}

function totalsOf(instance: Instance, heats: readonly MeltHeat[], left: MeltPlan['left']): MeltPlan['totals'] {
  const { problem } = instance;
  const furnaceOf = new Map(problem.furnaces.map((furnace, index) => [furnace.id, { furnace, index }]));
  const lineOf = new Map(problem.lines.map((line, index) => [line.id, { line, index }]));
  const typeOfLine = new Map(instance.linesOf.flatMap((lines, type) => lines.map((line) => [line, type])));
  const sum = (values: readonly number[]) => tidy(values.reduce((total, value) => total + value, 0));
  const mean = (group: readonly MeltHeat[]) =>
    group.length === 0 ? 0 : group.reduce((total, heat) => total + heat.fill, 0) / group.length;
  const massOf = (mandatory: boolean) =>
    sum(
      heats.flatMap((heat) =>
        heat.contents.flatMap((content) => {
          const { line, index } = lineOf.get(content.line)!;
          if ((line.period === 0) !== mandatory) return [];
          return [
            (content.pieces * instance.mass[typeOfLine.get(index)!] * instance.unit) / gramsPer[problem.massUnit],
          ];
        }),
      ),
    );
  const cold = heats.filter((heat) => heat.coldStart);
  const spread = heats.some((heat) => heat.coldStart !== undefined);
  return {
    heats: heats.length,
    heatCost: sum(heats.map((heat) => instance.heatCost[furnaceOf.get(heat.furnace)!.index])),
    pouredMass: sum(heats.map((heat) => heat.mass)),
    mandatoryMass: massOf(true),
    fillerMass: massOf(false),
    leftMass: sum(left.map((entry) => entry.mass)),
    meanFill: mean(heats),
    energyKwh: sum([
      ...heats.map((heat) => furnaceOf.get(heat.furnace)!.furnace.heatKwh),
      ...cold.map((heat) => furnaceOf.get(heat.furnace)!.furnace.coldStartKwh),
    ]),
    ...(spread && { coldStarts: cold.length }),
    byFurnace: problem.furnaces.map((furnace) => {
      const own = heats.filter((heat) => heat.furnace === furnace.id);
      return { furnace: furnace.id, heats: own.length, mass: sum(own.map((heat) => heat.mass)), meanFill: mean(own) };
    }),
    byGrade: problem.grades.map((grade) => {
      const own = heats.filter((heat) => heat.grade === grade.id);
      return { grade: grade.id, heats: own.length, mass: sum(own.map((heat) => heat.mass)) };
    }),
  };
}

/** Sums of decimals without the dust of binary fractions, to a millionth. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
