/**
 * Replanning: which heats of the plan before a plan keeps, how few can be kept at best, and which are to be tried.
 *
 * A heat is kept where a heat of the plan has its furnace, its grade and its contents line by line. The search works on
 * types, so a heat that has the type's pieces is kept as long as the very lines still have them.
 */
import type { MeltPreviousHeat } from '../../models/melt.ts';
import type { CountExtension } from './bound.ts';
import { type Instance, indexOfIds } from './instance.ts';
import { isPourable } from './loads.ts';
import type { ComposedHeat } from './plan.ts';

/** A heat of the plan before that could be poured again as it was. */
export interface PreviousHeat extends ComposedHeat {
  readonly given: MeltPreviousHeat;
  /** Pieces by line index. */
  readonly lines: ReadonlyMap<number, number>;
}

export interface KeptHeats {
  readonly byHeat: ReadonlyMap<ComposedHeat, PreviousHeat>;
  /** By fixed heat: the heat of the plan before that it is. */
  readonly byFixed: readonly (MeltPreviousHeat | undefined)[];
  /** Heats of the plan before that are not in the plan. */
  readonly changed: number;
}

interface Previous {
  readonly total: number;
  /** Those that could be kept, each by itself; fixed ones aside. */
  readonly keepable: readonly PreviousHeat[];
  readonly bySignature: ReadonlyMap<string, readonly PreviousHeat[]>;
  readonly byFixed: readonly (MeltPreviousHeat | undefined)[];
  readonly fixed: number;
}

const known = new WeakMap<Instance, Previous>();

/** @returns heats of the plan before that could be kept, each by itself; empty where the request names none. */
export function keepableHeats(instance: Instance): readonly PreviousHeat[] {
  return previousOf(instance).keepable;
}

/** Which heats of a plan are heats of the plan before; the same answer for the same heats in the same order. */
export function keptHeats(instance: Instance, heats: readonly ComposedHeat[]): KeptHeats {
  const { total, bySignature, byFixed, fixed } = previousOf(instance);
  const byHeat = new Map<ComposedHeat, PreviousHeat>();
  if (bySignature.size > 0) {
    const open = openPieces(instance);
    const used = new Set<PreviousHeat>();
    for (const heat of heats) {
      const previous = bySignature
        .get(signature(heat))
        ?.find((one) => !used.has(one) && [...one.lines].every(([line, pieces]) => pieces <= open[line]));
      if (!previous) continue;
      used.add(previous);
      byHeat.set(heat, previous);
      for (const [line, pieces] of previous.lines) open[line] -= pieces;
    }
  }
  return { byHeat, byFixed, changed: total - fixed - byHeat.size };
}

/** Largest heats first, those that can be kept beside each other: within quantities and caps. */
export function keepableTogether(instance: Instance, heats: readonly PreviousHeat[]): PreviousHeat[] {
  const open = openPieces(instance);
  const byFurnace = Array.from(instance.mostHeats);
  const byGrade = Array.from(instance.mostHeatsOfGrade);
  return heats.filter(({ furnace, grade, lines }) => {
    if (byFurnace[furnace] <= 0 || byGrade[grade] <= 0) return false;
    if ([...lines].some(([line, pieces]) => pieces > open[line])) return false;
    byFurnace[furnace]--;
    byGrade[grade]--;
    for (const [line, pieces] of lines) open[line] -= pieces;
    return true;
  });
}

/**
 * Heats of the plan before that no plan keeps: those that cannot be poured any more, and of the others what caps of
 * furnaces, caps of grades or the quantity of a line rule out, whichever rules out most.
 */
export function leastChanges(instance: Instance): number {
  const { total, keepable, fixed } = previousOf(instance);
  const excess = (key: 'furnace' | 'grade', caps: ArrayLike<number>) =>
    Array.from(caps).reduce(
      (sum, cap, at) => sum + Math.max(0, keepable.filter((heat) => heat[key] === at).length - Math.max(0, cap)),
      0,
    );
  const piecesOfLine = new Map<number, number[]>();
  for (const { lines } of keepable)
    for (const [line, pieces] of lines) piecesOfLine.set(line, [...(piecesOfLine.get(line) ?? []), pieces]);
  const open = openPieces(instance);
  const byLine = [...piecesOfLine].map(([line, pieces]) => {
    let over = pieces.reduce((sum, count) => sum + count, 0) - open[line];
    let heats = 0;
    for (const count of pieces.sort((a, b) => b - a)) {
      if (over <= 0) break;
      over -= count;
      heats++;
    }
    return heats;
  });
  const ruledOut = Math.max(
    excess('furnace', instance.mostHeats),
    excess('grade', instance.mostHeatsOfGrade),
    byLine.reduce((most, heats) => Math.max(most, heats), 0),
  );
  return total - fixed - keepable.length + ruledOut;
}

/**
 * Asks the count model for the most heats that a plan can keep: a column of 0 or 1 for each, at most as many as there
 * are heats of its furnace and grade, and a kept heat gives a grade no more room than the pieces of period 0 that it
 * holds.
 * @param atLeast - 0: minimises the heats that are not kept, those that cannot be left aside; above: so many are kept,
 *   and the choice among them costs nothing.
 */
export function keepMost(
  instance: Instance,
  atLeast: number,
): {
  extend: CountExtension;
  read(values: ArrayLike<number>): PreviousHeat[];
} {
  const { keepable } = previousOf(instance);
  let keep: number[] = [];
  const extend: CountExtension = (builder, heat, greatest) => {
    const open = openPieces(instance);
    keep = keepable.map(() => builder.addColumn({ cost: atLeast > 0 ? 0 : -1, upper: 1, integer: true }));
    const rowOver = (entries: readonly (readonly [number, number])[], upper: number) => {
      if (entries.length === 0) return;
      builder.addRow({
        lower: -Infinity,
        upper,
        columns: entries.map(([column]) => column),
        coefficients: entries.map(([, factor]) => factor),
      });
    };
    for (const { grade, furnaces, types } of instance.grades) {
      const own = keepable.flatMap((previous, at) =>
        previous.grade === grade ? [{ previous, column: keep[at] }] : [],
      );
      if (own.length === 0) continue;
      for (const furnace of furnaces) {
        const here = own.filter(({ previous }) => previous.furnace === furnace);
        if (here.length > 0)
          rowOver([...here.map(({ column }) => [column, 1] as const), [heat[grade][furnace], -1]], 0);
      }
      const mandatory = types.map((type) => (instance.period[type] === 0 ? instance.mass[type] : 0));
      const need = types.reduce((sum, type, local) => sum + mandatory[local] * instance.quantity[type], 0);
      const scale = Math.max(1, ...furnaces.map((f) => greatest[grade][f] || 0));
      rowOver(
        [
          ...own.map(({ previous, column }) => {
            const holds = mandatory.reduce((sum, mass, local) => sum + mass * previous.pieces[local], 0);
            const room = Math.max(0, (greatest[grade][previous.furnace] || 0) - holds);
            return [column, room / scale] as const;
          }),
          ...furnaces.map((f) => [heat[grade][f], -(greatest[grade][f] || 0) / scale] as const),
        ].filter(([, factor]) => factor !== 0),
        -need / scale,
      );
    }
    const byLine = new Map<number, [number, number][]>();
    keepable.forEach(({ lines }, at) => {
      for (const [line, pieces] of lines) byLine.set(line, [...(byLine.get(line) ?? []), [keep[at], pieces]]);
    });
    for (const [line, entries] of byLine) rowOver(entries, open[line]);
    if (atLeast > 0)
      rowOver(
        keep.map((column) => [column, -1] as const),
        -atLeast,
      );
  };
  return { extend, read: (values) => keepable.filter((_, at) => values[keep[at]] > 0.5) };
}

/** Turns the value that `keepMost` minimised into heats that are not kept. */
export function changesOf(instance: Instance, minimised: number): number {
  const { total, fixed } = previousOf(instance);
  return total - fixed + minimised;
}

function openPieces(instance: Instance): number[] {
  return instance.problem.lines.map(({ quantity }, line) => quantity - instance.fixed.piecesOfLine[line]);
}

function signature({ furnace, grade, pieces }: Pick<ComposedHeat, 'furnace' | 'grade' | 'pieces'>): string {
  return `${furnace} ${grade} ${pieces.join()}`;
}

function previousOf(instance: Instance): Previous {
  const found = known.get(instance) ?? resolve(instance);
  known.set(instance, found);
  return found;
}

function resolve(instance: Instance): Previous {
  const given = instance.problem.previousHeats ?? [];
  const left = new Set(given);
  const alike = Map.groupBy(given, namesOf);
  const byFixed = instance.fixed.heats.map((): MeltPreviousHeat | undefined => undefined);
  // Two heats that both have an id are the same only by that id; those with one choose first, having less choice.
  const inTurn = instance.fixed.heats.map(({ given: fixed }, at) => ({ fixed, at }));
  inTurn.sort((a, b) => Number(a.fixed.id === undefined) - Number(b.fixed.id === undefined) || a.at - b.at);
  for (const { fixed, at } of inTurn) {
    const same = (alike.get(namesOf(fixed)) ?? []).filter((one) => left.has(one));
    const mine = same.find(({ id }) => id !== undefined && id === fixed.id);
    byFixed[at] = mine ?? same.find(({ id }) => id === undefined || fixed.id === undefined);
    if (byFixed[at]) left.delete(byFixed[at]);
  }
  const compose = composer(instance);
  const fullness = ({ mass, furnace }: PreviousHeat) => mass / instance.greatest[furnace];
  const keepable = [...left].flatMap((previous) => compose(previous) ?? []).sort((a, b) => fullness(b) - fullness(a));
  return {
    total: given.length,
    keepable,
    bySignature: Map.groupBy(keepable, signature),
    byFixed,
    fixed: given.length - left.size,
  };
}

/** What makes two heats the same, whatever order their lines are listed in. */
function namesOf({ furnace, grade, contents }: MeltPreviousHeat): string {
  const pieces = contents.map(({ line, pieces }) => [line, pieces]).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([furnace, grade, pieces]);
}

/** Composes a heat as it was; undefined where it cannot be poured so: what it names is gone, too much or too little. */
function composer(instance: Instance): (given: MeltPreviousHeat) => PreviousHeat | undefined {
  const { problem, linesOf } = instance;
  const furnaceIndex = indexOfIds(problem.furnaces);
  const gradeIndex = indexOfIds(problem.grades);
  const lineIndex = indexOfIds(problem.lines);
  const typeOfLine = new Map(linesOf.flatMap((lines, type) => lines.map((line) => [line, type] as const)));
  const open = openPieces(instance);
  return (given) => {
    const furnace = furnaceIndex.get(given.furnace);
    const grade = gradeIndex.get(given.grade);
    if (furnace === undefined || grade === undefined) return undefined;
    if (instance.mostHeats[furnace] <= 0 || instance.mostHeatsOfGrade[grade] <= 0) return undefined;
    const { types } = instance.grades[grade];
    const pieces = new Int32Array(types.length);
    const lines = new Map<number, number>();
    for (const content of given.contents) {
      const line = lineIndex.get(content.line);
      if (line === undefined || content.pieces > open[line]) return undefined;
      const local = types.indexOf(typeOfLine.get(line)!);
      if (local < 0 || (problem.fill === 'none' && instance.period[types[local]] > 0)) return undefined;
      pieces[local] += content.pieces;
      lines.set(line, content.pieces);
    }
    const mass = types.reduce((sum, type, local) => sum + pieces[local] * instance.mass[type], 0);
    const heat = { given, furnace, grade, pieces, mass, lines };
    // Later periods get no heat of their own unless every heat is to be used.
    const mandatory = types.some((type, local) => instance.period[type] === 0 && pieces[local] > 0);
    return isPourable(instance, heat, instance.quantity) && (mandatory || problem.fill === 'all-heats')
      ? heat
      : undefined;
  };
}
