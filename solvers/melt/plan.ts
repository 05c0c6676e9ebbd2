/** Composed heats as a plan: pieces go back to lines, heats get their places in time, totals are added up. */
import type { LeftReason, MeltHeat, MeltPlan, MeltStage } from '../../models/melt.ts';
import { gramsPer } from '../../models/melt-units.ts';
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
  const placed = placeInTime(instance, parts.heats, parts.schedule);
  const purse = lineDealer(instance);
  const heats = placed.map(({ heat, slot, coldStart }, index): MeltHeat => {
    const furnace = problem.furnaces[heat.furnace];
    return {
      id: `h${index + 1}`,
      furnace: furnace.id,
      grade: problem.grades[heat.grade].id,
      contents: purse.take(heat),
      mass: toUnit(heat.mass),
      fill: (heat.mass * instance.unit) / Math.round(furnace.greatestMass * perUnit),
      sizes: sizesOf(instance, heat),
      ...(slot && timesOf(instance, slot)),
      ...(slot && { coldStart }),
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

interface Placed {
  readonly heat: ComposedHeat;
  readonly slot?: Slot;
  readonly coldStart?: boolean;
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
  const warm = new Set<string>();
  return placed.map((entry) => {
    const furnaceDay = `${entry.heat.furnace} ${entry.slot!.shift.day}`;
    const coldStart = !warm.has(furnaceDay);
    warm.add(furnaceDay);
    return { ...entry, coldStart };
  });
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
  open(line: number): number;
} {
  const { lines } = instance.problem;
  const open = lines.map((line) => line.quantity);
  return {
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
  const spread = heats.some((heat) => heat.start !== undefined);
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
